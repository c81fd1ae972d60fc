package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.partner.Receiver;
import org.prahari.store.Doctor;
import org.prahari.support.Imports;
import org.prahari.support.Line;
import org.prahari.support.Node;
import org.prahari.support.OwnDatabase;
import org.prahari.support.Placed;
import org.prahari.support.Stubborn;

/**
 * The service, or its database, is killed at random moments while facilities are made one by one and by upload, rounds of
 * allocation are applied, and a webhook tells of it all; who writes repeats under the same key what was not acknowledged.
 * Then the history is held against the database: what was acknowledged is there, once, and whole, and was told. So often as
 * {@code -Dkills} says.
 */
@EnabledIfSystemProperty(
        named = "drill",
        matches = "true",
        disabledReason = "kills a service and a database many times")
class KillTest {
    private static final int KILLS = Integer.getInteger("kills", 10);
    private static final int CONTROL_KILLS = 5;
    private static final Duration SOON = Duration.ofMinutes(2);
    /** What is not on its disk yet when a server dies is little, and sometimes nothing. */
    private static final int CONTROL_TRIES = 6;

    private static final int WRITERS = 8;
    private static final int UPLOADERS = 2;
    /** Each has somebody who applies rounds. */
    private static final List<String> DEPARTMENTS = List.of("IN-KA", "IN-KL");

    private static final int ROWS = 40;
    private static OwnDatabase database;
    private static String key;
    private static final String SCOPES = Placed.SCOPES + " facilities:read imports:write webhooks:write changes:read";
    private final long seed = System.nanoTime();
    private final String run = Long.toString(seed, 36);
    private final Random random = new Random(seed);
    private final Map<String, Boolean> acknowledged = new ConcurrentHashMap<>();
    /** The rounds whose application was acknowledged. */
    private final Map<String, Boolean> applied = new ConcurrentHashMap<>();

    private Line line;
    private Node node;
    private Stubborn caller;
    private volatile boolean over;
    private int turn;

    /** What became of what was acknowledged; {@code half} counts rows that lack one of the others they belong with. */
    private record Verdict(int acknowledged, int lost, int doubled, int half, int untold) {
        boolean isGood() {
            return lost == 0 && doubled == 0 && half == 0 && untold == 0;
        }
    }

    /** Everything, or single writes alone; early are those that are taken for done when they are sent. */
    private enum Work {
        ALL,
        SINGLE,
        EARLY
    }

    private interface Act {
        void run() throws Exception;
    }

    @BeforeAll
    static void make() throws Exception {
        database = new OwnDatabase("killed");
        database.fill();
        key = database.key(SCOPES, String.join(",", DEPARTMENTS));
    }

    @BeforeEach
    void begin() throws Exception {
        line = new Line(database.server().jdbcUrl());
        node = Node.start("killed-node", "256m", settings());
        caller = new Stubborn(node.port(), key);
    }

    @AfterEach
    void end() throws IOException {
        over = true;
        node.close();
        line.close();
        database.jdbi().useHandle(handle -> handle.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1"));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private Map<String, String> settings() {
        return Map.of("database.url", line.jdbcUrl(database.server().jdbcUrl()), "database.silence", "2s");
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheServiceIsKilled() throws Exception {
        assertThat(history("service killed", KILLS, Work.ALL, this::killService))
                .matches(Verdict::isGood);
        Node.run("killed-audit", database.settings(), "audit", "verify", "config.yml");
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheDatabaseIsKilled() throws Exception {
        assertThat(history("database killed", KILLS, Work.ALL, this::killDatabase))
                .matches(Verdict::isGood);
        Node.run("killed-audit", database.settings(), "audit", "verify", "config.yml");
    }

    /** A control: a database that does not write its log at each commit loses what was acknowledged; the doctor says so. */
    @Test
    void aDatabaseThatPromisesMoreThanItKeepsIsCaught() throws Exception {
        weaken();
        int lost = 0;
        for (int i = 0; i < CONTROL_TRIES && lost == 0; i++) {
            lost = history("database of weak durability killed", CONTROL_KILLS, Work.SINGLE, () -> {
                        killDatabase();
                        weaken();
                    })
                    .lost();
        }
        assertThat(lost).isPositive();
    }

    /** A control: who takes a write for done that is not yet committed is caught. */
    @Test
    void anAcknowledgementBeforeTheCommitIsCaught() throws Exception {
        assertThat(history("acknowledged too early, service killed", CONTROL_KILLS, Work.EARLY, this::killService)
                        .lost())
                .isPositive();
    }

    private void weaken() {
        List<String> bad = database.jdbi().withHandle(handle -> {
            handle.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 0");
            return Doctor.examine(handle, Clock.systemUTC()).stream()
                    .filter(check -> !check.good())
                    .map(Doctor.Check::name)
                    .toList();
        });
        assertThat(bad).contains("innodb_flush_log_at_trx_commit");
    }

    private void killService() throws Exception {
        node.kill();
        node.again();
    }

    private void killDatabase() throws Exception {
        database.kill();
        database.start();
        line.lead(database.server().jdbcUrl());
    }

    private Verdict history(String what, int kills, Work work, Act kill) throws Exception {
        over = false;
        turn++;
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Receiver receiver = new Receiver()) {
            caller.post("/v1/webhooks", """
                    {"url": "%s", "features": ["facility"], "departments": ["IN-KA"]}
                    """.formatted(receiver.url()), "the webhook of " + run + turn);
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String name = run + "-" + turn + "-" + i;
                writers.add(threads.submit(() -> write(name, work == Work.EARLY)));
            }
            for (int i = 0; i < UPLOADERS && work == Work.ALL; i++) {
                String name = run + "-upload" + i;
                writers.add(threads.submit(() -> upload(name)));
            }
            for (String department : work == Work.ALL ? DEPARTMENTS : List.<String>of()) {
                writers.add(threads.submit(() -> place(department)));
            }
            for (int i = 0; i < kills; i++) {
                // A service that has not come back to work has nothing to lose.
                int before = acknowledged.size();
                await().atMost(SOON).until(() -> acknowledged.size() >= before + WRITERS);
                pause(300 + random.nextInt(1500));
                kill.run();
            }
            pause(500);
            over = true;
            for (Future<?> writer : writers) {
                writer.get();
            }
            Verdict verdict = judge(work == Work.ALL ? receiver : null);
            System.out.printf(
                    "%s %d times (seed %d): %d acknowledged (%d applications), %d lost, %d doubled, %d half, %d untold%n",
                    what,
                    kills,
                    seed,
                    verdict.acknowledged(),
                    applied.size(),
                    verdict.lost(),
                    verdict.doubled(),
                    verdict.half(),
                    verdict.untold());
            assertThat(verdict.acknowledged()).isGreaterThan(10 * kills);
            return verdict;
        } finally {
            threads.shutdownNow();
        }
    }

    private void write(String writer, boolean early) {
        // Who goes on at once when nobody listens would keep the service from coming back.
        for (int i = 0; !over; i++, pause(early ? 10 : 0)) {
            String name = writer + "-" + i;
            if (early) {
                acknowledged.put(name, true);
                caller.attempt("/v1/facilities", "application/json", facility("IN-KA", name), name);
            } else {
                caller.post("/v1/facilities", facility("IN-KA", name), name);
                acknowledged.put(name, true);
            }
        }
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String facility(String department, String name) {
        return "{\"department\": \"" + department + "\", \"name\": \"" + name + "\", \"kind\": \"laboratory\"}";
    }

    /** Acknowledged is an upload when it is taken in: its rows are to be written whatever happens then. */
    private void upload(String uploader) {
        for (int i = 0; !over; i++) {
            List<String> names = new ArrayList<>();
            StringBuilder rows = new StringBuilder();
            for (int row = 0; row < ROWS; row++) {
                String name = uploader + "-" + i + "-" + row;
                names.add(name);
                rows.append(facility("IN-KA", name).replaceFirst("\\{", "{\"externalId\": \"" + name + "\", "))
                        .append('\n');
            }
            String id = id(caller.post("/v1/imports/facilities", Imports.NDJSON, rows.toString(), names.get(0)));
            names.forEach(name -> acknowledged.put(name, true));
            caller.until(
                    "/v1/imports/" + id, found -> found.get("state").asText().equals("succeeded"));
        }
    }

    /** A seat, somebody for it, a round, and its application, which makes one offer. */
    private void place(String department) {
        String start = LocalDate.now().plusDays(60).toString();
        for (int i = 0; !over; i++) {
            String name = run + "-place-" + department + "-" + i;
            String facility = id(caller.post("/v1/facilities", facility(department, name), name));
            if (department.equals("IN-KA")) {
                acknowledged.put(name, true);
            }
            caller.post("/v1/gaps", """
                    {"facility": "%s", "role": "PD-WRL-003", "level": "basic", "headcount": 1, "priority": 5,
                     "workMode": "on-site", "startsOn": "%s"}
                    """.formatted(facility, start), name + " gap");
            String trainee =
                    id(caller.post("/v1/trainees", """
                    {"department": "%s", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}],
                     "languages": ["kn"], "home": {"region": "%s"}, "relocation": {"scope": "state"},
                     "remote": false, "experienceMonths": 6, "availableFrom": "%s"}
                    """.formatted(department, department, start), name + " trainee"));
            caller.put(
                    "/v1/trainees/" + trainee + "/consent",
                    "{\"notice\": \"2026-1\", \"language\": \"kn\", \"purposes\": [\"matching\"]}");
            String round = id(caller.post(
                    "/v1/allocations", "{\"departments\": [\"%s\"]}".formatted(department), name + " round"));
            caller.until(
                    "/v1/allocations/" + round,
                    found -> found.get("state").asText().equals("succeeded"));
            caller.post(
                    "/v1/allocations/" + round + "/apply",
                    "{\"department\": \"%s\"}".formatted(department),
                    name + " apply");
            applied.put(round, true);
        }
    }

    private static String id(JsonNode answer) {
        return answer.get("id").asText();
    }

    /** @param receiver who was to be told of what was acknowledged; null if nobody */
    private Verdict judge(Receiver receiver) throws InterruptedException {
        try (Handle handle = database.jdbi().open()) {
            List<String> names = strings(handle, "SELECT name FROM facility");
            Set<String> once = new HashSet<>(names);
            Map<String, Integer> offers = new HashMap<>();
            handle.createQuery("SELECT allocation FROM offer")
                    .mapTo(UUID.class)
                    .forEach(round -> offers.merge(round.toString(), 1, Integer::sum));
            int lost = without(acknowledged.keySet(), once) + without(applied.keySet(), offers.keySet());
            int doubled = names.size() - once.size();
            doubled += (int) offers.values().stream().filter(count -> count > 1).count();
            int half = 0;
            for (String feature : List.of("facility", "gap", "trainee", "offer")) {
                half += differing(
                        ids(handle, feature),
                        strings(
                                handle,
                                "SELECT id FROM change_log WHERE kind = 'created' AND feature = '" + feature + "'"));
            }
            half += differing(
                    strings(handle, "SELECT CONCAT(feature, id, version) FROM change_log WHERE feature <> 'client'"),
                    strings(handle, """
                            SELECT CONCAT(log.feature, log.id, log.version) FROM audit_log audit
                            JOIN change_log log ON log.sequence = audit.change_sequence
                            WHERE audit.id = log.id AND log.feature <> 'client'
                            """));
            // An upload's rows have no answers of their own.
            half += differing(
                    handle.createQuery("SELECT id FROM facility WHERE name NOT LIKE '%upload%'")
                            .mapTo(UUID.class)
                            .map(UUID::toString)
                            .list(),
                    strings(handle, """
                            SELECT SUBSTRING_INDEX(location, '/', -1) FROM idempotency
                            WHERE status = 201 AND location LIKE '%/facilities/%'
                            """));
            return new Verdict(
                    acknowledged.size() + applied.size(),
                    lost,
                    doubled,
                    half,
                    receiver == null ? 0 : untold(handle, receiver));
        }
    }

    /** A node that died with a message on the way is believed to be at it for 30 s. */
    private int untold(Handle handle, Receiver receiver) throws InterruptedException {
        Set<String> toBeTold = new HashSet<>();
        handle.createQuery("SELECT id FROM facility WHERE department = 'IN-KA' AND name LIKE :run")
                .bind("run", run + "%")
                .mapTo(UUID.class)
                .forEach(id -> toBeTold.add(id.toString()));
        for (int waited = 0; waited < 60 && !toBeTold.isEmpty(); waited++) {
            receiver.items().forEach(item -> toBeTold.remove(item.get("id").asText()));
            TimeUnit.SECONDS.sleep(1);
        }
        return toBeTold.size();
    }

    private static List<String> ids(Handle handle, String table) {
        return handle.createQuery("SELECT id FROM " + table)
                .mapTo(UUID.class)
                .map(UUID::toString)
                .list();
    }

    /** How many are in one and not, or not as often, in the other. */
    private static int differing(List<String> one, List<String> other) {
        Map<String, Integer> counts = new HashMap<>();
        one.forEach(id -> counts.merge(id, 1, Integer::sum));
        other.forEach(id -> counts.merge(id, -1, Integer::sum));
        return counts.values().stream().mapToInt(Math::abs).sum();
    }

    private static int without(Collection<String> some, Set<String> all) {
        return (int) some.stream().filter(one -> !all.contains(one)).count();
    }

    private static List<String> strings(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(String.class).list();
    }
}
