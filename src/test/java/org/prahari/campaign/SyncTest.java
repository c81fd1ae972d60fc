package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.prahari.http.Cursor;
import org.prahari.store.Change;
import org.prahari.store.Snapshot;
import org.prahari.support.Api;
import org.prahari.support.Instance;
import org.prahari.support.ServiceTest;

/** Apps that follow the sync hold what is published, to the byte. */
class SyncTest extends ServiceTest {
    private static final Path CLIENT = Path.of("src/test/js/campaigns-offline.js");
    private static final List<String> LANGUAGES = List.of("en", "hi", "ta");
    private final Api anybody = Api.anonymous();
    private final ObjectMapper mapper = service.support().getEnvironment().getObjectMapper();

    @AfterEach
    void removeTestCampaigns() {
        service.jdbi()
                .useExtension(
                        CampaignDao.class,
                        dao -> dao.useTransaction(tx -> {
                            tx.getHandle().execute("DELETE FROM campaign WHERE author <> 'seed:author'");
                            tx.log(Change.of("campaign", "all", 0, Change.Kind.DELETED, "test", Instant.now()));
                        }));
    }

    @Test
    void whoFollowsTheTokensHoldsWhatTheServiceDoesAndIsToldOfWhatIsArchived() {
        String query = "/v1/campaigns/sync?language=hi&region=IN-KA";
        Map<String, JsonNode> held = new TreeMap<>();
        String token = null;
        JsonNode answer;
        int rounds = 0;
        do {
            answer = anybody.get(query + "&limit=5" + (token == null ? "" : "&since=" + token))
                    .expect(200)
                    .json();
            apply(answer, held);
            token = answer.get("next").asText();
            rounds++;
        } while (!answer.get("complete").asBoolean());
        assertThat(rounds).isGreaterThan(3);
        assertThat(answer.get("count").asInt()).isEqualTo(held.size());
        assertThat(answer.get("hash").asText()).isEqualTo(hash(held));
        JsonNode list = anybody.get("/v1/campaigns?language=hi&region=IN-KA&limit=200")
                .json()
                .get("items");
        assertThat(held.values()).containsExactlyInAnyOrderElementsOf(list);

        JsonNode same = anybody.get(query + "&since=" + token).expect(200).json();
        assertThat(same.get("items")).isEmpty();
        assertThat(same.get("removed")).isEmpty();

        String path = "/v1/editorial/campaigns/never-share-otp";
        Api publisher = Api.with("campaigns:write campaigns:publish");
        publisher
                .post(path + "/archive", null, "If-Match", publisher.get(path).etag())
                .expect(200);
        try (Instance other = Instance.start()) {
            JsonNode there = anybody.at(other.port())
                    .get(query + "&since=" + token)
                    .expect(200)
                    .json();
            apply(there, held);
            assertThat(there.get("removed")).extracting(JsonNode::asText).containsExactly("never-share-otp");
            assertThat(there.get("hash").asText()).isEqualTo(hash(held));
            JsonNode here = anybody.get(query + "&since=" + there.get("next").asText())
                    .expect(200)
                    .json();
            assertThat(here.get("next")).isEqualTo(there.get("next"));
            assertThat(here.get("hash")).isEqualTo(there.get("hash"));
        } finally {
            restore(path);
        }
    }

    /** Back to how the seed left it: other tests count on it. */
    private void restore(String path) {
        String slug = path.substring(path.lastIndexOf('/') + 1);
        service.jdbi()
                .useExtension(
                        CampaignDao.class,
                        dao -> dao.useTransaction(tx -> {
                            Campaign archived = tx.find(slug).orElseThrow();
                            Campaign next = archived.moved(
                                    Campaign.Status.PUBLISHED,
                                    archived.publisher(),
                                    archived.publishedAt(),
                                    archived.updatedAt());
                            assertThat(tx.update(next)).isOne();
                            tx.log(Change.of(
                                    "campaign", slug, next.version(), Change.Kind.UPDATED, "test", Instant.now()));
                        }));
        service.touch();
    }

    @Test
    void tokensAreGoodForTheirFiltersAlone() {
        String token =
                anybody.get("/v1/campaigns/sync?language=hi").json().get("next").asText();
        String foreign = "/v1/campaigns/sync?language=ta&since=" + token;
        anybody.get(foreign).problem(400, "malformed").at("?since");
        anybody.get("/v1/campaigns/sync?language=hi&region=IN-KA&since=" + token)
                .problem(400, "malformed")
                .at("?since");
        String tampered = (token.charAt(0) == 'A' ? 'B' : 'A') + token.substring(1);
        anybody.get("/v1/campaigns/sync?language=hi&since=" + tampered)
                .problem(400, "malformed")
                .at("?since");
        for (String bad : List.of("language=xx-yy-z_", "language=hi&region=IN-XX", "language=hi&audience=nobody")) {
            anybody.get("/v1/campaigns/sync?" + bad).problem(400, "malformed");
        }
    }

    @Test
    void tokensEndByAgeAndByALogThatWasSetBack() {
        Cursor cursor = new Cursor(org.prahari.access.ClientKey.hmac(service.pepper(), "cursor", ""));
        Selection hindi = Selection.of("hi");
        Instant now = Instant.now();
        for (Mark mark : List.of(
                new Mark(1, now.minus(Duration.ofDays(181))),
                new Mark(1, now.plus(Duration.ofHours(2))),
                new Mark(Long.MAX_VALUE, now))) {
            anybody.get("/v1/campaigns/sync?language=hi&since="
                            + SyncToken.at(mark).seal(cursor, hindi))
                    .problem(410, "gone");
        }
    }

    @Test
    void aSampleClientVerifiesABundleOfASmallBudgetAndIsBroughtInStep() throws Exception {
        assumeTrue(run("node", "--version").startsWith("v"), "node is there");
        try (Instance small = Instance.start("offline.bundleBytes", "20000")) {
            JsonNode said = mapper.readTree(run("node", CLIENT.toString(), "http://127.0.0.1:" + small.port(), "hi"));
            assertThat(said.get("omitted").asInt()).isPositive();
            assertThat(said.get("bundled").asInt() + said.get("omitted").asInt())
                    .isEqualTo(said.get("held").size());
            JsonNode list =
                    anybody.get("/v1/campaigns?language=hi&limit=200").json().get("items");
            assertThat(said.get("held")).hasSize(list.size());
        }
    }

    @Test
    void aBundleHasTheSameBytesAtEachNodeAndIsAnsweredNotModified() {
        var one = anybody.get("/v1/campaigns/bundles/ta").expect(200);
        assertThat(one.header("Content-Encoding")).isNull();
        anybody.get("/v1/campaigns/bundles/ta", "If-None-Match", one.etag()).expect(304);
        anybody.get("/v1/campaigns/bundles/tlh").problem(404, "not-found");
        try (Instance other = Instance.start()) {
            var two = anybody.at(other.port()).get("/v1/campaigns/bundles/ta").expect(200);
            assertThat(two.etag()).isEqualTo(one.etag());
            assertThat(two.header("Bundle-Signature")).isEqualTo(one.header("Bundle-Signature"));
        }
    }

    /**
     * Random histories of several writers, the clock going on over weeks, two nodes whose snapshots are refreshed when they
     * like; apps that go from node to node with small pages, and one that starts from nothing.
     */
    @Test
    void whoFollowsAndWhoStartsAnewHoldTheSameWhateverHappensMeanwhile() throws Exception {
        long seed = System.nanoTime();
        System.out.println("sync: seed " + seed);
        Random random = new Random(seed);
        CampaignDao dao = service.jdbi().onDemand(CampaignDao.class);
        Settable clock = new Settable(Instant.now().plus(1, ChronoUnit.DAYS));
        List<Snapshot<Ledger>> ledgers = new ArrayList<>();
        List<Sync> nodes = new ArrayList<>();
        var cursor = new Cursor(service.pepper());
        for (int i = 0; i < 2; i++) {
            var ledger = new Snapshot<>(
                    service.jdbi(),
                    CampaignDao.class,
                    new Ledger.Reader(new ShelfReader(CampaignSettings.DEFAULT))::read,
                    "campaign",
                    "campaign-term",
                    "region");
            ledgers.add(ledger);
            nodes.add(new Sync(ledger, cursor, mapper, OfflineSettings.DEFAULT, clock));
        }
        List<Follower> followers = new ArrayList<>();
        for (String language : LANGUAGES) {
            followers.add(new Follower(Selection.of(language)));
            followers.add(new Follower(new Selection(language, "IN-KA", new TreeSet<>())));
            followers.add(new Follower(new Selection(language, "IN-TN", new TreeSet<>(Set.of("nurse")))));
        }
        int steps = 0;
        int removals = 0;
        for (int round = 0; round < 60; round++) {
            write(dao, random, clock.instant());
            clock.forward(Duration.ofMinutes(random.nextInt(3000)));
            for (Follower follower : followers) {
                int asks = random.nextInt(3);
                for (int i = 0; i < asks; i++) {
                    removals += follower.ask(nodes.get(random.nextInt(2)), 1 + random.nextInt(8));
                    steps++;
                }
            }
            int refreshed = random.nextInt(3);
            if (refreshed < 2) {
                ledgers.get(refreshed).refresh();
            }
            if (round % 6 == 5) {
                ledgers.forEach(Snapshot::refresh);
                for (Follower follower : followers) {
                    do {
                        removals += follower.ask(nodes.get(random.nextInt(2)), 1 + random.nextInt(20));
                    } while (!follower.complete);
                    Follower anew = new Follower(follower.selection);
                    do {
                        int unused = anew.ask(nodes.get(random.nextInt(2)), 200);
                    } while (!anew.complete);
                    String when = "seed " + seed + ", round " + round + ", " + follower.selection;
                    assertThat(follower.held.keySet()).as(when).isEqualTo(anew.held.keySet());
                    assertThat(follower.held).as(when).isEqualTo(anew.held);
                    assertThat(follower.hash()).as(when).isEqualTo(anew.hash()).isEqualTo(anew.told);
                }
            }
        }
        assertThat(steps).isGreaterThan(100);
        System.out.println("sync: " + steps + " steps, " + removals + " removals");
        assertThat(removals).isPositive();
    }

    /** Some edits at once, each in a transaction of its own. */
    private void write(CampaignDao dao, Random random, Instant now) throws Exception {
        var writers = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Object>> edits = new ArrayList<>();
            for (int slug : random.ints(0, 12).distinct().limit(3).toArray()) {
                Random own = new Random(random.nextLong());
                edits.add(() -> {
                    dao.useTransaction(tx -> edit(tx, "sync-test-" + (char) ('a' + slug), own, now));
                    return null;
                });
            }
            for (var done : writers.invokeAll(edits)) {
                done.get();
            }
        } finally {
            writers.shutdown();
            assertThat(writers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void edit(CampaignDao tx, String slug, Random random, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        var stored = tx.find(slug);
        boolean published = stored.map(campaign -> campaign.status() == Campaign.Status.PUBLISHED)
                .orElse(false);
        Campaign next;
        if (published) {
            tx.insertWithdrawal(slug, stored.get().version() + 1);
        }
        if (published && random.nextInt(3) == 0) {
            next = stored.get().moved(Campaign.Status.ARCHIVED, "publisher", at, at);
        } else {
            Campaign like = tx.find("never-share-otp").orElseThrow();
            Map<String, Translation> texts = new LinkedHashMap<>(like.translations());
            texts.keySet().removeIf(language -> !language.equals("en") && random.nextBoolean());
            LocalDate day = LocalDate.ofInstant(at, ZoneId.of("Asia/Kolkata"));
            Instant begin = at.plus(Duration.ofMinutes(random.nextInt(4000) - 1000));
            var window = new Campaign.Window(
                    random.nextBoolean() ? null : day.plusDays(random.nextInt(4) - 1),
                    random.nextBoolean() ? null : day.plusDays(3 + random.nextInt(9)),
                    random.nextBoolean() ? null : begin,
                    random.nextBoolean() ? null : begin.plus(Duration.ofMinutes(1 + random.nextInt(9000))));
            boolean recurs = random.nextInt(3) == 0;
            Recurrence recurrence =
                    recurs ? tx.find("cyber-jaagrookta-diwas").orElseThrow().recurrence() : null;
            next = new Campaign(
                    slug,
                    random.nextBoolean() ? Campaign.Kind.ADVISORY : Campaign.Kind.TIP,
                    like.topics(),
                    List.of(random.nextBoolean() ? "nurse" : "patient"),
                    like.safeguards(),
                    like.channels(),
                    random.nextBoolean() ? List.of() : List.of(random.nextBoolean() ? "IN-KA" : "IN-TN"),
                    random.nextBoolean() ? null : Campaign.Severity.values()[random.nextInt(4)],
                    window,
                    recurrence,
                    null,
                    "en",
                    like.sources(),
                    random.nextInt(4) > 0 || published ? Campaign.Status.PUBLISHED : Campaign.Status.DRAFT,
                    stored.map(Campaign::revision).orElse(0) + 1,
                    "author",
                    "publisher",
                    stored.map(Campaign::version).orElse(0) + 1,
                    at,
                    at,
                    at,
                    texts,
                    Map.of());
        }
        if (stored.isEmpty()) {
            tx.insert(next);
        } else {
            assertThat(tx.update(next)).isOne();
        }
        tx.log(Change.of("campaign", slug, next.version(), Change.Kind.UPDATED, "test", at));
    }

    /** An app: what it holds, and how far it is. */
    private final class Follower {
        private final Selection selection;
        private final Map<String, JsonNode> held = new TreeMap<>();
        private String token;
        private boolean complete;
        private String told;

        Follower(Selection selection) {
            this.selection = selection;
        }

        int ask(Sync sync, int limit) {
            JsonNode answer = mapper.valueToTree(sync.answer(selection, token, limit));
            apply(answer, held);
            token = answer.get("next").asText();
            complete = answer.get("complete").asBoolean();
            told = answer.path("hash").asText();
            if (complete) {
                assertThat(told).as(selection + " is in step").isEqualTo(hash());
            }
            return answer.get("removed").size();
        }

        String hash() {
            return SyncTest.this.hash(held);
        }
    }

    private static void apply(JsonNode answer, Map<String, JsonNode> held) {
        answer.get("removed").forEach(slug -> held.remove(slug.asText()));
        answer.get("items").forEach(item -> held.put(item.get("slug").asText(), item));
    }

    private String hash(Map<String, JsonNode> held) {
        StringBuilder lines = new StringBuilder();
        held.forEach((slug, item) -> lines.append(slug)
                .append(' ')
                .append(CampaignSet.sha256(CampaignSet.canonical(item, mapper)))
                .append('\n'));
        return CampaignSet.sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    private static final class Settable extends Clock {
        private Instant now;

        Settable(Instant now) {
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
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }
    }
}
