package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.support.Api;
import org.prahari.support.Cluster;
import org.prahari.support.Crowd;
import org.prahari.support.Galera;
import org.prahari.support.OwnDatabase;
import org.prahari.support.Proxy;

/** Nodes behind a proxy over a Galera cluster of three, of which they all write to one: what they do over a primary with a replica. */
@EnabledIfSystemProperty(named = "drill", matches = "true", disabledReason = "starts three nodes and three databases")
class GaleraTest {
    private static final int ROUNDS = Integer.getInteger("rounds", 1);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int REFUSED = 503;
    private Galera galera;
    private Cluster cluster;
    private String key;

    private void begin(int count) throws Exception {
        assumeThat(Proxy.isThere()).as("haproxy").isTrue();
        assumeThat(Galera.isThere()).as("the provider of Galera").isTrue();
        OwnDatabase first = new OwnDatabase("galera-first-" + System.nanoTime());
        try (first) {
            first.fill();
            key = first.key(Cluster.SCOPES, "IN-KA");
        }
        galera = new Galera(first);
        cluster = new Cluster(count, Map.of("database.url", galera.jdbcUrl()), key);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {cluster, galera}) {
            if (part != null) {
                part.close();
            }
        }
    }

    /** The one that is written to dies; the next is written to at once, without anybody's doing, and has all. */
    @Test
    void threeNodesDoWhatTheyDoOverAPrimaryAndGoOnWithTheNextMember() throws Exception {
        begin(3);
        OwnDatabase second = galera.member(1);
        cluster.agree();
        cluster.doEachJobOnce(second.jdbi());
        cluster.areRestarted(ROUNDS, second.jdbi());
        cluster.surviveTheDeathOfOne(second.jdbi());
        cluster.surviveTheDeathOfTheirDatabase(galera.member(0)::kill, second.jdbi());
        galera.awaitSize(2);
        galera.comesBack(0);
        assertThat(cluster.crowd().lost(galera.member(0).jdbi()))
                .as("what it missed is there")
                .isZero();
        cluster.crowd().during(() -> Crowd.pause(1000));
        assertThat(cluster.crowd().failures()).isEmpty();
    }

    /** The control: one of three that is left alone does not know whether the others go on, and takes no write until told to. */
    @Test
    void oneThatIsLeftAloneTakesNoWriteUntilToldTo() throws Exception {
        begin(2);
        galera.member(0).kill();
        galera.member(1).kill();
        Api api = Api.as(key).at(cluster.node(0).port());
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> api.get("/v1/facilities").status() == REFUSED);
        for (int i = 0; i < 20; i++) {
            assertThat(api.post(
                                    "/v1/facilities",
                                    "{\"department\": \"IN-KA\", \"name\": \"alone\", \"kind\": \"laboratory\"}")
                            .status())
                    .isEqualTo(REFUSED);
            Crowd.pause(100);
        }
        assertThat(Api.anonymous(cluster.node(0).port()).get("/v1/campaigns").status())
                .as("what is public is answered from memory")
                .isEqualTo(200);
        galera.goesOnAlone(2);
        cluster.awaitWriting();
    }
}
