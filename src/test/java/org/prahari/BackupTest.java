package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.support.Api;
import org.prahari.support.Node;
import org.prahari.support.OwnDatabase;
import org.prahari.support.Placed;
import org.prahari.support.Service;

/**
 * The database is dropped, and brought back as it was at a chosen second with the script that operators use: to the row, with
 * an audit trail that verifies, proofs of rounds and identities. A backup that could not do that says so before it begins.
 */
@EnabledIfSystemProperty(named = "drill", matches = "true", disabledReason = "needs the tools of MariaDB, and a minute")
class BackupTest {
    private static final int WRITERS = 3;
    private static final String SCRIPT = "src/main/scripts/backup";
    private static OwnDatabase database;
    private static String tools;
    private static Path backups;
    private static Path keyset;
    private static Api api;
    private static volatile boolean over;

    /** When each write was sent, and when it was acknowledged. */
    private static final Map<String, Instant> SENT = new ConcurrentHashMap<>();

    private static final Map<String, Instant> ACKNOWLEDGED = new ConcurrentHashMap<>();
    private static final Map<String, byte[]> PROOFS = new HashMap<>();
    private static Map<String, String> asItWas;
    private static String trainee;

    /** A trainee who is erased after the second in the middle of writing. */
    private static String erased;

    private static Instant whileWriting;
    private static Instant atRest;
    private static Path checkpointsAtRest;
    private static Path checkpoints;
    private static Instant lastLog;
    private static Instant gone;

    /** What the script said, and whether it did what it was told. */
    private record Said(boolean good, String text) {}

    @BeforeAll
    static void loseAllOfIt() throws Exception {
        Process fetch = new ProcessBuilder("bash", "src/test/sh/mariadb-tools.sh").start();
        tools = new String(fetch.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assumeThat(fetch.waitFor()).as("MariaDB's tools can be had here").isZero();
        database = new OwnDatabase(
                "backed-up", "--log-bin=log", "--binlog-format=ROW", "--sync-binlog=1", "--server-id=1");
        backups = Files.createDirectories(database.folder().resolve("backups"));
        keyset = Service.get().keyset().toAbsolutePath();
        options("restore", "prahari");
        options("backup", "backup");
        // As .github/operations.md has it.
        database.root().useHandle(handle -> {
            handle.execute("CREATE USER backup@'%' IDENTIFIED BY 'backup'");
            handle.execute("GRANT SELECT, LOCK TABLES, SHOW VIEW, EVENT, TRIGGER, RELOAD, PROCESS, BINLOG MONITOR,"
                    + " REPLICATION SLAVE ON *.* TO backup@'%'");
        });
        database.fill();
        api = Api.as(database.key(Placed.SCOPES, "IN-KA"));
        checkpoints = database.folder().resolve("checkpoints.jsonl");
        Node node = start();
        prove(at(node));
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                Api there = at(node);
                writers.execute(() -> write(there, "writer " + writer));
            }
            long begun = System.nanoTime();
            done("full", backups);
            System.out.printf("backup: full in %.1f s, while others write%n", (System.nanoTime() - begun) / 1e9);
            prove(at(node));
            trainee = Placed.trainee(at(node), "IN-KA");
            erased = Placed.trainee(at(node), "IN-KA");
            done("log", backups);
            whileWriting = next();
            pass(whileWriting.plusSeconds(2));
            at(node).post("/v1/trainees/" + erased + "/erasure", null, "If-Match", "*")
                    .expect(201);
        } finally {
            over = true;
            writers.shutdown();
        }
        assertThat(writers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        node.stop();
        asItWas = rows();
        checkpointsAtRest = Files.copy(checkpoints, database.folder().resolve("checkpoints-at-rest.jsonl"));
        atRest = next();
        pass(atRest);
        node = start();
        facility(at(node), "too late");
        done("log", backups);
        lastLog = Instant.now();
        facility(at(node), "lost");
        node.stop();
        gone = Instant.now();
    }

    @AfterAll
    static void end() {
        if (database != null) {
            database.close();
        }
    }

    private static void options(String name, String user) throws IOException {
        Files.writeString(
                database.folder().resolve(name + ".cnf"),
                "[client]\nskip-ssl\nhost=127.0.0.1\nport=%d\nuser=%s\npassword=%s\n"
                        .formatted(database.server().port(), user, user));
    }

    private static Node start() throws Exception {
        return Node.start(
                "backed-up-node",
                "256m",
                Map.of(
                        "database.url",
                        database.server().jdbcUrl(),
                        "audit.checkpoints",
                        checkpoints.toString(),
                        "audit.interval",
                        "1s"));
    }

    private static Api at(Node node) {
        return api.at(node.port());
    }

    private static void prove(Api there) {
        Placed.gap(there, "IN-KA", 1);
        Placed.trainee(there, "IN-KA");
        String round = Placed.round(there, "IN-KA");
        PROOFS.put(round, proof(there, round));
    }

    private static byte[] proof(Api there, String round) {
        return there.get("/v1/allocations/" + round + "/proof")
                .expect(200)
                .text()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Api there, String writer) {
        for (int i = 0; !over; i++) {
            facility(there, writer + " " + i);
        }
    }

    private static void facility(Api there, String name) {
        SENT.put(name, Instant.now());
        there.post(
                        "/v1/facilities",
                        "{\"department\": \"IN-KA\", \"name\": \"%s\", \"kind\": \"laboratory\"}".formatted(name))
                .expect(201);
        ACKNOWLEDGED.put(name, Instant.now());
    }

    private static Instant next() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    private static void pass(Instant moment) throws InterruptedException {
        Thread.sleep(Math.max(1, Duration.between(Instant.now(), moment).toMillis() + 50));
    }

    private static Map<String, String> rows() {
        return database.jdbi().withHandle(handle -> {
            Map<String, String> rows = new TreeMap<>();
            for (String table : handle.createQuery(
                            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'prahari'")
                    .mapTo(String.class)
                    .list()) {
                long count = handle.createQuery("SELECT COUNT(*) FROM " + table)
                        .mapTo(long.class)
                        .one();
                rows.put(
                        table,
                        count + " rows, "
                                + handle.createQuery("CHECKSUM TABLE " + table + " EXTENDED")
                                        .map((row, context) -> row.getString(2))
                                        .one());
            }
            return rows;
        });
    }

    private static void drop() {
        database.jdbi().useHandle(handle -> handle.execute("DROP DATABASE prahari"));
    }

    private static String text(Instant second) {
        return LocalDateTime.ofInstant(second, ZoneOffset.UTC)
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss"));
    }

    private static Said script(Path keys, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT));
        command.addAll(List.of(arguments));
        boolean writes = arguments[0].equals("restore");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put(
                        "PRAHARI_BACKUP_OPTIONS",
                        database.folder()
                                .resolve((writes ? "restore" : "backup") + ".cnf")
                                .toString());
        builder.environment().merge("PATH", tools, (usual, first) -> first + ":" + usual);
        builder.environment().put("PRAHARI_KEYSET", keys.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor() == 0, said);
    }

    private static String done(String action, Path folder, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(action, folder.toString()));
        arguments.addAll(List.of(more));
        Said said = script(keyset, arguments.toArray(String[]::new));
        assertThat(said.good()).as(said.text()).isTrue();
        return said.text();
    }

    private static void verify(String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("audit", "verify"));
        arguments.addAll(List.of(more));
        arguments.add("config.yml");
        Node.run("backed-up-audit", database.settings(), arguments.toArray(String[]::new));
    }

    @Test
    void aChosenSecondComesBackToTheRow() throws Exception {
        drop();
        Instant dropped = Instant.now();
        String said = done("restore", backups, text(atRest));
        assertThat(said).contains("is as it was at " + text(atRest)).doesNotContain("erased again");
        assertThat(rows()).isEqualTo(asItWas);
        double restored = Duration.between(dropped, Instant.now()).toMillis() / 1e3;
        try (Node node = start()) {
            Duration rto = Duration.between(dropped, Instant.now());
            PROOFS.forEach((round, proof) -> assertThat(proof(at(node), round)).isEqualTo(proof));
            assertThat(at(node).get("/v1/trainees/" + trainee + "/identity")
                            .expect(200)
                            .json()
                            .get("name")
                            .asText())
                    .isEqualTo("Anandi Offered");
            node.stop();
            System.out.printf(
                    "restored to %s: %d tables as they were, audit trail good, %d proofs the same; RPO %.1f s (since the"
                            + " last log), RTO %.1f s, of which %.1f s for the data%n",
                    text(atRest),
                    asItWas.size(),
                    PROOFS.size(),
                    Duration.between(lastLog, gone).toMillis() / 1e3,
                    rto.toMillis() / 1e3,
                    restored);
        }
        verify("--checkpoints", checkpointsAtRest.toString());
        // What was signed later is gone, which the trail does not hide.
        assertThatThrownBy(() -> verify("--checkpoints", checkpoints.toString()))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aSecondInTheMiddleOfWritingComesBackWithAllThatWasAcknowledgedBefore() throws Exception {
        drop();
        String said = done("restore", backups, text(whileWriting));
        assertThat(said).contains("to be erased again: trainee " + erased);
        List<String> there = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT name FROM facility WHERE name LIKE 'writer %'")
                        .mapTo(String.class)
                        .list());
        List<String> before = named(ACKNOWLEDGED, true);
        List<String> after = named(SENT, false);
        System.out.printf(
                "restored to %s, in the middle of writing: %d there; of %d acknowledged before %d lost, of %d sent later %d there%n",
                text(whileWriting),
                there.size(),
                before.size(),
                before.stream().filter(name -> !there.contains(name)).count(),
                after.size(),
                after.stream().filter(there::contains).count());
        assertThat(before).isNotEmpty();
        assertThat(after).isNotEmpty();
        assertThat(there).containsAll(before).doesNotContainAnyElementsOf(after).doesNotHaveDuplicates();
        verify();
    }

    private static List<String> named(Map<String, Instant> moments, boolean before) {
        return moments.entrySet().stream()
                .filter(one -> one.getKey().startsWith("writer"))
                .filter(one -> one.getValue().isBefore(whileWriting) == before)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The control: who has the dump alone does not get back what was written since, and the comparison sees it. */
    @Test
    void theDumpAloneIsNotEnough() throws Exception {
        drop();
        Path folder = copy("dump-alone");
        Path list = one(folder).resolve("logs/list");
        List<String> logs = Files.readAllLines(list);
        // Forged so that it is believed: nothing but the first log, said to tell all.
        String[] first = logs.get(0).split(" ");
        Files.writeString(list, first[0] + " " + first[1] + " " + text(atRest) + "\n");
        done("restore", folder, text(atRest));
        assertThat(rows()).isNotEqualTo(asItWas);
    }

    @Test
    void whatIsDamagedHalfOrHasAGapIsRefusedBeforeAnythingIsDone() throws Exception {
        String second = text(atRest);
        refused("damaged dump", one -> flip(one.resolve("dump.sql.gz")), second, "damaged: .*dump.sql.gz");
        refused("cut dump", one -> cut(one), second, "half: .*dump.sql.gz ends before its end");
        refused("no dump", one -> Files.delete(one.resolve("dump.sql.gz")), second, "half: .* has no dump");
        refused("no manifest", one -> Files.delete(one.resolve("manifest")), second, "half: .* no whole manifest");
        refused("missing log", one -> Files.delete(log(one, 1)), second, "gap: .* is not there");
        refused("unlisted log", BackupTest::unlist, second, "gap: .* is not in .*list");
        refused("damaged log", one -> flip(log(one, 1)), second, "damaged: .*log\\.\\d+ is not what was written");
        refused("no last log", BackupTest::forget, second, "the logs tell all until .*, not until " + second);
        refused("tomorrow", one -> {}, text(atRest.plus(1, ChronoUnit.DAYS)), "the logs tell all until ");
        refused(
                "yesterday",
                one -> {},
                text(atRest.minus(1, ChronoUnit.DAYS)),
                "there is no whole backup in .* from before");
        refused("not a second", one -> {}, "yesterday", "the second is to be such as");
        Path other = database.folder().resolve("other-keyset.json");
        Files.deleteIfExists(other);
        Node.run("backed-up-keys", database.settings(), "keys", "create", "--out", other.toString(), "config.yml");
        Said said = script(other, "check", backups.toString(), second);
        assertThat(said.good()).isFalse();
        assertThat(said.text()).contains("is not the keyset of this backup: it has no key");
        said = script(keyset, "restore", backups.toString(), second);
        assertThat(said.good()).isFalse();
        assertThat(said.text()).contains("has tables: nothing is done");
    }

    private interface Harm {
        void to(Path backup) throws IOException;
    }

    private static void refused(String name, Harm harm, String second, String why) throws Exception {
        Path folder = copy(name.replace(' ', '-'));
        harm.to(one(folder));
        Said said = script(keyset, "restore", folder.toString(), second);
        assertThat(said.good()).as(name + ": " + said.text()).isFalse();
        assertThat(said.text()).as(name).containsPattern("^backup: " + why);
        assertThat(said.text()).as("one line").hasLineCount(1);
    }

    private static Path copy(String name) throws Exception {
        Path folder = database.folder().resolve(name);
        assertThat(new ProcessBuilder("cp", "-r", backups.toString(), folder.toString())
                        .start()
                        .waitFor())
                .isZero();
        return folder;
    }

    private static Path one(Path folder) throws IOException {
        try (var found = Files.list(folder)) {
            return found.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private static Path log(Path backup, int number) throws IOException {
        return backup.resolve("logs")
                .resolve(Files.readAllLines(backup.resolve("logs/list"))
                        .get(number)
                        .split(" ")[1]);
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /** As a disk that was full leaves it, signed by who did not look. */
    private static void cut(Path backup) throws IOException {
        Path dump = backup.resolve("dump.sql.gz");
        byte[] bytes = Files.readAllBytes(dump);
        byte[] half = java.util.Arrays.copyOf(bytes, bytes.length / 2);
        Files.write(dump, half);
        Path manifest = backup.resolve("manifest");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replaceFirst(
                                "(?m)^dump .*",
                                "dump "
                                        + com.google.common.hash.Hashing.sha256()
                                                .hashBytes(half)));
    }

    private static void unlist(Path backup) throws IOException {
        Path list = backup.resolve("logs/list");
        List<String> lines = new ArrayList<>(Files.readAllLines(list));
        lines.remove(1);
        Files.write(list, lines);
    }

    private static void forget(Path backup) throws IOException {
        Path list = backup.resolve("logs/list");
        List<String> lines = new ArrayList<>(Files.readAllLines(list));
        lines.remove(lines.size() - 1);
        Files.write(list, lines);
    }
}
