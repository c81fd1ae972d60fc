package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.http.StrictJson;
import org.prahari.store.Database;
import org.prahari.store.Doctor;
import org.prahari.store.EmbeddedServer;
import org.prahari.support.Line;
import org.prahari.support.Node;
import org.prahari.support.RawClient;

/**
 * The service, or its database, is killed at random moments while eight writers write, who repeat under the same key what was
 * not acknowledged. Then the history is held against the database: what was acknowledged is there, once, and whole. So
 * often as {@code -Dkills} says.
 */
@EnabledIfSystemProperty(
        named = "drill",
        matches = "true",
        disabledReason = "kills a service and a database many times")
class KillTest {
    private static final int KILLS = Integer.getInteger("kills", 10);
    private static final int CONTROL_KILLS = 3;
    private static final int WRITERS = 8;
    private static final Path FOLDER =
            Path.of("target/killed-" + ProcessHandle.current().pid()).toAbsolutePath();
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<String, Boolean> acknowledged = new ConcurrentHashMap<>();
    private EmbeddedServer database;
    private Line line;
    private Node node;
    private String key;
    private volatile boolean over;

    /** What became of what was acknowledged; {@code half} counts rows that lack one of the others they belong with. */
    private record Verdict(int acknowledged, int lost, int doubled, int half) {}

    @BeforeEach
    void begin() throws Exception {
        database = EmbeddedServer.start(Path.of("target/mariadb"), FOLDER);
        line = new Line(database.jdbcUrl());
        Node.run("killed-migrate", settings(), "db", "migrate", "config.yml");
        Node.run("killed-seed", settings(), "seed", "config.yml");
        Path file = FOLDER.resolve("key-" + seed);
        Node.run(
                "killed-key",
                settings(),
                "key",
                "--name",
                "writer",
                "--scopes",
                "facilities:write",
                "--departments",
                "IN-KA",
                "--out",
                file.toString(),
                "config.yml");
        key = Files.readString(file).strip();
        node = Node.start("killed-node", "256m", settings());
    }

    @AfterEach
    void end() throws IOException {
        over = true;
        node.close();
        line.close();
        database.close();
    }

    private Map<String, String> settings() {
        return Map.of("database.url", line.jdbcUrl(database.jdbcUrl()), "database.silence", "2s");
    }

    private interface Act {
        void run() throws Exception;
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheServiceIsKilled() throws Exception {
        Verdict verdict = history("service killed", KILLS, false, this::killService);
        assertThat(verdict).isEqualTo(new Verdict(verdict.acknowledged(), 0, 0, 0));
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheDatabaseIsKilled() throws Exception {
        Verdict verdict = history("database killed", KILLS, false, this::killDatabase);
        assertThat(verdict).isEqualTo(new Verdict(verdict.acknowledged(), 0, 0, 0));
    }

    /** A control: a database that does not write its log at each commit loses what was acknowledged; the doctor says so. */
    @Test
    void aDatabaseThatPromisesMoreThanItKeepsIsCaught() throws Exception {
        Verdict verdict = history("database of weak durability killed", CONTROL_KILLS, false, () -> {
            killDatabase();
            weaken();
        });
        assertThat(verdict.lost()).isPositive();
    }

    /** A control: who takes a write for done that is not yet committed is caught. */
    @Test
    void anAcknowledgementBeforeTheCommitIsCaught() throws Exception {
        assertThat(history("acknowledged too early, service killed", CONTROL_KILLS, true, this::killService)
                        .lost())
                .isPositive();
    }

    private void weaken() {
        List<String> bad = jdbi().withHandle(handle -> {
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
        node = Node.start("killed-node", "256m", settings());
    }

    private void killDatabase() throws Exception {
        String pid = Files.readString(FOLDER.resolve("server.pid")).strip();
        assertThat(new ProcessBuilder("kill", "-9", pid).start().waitFor()).isZero();
        database.close();
        database = EmbeddedServer.start(Path.of("target/mariadb"), FOLDER);
        line.lead(database.jdbcUrl());
    }

    private Verdict history(String what, int kills, boolean early, Act kill) throws Exception {
        String run = Long.toString(seed, 36);
        if (what.contains("weak")) {
            weaken();
        }
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            threads.execute(() -> write(run + "-" + writer, early));
        }
        for (int i = 0; i < kills; i++) {
            TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(1500));
            kill.run();
        }
        TimeUnit.MILLISECONDS.sleep(500);
        over = true;
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        Verdict verdict = jdbi().withHandle(handle -> judge(handle, run));
        System.out.printf(
                "%s %d times (seed %d): %d acknowledged, %d lost, %d doubled, %d half%n",
                what, kills, seed, verdict.acknowledged(), verdict.lost(), verdict.doubled(), verdict.half());
        assertThat(verdict.acknowledged()).isGreaterThan(10 * kills);
        return verdict;
    }

    private void write(String writer, boolean early) {
        for (int i = 0; !over; i++) {
            String name = writer + "-" + i;
            if (early) {
                acknowledged.put(name, true);
            }
            boolean done = send(name);
            while (!done && !early && !over) {
                done = send(name);
            }
            if (done) {
                acknowledged.put(name, true);
            }
        }
    }

    /** Once, under a key that is the same each time. */
    private boolean send(String name) {
        String body = "{\"department\": \"IN-KA\", \"name\": \"" + name + "\", \"kind\": \"laboratory\"}";
        try (RawClient client = new RawClient(node.port())) {
            return client.send(
                                    "POST /v1/facilities HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                            + "Content-Type: application/json\r\nIdempotency-Key: "
                                            + UUID.nameUUIDFromBytes(
                                                    name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                            + "\r\nAuthorization: Bearer " + key + "\r\nContent-Length: "
                                            + body.length()
                                            + "\r\n\r\n" + body,
                                    false)
                            .status()
                    == 201;
        } catch (UncheckedIOException | IndexOutOfBoundsException | NumberFormatException e) {
            return false;
        }
    }

    private Jdbi jdbi() {
        Jdbi jdbi = Jdbi.create(database.jdbcUrl(), database.user(), database.password())
                .installPlugin(new SqlObjectPlugin());
        return Database.configure(jdbi, StrictJson.configure(io.dropwizard.jackson.Jackson.newObjectMapper()));
    }

    private Verdict judge(Handle handle, String run) {
        List<String> names = strings(handle, "SELECT name FROM facility WHERE name LIKE '" + run + "-%'");
        Set<String> once = new HashSet<>(names);
        int lost = (int) acknowledged.keySet().stream()
                .filter(name -> !once.contains(name))
                .count();
        Set<String> rows = new HashSet<>();
        handle.createQuery("SELECT id FROM facility").mapTo(UUID.class).forEach(id -> rows.add(id.toString()));
        Set<String> logged = new HashSet<>(
                strings(handle, "SELECT id FROM change_log WHERE feature = 'facility' AND kind = 'created'"));
        Set<String> audited = new HashSet<>(
                strings(handle, "SELECT id FROM audit_log WHERE feature = 'facility' AND change_sequence IS NOT NULL"));
        Set<String> replied = new HashSet<>(
                strings(
                        handle,
                        "SELECT SUBSTRING_INDEX(location, '/', -1) FROM idempotency WHERE status = 201 AND location IS NOT NULL"));
        int half = 0;
        for (Set<String> other : List.of(logged, audited, replied)) {
            half += differing(rows, other) + differing(other, rows);
        }
        return new Verdict(acknowledged.size(), lost, names.size() - once.size(), half);
    }

    private static int differing(Set<String> all, Set<String> from) {
        List<String> missing = new ArrayList<>(all);
        missing.removeAll(from);
        return missing.size();
    }

    private static List<String> strings(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(String.class).list();
    }
}
