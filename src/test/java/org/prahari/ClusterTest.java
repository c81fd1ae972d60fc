package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.support.Api;
import org.prahari.support.Imports;
import org.prahari.support.Node;
import org.prahari.support.OwnDatabase;
import org.prahari.support.Placed;
import org.prahari.support.Proxy;
import org.prahari.support.RawClient;

/**
 * Nodes behind a proxy over one primary database that has a replica: they agree, do each job once, are restarted one after
 * the other without a request lost, {@code -Drounds} times, and go on when one of them, or the primary, is killed.
 */
@EnabledIfSystemProperty(named = "drill", matches = "true", disabledReason = "starts three nodes and two databases")
class ClusterTest {
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int WRITERS = 4;
    private static final int READERS = 4;
    private static final Duration AGREED = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SCOPES = Placed.SCOPES + " matching:read imports:write";
    private static final String USER = "service";
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private OwnDatabase primary;
    private OwnDatabase replica;
    private Proxy proxy;
    private String key;
    private Api front;
    private volatile boolean over;

    private interface Act {
        void run() throws Exception;
    }

    private void begin(int count, String drain, String... options) throws Exception {
        assumeThat(Proxy.isThere()).as("haproxy").isTrue();
        List<String> all = new ArrayList<>(List.of("--log-bin=log", "--sync-binlog=1", "--binlog-format=ROW"));
        all.addAll(List.of(options));
        primary = database("primary", 1, all);
        all.add("--read-only=1");
        all.add("--log-slave-updates=1");
        replica = database("replica", 2, all);
        primary.root().useHandle(handle -> {
            handle.execute("CREATE USER " + USER + "@'%' IDENTIFIED BY '" + USER + "'");
            // Not all there is, which would let it write to a replica.
            handle.execute("GRANT ALL ON prahari.* TO " + USER + "@'%'");
        });
        jdbi(replica).useHandle(handle -> {
            handle.execute(
                    "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = "
                            + primary.server().port()
                            + ", MASTER_USER = 'prahari', MASTER_PASSWORD = 'prahari', MASTER_SSL = 0, MASTER_USE_GTID = slave_pos");
            handle.execute("START SLAVE");
        });
        primary.fill();
        key = primary.key(SCOPES, "IN-KA");
        caughtUp();
        for (int i = 0; i < count; i++) {
            nodes.add(Node.start("cluster-" + i, "192m", settings(drain)));
        }
        proxy = new Proxy(nodes);
        front = Api.as(key).at(proxy.port());
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> front.get("/v1/facilities").status() == 200);
    }

    private static OwnDatabase database(String name, int id, List<String> options) throws Exception {
        List<String> all = new ArrayList<>(options);
        all.add("--server-id=" + id);
        return new OwnDatabase(name + "-" + System.nanoTime(), all.toArray(String[]::new));
    }

    private Map<String, String> settings(String drain) {
        Map<String, String> settings = new TreeMap<>();
        // The second is asked when the first is gone, and nobody goes back to the first by himself.
        settings.put(
                "database.url",
                "jdbc:mysql://127.0.0.1:" + primary.server().port() + ",127.0.0.1:"
                        + replica.server().port()
                        + "/prahari?failOverReadOnly=false&secondsBeforeRetrySource=0&queriesBeforeRetrySource=0");
        settings.put("database.user", USER);
        settings.put("database.password", USER);
        settings.put("database.silence", "2s");
        settings.put("drain", drain);
        return settings;
    }

    private static Jdbi jdbi(OwnDatabase database) {
        return database.jdbi();
    }

    @AfterEach
    void end() throws IOException {
        over = true;
        nodes.forEach(Node::close);
        for (AutoCloseable part : new AutoCloseable[] {proxy, primary, replica}) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private void caughtUp() {
        String written = one(primary, "SELECT @@gtid_binlog_pos");
        assertThat(one(replica, "SELECT MASTER_GTID_WAIT('" + written + "', 30)"))
                .isEqualTo("0");
    }

    private static String one(OwnDatabase database, String sql) {
        return jdbi(database)
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    /** Writers and readers, each of whom asks on one connection to the proxy; what fails is written down. */
    private void load(Act act) throws Exception {
        over = false;
        failures.clear();
        answered.set(0);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + READERS);
        List<Future<?>> all = new ArrayList<>();
        String run = Long.toString(System.nanoTime(), 36);
        for (int i = 0; i < WRITERS + READERS; i++) {
            int number = i;
            all.add(threads.submit(() -> ask(number < WRITERS ? run + "-" + number : null)));
        }
        try {
            act.run();
        } finally {
            over = true;
            threads.shutdown();
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    /** @param writer its name; null who reads */
    private void ask(String writer) {
        String head = "Host: localhost\r\nAuthorization: Bearer " + key + "\r\n";
        try (RawClient client = new RawClient(proxy.port())) {
            for (int i = 0; !over; i++) {
                String name = writer + "-" + i;
                String body = "{\"department\": \"IN-KA\", \"name\": \"" + name + "\", \"kind\": \"laboratory\"}";
                String request = writer != null
                        ? "POST /v1/facilities HTTP/1.1\r\n" + head
                                + "Content-Type: application/json\r\nIdempotency-Key: " + UUID.randomUUID()
                                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body
                        : "GET /v1/" + (i % 2 == 0 ? "facilities" : "campaigns") + "?limit=3 HTTP/1.1\r\n" + head
                                + "\r\n";
                try {
                    int status = client.send(request, false).status();
                    if (status == (writer == null ? 200 : 201)) {
                        answered.incrementAndGet();
                        if (writer != null) {
                            acknowledged.add(name);
                        }
                    } else {
                        failures.add((writer == null ? "read " : "write ") + status);
                    }
                } catch (UncheckedIOException e) {
                    failures.add(
                            (writer == null ? "read " : "write ") + e.getCause().getMessage());
                }
                pause(10);
            }
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void threeNodesAgreeDoEachJobOnceAndAreRestartedWithoutARequestLost() throws Exception {
        begin(3, "2s", "--rpl-semi-sync-master-enabled=1", "--rpl-semi-sync-slave-enabled=1");
        agree();
        jobs();
        restart();
        nodeKilled();
        primaryKilled();
    }

    /** Two of them; then the controls: nodes that leave without a word, and a replica that has not confirmed, lose something. */
    @Test
    void twoNodesAreRestartedWithoutARequestLostAndWhatIsWeakerLosesSome() throws Exception {
        begin(2, "2s");
        agree();
        restart();
        load(() -> {
            for (int i = 0; i < 5 && failures.isEmpty(); i++) {
                pause(500);
                nodes.get(0).kill();
                pause(500);
                nodes.get(0).again();
                pause(1000);
            }
        });
        System.out.printf(
                "control, nodes killed instead of stopped: %d answered, failed: %s%n", answered.get(), failures);
        assertThat(failures).isNotEmpty();
        load(() -> {
            jdbi(replica).useHandle(handle -> handle.execute("STOP SLAVE IO_THREAD"));
            pause(1000);
            primary.kill();
        });
        promote();
        int lost = lost();
        System.out.printf(
                "control, primary killed while its replica lags: %d acknowledged, %d lost%n",
                acknowledged.size(), lost);
        assertThat(lost).isPositive();
    }

    /** What is written by one node is in the others' memory. */
    private void agree() {
        Duration slowest = Duration.ZERO;
        for (int i = 0; i < 10; i++) {
            Api there = Api.as(key).at(nodes.get(i % nodes.size()).port());
            String gap = Placed.gap(there, "IN-KA", 1);
            String trainee = Placed.trainee(there, "IN-KA");
            long written = System.nanoTime();
            for (Node node : nodes) {
                Api other = Api.as(key).at(node.port());
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(SOON)
                        .until(() -> other.get("/v1/gaps/" + gap + "/candidates?limit=200")
                                .text()
                                .contains(trainee));
            }
            Duration took = Duration.ofNanos(System.nanoTime() - written);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
        }
        System.out.printf("%d nodes: they agree after %d ms at most%n", nodes.size(), slowest.toMillis());
        assertThat(slowest).isLessThan(AGREED);
    }

    /** Uploads and rounds, sent to any node, are done by one. */
    private void jobs() {
        List<String> rounds = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            rounds.add(Placed.round(front, "IN-KA"));
        }
        List<String> uploads = new ArrayList<>();
        for (int upload = 0; upload < 10; upload++) {
            StringBuilder rows = new StringBuilder();
            for (int row = 0; row < 50; row++) {
                rows.append(
                        "{\"externalId\": \"%d-%d\", \"department\": \"IN-KA\", \"name\": \"x\", \"kind\": \"laboratory\"}%n"
                                .formatted(upload, row));
            }
            uploads.add(Imports.sent(front, "facilities", Imports.NDJSON, rows.toString()));
        }
        uploads.forEach(id -> assertThat(Imports.rows(Imports.over(front, id))).containsExactly(50, 0, 0, 0));
        for (String round : rounds) {
            assertThat(one(
                            primary,
                            "SELECT COUNT(*) FROM change_log WHERE feature = 'allocation' AND id = '" + round + "'"))
                    .as("told when it is made, and when it is over")
                    .isEqualTo("2");
        }
        assertThat(one(primary, "SELECT COUNT(*) FROM facility WHERE external_id IS NOT NULL"))
                .isEqualTo("500");
    }

    private void restart() throws Exception {
        load(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                for (Node node : nodes) {
                    node.stop();
                    node.again();
                    // The proxy is to see that it is back before the next one leaves.
                    pause(1000);
                }
            }
        });
        System.out.printf(
                "%d nodes restarted one after the other, %d rounds: %d requests answered, %d failed %s%n",
                nodes.size(), ROUNDS, answered.get(), failures.size(), failures);
        assertThat(failures).isEmpty();
        assertThat(lost()).isZero();
    }

    /** What it had at hand is lost, and nothing after that. */
    private void nodeKilled() throws Exception {
        List<String> after = new ArrayList<>();
        load(() -> {
            pause(500);
            nodes.get(0).kill();
            pause(1000);
            int before = failures.size();
            pause(3000);
            after.addAll(new ArrayList<>(failures).subList(before, failures.size()));
        });
        System.out.printf("a node killed: %d answered, failed: %s%n", answered.get(), failures);
        assertThat(failures.size()).isLessThanOrEqualTo(WRITERS + READERS);
        assertThat(after).isEmpty();
        assertThat(lost()).isZero();
        nodes.get(0).again();
        pause(1000);
    }

    private void primaryKilled() throws Exception {
        caughtUp();
        load(() -> {
            pause(1000);
            primary.kill();
            long killed = System.nanoTime();
            promote();
            Api writer = Api.as(key);
            for (Node node : nodes) {
                await().pollInterval(Duration.ofMillis(50))
                        .atMost(SOON)
                        .ignoreExceptions()
                        .until(() -> writer.at(node.port())
                                        .post(
                                                "/v1/facilities",
                                                "{\"department\": \"IN-KA\", \"name\": \"after\", \"kind\": \"laboratory\"}")
                                        .status()
                                == 201);
            }
            System.out.printf(
                    "primary killed, replica promoted: all nodes write again after %.1f s%n",
                    (System.nanoTime() - killed) / 1e9);
            failures.clear();
            pause(2000);
        });
        int lost = lost();
        System.out.printf(
                "primary killed: %d acknowledged, %d lost; failed after all nodes wrote again: %s%n",
                acknowledged.size(), lost, failures);
        assertThat(lost).isZero();
        assertThat(failures).isEmpty();
    }

    /** The documented steps: what has arrived is done first, then it is nobody's replica, and may be written. */
    private void promote() {
        jdbi(replica).useHandle(handle -> {
            handle.execute("STOP SLAVE IO_THREAD");
            await().atMost(SOON)
                    .until(() -> handle.createQuery("SHOW SLAVE STATUS").mapToMap().one().entrySet().stream()
                            .anyMatch(field -> field.getKey().equalsIgnoreCase("Slave_SQL_Running_State")
                                    && String.valueOf(field.getValue()).contains("has read all relay log")));
            handle.execute("STOP SLAVE");
            handle.execute("RESET SLAVE ALL");
            handle.execute("SET GLOBAL read_only = 0");
        });
    }

    private int lost() {
        OwnDatabase database = one(replica, "SELECT @@read_only").equals("0") ? replica : primary;
        Set<String> there = new HashSet<>(jdbi(database)
                .withHandle(handle -> handle.createQuery("SELECT name FROM facility")
                        .mapTo(String.class)
                        .list()));
        return (int) acknowledged.stream().filter(name -> !there.contains(name)).count();
    }
}
