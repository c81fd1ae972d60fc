package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.prahari.access.Viewer;
import org.prahari.store.Change;
import org.prahari.store.ChangeLog;
import org.prahari.store.Snapshot;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Instance;
import org.prahari.support.Service;
import org.prahari.support.ServiceTest;
import org.prahari.support.SuiteLog;
import org.prahari.support.Wire;

/** What devices have counted: how it comes in, and what is told of it. */
class EngagementTest extends ServiceTest {
    private static final String PATH = "/v1/engagement";
    private static final String OTP = "never-share-otp";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Kolkata"));
    private static Instance open;
    private final Api app = Api.with("engagement:write");
    private final Api anybody = Api.anonymous();

    interface Log extends ChangeLog {}

    @BeforeAll
    static void start() {
        Service.get();
        open = Instance.start(
                "engagement.anonymous", "true", "limits.posts.requests", "60", "limits.posts.burst", "40");
    }

    @AfterAll
    static void stop() {
        open.close();
    }

    @AfterEach
    void removeTestCampaigns() {
        service.jdbi().useTransaction(handle -> {
            handle.execute("DELETE FROM campaign WHERE author <> 'seed:author'");
            handle.attach(Log.class).log(Change.of("campaign", "all", 0, Change.Kind.DELETED, "test", Instant.now()));
        });
    }

    // What comes in

    @Test
    void aBatchIsCountedOnceHoweverOftenItIsSent() {
        String batch = batch(counter(OTP, "hi", "IN-KA", TODAY, "\"shown\": 7, \"opened\": 3"));
        for (int i = 0; i < 3; i++) {
            assertThat(app.post(PATH, batch).expect(204).text()).isEmpty();
        }
        assertThat(total("shown")).isEqualTo(7);
        assertThat(total("opened")).isEqualTo(3);
        app.post(PATH, batch.replace("\"shown\": 7", "\"shown\": 8"))
                .problem(422, "invalid")
                .at("/batch");
        assertThat(total("shown")).isEqualTo(7);
        Api.with("engagement:write").post(PATH, batch).expect(204);
        assertThat(total("shown")).as("a batch of another client is another").isEqualTo(14);
    }

    @Test
    void theDaysOfAWeekAreKeptAsTheWeek() {
        LocalDate day = TODAY.minusDays(7);
        LocalDate monday = Week.of(day).monday();
        List<String> week = IntStream.range(0, 7)
                .mapToObj(monday::plusDays)
                .filter(each -> Week.isOpen(each, TODAY))
                .map(each -> counter(OTP, "en", "IN", each, "\"shown\": 1"))
                .toList();
        app.post(PATH, batch(week.toArray(new String[0]))).expect(204);
        List<LocalDate> weeks = service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT week FROM engagement")
                        .mapTo(LocalDate.class)
                        .list());
        assertThat(weeks).containsExactly(monday);
        assertThat(total("shown")).isEqualTo(week.size());
    }

    @Test
    void whatCannotBeCountedIsNamedAndNothingIsCounted() {
        draft("a-draft");
        for (String wrong : List.of(
                "\"campaign\": \"no-such\"|unknown-reference|/counters/1/campaign",
                "\"campaign\": \"a-draft\"|unknown-reference|/counters/1/campaign",
                "\"language\": \"fr\"|unknown-reference|/counters/1/language",
                "\"language\": \"HI\"|unknown-reference|/counters/1/language",
                "\"region\": \"IN-XX\"|unknown-reference|/counters/1/region",
                "\"region\": \"Karnataka\"|invalid|/counters/1/region",
                "\"day\": \"TOMORROW\"|invalid|/counters/1/day",
                "\"day\": \"LONG-AGO\"|invalid|/counters/1/day",
                "\"shown\": -1|invalid|/counters/1/shown",
                "\"shown\": 1000001|invalid|/counters/1/shown")) {
            refuses(wrong.split("\\|"));
        }
    }

    private void refuses(String... example) {
        String wrong = example[0];
        String name = wrong.substring(0, wrong.indexOf(':'));
        String good = counter(OTP, "hi", "IN-TN", TODAY, "\"shown\": 2");
        String bad = good.replaceFirst(name + ": (\"[^\"]*\"|\\d+)", wrong)
                .replace("TOMORROW", TODAY.plusDays(1).toString())
                .replace("LONG-AGO", TODAY.minusDays(15).toString());
        String batch = batch(counter(OTP, "hi", "IN-KA", TODAY, "\"shown\": 2"), bad);
        app.post(PATH, batch).problem(422, example[1]).at(example[2]);
        assertThat(total("shown") % 4).isZero();
        long before = total("shown");
        app.post(PATH, batch.replace(bad, good)).expect(204);
        assertThat(total("shown"))
                .as("under the same id, since nothing was counted")
                .isEqualTo(before + 4);
    }

    @Test
    void aBatchThatIsNoneIsRefused() {
        String one = counter(OTP, "hi", "IN-KA", TODAY, "\"shown\": 2");
        app.post(PATH, batch()).problem(422, "invalid").at("/counters");
        app.post(PATH, batch(one, one)).problem(422, "invalid").at("/counters/1");
        app.post(PATH, batch(one).replaceFirst("-4", "-1"))
                .problem(422, "invalid")
                .at("/batch");
        app.post(PATH, batch(one).replaceFirst("\"batch\": \"[^\"]*\"", "\"batch\": \"1\""))
                .problem(422, "invalid")
                .at("/batch");
        app.post(PATH, batch(one.replace(TODAY.toString(), "2026-02-30"))).problem(422, "invalid");
        app.post(PATH, batch(one.replace("\"shown\": 2", "\"shown\": \"2\""))).problem(400, "malformed");
        app.post(PATH, batch(one.replace("\"shown\": 2", "\"shown\": 2, \"device\": \"abc\"")))
                .problem(400, "malformed")
                .at("/counters/0/device");
        String[] many = IntStream.range(0, 201).mapToObj(i -> one).toArray(String[]::new);
        app.post(PATH, batch(many)).problem(422, "invalid").at("/counters");
        assertThat(total("shown")).isZero();
    }

    @Test
    void anUntrustedCallerCanCountAsMuchAsOneDeviceCan() {
        anybody.post(PATH, batch(counter(OTP, "hi", "IN-KA", TODAY, "\"shown\": 1")))
                .problem(401, "unauthenticated");
        Api device = anybody.at(open.port());
        String batch = batch(counter(OTP, "hi", "IN-KA", TODAY, "\"shown\": 100"));
        device.post(PATH, batch).expect(204);
        device.post(PATH, batch).expect(204);
        assertThat(total("shown")).isEqualTo(100);
        device.post(PATH, batch(counter(OTP, "hi", "IN-KA", TODAY, "\"quizPassed\": 101")))
                .problem(422, "invalid")
                .at("/counters/0");
        String[] six = IntStream.range(0, 6)
                .mapToObj(i -> counter(OTP, "hi", "IN-KA", TODAY.minusDays(i), "\"shown\": 90"))
                .toArray(String[]::new);
        device.post(PATH, batch(six)).problem(422, "invalid").at("/counters");
        app.post(PATH, batch(six)).expect(204);
        assertThat(total("shown")).isEqualTo(640);
    }

    @Test
    void whoSendsWithoutAKeyHasALimitOfItsOwn() {
        Api device = anybody.at(open.port());
        Answer last = null;
        for (int i = 0; i < 60 && (last == null || last.status() != 429); i++) {
            last = device.post(PATH, batch(counter(OTP, "hi", "IN-KA", TODAY, "\"shown\": 1")));
        }
        last.problem(429, "too-many-requests");
        assertThat(last.header("RateLimit-Policy")).isEqualTo("\"posts\";q=60;w=60");
        device.get("/v1/campaigns").expect(200);
        open.touch();
        app.at(open.port())
                .post(PATH, batch(counter(OTP, "hi", "IN-KA", TODAY, "\"shown\": 1")))
                .expect(204);
    }

    @Test
    void noWordOfTheSenderIsKept() throws Exception {
        long before =
                service.jdbi().withHandle(handle -> handle.attach(Log.class).head());
        String batch = batch(counter(OTP, "hi", "IN-KA", TODAY, "\"shown\": 3"));
        app.post(PATH, batch, "User-Agent", "the-device-of-somebody").expect(204);
        Wire.send("POST /v1/%65ngagement HTTP/1.1", "User-Agent: the-device-of-somebody", "Content-Length: 0");
        long after =
                service.jdbi().withHandle(handle -> handle.attach(Log.class).head());
        assertThat(after).as("the change log, and the audit trail with it").isEqualTo(before);
        String id = batch.replaceAll(".*\"batch\": \"([^\"]*)\".*", "$1").replace("-", "");
        List<String> hashes = service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT HEX(id) FROM engagement_batch")
                        .mapTo(String.class)
                        .list());
        assertThat(hashes).hasSize(1).noneMatch(id::equalsIgnoreCase);
        anybody.get("/v1/regions/IN-KA", "User-Agent", "the-reader").expect(200);
        List<String> lines = SuiteLog.requests("the-reader");
        assertThat(lines)
                .filteredOn(line -> line.contains("the-reader"))
                .isNotEmpty()
                .allMatch(line -> line.contains("127.0.0.1"));
        assertThat(lines)
                .filteredOn(line -> line.contains("ngagement"))
                .isNotEmpty()
                .noneMatch(line -> line.contains("127.0.0.1") || line.contains("the-device-of-somebody"));
    }

    @Test
    void aRepetitionIsKnownWhenItsDaysAreTooOldAndForgottenAfterThat() {
        var clock = new Steps(Instant.now());
        Engagement engagement = engagement(clock);
        var request = request(OTP, "hi", "IN-KA", TODAY.minusDays(14), new Counts(5, 0, 0, 0));
        engagement.count(request, Viewer.ANONYMOUS);
        clock.forward(Duration.ofDays(1));
        engagement.count(request, Viewer.ANONYMOUS);
        assertThat(total("shown")).isEqualTo(5);
        var sweep = new EngagementSweep(dao(), clock);
        clock.forward(Duration.ofDays(15));
        sweep.sweep();
        assertThat(batches()).isOne();
        clock.forward(Duration.ofDays(1));
        sweep.sweep();
        assertThat(batches()).isZero();
        assertThat(catchThrowable(() -> engagement.count(request, Viewer.ANONYMOUS)))
                .as("by then it is too old to be counted again")
                .isNotNull();
        assertThat(total("shown")).isEqualTo(5);
    }

    @Test
    void manyDevicesAtOnceAreAllCountedAndEachOnce() throws Exception {
        Engagement engagement = engagement(Clock.systemUTC());
        int threads = 8;
        int batches = 5;
        List<String> languages = List.of("en", "hi", "kn", "ta");
        var pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> senders = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                senders.add(() -> {
                    for (int i = 0; i < batches; i++) {
                        var request = new EngagementRequest(
                                UUID.randomUUID(),
                                languages.stream()
                                        .map(language -> new EngagementRequest.Counter(
                                                OTP, language, "IN-KA", TODAY, 2, 1, null, null))
                                        .collect(Collectors.toList()));
                        engagement.count(request, Viewer.ANONYMOUS);
                        engagement.count(request, Viewer.ANONYMOUS);
                    }
                    return null;
                });
            }
            for (Future<Void> future : pool.invokeAll(senders)) {
                future.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(total("shown")).isEqualTo(2L * languages.size() * threads * batches);
        assertThat(batches()).isEqualTo(threads * batches);
    }

    @Test
    void aBatchSentManyTimesAtTheSameMomentIsCountedOnce() throws Exception {
        String batch = batch(counter(OTP, "hi", "IN-KA", TODAY, "\"shown\": 7"));
        var pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> senders = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                senders.add(() -> app.post(PATH, batch).status());
            }
            for (Future<Integer> status : pool.invokeAll(senders)) {
                assertThat(status.get()).isEqualTo(204);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(total("shown")).isEqualTo(7);
    }

    // What is told

    @Test
    void theReachOfACampaignIsToldInSumsOfWhatIsNotSmall() {
        String slug = published("told");
        put(slug, "IN-KA", "kn", 5, new Counts(100, 40, 10, 0));
        put(slug, "IN-KA", "en", 5, new Counts(4, 4, 4, 4));
        put(slug, "IN-TN", "ta", 6, new Counts(50, 20, 5, 0));
        JsonNode all = reach(slug, "");
        assertThat(all.get("items")).hasSize(1);
        assertThat(all.at("/items/0/shown").asInt()).isEqualTo(150);
        assertThat(all.at("/items/0/rates/opened").asInt()).isEqualTo(4000);
        assertThat(all.at("/items/0").has("quizPassed")).isFalse();
        assertThat(reach(slug, "?by=language").get("items").findValuesAsText("language"))
                .containsExactly("kn", "ta");
        JsonNode weeks = reach(slug, "?by=region&by=week").get("items");
        assertThat(weeks.findValuesAsText("region")).containsExactly("IN-KA", "IN-TN");
        assertThat(weeks.findValuesAsText("week")).containsExactly(week(5).toString(), week(6).toString());
        assertThat(reach(slug, "?region=IN-KA&language=en").get("items")).isEmpty();
        assertThat(reach(slug, "?from=" + week(5)).at("/items/0/shown").asInt()).isEqualTo(100);
        JsonNode page = reach(slug, "?by=region&limit=1");
        assertThat(reach(slug, "?by=region&limit=1&cursor=" + page.get("next").asText())
                        .at("/items/0/region")
                        .asText())
                .isEqualTo("IN-TN");
        Answer first = anybody.get("/v1/campaigns/" + slug + "/reach");
        assertThat(first.header("Cache-Control")).startsWith("public, max-age=3600");
        anybody.get("/v1/campaigns/" + slug + "/reach", "If-None-Match", first.etag())
                .expect(304);
    }

    @Test
    void aWeekIsToldWhenNothingCanComeToItAnyMore() {
        String slug = published("weeks");
        Week last = Week.lastTold(TODAY);
        dao().add(
                        0,
                        List.of(
                                addition(slug, last, 50),
                                addition(slug, Week.of(last.monday().plusDays(7)), 70)));
        assertThat(reach(slug, "?by=week").get("items").findValuesAsText("week"))
                .containsExactly(last.toString());
        app.post(PATH, batch(counter(slug, "en", "IN-KA", last.monday().plusDays(6), "\"shown\": 1")))
                .problem(422, "invalid")
                .at("/counters/0/day");
    }

    @Test
    void wavesAreComparedWhetherTheyAreNamedOrRecur() {
        String slug = published("waves");
        put(slug, "IN-KA", "kn", 8, new Counts(100, 10, 5, 0));
        put(slug, "IN-KA", "kn", 4, new Counts(200, 40, 10, 0));
        JsonNode named = reach(slug, "?wave=%s/%s&wave=%s/%s".formatted(week(9), week(7), week(5), week(3)));
        assertThat(named.get("items")).hasSize(2);
        assertThat(named.at("/items/1/wave").asText()).isEqualTo(week(5) + "/" + week(3));
        assertThat(named.at("/items/1/change/opened").asInt()).isEqualTo(1000);
        assertThat(named.at("/items/1/change/completed").asInt()).isEqualTo(-2500);
        anybody.get("/v1/campaigns/" + slug + "/reach?by=wave")
                .problem(400, "malformed")
                .at("?wave");
        String recurring = published(
                "recurs",
                ", \"recurrence\": {\"rule\": \"FREQ=WEEKLY;INTERVAL=4\", \"starts\": \"%s\", \"duration\": \"P1D\", \"zone\": \"Asia/Kolkata\"}"
                        .formatted(week(12).monday().plusDays(2)));
        put(recurring, "IN-KA", "kn", 8, new Counts(100, 10, 5, 0));
        put(recurring, "IN-KA", "kn", 4, new Counts(200, 40, 10, 0));
        JsonNode times = reach(recurring, "?by=wave").get("items");
        assertThat(times.findValuesAsText("wave"))
                .containsExactly(week(8) + "/" + week(5), week(4) + "/" + Week.lastTold(TODAY));
        assertThat(times.at("/1/change/opened").asInt()).isEqualTo(1000);
    }

    @Test
    void whatWasTakenBackIsStillCountedAndToldAndWhatNeverWasThereIsNot() {
        String slug = published("gone");
        draft("a-draft");
        Api.with("campaigns:write campaigns:publish")
                .post("/v1/editorial/campaigns/" + slug + "/archive", null, "If-Match", "*")
                .expect(200);
        anybody.get("/v1/campaigns/" + slug).problem(404, "not-found");
        app.post(PATH, batch(counter(slug, "en", "IN-KA", TODAY, "\"shown\": 9")))
                .expect(204);
        reach(slug, "");
        anybody.get("/v1/campaigns/a-draft/reach").problem(404, "not-found");
        anybody.get("/v1/campaigns/no-such/reach").problem(404, "not-found");
        String later = published("later", ", \"window\": {\"publishAt\": \"2099-01-01T00:00:00Z\"}");
        anybody.get("/v1/campaigns/" + later + "/reach").problem(404, "not-found");
        app.post(PATH, batch(counter(later, "en", "IN-KA", TODAY, "\"shown\": 9")))
                .problem(422, "unknown-reference");
    }

    @Test
    void aQuestionThatIsNoneIsRefused() {
        for (String query : List.of(
                "by=district",
                "region=IN-XX",
                "language=xx-Latn-999",
                "from=2026-10-01",
                "to=2026-W54",
                "to=2026-W39&from=2026-W40",
                "wave=2026-W40",
                "wave=2026-W41/2026-W40",
                "day=2026-10-01",
                "limit=0")) {
            anybody.get("/v1/campaigns/" + OTP + "/reach?" + query)
                    .problem(400, "malformed")
                    .at("?" + query.substring(0, query.indexOf('=')));
        }
    }

    private JsonNode reach(String slug, String query) {
        return anybody.get("/v1/campaigns/" + slug + "/reach" + query)
                .expect(200)
                .json();
    }

    /** So many weeks ago. */
    private static Week week(int ago) {
        return Week.of(TODAY.minusWeeks(ago));
    }

    private EngagementDao dao() {
        return service.jdbi().onDemand(EngagementDao.class);
    }

    private Engagement engagement(Clock clock) {
        var ledgers = new Snapshot<>(
                service.jdbi(),
                CampaignDao.class,
                new Ledger.Reader(new ShelfReader(CampaignSettings.DEFAULT))::read,
                "campaign");
        return new Engagement(dao(), ledgers, service.pepper(), clock);
    }

    /** Tells of a week when it was still open, in numbers that only a trusted caller may. */
    private void put(String slug, String region, String language, int weeksAgo, Counts counts) {
        dao().add(
                        weeksAgo,
                        List.of(new EngagementDao.Addition(
                                slug,
                                week(weeksAgo).monday(),
                                region,
                                language,
                                counts.shown(),
                                counts.opened(),
                                counts.completed(),
                                counts.quizPassed())));
    }

    private static EngagementDao.Addition addition(String slug, Week week, int shown) {
        return new EngagementDao.Addition(slug, week.monday(), "IN-KA", "en", shown, 0, 0, 0);
    }

    private static EngagementRequest request(
            String slug, String language, String region, LocalDate day, Counts counts) {
        return new EngagementRequest(
                UUID.randomUUID(),
                List.of(new EngagementRequest.Counter(
                        slug, language, region, day, (int) counts.shown(), null, null, null)));
    }

    private long total(String count) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COALESCE(SUM(" + count + "), 0) FROM engagement")
                        .mapTo(Long.class)
                        .one());
    }

    private long batches() {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM engagement_batch")
                        .mapTo(Long.class)
                        .one());
    }

    private static String batch(String... counters) {
        return "{\"batch\": \"%s\", \"counters\": [%s]}".formatted(UUID.randomUUID(), String.join(", ", counters));
    }

    private static String counter(String slug, String language, String region, LocalDate day, String counts) {
        return "{\"campaign\": \"%s\", \"language\": \"%s\", \"region\": \"%s\", \"day\": \"%s\", %s}"
                .formatted(slug, language, region, day, counts);
    }

    private String published(String name) {
        return published(name, "");
    }

    /** A campaign of a name that no other test has: what is told of one is kept. */
    private String published(String name, String more) {
        String slug = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        Api writer = draft(slug, more);
        writer.post("/v1/editorial/campaigns/" + slug + "/submit", null, "If-Match", "*")
                .expect(200);
        Api.with("campaigns:publish campaigns:write")
                .post("/v1/editorial/campaigns/" + slug + "/publish", null, "If-Match", "*")
                .expect(200);
        return slug;
    }

    private Api draft(String slug) {
        return draft(slug, "");
    }

    private static Api draft(String slug, String more) {
        Api writer = Api.with("campaigns:write");
        writer.post("/v1/editorial/campaigns", """
                        {"slug": "%s", "kind": "tip", "topics": ["passwords"], "audiences": ["nurse"],
                         "safeguards": ["privacy"], "channels": ["web"], "regions": [], "sourceLanguage": "en",
                         "sources": [], "text": {"title": "t", "summary": "s", "body": "b", "callToAction": "c"}%s}
                        """.formatted(slug, more)).expect(201);
        return writer;
    }

    /** A clock that is set forward. */
    private static final class Steps extends Clock {
        private Instant now;

        Steps(Instant now) {
            this.now = now;
        }

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }
    }
}
