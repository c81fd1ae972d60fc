package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.prahari.store.Change;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Instance;
import org.prahari.support.RawClient;
import org.prahari.support.ServiceTest;

/** What others do meanwhile changes no answer: writers, attackers, floods, the end of the service. */
class HotReadsUnderFireTest extends ServiceTest {
    private static final String SLUG = "a-hot-test-campaign";
    private static final String EDITORIAL = "/v1/editorial/campaigns";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void clear() {
        threads.shutdownNow();
        service.jdbi()
                .useExtension(
                        CampaignDao.class,
                        dao -> dao.useTransaction(tx -> {
                            service.jdbi()
                                    .useHandle(handle ->
                                            handle.execute("DELETE FROM campaign WHERE author <> 'seed:author'"));
                            tx.log(Change.of("campaign", "all", 0, Change.Kind.DELETED, "test", Instant.now()));
                        }));
        service.touch();
    }

    private long hits() {
        return service.support()
                .getEnvironment()
                .metrics()
                .timer(MetricRegistry.name(HotReads.class, "hits"))
                .getCount();
    }

    // A change

    @Test
    void aPublishedCampaignIsOnEveryNodeWithinASecondAndNoAnswerMixesOldAndNew() throws Exception {
        try (Instance other = Instance.start()) {
            List<Integer> ports = List.of(service.port(), other.port());
            String list = "/v1/campaigns?topic=passwords&limit=100";
            String item = "/v1/campaigns/" + SLUG;
            for (int port : ports) {
                try (RawClient client = new RawClient(port)) {
                    for (int i = 0; i < 3; i++) {
                        assertThat(slugs(client.send("GET", list, List.of()))).doesNotContain(SLUG);
                        assertThat(client.send("GET", item, List.of()).status()).isEqualTo(404);
                    }
                }
            }
            AtomicBoolean over = new AtomicBoolean();
            List<Future<List<String>>> readers = new ArrayList<>();
            for (int port : ports) {
                readers.add(threads.submit(() -> mixed(port, list, over)));
                readers.add(threads.submit(() -> mixed(port, list, over)));
            }
            long before = hits();
            Instant released = publish();
            for (int port : ports) {
                await(port, list, true, released);
            }
            archive();
            Instant archived = Instant.now();
            for (int port : ports) {
                await(port, list, false, archived);
            }
            over.set(true);
            for (Future<List<String>> reader : readers) {
                assertThat(reader.get()).isEmpty();
            }
            assertThat(hits() - before).isGreaterThan(10);
        }
    }

    /** Waits for a second, and for as long as the machine needs for some requests besides, until the campaign is there or not. */
    private static void await(int port, String list, boolean there, Instant since) {
        try (RawClient client = new RawClient(port)) {
            Instant start = Instant.now();
            for (int i = 0; i < 5; i++) {
                assertThat(client.send("GET", "/v1/regions/IN-KA", List.of()).status())
                        .isEqualTo(200);
            }
            Duration most = Duration.ofSeconds(1)
                    .plus(Duration.between(start, Instant.now()).multipliedBy(3));
            while (slugs(client.send("GET", list, List.of())).contains(SLUG) != there) {
                assertThat(Duration.between(since, Instant.now())).isLessThan(most);
            }
            assertThat(client.send("GET", "/v1/campaigns/" + SLUG, List.of()).status())
                    .isEqualTo(there ? 200 : 404);
        }
    }

    /** Reads until told to stop; gives what was wrong: a tag that is not the body's, or a list that goes back in time. */
    private static List<String> mixed(int port, String list, AtomicBoolean over) {
        List<String> wrong = new ArrayList<>();
        int turns = 0;
        boolean there = false;
        try (RawClient client = new RawClient(port)) {
            while (!over.get()) {
                RawClient.Reply reply = client.send("GET", list, List.of());
                if (!digest(reply.body()).equals(reply.header("ETag"))) {
                    wrong.add("The tag " + reply.header("ETag") + " is not of " + reply.text());
                }
                boolean now = slugs(reply).contains(SLUG);
                turns += now == there ? 0 : 1;
                there = now;
                RawClient.Reply again = client.send("GET", list, List.of("If-None-Match: " + reply.header("ETag")));
                if (again.status() == 200 && again.header("ETag").equals(reply.header("ETag"))) {
                    wrong.add("200 for what is held");
                }
            }
        }
        if (turns > 2) {
            wrong.add("It came and went " + turns + " times");
        }
        return wrong;
    }

    @Test
    void whatDoesNotConcernAnAnswerLeavesItWhereItIs() {
        try (RawClient client = new RawClient(service.port())) {
            String far = "/v1/campaigns?kind=advisory&limit=9";
            String near = "/v1/campaigns?topic=passwords&limit=100";
            for (int i = 0; i < 2; i++) {
                client.send("GET", far, List.of());
                client.send("GET", near, List.of());
            }
            Instant unused = publish();
            // The first read of anybody looks at the log; from then on those that are kept are given again.
            assertThat(slugs(client.send("GET", near, List.of()))).contains(SLUG);
            long before = hits();
            assertThat(client.send("GET", far, List.of()).status()).isEqualTo(200);
            // Counted once the answer is on its way, so perhaps after it has come.
            Awaitility.await().until(() -> hits() == before + 1);
        }
    }

    private Instant publish() {
        Api writer = Api.with("campaigns:write");
        Api publisher = Api.with("campaigns:write campaigns:publish");
        String draft = writer.post(EDITORIAL, """
                        {"slug": "%s", "kind": "tip", "topics": ["passwords"], "audiences": ["nurse"],
                         "safeguards": ["privacy"], "channels": ["web"], "regions": [], "sourceLanguage": "en",
                         "sources": ["https://cybercrime.gov.in"],
                         "text": {"title": "A test", "summary": "A test.", "body": "Lock it.", "callToAction": "Now."}}
                        """.formatted(SLUG)).expect(201).etag();
        String review = step(writer, "submit", draft).expect(200).etag();
        step(publisher, "publish", review).expect(200);
        return Instant.now();
    }

    private void archive() {
        Api publisher = Api.with("campaigns:write campaigns:publish");
        String etag = publisher.get(EDITORIAL + "/" + SLUG).expect(200).etag();
        step(publisher, "archive", etag).expect(200);
    }

    private static Answer step(Api who, String step, String etag) {
        return who.send("POST", EDITORIAL + "/" + SLUG + "/" + step, null, "If-Match", etag);
    }

    // Attackers

    @Test
    void nothingThatAttackersSendChangesAnAnswer() throws Exception {
        Map<String, String> good = new LinkedHashMap<>();
        try (RawClient client = new RawClient(service.port())) {
            for (String target : targets()) {
                good.put(target, fingerprint(client.send("GET", target, List.of("Accept-Language: hi"))));
            }
            List<Callable<Integer>> attackers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Random random = new Random(i);
                attackers.add(() -> attack(service.port(), random));
            }
            List<Future<Integer>> attacks =
                    attackers.stream().map(threads::submit).toList();
            for (int round = 0; round < 2; round++) {
                good.forEach((target, wanted) -> assertThat(
                                fingerprint(client.send("GET", target, List.of("Accept-Language: hi"))))
                        .as(target)
                        .isEqualTo(wanted));
            }
            for (Future<Integer> attack : attacks) {
                assertThat(attack.get()).as("answers 5xx to attackers").isZero();
            }
            long before = hits();
            good.forEach((target, wanted) -> {
                assertThat(fingerprint(client.send("GET", target, List.of("Accept-Language: hi"))))
                        .as(target)
                        .isEqualTo(wanted);
                assertThat(fingerprint(client.send("GET", target, List.of("Accept-Language: hi"))))
                        .as(target)
                        .isEqualTo(wanted);
            });
            Awaitility.await().until(() -> hits() - before >= good.size());
        }
    }

    private static List<String> targets() {
        List<String> targets = new ArrayList<>();
        for (String query :
                List.of("", "?limit=2", "?topic=phishing", "?kind=tip&limit=5", "?region=IN-KA", "?q=cyber")) {
            targets.add("/v1/campaigns" + query);
        }
        targets.add("/v1/campaigns/cyber-jaagrookta-diwas");
        targets.add("/v1/campaigns/cyber-jaagrookta-diwas/page.html");
        targets.add("/v1/campaigns/feed.json?kind=tip");
        return targets;
    }

    /** @return how many answers were 5xx */
    private static int attack(int port, Random random) {
        List<String> queries = List.of(
                "?" + "limit=2&".repeat(900),
                "?" + String.join("&", Collections.nCopies(500, "topic=phishing")),
                "?q=%FF%FE",
                "?q=%C0%AF",
                "?limit=2&limit=3",
                "?language=xx-Latn-999",
                "?language=%0d%0aX:y",
                "?limit=2%00",
                "?topic=phishing%0a",
                "?limit=2;topic=phishing",
                "?%6cimit=2",
                "?limit=%32",
                "?LIMIT=2",
                "?limit=2#x");
        List<String> headers = List.of(
                "Accept-Language: " + "hi,".repeat(300),
                "Accept-Language: ur;q=0.000",
                "Accept-Encoding: gzip;q=0, *",
                "X-Forwarded-Host: evil.example",
                "X-Original-URL: /v1/campaigns?limit=1",
                "X-Rewrite-URL: /v1/regions",
                "X-HTTP-Method-Override: HEAD",
                "If-None-Match: *",
                "Range: bytes=0-1",
                "Accept: text/html",
                "Accept: application/json;profile=x",
                "Content-Language: ta",
                "Cookie: language=ta",
                "TE: gzip",
                "Accept-Charset: utf-7",
                "Origin: https://evil.example",
                "Forwarded: host=evil.example",
                "Host: evil.example",
                "X-Request-Id: evil-evil-evil");
        // Waited for, as long as a body may take: so there are few of them.
        List<String> bodies =
                Boolean.getBoolean("drill") ? List.of("Transfer-Encoding: chunked", "Content-Length: 5") : List.of();
        int failed = 0;
        for (int i = 0; i < (Boolean.getBoolean("drill") ? 2000 : 60); i++) {
            String target =
                    "/v1/campaigns" + (random.nextInt(3) == 0 ? "" : queries.get(random.nextInt(queries.size())));
            List<String> sent = new ArrayList<>();
            for (int j = random.nextInt(3); j > 0; j--) {
                sent.add(headers.get(random.nextInt(headers.size())));
            }
            if (i < bodies.size()) {
                sent.add(bodies.get(i));
            }
            // Each on a connection of its own: what is left of a body that never comes must not reach the next one.
            try (RawClient client = new RawClient(port)) {
                if (sent.stream()
                        .noneMatch(line -> line.startsWith("Transfer-") || line.startsWith("Content-Length"))) {
                    sent.add("Connection: close");
                }
                failed += client.send(random.nextInt(5) == 0 ? "HEAD" : "GET", target, sent)
                                        .status()
                                >= 500
                        ? 1
                        : 0;
            } catch (UncheckedIOException e) {
                // Hung up on, which is an answer too.
            }
        }
        return failed;
    }

    @Test
    void aFloodOfQueriesThatAreGoodAndNewStaysWithinTheMemoryItIsGiven() {
        long most = 1 << 20;
        try (Instance small = Instance.start("delivery.bytes", "1MiB");
                RawClient client = new RawClient(small.port())) {
            long largest = 0;
            for (int i = 0; i < (Boolean.getBoolean("drill") ? 5000 : 150); i++) {
                String query =
                        "?q=" + (char) ('a' + i % 26) + "&limit=" + (1 + i % 200) + "&on=2026-12-" + (10 + i % 20);
                List<String> headers = List.of("Accept-Language: hi, x" + i + ", en;q=0.5");
                assertThat(client.send("GET", "/v1/campaigns" + query, headers).status())
                        .isEqualTo(200);
                largest = Math.max(largest, small.gauge(MetricRegistry.name(HotReads.class, "bytes")));
            }
            assertThat(largest).isBetween(most / 2, most);
        }
    }

    // The end

    @Test
    void whoeverIsAcceptedWhileTheServiceStopsIsAnswered() throws Exception {
        Instance stopping = Instance.start();
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(threads.submit(() -> readUntilHungUp(stopping.port(), over)));
        }
        for (Future<Integer> reader : readers) {
            assertThat(reader.isDone()).isFalse();
        }
        Thread.sleep(3000);
        stopping.close();
        over.set(true);
        int answered = 0;
        for (Future<Integer> reader : readers) {
            answered += reader.get();
        }
        assertThat(answered).isGreaterThan(3);
    }

    /** Each answer that begins must be whole, and none may be an error but 503; the end is a connection closed between two. */
    private static int readUntilHungUp(int port, AtomicBoolean over) {
        int answered = 0;
        try (RawClient client = new RawClient(port)) {
            while (!over.get()) {
                RawClient.Reply reply = client.send("GET", "/v1/campaigns?limit=3", List.of());
                assertThat(reply.status()).isIn(200, 503);
                if (reply.status() == 200) {
                    assertThat(digest(reply.body())).isEqualTo(reply.header("ETag"));
                }
                answered++;
            }
        } catch (UncheckedIOException e) {
            assertThat(e.getCause().getMessage()).doesNotContain(RawClient.CUT_OFF);
        }
        return answered;
    }

    private static List<String> slugs(RawClient.Reply list) {
        List<String> slugs = new ArrayList<>();
        try {
            for (JsonNode item : MAPPER.readTree(list.body()).path("items")) {
                slugs.add(item.get("slug").asText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return slugs;
    }

    private static String fingerprint(RawClient.Reply reply) {
        return reply.status() + " " + reply.header("ETag") + " " + reply.header("Content-Language") + " "
                + reply.header("Content-Encoding") + " " + reply.header("Link") + " " + Arrays.hashCode(reply.body());
    }

    /** The tag of a body. */
    private static String digest(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 12)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
