package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.support.Cluster;
import org.prahari.support.Crowd;
import org.prahari.support.OwnDatabase;
import org.prahari.support.Proxy;

/**
 * Nodes behind a proxy over one primary database that has a replica: they agree, do each job once, are restarted one after
 * the other without a request lost, {@code -Drounds} times, and go on when one of them, or the primary, is killed.
 */
@EnabledIfSystemProperty(named = "drill", matches = "true", disabledReason = "starts three nodes and two databases")
class ClusterTest {
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String USER = "service";
    private OwnDatabase primary;
    private OwnDatabase replica;
    private Cluster cluster;

    private void begin(int count, String... options) throws Exception {
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
        replica.jdbi().useHandle(handle -> {
            handle.execute(
                    "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = "
                            + primary.server().port()
                            + ", MASTER_USER = 'prahari', MASTER_PASSWORD = 'prahari', MASTER_SSL = 0, MASTER_USE_GTID = slave_pos");
            handle.execute("START SLAVE");
        });
        primary.fill();
        String key = primary.key(Cluster.SCOPES, "IN-KA");
        caughtUp();
        cluster = new Cluster(count, settings(), key);
    }

    private static OwnDatabase database(String name, int id, List<String> options) throws Exception {
        List<String> all = new ArrayList<>(options);
        all.add("--server-id=" + id);
        return new OwnDatabase(name + "-" + System.nanoTime(), all.toArray(String[]::new));
    }

    private Map<String, String> settings() {
        return Map.of(
                "database.url",
                Cluster.jdbcUrl(primary.server().port(), replica.server().port()),
                "database.user",
                USER,
                "database.password",
                USER);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {cluster, primary, replica}) {
            if (part != null) {
                part.close();
            }
        }
    }

    private void caughtUp() {
        String written = one(primary.jdbi(), "SELECT @@gtid_binlog_pos");
        assertThat(one(replica.jdbi(), "SELECT MASTER_GTID_WAIT('" + written + "', 30)"))
                .isEqualTo("0");
    }

    private static String one(Jdbi database, String sql) {
        return database.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    @Test
    void threeNodesAgreeDoEachJobOnceAndAreRestartedWithoutARequestLost() throws Exception {
        begin(3, "--rpl-semi-sync-master-enabled=1", "--rpl-semi-sync-slave-enabled=1");
        cluster.agree();
        cluster.doEachJobOnce(primary.jdbi());
        cluster.areRestarted(ROUNDS, primary.jdbi());
        cluster.surviveTheDeathOfOne(primary.jdbi());
        caughtUp();
        cluster.surviveTheDeathOfTheirDatabase(
                () -> {
                    primary.kill();
                    promote();
                },
                replica.jdbi());
    }

    /** Two of them; then the controls: nodes that leave without a word, and a replica that has not confirmed, lose something. */
    @Test
    void twoNodesAreRestartedWithoutARequestLostAndWhatIsWeakerLosesSome() throws Exception {
        begin(2);
        cluster.agree();
        cluster.areRestarted(ROUNDS, primary.jdbi());
        Crowd crowd = cluster.crowd();
        crowd.during(() -> {
            for (int i = 0; i < 5 && crowd.failures().isEmpty(); i++) {
                Crowd.pause(500);
                cluster.node(0).kill();
                Crowd.pause(500);
                cluster.node(0).again();
                Crowd.pause(1000);
            }
        });
        System.out.printf(
                "control, nodes killed instead of stopped: %d answered, failed: %s%n",
                crowd.answered(), crowd.failures());
        assertThat(crowd.failures()).isNotEmpty();
        crowd.during(() -> {
            replica.jdbi().useHandle(handle -> handle.execute("STOP SLAVE IO_THREAD"));
            Crowd.pause(1000);
            primary.kill();
        });
        promote();
        int lost = crowd.lost(replica.jdbi());
        System.out.printf(
                "control, primary killed while its replica lags: %d acknowledged, %d lost%n",
                crowd.acknowledged(), lost);
        assertThat(lost).isPositive();
    }

    /** The documented steps: what has arrived is done first, then it is nobody's replica, and may be written. */
    private void promote() {
        replica.jdbi().useHandle(handle -> {
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
}
