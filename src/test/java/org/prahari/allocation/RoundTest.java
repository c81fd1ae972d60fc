package org.prahari.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Rounds;
import org.prahari.support.ServiceTest;

class RoundTest extends ServiceTest {
    private static final String SCOPES = "allocations:read allocations:write gaps:write gaps:read facilities:write"
            + " trainees:write trainees:read trainees:identity matching:read audit:read";
    private final LocalDate start = LocalDate.now().plusDays(60);
    private final Api api = Api.with(SCOPES, "IN-KA", "IN-KL");

    @Test
    void aRoundIsQueuedSolvedProvenAndExplained() {
        String wanted = gap("IN-KA", "PD-WRL-003", 1, 5);
        String other = gap("IN-KA", "PD-WRL-003", 2, 1);
        String nobody = gap("IN-KA", "PD-WRL-001", 1, 3);
        Set<String> people = new TreeSet<>(List.of(trainee("IN-KA", "state"), trainee("IN-KA", "state")));
        Answer queued =
                api.post("/v1/allocations", "{\"departments\": [\"IN-KA\"]}").expect(202);
        assertThat(queued.header("Location")).startsWith("/v1/allocations/");
        assertThat(queued.json().get("state").asText()).isEqualTo("queued");
        String id = queued.json().get("id").asText();
        JsonNode round = Rounds.over(api, id).json();
        assertThat(round.get("state").asText()).isEqualTo("succeeded");
        assertThat(round.get("filled").asInt()).isEqualTo(2);
        assertThat(round.get("seats").asInt()).isEqualTo(4);
        assertThat(round.get("weight").asLong()).isEqualTo(5 + 1);
        assertThat(round.get("boundWeight").asLong()).isEqualTo(6);
        assertThat(round.get("boundScore")).isEqualTo(round.get("score"));

        JsonNode assigned = list(id, "assignments");
        assertThat(new TreeSet<>(assigned.findValuesAsText("trainee"))).isEqualTo(people);
        assertThat(assigned.findValuesAsText("gap")).containsExactlyInAnyOrder(wanted, other);
        long score = 0;
        for (JsonNode each : assigned) {
            JsonNode pair = api.get("/v1/gaps/" + each.get("gap").asText() + "/candidates/"
                            + each.get("trainee").asText())
                    .expect(200)
                    .json();
            assertThat(pair.get("eligible").asBoolean()).isTrue();
            assertThat(each.get("score")).isEqualTo(pair.get("score"));
            assertThat(each.get("components")).isEqualTo(pair.get("components"));
            score += each.get("score").asLong();
        }
        assertThat(round.get("score").asLong()).isEqualTo(score);
        JsonNode first = assigned.get(0);
        assertThat(people).contains(first.get("runnerUp").asText());
        assertThat(first.get("runnerUp")).isNotEqualTo(first.get("trainee"));

        JsonNode unfilled = list(id, "unfilled");
        assertThat(unfilled.findValuesAsText("gap")).containsExactlyInAnyOrder(other, nobody);
        for (JsonNode each : unfilled) {
            boolean ofNobody = each.get("gap").asText().equals(nobody);
            assertThat(each.get("reason").asText()).isEqualTo(ofNobody ? "nobody-eligible" : "competition");
            assertThat(each.get("peopleCount").asInt()).isEqualTo(ofNobody ? 0 : 2);
            assertThat(each.get("competingSeats").asInt())
                    .isGreaterThan(each.get("peopleCount").asInt());
        }
    }

    @Test
    void whatBindsIsTheRuleThatKeepsMostPeopleOut() {
        String gap = gap("IN-KL", "PD-WRL-003", 1, 3);
        for (int i = 0; i < 3; i++) {
            trainee("IN-KA", "state");
        }
        String id = solved("{\"departments\": [\"IN-KL\"]}");
        JsonNode unfilled = list(id, "unfilled");
        assertThat(unfilled.get(0).get("gap").asText()).isEqualTo(gap);
        assertThat(unfilled.get(0).get("binding").asText()).isEqualTo("place");
        assertThat(unfilled.get(0).get("gained").get("place").asInt()).isEqualTo(3);
    }

    @Test
    void aRoundWithoutGapsOrPeopleFindsNothingAndSaysSo() {
        String empty = solved("{\"departments\": [\"IN-KA\"], \"roles\": [\"PD-WRL-003\"]}");
        JsonNode round = api.get("/v1/allocations/" + empty).json();
        assertThat(round.get("seats").asInt()).isZero();
        assertThat(list(empty, "assignments")).isEmpty();
        assertThat(list(empty, "unfilled")).isEmpty();
        gap("IN-KA", "PD-WRL-003", 3, 1);
        JsonNode alone = api.get("/v1/allocations/" + solved("{\"departments\": [\"IN-KA\"]}"))
                .json();
        assertThat(alone.get("seats").asInt()).isEqualTo(3);
        assertThat(alone.get("filled").asInt()).isZero();
        assertThat(alone.get("people").asInt()).isZero();
    }

    @Test
    void whoDoesNotHoldAllDepartmentsOfARoundDoesNotSeeIt() {
        String both = solved("{}");
        assertThat(api.get("/v1/allocations/" + both).json().get("departments")).hasSize(2);
        Api one = Api.with(SCOPES, "IN-KA");
        for (String path : List.of("", "/assignments", "/unfilled", "/proof")) {
            one.get("/v1/allocations/" + both + path).problem(404, "not-found");
            Api.with(SCOPES, "*").get("/v1/allocations/" + both + path).expect(200);
        }
        assertThat(one.get("/v1/allocations").json().get("items")).isEmpty();
        assertThat(api.get("/v1/allocations").json().get("items")).hasSize(1);
        one.post("/v1/allocations", "{\"departments\": [\"IN-KA\", \"IN-KL\"]}")
                .problem(422, "unknown-reference")
                .at("/departments/1");
        one.post("/v1/allocations", "{\"departments\": [\"IN-XX\"]}")
                .problem(422, "unknown-reference")
                .at("/departments/0");
    }

    @Test
    void senselessRoundsAreRefused() {
        api.post("/v1/allocations", "{\"departments\": []}")
                .problem(422, "invalid")
                .at("/departments");
        api.post("/v1/allocations", "{\"roles\": [\"XX\"]}")
                .problem(422, "unknown-reference")
                .at("/roles/0");
        api.post(
                        "/v1/allocations",
                        "{\"date\": \"%s\"}".formatted(LocalDate.now().minusDays(2)))
                .problem(422, "invalid")
                .at("/date");
        api.post("/v1/allocations", "{\"mode\": \"best\"}").problem(422, "invalid");
        api.post("/v1/allocations", "{\"seats\": -1}").problem(400, "malformed");
        api.get("/v1/allocations/" + UUID.randomUUID()).problem(404, "not-found");
    }

    @Test
    void aRoundIsCancelledUntilItIsOverAndThenNoMore() {
        String id = solved("{\"departments\": [\"IN-KA\"]}");
        Answer over = api.get("/v1/allocations/" + id);
        api.delete("/v1/allocations/" + id, over.etag()).problem(409, "conflict");
        Rounds.unbegun(id);
        Answer queued = api.get("/v1/allocations/" + id);
        api.get("/v1/allocations/" + id + "/assignments").problem(409, "conflict");
        api.delete("/v1/allocations/" + id, queued.etag()).expect(204);
        assertThat(api.get("/v1/allocations/" + id).json().get("state").asText())
                .isEqualTo("cancelled");
        service.jdbi().useHandle(handle -> {
            // The job that comes too late finds nothing to do.
            assertThat(handle.attach(RoundDao.class).begin(UUID.fromString(id), java.time.Instant.now()))
                    .isZero();
        });
    }

    @Test
    void whatALostJobLeavesIsFoundBySweepAndDoneOnce() {
        gap("IN-KA", "PD-WRL-003", 1, 5);
        trainee("IN-KA", "state");
        String id = solved("{\"departments\": [\"IN-KA\"]}");
        // As if the node had died between the two commits, or in the middle of the work.
        service.jdbi().useHandle(handle -> {
            handle.execute("DELETE FROM allocation_gap");
            handle.execute("DELETE FROM allocation_person");
            handle.execute("DELETE FROM allocation_proof");
        });
        Rounds.unbegun(id);
        assertThat(Rounds.over(api, id).json().get("filled").asInt()).isEqualTo(1);
        assertThat(list(id, "assignments")).hasSize(1);
    }

    @Test
    void aStableRoundTellsWhatItCosts() {
        gap("IN-KA", "PD-WRL-003", 1, 5);
        trainee("IN-KA", "state");
        JsonNode round = api.get("/v1/allocations/" + solved("{\"departments\": [\"IN-KA\"], \"mode\": \"stable\"}"))
                .json();
        assertThat(round.get("filled").asInt()).isEqualTo(1);
        assertThat(round.get("seatsLost").asInt()).isZero();
        assertThat(round.get("blockingPairs").asInt()).isZero();
        assertThat(round.has("boundWeight")).isFalse();
    }

    @Test
    void whoIsErasedIsNoLongerNamed() {
        gap("IN-KA", "PD-WRL-003", 1, 5);
        String trainee = trainee("IN-KA", "state");
        String id = solved("{\"departments\": [\"IN-KA\"]}");
        String etag = api.get("/v1/trainees/" + trainee).etag();
        api.post("/v1/trainees/" + trainee + "/erasure", null, "If-Match", etag).expect(201);
        assertThat(list(id, "assignments")).isEmpty();
        assertThat(api.get("/v1/allocations/" + id + "/proof").text()).doesNotContain(trainee);
    }

    private String solved(String request) {
        String id = api.post("/v1/allocations", request)
                .expect(202)
                .json()
                .get("id")
                .asText();
        assertThat(Rounds.over(api, id).json().get("state").asText()).isEqualTo("succeeded");
        return id;
    }

    private JsonNode list(String id, String what) {
        List<JsonNode> all = new ArrayList<>();
        api.get("/v1/allocations/" + id + "/" + what + "?limit=200")
                .expect(200)
                .json()
                .get("items")
                .forEach(all::add);
        return new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(all);
    }

    private String gap(String department, String role, int seats, int priority) {
        String facility = api.post("/v1/facilities", """
                        {"department": "%s", "name": "Round hospital", "kind": "district-hospital"}
                        """.formatted(department))
                .expect(201)
                .json()
                .get("id")
                .asText();
        return api.post("/v1/gaps", """
                        {"facility": "%s", "role": "%s", "level": "basic", "headcount": %d, "priority": %d,
                         "workMode": "on-site", "startsOn": "%s"}
                        """.formatted(facility, role, seats, priority, start))
                .expect(201)
                .json()
                .get("id")
                .asText();
    }

    private String trainee(String department, String relocation) {
        Answer made = api.post("/v1/trainees", """
                        {"department": "%s", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}],
                         "languages": ["kn"], "home": {"region": "%s"}, "relocation": {"scope": "%s"},
                         "remote": false, "experienceMonths": 6, "availableFrom": "%s"}
                        """.formatted(department, department, relocation, start))
                .expect(201);
        api.put(
                        made.header("Location") + "/consent",
                        "{\"notice\": \"2026-1\", \"language\": \"kn\", \"purposes\": [\"matching\", \"cross-department\"]}",
                        made.etag())
                .expect(200);
        return made.json().get("id").asText();
    }
}
