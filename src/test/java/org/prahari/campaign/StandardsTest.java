package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.prahari.store.Change;
import org.prahari.store.ChangeLog;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;
import org.xml.sax.SAXException;

/** What goes out in the formats of others, judged by others: another library's parser, and the rules of each standard. */
class StandardsTest extends ServiceTest {
    private static final String DESK = "/v1/editorial/campaigns/";
    private static final String SLUG = "an-outlet-campaign";
    private static final String ADVISORY = "/v1/campaigns/ai-tools-and-patient-data";
    private static final String PICTURE =
            "{\"url\": \"https://example.org/a.png\", \"mediaType\": \"image/png\", \"bytes\": 5, \"sha256\": \""
                    + "0f".repeat(32) + "\", \"alt\": \"%s\"}";
    private final Api anybody = Api.anonymous();
    private final Api writer = Api.with("campaigns:write");

    interface Log extends ChangeLog {}

    @AfterEach
    void removeTestCampaigns() {
        service.jdbi().useTransaction(handle -> {
            handle.execute("DELETE FROM campaign WHERE author <> 'seed:author'");
            handle.attach(Log.class).log(Change.of("campaign", "all", 0, Change.Kind.DELETED, "test", Instant.now()));
        });
    }

    // iCalendar

    @Test
    void anotherParserFindsTheCalendarFaultlessAndTheSameTimesInIt() throws Exception {
        for (String language : List.of("en", "ta", "ur")) {
            judge(language);
        }
    }

    private void judge(String language) throws Exception {
        Calendar calendar = calendar(anybody.get("/v1/campaigns/calendar.ics?language=" + language)
                .expect(200)
                .text());
        Map<String, JsonNode> campaigns = campaigns(language);
        List<VEvent> events = calendar.getComponents("VEVENT");
        Set<String> recurring = new HashSet<>();
        for (VEvent event : events) {
            String uid = event.getProperty(Property.UID).orElseThrow().getValue();
            String slug = uid.replaceAll("(-\\d{8})?@prahari$", "");
            JsonNode campaign = campaigns.get(slug);
            assertThat(campaign).as(uid).isNotNull();
            assertThat(event.getProperty(Property.SUMMARY).orElseThrow().getValue())
                    .isEqualTo(campaign.get("title").asText());
            assertThat(event.getProperty(Property.DESCRIPTION).orElseThrow().getValue())
                    .isEqualTo(campaign.get("summary").asText());
            if (campaign.has("recurrence")) {
                recurring.add(slug);
            }
        }
        assertThat(recurring).contains("cyber-jaagrookta-diwas");
        for (String slug : recurring) {
            List<String> theirs = times(events, slug);
            List<String> ours = next(campaigns.get(slug));
            // The calendar shows 400 days, the campaign its next three times.
            int both = Math.min(theirs.size(), ours.size());
            assertThat(both).as(slug).isPositive();
            assertThat(theirs.subList(0, both)).as(slug).isEqualTo(ours.subList(0, both));
        }
    }

    @Test
    void aCalendarThatIsNoneIsFound() throws Exception {
        String text = anybody.get("/v1/campaigns/calendar.ics").expect(200).text();
        assertThatThrownBy(() -> calendar(text.replace("END:VCALENDAR", ""))).isInstanceOf(ParserException.class);
        assertThatThrownBy(() -> calendar(text.replaceAll("(?m)^UID:.*\r\n", "")))
                .isNotNull();
    }

    private static Calendar calendar(String text) throws IOException, ParserException {
        Calendar calendar = new CalendarBuilder().build(new StringReader(text));
        var result = calendar.validate();
        if (result.hasErrors()) {
            throw new IllegalArgumentException(result.toString());
        }
        return calendar;
    }

    /** By slug, in one language. */
    private Map<String, JsonNode> campaigns(String language) {
        Map<String, JsonNode> campaigns = new HashMap<>();
        anybody.get("/v1/campaigns?limit=200&language=" + language)
                .expect(200)
                .json()
                .get("items")
                .forEach(item -> campaigns.put(item.get("slug").asText(), item));
        return campaigns;
    }

    private static List<String> times(List<VEvent> events, String slug) {
        return events.stream()
                .filter(event ->
                        event.getProperty(Property.UID).orElseThrow().getValue().matches(slug + "(-\\d{8})?@prahari"))
                .map(event -> text(event.getDateTimeStart().getDate()) + "/"
                        + text(event.getEndDate(true).orElseThrow().getDate()))
                .sorted()
                .toList();
    }

    /** Days where the calendar has days. */
    private static String text(Temporal time) {
        return time instanceof LocalDate day
                ? day.atStartOfDay(ZoneId.of("Asia/Kolkata")).toInstant().toString()
                : Instant.from(time).toString();
    }

    private static List<String> next(JsonNode campaign) {
        List<String> next = new ArrayList<>();
        campaign.get("nextOccurrences")
                .forEach(one -> next.add(instant(one.get("starts")) + "/" + instant(one.get("ends"))));
        return next;
    }

    private static Instant instant(JsonNode time) {
        return OffsetDateTime.parse(time.asText()).toInstant();
    }

    // CAP

    @Test
    void everyAdvisoryIsValidByTheRulesOfCap() throws Exception {
        int advisories = 0;
        for (JsonNode campaign : campaigns("en").values()) {
            if (campaign.get("kind").asText().equals("advisory")) {
                validate(anybody.get("/v1/campaigns/" + campaign.get("slug").asText() + "/cap.xml")
                        .expect(200)
                        .text());
                advisories++;
            }
        }
        assertThat(advisories).isPositive();
    }

    @Test
    void anAdvisoryWithAllThatOneCanHaveIsValidToo() throws Exception {
        publish(
                "advisory",
                ", \"severity\": \"critical\", \"helpline\": \"1930\", \"regions\": [\"IN-KA\", \"IN-TN\"], \"window\":"
                        + " {\"starts\": \"2026-01-01\", \"ends\": \"2099-12-31\", \"publishAt\": \"2026-01-01T00:00:00Z\","
                        + " \"expiresAt\": \"2099-12-31T00:00:00Z\"}");
        String alert =
                anybody.get("/v1/campaigns/" + SLUG + "/cap.xml").expect(200).text();
        validate(alert);
        assertThat(alert).contains("<onset>", "<expires>", "<contact>1930", "<resource>", "<value>IN-KA", "Extreme");
    }

    @Test
    void anAlertThatBreaksARuleIsFound() {
        String alert = anybody.get(ADVISORY + "/cap.xml").expect(200).text();
        for (String example : List.of(
                "<status>Actual</status>|<status>actual</status>",
                "<scope>Public</scope>|",
                "<msgType>Alert</msgType>|<msgType>Alert</msgType><msgType>Alert</msgType>",
                "<urgency>Unknown</urgency>|<urgency>Soon</urgency>",
                "<sender>prahari</sender>|<sender>pra hari</sender>",
                "+05:30</sent>|Z</sent>",
                "<category>Security</category>|",
                "<areaDesc>India</areaDesc>|",
                "</alert>|<identifier>x</identifier></alert>")) {
            String[] sides = example.split("\\|", 2);
            assertThat(alert).contains(sides[0]);
            assertThatThrownBy(() -> validate(alert.replace(sides[0], sides[1])))
                    .as(example)
                    .isInstanceOf(SAXException.class);
        }
    }

    private static void validate(String alert) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(StandardsTest.class.getResource("/cap-1.2.xsd"))
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(alert.getBytes(StandardCharsets.UTF_8))));
    }

    // JSON Feed

    @Test
    void theFeedKeepsTheRulesOfJsonFeedAndOneThatBreaksThemIsFound() throws Exception {
        publish("tip", "");
        for (String language : List.of("en", "ur", "mni-Mtei")) {
            JsonNode feed = anybody.get("/v1/campaigns/feed.json?language=" + language)
                    .expect(200)
                    .json();
            assertThat(faults(feed)).isEmpty();
            assertThat(feed.get("items").findValuesAsText("mime_type")).contains("image/png");
        }
        String feed = anybody.get("/v1/campaigns/feed.json").expect(200).text();
        for (String example : List.of(
                "\"version\":\"https://jsonfeed.org/version/1.1\"|\"version\":\"1.1\"",
                "\"title\":|\"name\":",
                "\"content_html\":|\"html\":",
                "\"id\":\"urn|\"key\":\"urn",
                "\"mime_type\":|\"type\":",
                "\"date_published\":\"20|\"date_published\":\"on 20")) {
            String[] sides = example.split("\\|");
            assertThat(feed).contains(sides[0]);
            assertThat(faults(new ObjectMapper().readTree(feed.replace(sides[0], sides[1]))))
                    .as(example)
                    .isNotEmpty();
        }
    }

    /** What version 1.1 asks of a feed, its items and their attachments. */
    private static List<String> faults(JsonNode feed) {
        List<String> faults = new ArrayList<>();
        if (!feed.path("version").asText().equals("https://jsonfeed.org/version/1.1")) {
            faults.add("version");
        }
        text(feed, "title", faults);
        if (!feed.path("items").isArray()) {
            faults.add("items");
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode item : feed.path("items")) {
            text(item, "id", faults);
            if (!ids.add(item.path("id").asText())) {
                faults.add("an id twice");
            }
            if (!item.path("content_html").isTextual()
                    && !item.path("content_text").isTextual()) {
                faults.add("content_html or content_text");
            }
            for (String name : List.of("url", "title", "summary", "language")) {
                if (item.has(name)) {
                    text(item, name, faults);
                }
            }
            try {
                var unused = item.has("date_published")
                        ? OffsetDateTime.parse(item.get("date_published").asText())
                        : null;
            } catch (DateTimeException e) {
                faults.add("date_published");
            }
            item.path("tags").forEach(tag -> {
                if (!tag.isTextual()) {
                    faults.add("tags");
                }
            });
            for (JsonNode attachment : item.path("attachments")) {
                text(attachment, "url", faults);
                text(attachment, "mime_type", faults);
                if (attachment.has("size_in_bytes")
                        && !attachment.get("size_in_bytes").isIntegralNumber()) {
                    faults.add("size_in_bytes");
                }
            }
        }
        return faults;
    }

    private static void text(JsonNode node, String name, List<String> faults) {
        if (!node.path(name).isTextual() || node.get(name).asText().isBlank()) {
            faults.add(name);
        }
    }

    // What is stale, and pictures

    @Test
    void aStaleTranslationIsMarkedInEveryOutlet() throws Exception {
        publish("advisory", ", \"severity\": \"low\", \"window\": {\"starts\": \"2026-01-01\"}");
        String publicPath = "/v1/campaigns/" + SLUG;
        assertThat(anybody.get(publicPath + "/cap.xml").text()).doesNotContain("stale");
        assertThat(anybody.get(publicPath + "/page.html?language=hi").text()).doesNotContain("older revision");
        Api publisher = Api.with("campaigns:publish campaigns:write");
        publisher.post(DESK + SLUG + "/archive", null, "If-Match", "*").expect(200);
        writer.put(
                        DESK + SLUG,
                        campaign("advisory", ", \"severity\": \"low\", \"window\": {\"starts\": \"2026-01-01\"}")
                                .replace("\"body\": \"b\"", "\"body\": \"new\""),
                        "*")
                .expect(200);
        release();
        String alert = anybody.get(publicPath + "/cap.xml").expect(200).text();
        validate(alert);
        assertThat(alert.split("<valueName>stale</valueName><value>true</value>", -1))
                .as("of three languages two")
                .hasSize(3);
        assertThat(anybody.get(publicPath + "/page.html?language=hi").text()).contains("older revision");
        assertThat(anybody.get(publicPath + "/page.html?language=en").text()).doesNotContain("older revision");
        JsonNode feed =
                anybody.get("/v1/campaigns/feed.json?language=hi").expect(200).json();
        assertThat(faults(feed)).isEmpty();
        assertThat(feed.get("items"))
                .filteredOn(item -> item.at("/_prahari/stale").asBoolean())
                .singleElement()
                .satisfies(item -> assertThat(item.get("id").asText()).endsWith(SLUG));
        String calendar = anybody.get("/v1/campaigns/calendar.ics?language=hi")
                .expect(200)
                .text();
        List<VEvent> events = calendar(calendar).getComponents("VEVENT");
        assertThat(events)
                .filteredOn(event -> event.getProperty("X-PRAHARI-STALE").isPresent())
                .hasSize(1);
    }

    @Test
    void aPictureIsDescribedInTheLanguageOfItsTextInEveryOutlet() {
        publish("advisory", ", \"severity\": \"low\"");
        for (Map.Entry<String, String> one : Map.of("en", "A locked screen", "hi", "बंद स्क्रीन", "ur", "بند اسکرین")
                .entrySet()) {
            String query = "?language=" + one.getKey();
            assertThat(anybody.get("/v1/campaigns/" + SLUG + query)
                            .json()
                            .at("/assets/0/alt")
                            .asText())
                    .isEqualTo(one.getValue());
            assertThat(anybody.get("/v1/campaigns/" + SLUG + "/page.html" + query)
                            .expect(200)
                            .text())
                    .contains(">" + one.getValue() + "</a>");
            assertThat(anybody.get("/v1/campaigns/feed.json" + query).json().findValuesAsText("title"))
                    .contains(one.getValue());
            assertThat(anybody.get("/v1/campaigns/" + SLUG + "/cap.xml")
                            .expect(200)
                            .text())
                    .contains("<resourceDesc>" + one.getValue() + "</resourceDesc>");
        }
    }

    /** A campaign of that kind with a picture, in English, Hindi and Urdu. */
    private void publish(String kind, String more) {
        writer.post("/v1/editorial/campaigns", campaign(kind, more)).expect(201);
        writer.put(DESK + SLUG + "/translations/hi", translation("बंद स्क्रीन"), "*")
                .expect(200);
        writer.put(DESK + SLUG + "/translations/ur", translation("بند اسکرین"), "*")
                .expect(200);
        release();
    }

    private void release() {
        writer.post(DESK + SLUG + "/submit", null, "If-Match", "*").expect(200);
        Api.with("campaigns:publish campaigns:write")
                .post(DESK + SLUG + "/publish", null, "If-Match", "*")
                .expect(200);
    }

    private static String campaign(String kind, String more) {
        return """
                {"slug": "%s", "kind": "%s", "topics": ["passwords"], "audiences": ["nurse"],
                 "safeguards": ["privacy"], "channels": ["web"], "sourceLanguage": "en", "sources": [],
                 "text": %s%s}
                """.formatted(SLUG, kind, translation("A locked screen"), more);
    }

    private static String translation(String alt) {
        return "{\"title\": \"t\", \"summary\": \"s\", \"body\": \"b\", \"callToAction\": \"c\", \"assets\": [%s]}"
                .formatted(PICTURE.formatted(alt));
    }
}
