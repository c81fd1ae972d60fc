package org.prahari.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;

/** Nodes behind a proxy, with a crowd that asks through it; and what is asked of them whatever their database is. */
public final class Cluster implements AutoCloseable {
    /** What the key of the crowd is to be good for. */
    public static final String SCOPES = Placed.SCOPES + " facilities:read matching:read imports:write";

    private static final Duration AGREED = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(60);
    private final List<Node> nodes = new ArrayList<>();
    private final Proxy proxy;
    private final String key;
    private final Api front;
    private final Crowd crowd;

    /**
     * Starts so many.
     *
     * @param database the settings that lead each node to it
     * @param key with {@link #SCOPES} for IN-KA
     */
    public Cluster(int count, Map<String, String> database, String key) throws Exception {
        this.key = key;
        Map<String, String> settings = new TreeMap<>(database);
        settings.put("database.silence", "2s");
        settings.put("drain", "2s");
        for (int i = 0; i < count; i++) {
            nodes.add(Node.start("cluster-" + i, "192m", settings));
        }
        proxy = new Proxy(nodes);
        front = Api.as(key).at(proxy.port());
        crowd = new Crowd(proxy.port(), key);
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> front.get("/v1/facilities").status() == 200);
    }

    /** What leads nodes to the first of these that answers; nobody goes back to one before it by himself. */
    public static String jdbcUrl(int... ports) {
        return IntStream.of(ports)
                .mapToObj(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(
                        ",",
                        "jdbc:mysql://",
                        "/prahari?failOverReadOnly=false&secondsBeforeRetrySource=0&queriesBeforeRetrySource=0"));
    }

    public Crowd crowd() {
        return crowd;
    }

    public Node node(int number) {
        return nodes.get(number);
    }

    /** What is written by one node is in the others' memory. */
    public void agree() {
        Duration slowest = Duration.ZERO;
        // The first time, which does not count, they have never done it.
        for (int i = -1; i < 10; i++) {
            Api there = Api.as(key).at(nodes.get(Math.floorMod(i, nodes.size())).port());
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
            slowest = i >= 0 && took.compareTo(slowest) > 0 ? took : slowest;
        }
        System.out.printf("%d nodes: they agree after %d ms at most%n", nodes.size(), slowest.toMillis());
        assertThat(slowest).isLessThan(AGREED);
    }

    /** Uploads and rounds, sent to any node, are done by one. */
    public void doEachJobOnce(Jdbi database) {
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
            assertThat(count(database, "change_log WHERE feature = 'allocation' AND id = '" + round + "'"))
                    .as("told when it is made, and when it is over")
                    .isEqualTo(2);
        }
        assertThat(count(database, "facility WHERE external_id IS NOT NULL")).isEqualTo(500);
    }

    private static int count(Jdbi database, String where) {
        return database.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + where)
                .mapTo(int.class)
                .one());
    }

    /** One after the other, as often as that, without a request lost. */
    public void areRestarted(int rounds, Jdbi database) throws Exception {
        crowd.during(() -> {
            for (int round = 0; round < rounds; round++) {
                for (Node node : nodes) {
                    node.stop();
                    again(node);
                }
            }
        });
        System.out.printf(
                "%d nodes restarted one after the other, %d rounds: %d requests answered, %d failed %s%n",
                nodes.size(), rounds, crowd.answered(), crowd.failures().size(), crowd.failures());
        assertThat(crowd.failures()).isEmpty();
        assertThat(crowd.lost(database)).isZero();
    }

    /** What a node that is killed had at hand is lost, and nothing after that. */
    public void surviveTheDeathOfOne(Jdbi database) throws Exception {
        List<String> after = new ArrayList<>();
        crowd.during(() -> {
            Crowd.pause(500);
            node(0).kill();
            Crowd.pause(1000);
            int before = crowd.failures().size();
            Crowd.pause(3000);
            after.addAll(crowd.failures().subList(before, crowd.failures().size()));
        });
        System.out.printf("a node killed: %d answered, failed: %s%n", crowd.answered(), crowd.failures());
        assertThat(crowd.failures()).hasSizeLessThanOrEqualTo(Crowd.SIZE);
        assertThat(after).isEmpty();
        assertThat(crowd.lost(database)).isZero();
        again(node(0));
    }

    /** As the operator does: the next one leaves when this one is ready, and the proxy has seen it. */
    private static void again(Node node) throws IOException, InterruptedException {
        node.again();
        node.awaitReady();
        Crowd.pause(1000);
    }

    /** Kills the database they write to, whereupon they go on with another without losing anything. */
    public void surviveTheDeathOfTheirDatabase(Crowd.Act kill, Jdbi heir) throws Exception {
        crowd.during(() -> {
            Crowd.pause(1000);
            long killed = System.nanoTime();
            kill.run();
            awaitWriting();
            System.out.printf(
                    "database killed: all nodes write to the next after %.1f s%n", (System.nanoTime() - killed) / 1e9);
        });
        int lost = crowd.lost(heir);
        System.out.printf("database killed: %d acknowledged, %d lost%n", crowd.acknowledged(), lost);
        assertThat(lost).isZero();
        crowd.during(() -> Crowd.pause(2000));
        assertThat(crowd.failures()).as("after all nodes wrote again").isEmpty();
    }

    /** Waits until all nodes write. */
    public void awaitWriting() {
        for (Node node : nodes) {
            Api writer = Api.as(key).at(node.port());
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> writer.post(
                                            "/v1/facilities",
                                            "{\"department\": \"IN-KA\", \"name\": \"after\", \"kind\": \"laboratory\"}")
                                    .status()
                            == 201);
        }
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        proxy.close();
    }
}
