package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.prahari.support.Instance;
import org.prahari.support.RawClient;
import org.prahari.support.Service;
import org.prahari.support.ServiceTest;

/** What is answered from memory is what the resource answers, byte for byte: beside a second instance that has no hot reads. */
class HotReadsTest extends ServiceTest {
    private static final int ODD_REQUESTS = Boolean.getBoolean("drill") ? 20_000 : 2000;
    private static final List<String> OF_ITS_OWN = List.of("date: ", "x-request-id: ", "ratelimit: ");
    /** How the bytes are framed on the connection. */
    private static final List<String> FRAMING = List.of("content-length: ", "transfer-encoding: ", "connection: ");

    private static Instance reference;
    private static RawClient hot;
    private static RawClient cold;

    @BeforeAll
    static void start() {
        hot = new RawClient(Service.get().port());
        reference = Instance.start("delivery.hot", "false");
        cold = new RawClient(reference.port());
    }

    @AfterAll
    static void stop() {
        hot.close();
        cold.close();
        reference.close();
    }

    private long hits() {
        return service.support()
                .getEnvironment()
                .metrics()
                .timer(MetricRegistry.name(HotReads.class, "hits"))
                .getCount();
    }

    private long shortcuts() {
        return service.support()
                .getEnvironment()
                .metrics()
                .meter(MetricRegistry.name(HotReads.class, "shortcuts"))
                .getCount();
    }

    /** Asks twice, so that the answer was kept and given again, and compares each with the resource's. */
    private void same(String method, String target, List<String> headers) {
        RawClient.Reply wanted = cold.send(method, target, headers);
        for (int i = 0; i < 2; i++) {
            RawClient.Reply given = hot.send(method, target, headers);
            String what = method + " " + target + " " + headers;
            assertThat(given.status()).as(what).isEqualTo(wanted.status());
            assertThat(said(given)).as(what).isEqualTo(said(wanted));
            assertThat(form(given)).as(what).isEqualTo(form(wanted));
            if (wanted.status() < 400) {
                assertThat(given.body()).as(what).isEqualTo(wanted.body());
            } else {
                assertThat(anonymous(given)).as(what).isEqualTo(anonymous(wanted));
            }
        }
    }

    private static List<String> said(RawClient.Reply reply) {
        return reply.headers().stream()
                .filter(line -> OF_ITS_OWN.stream().noneMatch(line::startsWith)
                        && FRAMING.stream().noneMatch(line::startsWith))
                .sorted()
                .toList();
    }

    /** The headers that are another each time, with what is another each time left out. */
    private static List<String> form(RawClient.Reply reply) {
        return reply.headers().stream()
                .filter(line -> OF_ITS_OWN.stream().anyMatch(line::startsWith))
                .map(line -> line.replaceFirst("^(date): .*GMT$", "$1")
                        .replaceFirst(
                                "^(x-request-id): [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
                                "$1")
                        .replaceFirst("r=\\d+;t=\\d+$", ""))
                .sorted()
                .toList();
    }

    private static String anonymous(RawClient.Reply reply) {
        return reply.text().replaceFirst("\"instance\":\"[^\"]*\"", "");
    }

    // The whole key space

    @Test
    void everyCampaignInEveryLanguageAndCodingIsTheResources() {
        long before = hits();
        long shortBefore = shortcuts();
        List<String> languages = List.of("en", "hi", "bn", "ta", "te", "mr", "gu", "kn", "ml", "pa", "or", "as", "ur");
        for (String slug : Seed.slugs()) {
            for (String language : languages) {
                for (String coding : List.of("gzip", "identity")) {
                    same(
                            "GET",
                            "/v1/campaigns/" + slug,
                            List.of("Accept-Language: " + language, "Accept-Encoding: " + coding));
                }
            }
            same("HEAD", "/v1/campaigns/" + slug + "?language=hi", List.of());
            same("GET", "/v1/campaigns/" + slug + "/page.html?language=hi", List.of());
            same("GET", "/v1/campaigns/" + slug + "/cap.xml", List.of());
        }
        // All but the first of their kind; plain and packed.
        assertThat(shortcuts() - shortBefore)
                .isGreaterThanOrEqualTo(Seed.slugs().size() * 20);
        // Of two requests the first may have been the resource's.
        assertThat(hits() - before).isGreaterThanOrEqualTo(Seed.slugs().size() * 20);
    }

    @Test
    void everyFilterOfTheListIsTheResources() {
        long before = hits();
        long shortBefore = shortcuts();
        int asked = 0;
        for (String filter : Seed.filters()) {
            for (String path : List.of("", "/feed.json", "/calendar.ics")) {
                same("GET", "/v1/campaigns" + path + "?" + filter, List.of("Accept-Language: ta, hi;q=0.5"));
                same("GET", "/v1/campaigns" + path + "?" + filter, List.of("Accept-Encoding: gzip"));
                asked += 2;
            }
        }
        assertThat(hits() - before).isGreaterThanOrEqualTo(asked * 9 / 10);
        assertThat(shortcuts() - shortBefore).isGreaterThanOrEqualTo(asked / 6);
    }

    @Test
    void everyPageOfTheListIsTheResources() {
        String next = "/v1/campaigns?limit=3&language=kn";
        for (int pages = 0; next != null; pages++) {
            assertThat(pages).isLessThan(30);
            same("GET", next, List.of());
            String link = hot.send("GET", next, List.of()).header("Link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
    }

    // Odd requests

    @Test
    void oddRequestsAreAnsweredAsTheResourceAnswersThem() {
        Odd odd = new Odd(new Random(20261130));
        long before = hits();
        for (int i = 0; i < ODD_REQUESTS; i++) {
            List<String> headers = odd.headers();
            same(odd.method(), odd.target(), headers);
        }
        System.out.println("hot: " + (hits() - before) + " of " + 2 * ODD_REQUESTS + " odd requests");
        assertThat(hits() - before).isGreaterThan(ODD_REQUESTS / 10);
    }

    @Test
    void tagsAreComparedAsTheResourceComparesThem() {
        String target = "/v1/campaigns?limit=5";
        for (String coding : List.of("Accept-Encoding: gzip", "Accept-Encoding: identity")) {
            String tag = hot.send("GET", target, List.of(coding)).header("ETag");
            String bare = tag.replace("--gzip", "");
            String marked = bare.substring(0, bare.length() - 1) + "--gzip\"";
            for (String held : List.of(
                    bare,
                    marked,
                    "W/" + bare,
                    "W/" + marked,
                    "*",
                    " * ",
                    "\"a\", " + bare,
                    "\"a--gzip\", " + bare,
                    "\"a--gzip\"," + marked + ",W/\"b\"",
                    "\"\"",
                    "",
                    bare.replace("\"", ""),
                    "\"unclosed",
                    bare + bare,
                    "*, " + bare)) {
                for (String method : List.of("GET", "HEAD")) {
                    same(method, target, List.of(coding, "If-None-Match: " + held));
                    same(method, target, List.of(coding, "If-None-Match: \"z\"", "If-None-Match: " + held));
                }
            }
        }
    }

    /** What is asked for, and how, in ways that clients and attackers find. */
    private record Odd(Random random) {
        private static final List<String> PARAMETERS = List.of(
                "language=hi",
                "language=ta-IN",
                "language=xx",
                "language=",
                "language=%00",
                "language=hi&language=hi",
                "region=IN-KA",
                "region=IN-XX",
                "region=in-ka",
                "audience=all-staff",
                "audience=nobody",
                "kind=advisory",
                "kind=tip",
                "kind=Tip",
                "topic=phishing",
                "topic=phish%69ng",
                "t%6fpic=phishing",
                "topic=ransomware",
                "safeguard=training",
                "safeguard=privacy",
                "limit=1",
                "limit=01",
                "limit=%2B2",
                "limit=0",
                "limit=201",
                "limit=x",
                "limit=7",
                "on=2026-11-30",
                "on=2026-02-30",
                "on=99999-01-01",
                "on=2026-1-1",
                "q=cyber",
                "q=%E0%A4%B8%E0%A4%BE",
                "q=%E0%A4",
                "q=a+b",
                "q=a%20b",
                "q=%FF",
                "q=%EF%BF%BD",
                "fields=slug",
                "fields=slug,title",
                "fields=title,slug",
                "fields=nothing",
                "cursor=abc",
                "unknown=1",
                "",
                "=",
                "&",
                "%",
                "%zz",
                "limit",
                "limit=2;q=x",
                "q=\"",
                "q=<b>",
                "q='",
                "channel=sms",
                "channel=email",
                "q=%C0%AF",
                "kind=tip&kind=advisory",
                "kind=advisory&kind=tip",
                "kind=tip&kind=tip",
                "q=%F0%9F%98%80",
                "q=%ED%A0%80");
        private static final List<String> PATHS = List.of(
                "/v1/campaigns",
                "/v1/campaigns",
                "/v1/campaigns",
                "/v1/campaigns/cyber-jaagrookta-diwas",
                "/v1/campaigns/cyber-jaagrookta-diwas",
                "/v1/campaigns/nothing-here",
                "/v1/campaigns/",
                "/v1//campaigns",
                "/v1/campaigns/cyber-jaagrookta-diwas/",
                "/v1/campaigns/cyber-jaagrookta-diwas/page.html",
                "/v1/campaigns/feed.json",
                "/v1/campaigns/calendar.ics",
                "/v1/campaigns/coverage",
                "/v1/campaigns/sync",
                "/v1/campaigns;a=b",
                "/v1/campaigns/cyber-jaagrookta-diwas;x",
                "/v1/campaigns/cyber%2Djaagrookta-diwas",
                "/v1/./campaigns",
                "/v1/x/../campaigns",
                "/v1/%63ampaigns",
                "/v1/campaigns%3Flimit=1",
                "/V1/campaigns",
                "/v1/campaigns/CYBER-jaagrookta-diwas",
                "/v1/campaigns/bundles/hi",
                "http://localhost/v1/campaigns");
        private static final List<String> HEADERS = List.of(
                "Accept-Language: hi",
                "Accept-Language: hi-IN,hi;q=0.9,en;q=0.8",
                "Accept-Language: *",
                "Accept-Language: en;q=0, hi;q=0",
                "Accept-Language: ta;q=0.1, te;q=0.2",
                "Accept-Language: , ,",
                "Accept-Language: xx-Latn-999",
                "Accept-Language: \u0000",
                "Accept-Language: ",
                "Accept-Language: EN-us",
                "Accept-Language: mni-Beng, mni",
                "Accept-Language: zh-Hant;q=2",
                "Accept-Language: en;q=0.0005",
                "Accept-Language: he, iw;q=0.5",
                "Accept-Language: hi;q=0.5, hi;q=0",
                "Accept-Language: *;q=0.5, ur",
                "Accept-Language: en-GB-oed;q=1.0, ks-Arab",
                "Accept-Language: hi; q=0.3 , ml ;q=0.4",
                "Accept-Encoding: gzip",
                "Accept-Encoding: gzip, deflate, br",
                "Accept-Encoding: gzip;q=0",
                "Accept-Encoding: GZIP",
                "Accept-Encoding: x-gzip",
                "Accept-Encoding: *",
                "Accept-Encoding: br",
                "Accept-Encoding: identity;q=0",
                "Accept-Encoding: gzip;q=0.001",
                "Accept-Encoding: deflate, gzip;q=1.0, *;q=0.5",
                "Accept: application/json",
                "Accept: */*",
                "Accept: text/html",
                "Accept: application/*;q=0.1",
                "Accept: application/json;q=0",
                "Accept: application/json;charset=utf-8",
                "Accept: nonsense",
                "Accept: ",
                "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Accept: text/calendar",
                "Accept: APPLICATION/JSON",
                "Accept: application/json, text/html;q=0.5",
                "Range: bytes=0-9",
                "If-Range: \"x\"",
                "If-Modified-Since: Mon, 30 Nov 2026 00:00:00 GMT",
                "If-Match: \"x\"",
                "If-None-Match: *",
                "If-None-Match: \"x\"",
                "If-None-Match: W/\"x\"",
                "X-Request-Id: abcdefgh-1234",
                "X-Request-Id: no",
                "X-Request-Id: <script>",
                "Authorization: Bearer nonsense",
                "Authorization: Basic eDp5",
                "Cookie: a=b",
                "Origin: https://example.org",
                "X-Forwarded-For: 10.0.0.1",
                "X-HTTP-Method-Override: DELETE",
                "Content-Length: 0",
                "Content-Type: application/json",
                "Content-Encoding: gzip",
                "Cache-Control: no-cache",
                "Pragma: no-cache",
                "TE: trailers",
                "Via: 1.1 proxy",
                "Accept-Charset: utf-16",
                "Forwarded: for=1.2.3.4",
                "User-Agent: PrahariApp/1.0",
                "Referer: http://localhost/",
                "DNT: 1",
                "Upgrade: h2c",
                "X-Odd: \u00e9");

        String method() {
            int n = random.nextInt(20);
            return n == 0 ? "OPTIONS" : n == 1 ? "POST" : n == 2 ? "get" : n < 6 ? "HEAD" : "GET";
        }

        String target() {
            String path = any(PATHS);
            int count = random.nextInt(4);
            List<String> query = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                query.add(any(PARAMETERS));
            }
            return count == 0 ? path : path + "?" + String.join("&", query);
        }

        List<String> headers() {
            List<String> headers = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                headers.add(any(HEADERS));
            }
            return headers;
        }

        private <T> T any(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }
    }

    /** What the seed holds. */
    private static final class Seed {
        private static final Supplier<Shelf> SHELF = () -> new ShelfReader(CampaignSettings.DEFAULT)
                .read(Service.get().jdbi().onDemand(CampaignDao.class));

        static List<String> slugs() {
            return SHELF.get().campaigns().stream()
                    .map(published -> published.campaign().slug())
                    .toList();
        }

        static List<String> filters() {
            Shelf shelf = SHELF.get();
            List<String> filters = new ArrayList<>();
            shelf.terms()
                    .forEach(term ->
                            filters.add(term.kind().name().toLowerCase(java.util.Locale.ROOT) + "=" + term.id()));
            shelf.regions().keySet().forEach(region -> filters.add("region=" + region));
            for (Campaign.Kind kind : Campaign.Kind.values()) {
                filters.add("kind=" + org.prahari.http.Kebab.of(kind));
            }
            for (Campaign.Safeguard safeguard : Campaign.Safeguard.values()) {
                filters.add("safeguard=" + org.prahari.http.Kebab.of(safeguard));
            }
            filters.add("q=cyber");
            filters.add("on=2027-01-26");
            return filters;
        }
    }
}
