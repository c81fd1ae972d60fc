package org.prahari.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.http.StrictJson;
import org.prahari.matching.MatchingDao;
import org.prahari.matching.Pool;
import org.prahari.matching.Weights;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Node;
import org.prahari.support.Rounds;
import org.prahari.support.ServiceTest;

/** A round whose node is lost, hangs or fails in the middle is done by another, once, and nothing half is ever shown. */
class RestartTest extends ServiceTest {
    private static final String SCOPES =
            "allocations:read allocations:write gaps:write facilities:write trainees:write trainees:read trainees:identity"
                    + " offers:read offers:write";
    private final LocalDate start = LocalDate.now().plusDays(60);
    private final Api api = Api.with(SCOPES, "IN-KA");

    @Test
    void whatANodeFindsThatHungUntilAnotherWasDoneIsGivenUp() throws Exception {
        String id = waiting();
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var hanging = CompletableFuture.runAsync(() -> job(() -> {
                    begun.countDown();
                    await(goOn);
                    return pool();
                })
                .run(id));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        long before = told(id);
        job(this::pool).run(id);
        Answer done = api.get("/v1/allocations/" + id).expect(200);
        assertThat(done.json().get("state").asText()).isEqualTo("succeeded");
        String assigned =
                api.get("/v1/allocations/" + id + "/assignments").expect(200).text();
        String proof = api.get("/v1/allocations/" + id + "/proof").expect(200).text();
        goOn.countDown();
        hanging.get(20, TimeUnit.SECONDS);
        assertThat(api.get("/v1/allocations/" + id).text()).isEqualTo(done.text());
        assertThat(api.get("/v1/allocations/" + id + "/assignments").text()).isEqualTo(assigned);
        assertThat(api.get("/v1/allocations/" + id + "/proof").text()).isEqualTo(proof);
        assertThat(told(id)).as("it is told once that the round is over").isEqualTo(before + 1);
        assertThat(rows(id, "allocation_gap")).isEqualTo(2);
        assertThat(rows(id, "allocation_proof")).isEqualTo(1);
    }

    @Test
    void whoIsErasedWhileTheRoundIsSolvedIsNeitherNamedNorOffered() throws Exception {
        String id = waiting();
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var solving = CompletableFuture.runAsync(() -> job(() -> {
                    Pool asItWas = pool();
                    begun.countDown();
                    await(goOn);
                    return asItWas;
                })
                .run(id));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        String trainee =
                api.get("/v1/trainees").expect(200).json().at("/items/0/id").asText();
        api.post("/v1/trainees/" + trainee + "/erasure", null, "If-Match", "*").expect(201);
        goOn.countDown();
        solving.get(20, TimeUnit.SECONDS);
        assertThat(api.get("/v1/allocations/" + id).json().get("state").asText())
                .isEqualTo("succeeded");
        assertThat(api.get("/v1/allocations/" + id + "/assignments").expect(200).text())
                .doesNotContain(trainee);
        Answer refused = api.post("/v1/allocations/" + id + "/apply", "{\"department\": \"IN-KA\"}")
                .problem(409, "conflict");
        assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("trainee-gone");
        assertThat(api.get("/v1/offers?allocation=" + id).expect(200).json().get("items"))
                .isEmpty();
    }

    @Test
    void whatFailsInTheMiddleOfWritingLeavesNothingAndIsDoneAgain() {
        String id = emptied();
        long before = told(id);
        // The proof is written last: its place is taken.
        service.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "INSERT INTO allocation_proof (round, part, bytes, sha256, parts) VALUES (:id, 0, 'x', 'x', 1)")
                        .bind("id", UUID.fromString(id))
                        .execute());
        Rounds.unbegun(id);
        assertThatThrownBy(() -> job(this::pool).run(id)).hasMessageContaining("allocation_proof");
        assertThat(api.get("/v1/allocations/" + id).json().get("state").asText())
                .isEqualTo("running");
        assertThat(api.get("/v1/allocations/" + id).json().has("filled")).isFalse();
        api.get("/v1/allocations/" + id + "/assignments").problem(409, "conflict");
        assertThat(rows(id, "allocation_gap")).isZero();
        assertThat(rows(id, "allocation_person")).isZero();
        assertThat(told(id)).isEqualTo(before);
        service.jdbi().useHandle(handle -> handle.execute("DELETE FROM allocation_proof"));
        job(this::pool).run(id);
        assertDone(id);
        assertThat(told(id)).isEqualTo(before + 1);
    }

    @Test
    void aNodeThatStopsLeavesTheRoundToAnother() {
        String id = waiting();
        assertThatThrownBy(() -> job(this::pool, () -> true).run(id)).isInstanceOf(IllegalStateException.class);
        assertThat(rows(id, "allocation_gap")).isZero();
        job(this::pool).run(id);
        assertDone(id);
        job(this::pool).run(id);
        assertThat(rows(id, "allocation_gap")).isEqualTo(2);
    }

    /** A process of its own is killed while it writes; it takes the others 12 seconds to believe that it is gone. */
    @Test
    @EnabledIfSystemProperty(named = "drill", matches = "true")
    void aRoundWhoseNodeIsKilledWhileItWritesIsFinishedByTheOtherOnce() throws Exception {
        world();
        try (Node node = Node.start("killed-node")) {
            Api there = api.at(node.port());
            String id;
            try (Handle lock = service.jdbi().open()) {
                // It may begin the round and say that it is over, but not write what it found.
                lock.begin();
                lock.createQuery("SELECT number FROM allocation_gap FOR UPDATE")
                        .mapTo(int.class)
                        .list();
                id = there.post("/v1/allocations", "{\"departments\": [\"IN-KA\"]}")
                        .expect(202)
                        .json()
                        .get("id")
                        .asText();
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> writing(lock));
                assertThat(api.get("/v1/allocations/" + id).json().get("state").asText())
                        .isEqualTo("running");
                api.get("/v1/allocations/" + id + "/assignments").problem(409, "conflict");
                node.kill();
                lock.rollback();
            }
            long killed = System.nanoTime();
            List<String> states = new ArrayList<>();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                String state =
                        api.get("/v1/allocations/" + id).json().get("state").asText();
                if (state.equals("running")) {
                    assertThat(rows(id, "allocation_gap")).isZero();
                }
                if (states.isEmpty() || !states.get(states.size() - 1).equals(state)) {
                    states.add(state);
                }
                return state.equals("succeeded");
            });
            System.out.printf(
                    "round: finished by another node %.1f s after its own was killed%n",
                    (System.nanoTime() - killed) / 1e9);
            assertThat(states).containsExactly("running", "succeeded");
            assertThat(service.jdbi().onDemand(RoundDao.class).attempt(UUID.fromString(id)))
                    .isEqualTo(2);
            assertThat(told(id)).as("made, and over").isEqualTo(2);
            assertDone(id);
            Rounds.quiet();
        }
    }

    private static boolean writing(Handle handle) {
        return handle.createQuery("""
                        SELECT COUNT(*) FROM information_schema.processlist
                        WHERE info LIKE '%INTO allocation_gap%' AND id <> CONNECTION_ID()
                        """).mapTo(int.class).one() > 0;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertDone(String id) {
        Answer round = api.get("/v1/allocations/" + id).expect(200);
        assertThat(round.json().get("state").asText()).isEqualTo("succeeded");
        assertThat(round.json().get("filled").asInt()).isEqualTo(1);
        assertThat(api.get("/v1/allocations/" + id + "/assignments")
                        .expect(200)
                        .json()
                        .get("items"))
                .hasSize(1);
        assertThat(rows(id, "allocation_gap")).isEqualTo(2);
        api.get("/v1/allocations/" + id + "/proof").expect(200);
    }

    private RoundJob job(Supplier<Pool> pool) {
        return job(pool, () -> false);
    }

    /** The job as another node would do it. */
    private RoundJob job(Supplier<Pool> pool, BooleanSupplier stopping) {
        return new RoundJob(
                service.jdbi().onDemand(RoundDao.class),
                pool,
                new Markets(pool, PriorityWeights.DEFAULT, Clock.systemUTC()),
                StrictJson.configure(io.dropwizard.jackson.Jackson.newObjectMapper()),
                stopping,
                Duration.ofMinutes(1),
                Clock.systemUTC());
    }

    private Pool pool() {
        return service.jdbi()
                .inTransaction(handle -> handle.attach(MatchingDao.class).pool(Weights.DEFAULT));
    }

    /** A round that nobody has begun, and whose job is not there. */
    private String waiting() {
        String id = emptied();
        Rounds.unbegun(id);
        return id;
    }

    private String emptied() {
        world();
        String id = api.post("/v1/allocations", "{\"departments\": [\"IN-KA\"]}")
                .expect(202)
                .json()
                .get("id")
                .asText();
        Rounds.over(api, id);
        Rounds.quiet();
        for (String table : List.of("allocation_gap", "allocation_person", "allocation_proof")) {
            service.jdbi().useHandle(handle -> handle.execute("DELETE FROM " + table));
        }
        service.jdbi().useHandle(handle -> handle.execute("UPDATE allocation_round SET filled = NULL"));
        return id;
    }

    private long told(String id) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT COUNT(*) FROM change_log WHERE feature = 'allocation' AND id = :id")
                        .bind("id", id)
                        .mapTo(long.class)
                        .one());
    }

    private int rows(String id, String table) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table + " WHERE round = :id")
                        .bind("id", UUID.fromString(id))
                        .mapTo(int.class)
                        .one());
    }

    /** A seat for somebody, and one for nobody. */
    private void world() {
        for (String role : List.of("PD-WRL-003", "PD-WRL-001")) {
            String facility =
                    api.post("/v1/facilities", """
                            {"department": "IN-KA", "name": "A hospital", "kind": "district-hospital"}
                            """).expect(201).json().get("id").asText();
            api.post("/v1/gaps", """
                            {"facility": "%s", "role": "%s", "level": "basic", "headcount": 1, "priority": 5,
                             "workMode": "on-site", "startsOn": "%s"}
                            """.formatted(facility, role, start)).expect(201);
        }
        Answer made = api.post("/v1/trainees", """
                        {"department": "IN-KA", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}],
                         "languages": ["kn"], "home": {"region": "IN-KA"}, "relocation": {"scope": "state"},
                         "remote": false, "experienceMonths": 6, "availableFrom": "%s"}
                        """.formatted(start)).expect(201);
        api.put(
                        made.header("Location") + "/consent",
                        "{\"notice\": \"2026-1\", \"language\": \"kn\", \"purposes\": [\"matching\"]}",
                        made.etag())
                .expect(200);
    }
}
