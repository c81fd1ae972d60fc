package org.prahari.offer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Instance;
import org.prahari.support.Node;
import org.prahari.support.Placed;
import org.prahari.support.ServiceTest;

/** Nobody is offered two seats, and no seat to two, whoever asks for it at once and wherever. */
class OfferRaceTest extends ServiceTest {
    private static final int TRIALS = 12;
    private static final int THREADS = 8;
    private final Api api = Api.with(Placed.SCOPES, "IN-KA", "IN-TN");

    @Test
    void ofTwoRoundsThatWantTheSamePeopleOneIsApplied() throws Exception {
        try (Instance other = Instance.start()) {
            other.touch();
            Api there = api.at(other.port());
            for (int trial = 0; trial < TRIALS; trial++) {
                Placed.gap(api, "IN-KA", 2);
                Placed.gap(api, "IN-TN", 2);
                Placed.trainee(api, "IN-KA");
                Placed.trainee(api, "IN-KA");
                boolean sameDepartment = trial % 2 == 0;
                String one = Placed.round(api, "IN-KA");
                String second = sameDepartment ? "IN-KA" : "IN-TN";
                String two = Placed.round(api, second);
                List<Answer> answers = together(
                        List.of(() -> Placed.apply(api, one, "IN-KA"), () -> Placed.apply(there, two, second)));
                assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
                assertNothingTwice();
                end();
            }
        }
    }

    @Test
    void ofAllWhoDecideAtOnceOneDecides() throws Exception {
        List<String> steps = List.of("accept", "decline", "withdraw");
        try (Instance other = Instance.start()) {
            other.touch();
            for (int trial = 0; trial < TRIALS; trial++) {
                String path = Placed.offer(api, "IN-KA");
                String etag = api.get(path).etag();
                List<Callable<Answer>> calls = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    Api at = i % 2 == 0 ? api : api.at(other.port());
                    String step = path + "/" + steps.get(i % steps.size());
                    calls.add(() -> at.post(step, null, "If-Match", etag));
                }
                List<Answer> answers = together(calls);
                assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
                assertThat(answers)
                        .filteredOn(answer -> answer.status() != 200)
                        .allMatch(answer -> answer.status() == 409 || answer.status() == 412);
                assertNothingTwice();
                end();
            }
        }
    }

    /** It has locked everybody and waits for the last gap when it is killed. */
    @Test
    @EnabledIfSystemProperty(named = "drill", matches = "true")
    void whatANodeThatIsKilledWasAboutToOfferIsOfferedByNobody() throws Exception {
        for (int i = 0; i < 5; i++) {
            Placed.gap(api, "IN-KA", 1);
            Placed.trainee(api, "IN-KA");
        }
        String round = Placed.round(api, "IN-KA");
        try (Node node = Node.start("killed-offering");
                Handle lock = service.jdbi().open()) {
            lock.begin();
            lock.createQuery("SELECT version FROM gap FOR UPDATE")
                    .mapTo(int.class)
                    .list();
            Api there = api.at(node.port());
            var lost = CompletableFuture.supplyAsync(() -> Placed.apply(there, round, "IN-KA"));
            while (waiting(lock) == 0) {
                assertThat(lost).isNotDone();
                Thread.sleep(20);
            }
            node.kill();
            assertThat(lost).failsWithin(10, TimeUnit.SECONDS);
            lock.rollback();
        }
        assertThat(count("SELECT COUNT(*) FROM offer")).isZero();
        assertThat(count("SELECT COUNT(*) FROM trainee WHERE status <> 'available'"))
                .isZero();
        Answer applied = Placed.apply(api, round, "IN-KA").expect(201);
        assertThat(applied.json().get("offers").asInt()).isEqualTo(5);
        assertNothingTwice();
    }

    private static int waiting(Handle handle) {
        return handle.createQuery("""
                        SELECT COUNT(*) FROM information_schema.processlist
                        WHERE info LIKE '%FROM gap%FOR UPDATE%' AND id <> CONNECTION_ID()
                        """).mapTo(int.class).one();
    }

    private void assertNothingTwice() {
        assertThat(count("""
                SELECT COUNT(*) FROM (
                    SELECT trainee FROM offer WHERE state IN ('offered', 'accepted') GROUP BY trainee HAVING COUNT(*) > 1) t
                """)).as("trainees with two seats").isZero();
        assertThat(count("""
                SELECT COUNT(*) FROM gap g
                WHERE held <> (SELECT COUNT(*) FROM offer o WHERE o.gap = g.id AND o.state = 'offered')
                    OR filled <> (SELECT COUNT(*) FROM offer o WHERE o.gap = g.id AND o.state = 'accepted')
                    OR held + filled > headcount
                """))
                .as("gaps whose seats are not those of their offers")
                .isZero();
        assertThat(count("""
                SELECT COUNT(*) FROM trainee t
                WHERE status <> COALESCE((SELECT CASE state WHEN 'offered' THEN 'offered' ELSE 'placed' END FROM offer o
                    WHERE o.trainee = t.id AND state IN ('offered', 'accepted')), 'available')
                """))
                .as("trainees whose status is not that of their offers")
                .isZero();
    }

    private int count(String sql) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(int.class).one());
    }

    /** So that the next trial has a world of its own. */
    private void end() {
        api.get("/v1/offers?state=offered&state=accepted&limit=200")
                .expect(200)
                .json()
                .get("items")
                .forEach(
                        offer -> api.post("/v1/offers/" + offer.get("id").asText() + "/withdraw", null, "If-Match", "*")
                                .expect(200));
    }

    private static List<Answer> together(List<Callable<Answer>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            CyclicBarrier start = new CyclicBarrier(calls.size());
            List<Future<Answer>> waiting = new ArrayList<>();
            for (Callable<Answer> call : calls) {
                waiting.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> one : waiting) {
                answers.add(one.get(30, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
