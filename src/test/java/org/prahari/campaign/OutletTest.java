package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.store.Change;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class OutletTest extends ServiceTest {
    private static final String ADVISORY = "/v1/campaigns/ai-tools-and-patient-data";
    private static final String CAP = "urn:oasis:names:tc:emergency:cap:1.2";
    /** The children of an info, in the order of the CAP 1.2 schema. */
    private static final List<String> INFO = List.of(
            "language",
            "category",
            "event",
            "responseType",
            "urgency",
            "severity",
            "certainty",
            "audience",
            "eventCode",
            "effective",
            "onset",
            "expires",
            "senderName",
            "headline",
            "description",
            "instruction",
            "web",
            "contact",
            "parameter",
            "resource",
            "area");

    private final Api anybody = Api.anonymous();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/campaigns/feed.json",
                "/v1/campaigns/calendar.ics",
                ADVISORY + "/cap.xml",
                ADVISORY + "/page.html"
            })
    void anOutletIsReadByAnybodyAndNotSentTwice(String path) {
        Answer first = anybody.get(path).expect(200);
        assertThat(first.etag()).isNotNull();
        assertThat(first.header("Cache-Control"))
                .isEqualTo(anybody.get(ADVISORY).expect(200).header("Cache-Control"));
        assertThat(anybody.get(path, "If-None-Match", first.etag()).expect(304).text())
                .isEmpty();
    }

    @Test
    void theFeedHasWhatJsonFeedAsksForInTheLanguageAskedFor() {
        Answer answer = anybody.get("/v1/campaigns/feed.json?language=hi").expect(200);
        assertThat(answer.header("Content-Type")).startsWith("application/feed+json");
        assertThat(answer.header("Content-Language")).isEqualTo("hi");
        JsonNode feed = answer.json();
        assertThat(feed.path("version").asText()).isEqualTo("https://jsonfeed.org/version/1.1");
        assertThat(feed.path("items").size()).isGreaterThanOrEqualTo(24);
        var identifiers = feed.path("items").findValuesAsText("id");
        assertThat(identifiers).doesNotHaveDuplicates();
        for (JsonNode item : feed.path("items")) {
            assertThat(item.path("language").asText()).isEqualTo("hi");
            assertThat(item.path("content_html").asText()).isNotBlank().doesNotContain("<script");
        }
        String page = feed.path("items").get(0).path("url").asText();
        assertThat(anybody.get(page).expect(200).text()).contains("lang=\"hi\"");
    }

    @Test
    void aFilterThatNobodyKnowsIsRefused() {
        anybody.get("/v1/campaigns/feed.json?topic=no-such-topic").problem(400, "malformed");
        anybody.get("/v1/campaigns/calendar.ics?topic=no-such-topic").problem(400, "malformed");
    }

    @Test
    void theCalendarKeepsTheRulesOfRfc5545() {
        Answer answer = anybody.get("/v1/campaigns/calendar.ics?language=ta").expect(200);
        assertThat(answer.header("Content-Type")).startsWith("text/calendar");
        String text = answer.text();
        assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        for (String line : text.split("\r\n")) {
            assertThat(line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                    .as(line)
                    .isLessThanOrEqualTo(75);
        }
        List<String> lines = Arrays.asList(text.replaceAll("\r\n[ \t]", "").split("\r\n"));
        assertThat(lines.get(0)).isEqualTo("BEGIN:VCALENDAR");
        assertThat(lines).contains("VERSION:2.0").last().isEqualTo("END:VCALENDAR");
        long events = count(lines, "BEGIN:VEVENT");
        assertThat(events).isPositive();
        for (String name : List.of("UID", "DTSTAMP", "DTSTART", "SUMMARY")) {
            assertThat(count(lines, name)).as(name).isEqualTo(events);
        }
        assertThat(lines.stream().filter(line -> line.startsWith("UID:"))).doesNotHaveDuplicates();
        assertThat(lines.stream().filter(line -> line.startsWith("DTSTART")))
                .allSatisfy(line -> assertThat(line).matches("DTSTART(;VALUE=DATE:\\d{8}|:\\d{8}T\\d{6}Z)"));
    }

    @Test
    void anAdvisoryIsACapAlertInEachOfItsLanguages() throws Exception {
        var answer = anybody.get(ADVISORY + "/cap.xml").expect(200);
        assertThat(answer.header("Content-Type")).startsWith("application/cap+xml");
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element alert = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(answer.text().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(alert.getNamespaceURI()).isEqualTo(CAP);
        List<Element> children = children(alert);
        assertThat(children.stream().limit(6).map(Element::getLocalName))
                .containsExactly("identifier", "sender", "sent", "status", "msgType", "scope");
        assertThat(children.get(0).getTextContent()).matches("[^\\s,<&]+");
        assertTime(children.get(2).getTextContent());
        List<Element> infos = children.subList(6, children.size());
        assertThat(infos)
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(info -> info.getLocalName().equals("info"));
        var languages = new ArrayList<String>();
        for (Element info : infos) {
            List<String> names =
                    children(info).stream().map(Element::getLocalName).toList();
            assertThat(INFO).containsAll(names);
            assertThat(names.stream().map(INFO::indexOf).toList()).isSorted();
            assertThat(names).contains("category", "event", "urgency", "severity", "certainty", "area");
            assertThat(text(info, "severity")).isIn("Extreme", "Severe", "Moderate", "Minor", "Unknown");
            assertTime(text(info, "effective"));
            languages.add(text(info, "language"));
        }
        assertThat(languages).doesNotHaveDuplicates().startsWith("en").contains("hi");
    }

    @Test
    void onlyAdvisoriesAreAlerts() {
        for (JsonNode campaign :
                anybody.get("/v1/campaigns?limit=200").expect(200).json().path("items")) {
            boolean advisory = campaign.path("kind").asText().equals("advisory");
            anybody.get("/v1/campaigns/" + campaign.path("slug").asText() + "/cap.xml")
                    .expect(advisory ? 200 : 404);
        }
        anybody.get("/v1/campaigns/no-such-campaign/cap.xml").problem(404, "not-found");
        anybody.get("/v1/campaigns/no-such-campaign/page.html").problem(404, "not-found");
    }

    @Test
    void aPageIsInItsOwnLanguageAndDirectionAndRunsNothing() {
        Answer urdu = anybody.get("/v1/campaigns/" + inUrdu() + "/page.html?language=ur")
                .expect(200);
        assertThat(urdu.text()).contains("lang=\"ur\"").contains("dir=\"rtl\"");
        assertThat(urdu.header("Content-Language")).isEqualTo("ur");
        Answer english =
                anybody.get(ADVISORY + "/page.html", "Accept-Language", "en").expect(200);
        assertThat(english.header("Content-Type")).startsWith("text/html");
        assertThat(english.text()).startsWith("<!DOCTYPE html>").contains("lang=\"en\"", "dir=\"ltr\"", "<h1>");
        assertThat(english.text()).doesNotContain("<script").doesNotContain("javascript:");
        assertThat(english.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; style-src 'sha256-");
    }

    @Test
    void whatAnAuthorWritesIsTextInEveryOutlet() throws Exception {
        String path = "/v1/editorial/campaigns/hostile";
        Api writer = Api.with("campaigns:write");
        writer.post("/v1/editorial/campaigns", """
                        {"slug": "hostile", "kind": "advisory", "severity": "high", "topics": ["passwords"], "audiences": ["nurse"],
                         "safeguards": ["privacy"], "channels": ["web"], "regions": [], "sourceLanguage": "en",
                         "sources": ["https://cybercrime.gov.in/?a=1&b=<x>"], "window": {"starts": "2026-01-01"},
                         "text": {"title": "A <script>alert(1)</script> & ]]> title",
                          "summary": "Lines; commas, \\\\ and",
                          "body": "<img src=x onerror=alert(1)> [link](javascript:alert(1))",
                          "callToAction": "</p><iframe src='//evil.example'></iframe>"}}
                        """).expect(201);
        writer.post(path + "/submit", null, "If-Match", "*").expect(200);
        Api.with("campaigns:write campaigns:publish")
                .post(path + "/publish", null, "If-Match", "*")
                .expect(200);
        String page = anybody.get("/v1/campaigns/hostile/page.html").expect(200).text();
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; ]]&gt; title");
        assertThat(page).doesNotContain("<script", "<img", "<iframe", "javascript:");
        String cap = anybody.get("/v1/campaigns/hostile/cap.xml").expect(200).text();
        Element alert = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(cap.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(alert.getElementsByTagName("headline").item(0).getTextContent())
                .isEqualTo("A <script>alert(1)</script> & ]]> title");
        assertThat(alert.getElementsByTagName("script").getLength()).isZero();
        String calendar = anybody.get("/v1/campaigns/calendar.ics?language=en")
                .expect(200)
                .text()
                .replaceAll("\r\n[ \t]", "");
        assertThat(calendar.lines().filter(line -> line.contains("UID:hostile")))
                .hasSize(1);
        assertThat(calendar).contains("DESCRIPTION;LANGUAGE=en:Lines\\; commas\\, \\\\ and");
        assertThat(anybody.get("/v1/campaigns/feed.json").expect(200).json().get("items"))
                .anyMatch(item -> item.get("title").asText().equals("A <script>alert(1)</script> & ]]> title"));
    }

    @AfterEach
    void removeTestCampaigns() {
        service.jdbi()
                .useExtension(
                        CampaignDao.class,
                        dao -> dao.useTransaction(tx -> {
                            service.jdbi()
                                    .useHandle(handle ->
                                            handle.execute("DELETE FROM campaign WHERE author <> 'seed:author'"));
                            tx.log(Change.of("campaign", "all", 0, Change.Kind.DELETED, "test", Instant.now()));
                        }));
    }

    private String inUrdu() {
        for (JsonNode campaign :
                anybody.get("/v1/campaigns?limit=200").expect(200).json().path("items")) {
            for (JsonNode language : campaign.path("translations")) {
                if (language.asText().equals("ur")) {
                    return campaign.path("slug").asText();
                }
            }
        }
        throw new AssertionError("No seeded campaign is in Urdu.");
    }

    private static long count(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.equals(name) || line.startsWith(name + ":") || line.startsWith(name + ";"))
                .count();
    }

    private static void assertTime(String time) {
        assertThat(time).doesNotEndWith("Z");
        assertThat(OffsetDateTime.parse(time)).isNotNull();
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagNameNS(CAP, name).item(0).getTextContent();
    }

    private static List<Element> children(Element parent) {
        var found = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }
}
