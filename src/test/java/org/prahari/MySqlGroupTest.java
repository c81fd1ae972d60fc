package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.support.Cluster;
import org.prahari.support.MySqlGroup;
import org.prahari.support.Node;
import org.prahari.support.Proxy;

/** Nodes behind a proxy over three MySQL servers in group replication: what they do over a primary with a replica. */
@EnabledIfSystemProperty(named = "drill", matches = "true", disabledReason = "starts three nodes and three databases")
class MySqlGroupTest {
    private static final int ROUNDS = Integer.getInteger("rounds", 1);
    private MySqlGroup group;
    private Cluster cluster;

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {cluster, group}) {
            if (part != null) {
                part.close();
            }
        }
    }

    /** The primary dies; the group makes the next one primary, and the nodes write there without anybody's doing. */
    @Test
    void threeNodesDoWhatTheyDoOverAPrimaryAndGoOnWithTheNextOne() throws Exception {
        assumeThat(Proxy.isThere()).as("haproxy").isTrue();
        group = new MySqlGroup();
        Map<String, String> settings = Map.of(
                "database.url", group.jdbcUrl(), "database.user", group.user(), "database.password", group.user());
        Node.run("group-command", settings, "db", "migrate", "config.yml");
        Node.run("group-command", settings, "seed", "config.yml");
        Path key = Path.of("target", "group-key-" + System.nanoTime());
        Node.run(
                "group-command",
                settings,
                "key",
                "--name",
                "a drill",
                "--scopes",
                Cluster.SCOPES.replace(' ', ','),
                "--departments",
                "IN-KA",
                "--out",
                key.toString(),
                "config.yml");
        cluster = new Cluster(3, settings, Files.readString(key).strip());
        cluster.agree();
        cluster.doEachJobOnce(group.jdbi(0));
        cluster.areRestarted(ROUNDS, group.jdbi(0));
        cluster.surviveTheDeathOfOne(group.jdbi(0));
        cluster.surviveTheDeathOfTheirDatabase(() -> group.kill(0), group.jdbi(1));
        int readOnly = group.jdbi(1)
                .withHandle(handle -> handle.createQuery("SELECT @@super_read_only")
                        .mapTo(Integer.class)
                        .one());
        assertThat(readOnly).as("the next primary").isZero();
    }
}
