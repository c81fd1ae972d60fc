package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Instance;
import org.prahari.support.Line;
import org.prahari.support.Service;
import org.prahari.support.ServiceTest;

/** What one node writes of keys holds on the other, and a node that hears nothing lets nobody in on old knowledge. */
class TwoNodesTest extends ServiceTest {
    private static final Duration PROMISED = Duration.ofSeconds(5);
    private static final int ROUNDS = 10;
    // Answered from memory: 404 says that the key has opened.
    private static final String FROM_MEMORY = "/v1/gaps/" + UUID.randomUUID() + "/candidates";
    private static Line line;
    private static Instance other;

    private final Api administrator = Api.with("clients:write matching:read gaps:read", "*");

    @BeforeAll
    static void startAnotherNode() throws Exception {
        String url = Service.get().databaseSettings().get("database.url");
        line = new Line(url);
        other = Instance.start("database.url", line.jdbcUrl(url));
    }

    @AfterAll
    static void stopIt() throws Exception {
        other.close();
        line.close();
    }

    @Test
    void aKeyThatIsMadeOrRevokedOnOneNodeIsSoOnTheOther() throws Exception {
        List<Duration> made = new ArrayList<>();
        List<Duration> revoked = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Answer client = make();
            Api there = Api.as(client.json().get("key").asText()).at(other.port());
            made.add(until(there, status -> status == 404));
            administrator.delete(client.header("Location"), "*").expect(204);
            revoked.add(until(there, status -> status == 401));
        }
        System.out.println("On the other node a new key opened after at most "
                + Collections.max(made).toMillis() + " ms, a revoked one no more after at most "
                + Collections.max(revoked).toMillis() + " ms, in " + ROUNDS + " rounds");
        assertThat(Collections.max(made)).isLessThan(PROMISED);
        assertThat(Collections.max(revoked)).isLessThan(PROMISED);
    }

    @Test
    void aScopeTakenAwayOnOneNodeIsGoneOnTheOther() throws Exception {
        Answer client = make();
        Api there = Api.as(client.json().get("key").asText()).at(other.port());
        var unused = until(there, status -> status == 404);
        administrator
                .patch(client.header("Location"), "{\"scopes\": [\"gaps:read\"]}", "*")
                .expect(200);
        assertThat(until(there, status -> status == 403)).isLessThan(PROMISED);
        assertThat(unused).isLessThan(PROMISED);
    }

    @Test
    void aNodeThatHearsNothingOfTheDatabaseLetsNoRevokedKeyIn() throws Exception {
        Answer revoked = make();
        Answer kept = make();
        Api gone = Api.as(revoked.json().get("key").asText()).at(other.port());
        Api good = Api.as(kept.json().get("key").asText()).at(other.port());
        var opened = until(good, status -> status == 404);
        gone.get(FROM_MEMORY).expect(404);

        line.cut();
        try {
            administrator.delete(revoked.header("Location"), "*").expect(204);
            // For a moment the node still knows enough.
            good.get(FROM_MEMORY).expect(404);
            Duration shut = until(gone, status -> status != 404);
            assertThat(shut).isLessThan(PROMISED);
            assertThat(gone.get(FROM_MEMORY).problem(503, "unavailable").header("Retry-After"))
                    .isNotNull();
            good.get(FROM_MEMORY).problem(503, "unavailable");
            Api.anonymous().at(other.port()).get("/v1/campaigns").expect(200);
            System.out.println(
                    "Cut off from the database, the other node let the revoked key in for " + shut.toMillis() + " ms");
        } finally {
            line.mend();
        }
        Duration back = until(good, status -> status == 404);
        gone.get(FROM_MEMORY).problem(401, "unauthenticated");
        System.out.println("After the line was mended, keys opened again after " + back.toMillis() + " ms");
        assertThat(back).isLessThan(PROMISED);
        assertThat(opened).isLessThan(PROMISED);
    }

    private Answer make() {
        return administrator.post("/v1/clients", """
                        {"name": "a portal", "scopes": ["matching:read"], "departments": ["IN-KA"]}""").expect(201);
    }

    /** How long it takes until the other node answers so; the longest there is, if it does not. */
    private static Duration until(Api caller, IntPredicate wanted) throws InterruptedException {
        long start = System.nanoTime();
        while (!wanted.test(caller.get(FROM_MEMORY).status())) {
            if (System.nanoTime() - start > PROMISED.multipliedBy(3).toNanos()) {
                return Duration.ofDays(1);
            }
            Thread.sleep(10);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
