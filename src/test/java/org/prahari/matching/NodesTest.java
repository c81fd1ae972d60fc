package org.prahari.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Instance;
import org.prahari.support.Service;
import org.prahari.support.ServiceTest;

/** Two nodes on one database: who withdraws at one is in no pool of the other, within a second. */
class NodesTest extends ServiceTest {
    /** Of what is promised the drill is sure; in the suite the machine may be busy. */
    private static final Duration BOUND = Duration.ofSeconds(Boolean.getBoolean("drill") ? 1 : 5);

    private static final int TIMES = 10;
    private static Instance other;
    private final LocalDate start = LocalDate.now().plusDays(60);
    private final Api here = Api.with(
            "facilities:write gaps:write matching:read trainees:read trainees:write trainees:identity",
            "IN-KA",
            "IN-TN");
    private final Api there = here.at(other.port());

    NodesTest() {
        other.touch();
    }

    @BeforeAll
    static void startTheOther() throws Exception {
        assertThat(Service.get().port()).isPositive();
        other = Instance.start();
    }

    @AfterAll
    static void stopTheOther() {
        other.close();
    }

    @Test
    void aWithdrawnConsentEmptiesThePoolsOfBothNodesWithinASecond() throws Exception {
        String gap = gap();
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            String id = trainee();
            await(() -> shown(there, gap, id));
            assertThat(shown(here, gap, id)).isTrue();
            here.delete("/v1/trainees/" + id + "/consent", "\"2\"").expect(204);
            long withdrawn = System.nanoTime();
            assertThat(shown(here, gap, id)).as("on the node that wrote").isFalse();
            await(() -> !shown(there, gap, id));
            waits.add(System.nanoTime() - withdrawn);
            assertThat(eligible(there, gap, id)).isFalse();
        }
        report("a withdrawn consent", waits);
    }

    @Test
    void anErasedTraineeIsGoneFromBothNodesWithinASecond() throws Exception {
        String gap = gap();
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            String id = trainee();
            await(() -> shown(there, gap, id));
            here.post("/v1/trainees/" + id + "/erasure", null, "If-Match", "\"2\"")
                    .expect(201);
            long erased = System.nanoTime();
            there.get("/v1/trainees/" + id).problem(404, "not-found");
            here.get("/v1/gaps/" + gap + "/candidates/" + id).problem(404, "not-found");
            await(() -> !shown(there, gap, id));
            waits.add(System.nanoTime() - erased);
            there.get("/v1/gaps/" + gap + "/candidates/" + id).problem(404, "not-found");
            there.get("/v1/trainees/" + id + "/openings").problem(404, "not-found");
        }
        report("an erasure", waits);
    }

    @Test
    void whoNarrowsTheConsentIsShownToNoOtherDepartmentOnBothNodes() throws Exception {
        String gap = gap();
        Api karnataka = Api.with("matching:read", "IN-KA");
        Api karnatakaThere = karnataka.at(other.port());
        String id = trainee();
        await(() -> shown(karnatakaThere, gap, id));
        here.put("/v1/trainees/" + id + "/consent", consent("matching"), "\"2\"")
                .expect(200);
        assertThat(shown(karnataka, gap, id)).isFalse();
        await(() -> !shown(karnatakaThere, gap, id));
        karnatakaThere.get("/v1/gaps/" + gap + "/candidates/" + id).problem(404, "not-found");
        assertThat(eligible(there, gap, id)).as("as its own department sees").isFalse();
    }

    private static void report(String what, List<Long> waits) {
        long most = waits.stream().mapToLong(Long::longValue).max().orElseThrow() / 1_000_000;
        System.out.println(
                "nodes: " + what + " reached the other node's pool after at most " + most + " ms of " + TIMES);
        assertThat(Duration.ofMillis(most)).isLessThan(BOUND);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(condition);
    }

    private static boolean shown(Api api, String gap, String trainee) {
        Answer answer = api.get("/v1/gaps/" + gap + "/candidates?limit=200&include=near-misses");
        return answer.status() == 200
                && answer.json().get("items").findValuesAsText("trainee").contains(trainee);
    }

    private static boolean eligible(Api api, String gap, String trainee) {
        return api.get("/v1/gaps/" + gap + "/candidates/" + trainee)
                .expect(200)
                .json()
                .get("eligible")
                .asBoolean();
    }

    private String gap() {
        String facility =
                here.post("/v1/facilities", """
                        {"department": "IN-KA", "name": "Test hospital", "kind": "district-hospital"}
                        """).expect(201).json().get("id").asText();
        return here.post("/v1/gaps", """
                        {"facility": "%s", "role": "PD-WRL-003", "level": "basic", "headcount": 5, "priority": 3,
                         "workMode": "remote", "startsOn": "%s"}
                        """.formatted(facility, start))
                .expect(201)
                .json()
                .get("id")
                .asText();
    }

    private String trainee() {
        Answer made = here.post("/v1/trainees", """
                        {"department": "IN-TN", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}],
                         "languages": ["ta"], "home": {"region": "IN-TN"}, "relocation": {"scope": "state"},
                         "remote": true, "experienceMonths": 6, "availableFrom": "%s"}
                        """.formatted(start)).expect(201);
        here.put(made.header("Location") + "/consent", consent("matching\", \"cross-department"), made.etag())
                .expect(200);
        return made.json().get("id").asText();
    }

    private static String consent(String purposes) {
        return "{\"notice\": \"2026-1\", \"language\": \"ta\", \"purposes\": [\"" + purposes + "\"]}";
    }
}
