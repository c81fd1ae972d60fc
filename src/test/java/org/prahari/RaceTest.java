package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

/** Many at once. The profile drills runs them longer. */
class RaceTest extends ServiceTest {
    private static final int ROUNDS = Boolean.getBoolean("drill") ? 100 : 20;
    private static final int THREADS = 32;
    private static final int KEYS = 200;
    private static final int COPIES = 4;
    private static final int CLIENTS = 100;
    private static final String FACILITY =
            "{\"department\": \"IN-KA\", \"name\": \"Hospital %d\", \"kind\": \"district-hospital\"}";
    private static final String GAP = """
            {"facility": "%s", "role": "PD-WRL-003", "level": "basic", "headcount": 1, "workMode": "on-site",
             "startsOn": "2027-04-01", "priority": 5}
            """;
    private static final String CREATED = "change_log WHERE feature = 'facility' AND kind = 'created'";
    private static final String SCOPES = "facilities:write gaps:read gaps:write";

    /** The control: without keys, all that is sent is done. */
    @Test
    void withoutKeysEachRepetitionHasAnEffect() {
        Api caller = Api.with(SCOPES, "IN-KA");
        IntStream.range(0, COPIES)
                .forEach(copy ->
                        caller.post("/v1/facilities", FACILITY.formatted(1)).expect(201));
        assertThat(count("facility")).isEqualTo(COPIES);
    }

    @Test
    void eachKeyHasOneEffectHoweverManySendIt() throws Exception {
        Api caller = Api.with(SCOPES, "IN-KA");
        List<Integer> posts = new ArrayList<>();
        for (int copy = 0; copy < COPIES; copy++) {
            IntStream.range(0, KEYS).forEach(posts::add);
        }
        // Copies of a key stand close together, so that they meet.
        Collections.sort(posts);
        for (int start = 0; start < posts.size(); start += THREADS) {
            Collections.shuffle(posts.subList(start, Math.min(posts.size(), start + THREADS)), new Random(start));
        }
        Map<Integer, List<Answer>> answers = new ConcurrentHashMap<>();
        long created = count(CREATED);
        long start = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int key : posts) {
                calls.add(pool.submit(() -> answers.computeIfAbsent(
                                key, unused -> Collections.synchronizedList(new ArrayList<>()))
                        .add(answered(() -> caller.post(
                                "/v1/facilities", FACILITY.formatted(key), "Idempotency-Key", "key-" + key)))));
            }
            for (Future<?> call : calls) {
                call.get(120, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        long took = (System.nanoTime() - start) / 1_000_000;

        Map<String, Integer> outcomes = new TreeMap<>();
        answers.values().stream()
                .flatMap(List::stream)
                .forEach(answer -> outcomes.merge(outcome(answer), 1, Integer::sum));
        System.out.println(posts.size() + " posts of " + KEYS + " keys by " + THREADS + " threads in " + took + " ms: "
                + outcomes);
        assertThat(count("facility")).isEqualTo(KEYS);
        assertThat(count(CREATED) - created).isEqualTo(KEYS);
        assertThat(count("idempotency WHERE status = 201")).isEqualTo(KEYS);
        assertThat(answers).hasSize(KEYS);
        answers.forEach((key, all) -> {
            assertThat(all).hasSize(COPIES);
            assertThat(all)
                    .filteredOn(answer -> outcome(answer).equals("201"))
                    .as("firsts of key " + key)
                    .hasSize(1);
            assertThat(all)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.text()).isIn(201, 409));
            assertThat(all.stream()
                            .filter(answer -> answer.status() == 201)
                            .map(answer -> answer.text() + answer.etag() + answer.header("Location"))
                            .distinct())
                    .hasSize(1);
        });
        assertThat(outcomes.getOrDefault("201 replayed", 0))
                .as("the drill made copies meet")
                .isPositive();
    }

    private static String outcome(Answer answer) {
        return answer.status() + (answer.header("Idempotency-Replayed") == null ? "" : " replayed");
    }

    @Test
    void ofManyWhoWantTheLastSeatOneGetsIt() throws Exception {
        Map<Integer, Integer> outcomes = race(ROUNDS, CLIENTS, false);
        assertThat(outcomes).containsOnly(Map.entry(200, ROUNDS), Map.entry(412, ROUNDS * (CLIENTS - 1)));
    }

    /** The control: if nobody says which version is meant, the same race has more than one winner. */
    @Test
    void withoutTheVersionManyWouldGetIt() throws Exception {
        assertThat(race(2, 20, true).get(200)).isGreaterThan(2);
    }

    /** Asks again for as long as the service has no room, as it says one should. */
    private static Answer answered(Supplier<Answer> request) throws InterruptedException {
        Answer answer = request.get();
        for (int i = 0; i < 100 && answer.status() == 503; i++) {
            Thread.sleep(100);
            answer = request.get();
        }
        return answer;
    }

    private Map<Integer, Integer> race(int rounds, int runners, boolean blind) throws Exception {
        Api owner = Api.with(SCOPES, "IN-KA");
        String hospital = owner.post("/v1/facilities", FACILITY.formatted(1))
                .expect(201)
                .json()
                .get("id")
                .asText();
        List<Api> clients = IntStream.range(0, runners)
                .mapToObj(i -> Api.with(SCOPES, "IN-KA"))
                .toList();
        Map<Integer, Integer> outcomes = new TreeMap<>();
        long start = System.nanoTime();
        // Those who run blindly come in waves, so that the later ones find a newer version.
        ExecutorService pool = Executors.newFixedThreadPool(blind ? 4 : runners);
        try {
            for (int round = 0; round < rounds; round++) {
                Answer gap = owner.post("/v1/gaps", GAP.formatted(hospital)).expect(201);
                var gate = new CountDownLatch(1);
                List<Future<Answer>> calls = clients.stream()
                        .map(client -> pool.submit(() -> {
                            gate.await();
                            return answered(() -> client.patch(
                                    gap.header("Location"), "{\"status\": \"filled\"}", blind ? "*" : gap.etag()));
                        }))
                        .toList();
                gate.countDown();
                int winners = 0;
                for (Future<Answer> call : calls) {
                    int status = call.get(60, TimeUnit.SECONDS).status();
                    outcomes.merge(status, 1, Integer::sum);
                    winners += status == 200 ? 1 : 0;
                }
                Answer after = owner.get(gap.header("Location")).expect(200);
                assertThat(after.json().get("version").asInt())
                        .as("each winner of round " + round + " made a version")
                        .isEqualTo(1 + winners);
            }
        } finally {
            pool.shutdownNow();
        }
        System.out.println(rounds + " rounds of " + runners + " clients for the last seat"
                + (blind ? ", blindly, in " : " in ") + (System.nanoTime() - start) / 1_000_000 + " ms: " + outcomes);
        return outcomes;
    }

    private long count(String what) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + what)
                        .mapTo(Long.class)
                        .one());
    }
}
