package org.prahari.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Placed;
import org.prahari.support.ServiceTest;

class SurgeTest extends ServiceTest {
    private static final String SCOPES = Placed.SCOPES + " facilities:read matching:read audit:read";
    private static final int HERE = 990001;
    private static final int THERE = 990002;
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Kolkata"));
    private final Api karnataka = Api.with(SCOPES, "IN-KA");
    private String hospital;

    @BeforeEach
    void aHospital() {
        for (int district : List.of(HERE, THERE)) {
            service.jdbi()
                    .useHandle(handle -> handle.execute(
                            "INSERT INTO district (id, region, name) VALUES (?, 'IN-KA', 'a district')", district));
        }
        hospital = facility(karnataka, HERE);
    }

    @Test
    void theNearestComeFirstAndWhoWorksElsewhereIsMovedLast() {
        String other = facility(karnataka, THERE);
        String placed = placed(karnataka, other);
        String near = trainee(karnataka, "IN-KA", HERE, "\"state\"", TODAY, "\"en\"");
        String far = trainee(karnataka, "IN-KA", THERE, "\"state\"", TODAY, "\"en\"");
        JsonNode one = surge(1, "");
        assertThat(one.get("people").findValuesAsText("trainee")).containsExactly(near);
        assertThat(one.at("/people/0/distance").asText()).isEqualTo("same-district");
        JsonNode two = surge(2, "");
        assertThat(two.get("people").findValuesAsText("trainee")).containsExactlyInAnyOrder(near, far);
        assertThat(two.get("moved").asInt()).isZero();
        JsonNode four = surge(4, "");
        assertThat(four.get("people").findValuesAsText("trainee")).containsExactlyInAnyOrder(near, far, placed);
        assertThat(four.get("people").findValuesAsText("movedFrom")).containsExactly(other);
        assertThat(four.get("moved").asInt()).isEqualTo(1);
        assertThat(four.at("/unfilled/0/seats").asInt()).isEqualTo(1);
        JsonNode unmoved = surge(4, ", \"movePlaced\": false");
        assertThat(unmoved.get("people").findValuesAsText("trainee")).containsExactlyInAnyOrder(near, far);
        assertThat(karnataka
                        .get("/v1/facilities/" + other + "/readiness/cover")
                        .json()
                        .findValuesAsText("key"))
                .as("nobody was moved by looking")
                .contains(placed);
    }

    @Test
    void whoWorksThereIsNotCalledToWhereTheyAre() {
        placed(karnataka, hospital);
        assertThat(surge(1, "").get("found").asInt()).isZero();
    }

    @Test
    void languageLevelDayReachAndConsentAreHeldTo() {
        trainee(karnataka, "IN-KA", HERE, "\"district\"", TODAY, "\"kn\"");
        String late = trainee(karnataka, "IN-KA", HERE, "\"district\"", TODAY.plusDays(5), "\"kn\", \"en\"");
        trainee(karnataka, "IN-KA", THERE, "\"district\"", TODAY, "\"kn\", \"en\"");
        String gone = trainee(karnataka, "IN-KA", HERE, "\"district\"", TODAY, "\"kn\", \"en\"");
        karnataka.delete("/v1/trainees/" + gone + "/consent", "*");
        assertThat(surge(9, ", \"languages\": [\"en\", \"kn\"]").get("found").asInt())
                .isZero();
        JsonNode later = surge(9, ", \"languages\": [\"en\", \"kn\"], \"withinDays\": 7");
        assertThat(later.get("people").findValuesAsText("trainee")).containsExactly(late);
        assertThat(later.at("/people/0/comesOn").asText())
                .isEqualTo(TODAY.plusDays(5).toString());
        JsonNode advanced = karnataka.post(path(), """
                        {"needs": [{"role": "PD-WRL-003", "level": "advanced", "headcount": 1}], "withinDays": 7}""").expect(200).json();
        assertThat(advanced.get("found").asInt()).isZero();
    }

    @Test
    void nobodyIsNamedWhomTheKeyMayNotSeeAndTheLookIsTold() {
        Api tamilNadu = Api.with(SCOPES, "IN-TN");
        String theirs = trainee(tamilNadu, "IN-TN", null, "\"anywhere\"", TODAY, "\"en\"");
        assertThat(surge(1, "").get("found").asInt()).isZero();
        Api both = Api.with(SCOPES, "IN-KA", "IN-TN");
        JsonNode seen = both.post(path(), body(1, "")).expect(200).json();
        assertThat(seen.get("people").findValuesAsText("trainee")).containsExactly(theirs);
        assertThat(seen.at("/people/0/distance").asText()).isEqualTo("elsewhere");
        assertThat(karnataka.get("/v1/audit?action=listed").expect(200).json().get("items"))
                .isNotEmpty();
    }

    @Test
    void badCallsAreRefusedWithThePlace() {
        String need = "{\"role\": \"PD-WRL-003\", \"level\": \"basic\", \"headcount\": %d}";
        refused("{\"needs\": []}", 422, "/needs");
        refused("{\"needs\": [" + need.formatted(51) + "]}", 422, "/needs/0/headcount");
        refused("{\"needs\": [" + need.formatted(1) + ", " + need.formatted(2) + "]}", 422, "/needs/1");
        String others = need.formatted(30) + ", " + need.formatted(30).replace("basic", "advanced");
        refused("{\"needs\": [" + others + "]}", 422, "/needs");
        refused(body(1, "").replace("PD-WRL-003", "PD-WRL-999"), 422, "/needs/0/role");
        refused(body(1, ", \"languages\": [\"xx-Latn-999\"]"), 422, "/languages/0");
        refused(body(1, ", \"withinDays\": 91"), 422, "/withinDays");
        refused(body(1, ", \"from\": \"" + TODAY.minusDays(1) + "\""), 422, "/from");
        refused(body(1, ", \"remote\": \"yes\""), 400, "/remote");
    }

    private void refused(String body, int status, String pointer) {
        Answer answer = karnataka.post(path(), body);
        assertThat(answer.status()).as(body + answer.text()).isEqualTo(status);
        answer.at(pointer);
    }

    private JsonNode surge(int headcount, String more) {
        return karnataka.post(path(), body(headcount, more)).expect(200).json();
    }

    private String path() {
        return "/v1/facilities/" + hospital + "/readiness/surge";
    }

    private static String body(int headcount, String more) {
        return "{\"needs\": [{\"role\": \"PD-WRL-003\", \"level\": \"basic\", \"headcount\": %d}]%s}"
                .formatted(headcount, more);
    }

    private static String facility(Api api, int district) {
        return id(api.post("/v1/facilities", """
                {"department": "IN-KA", "name": "A hospital", "kind": "district-hospital", "district": %d}""".formatted(district)));
    }

    /** Somebody who took a seat at that facility, by a round and an offer. */
    private String placed(Api api, String facility) {
        api.post("/v1/gaps", """
                {"facility": "%s", "role": "PD-WRL-003", "level": "basic", "headcount": 1, "priority": 5,
                 "workMode": "on-site", "startsOn": "%s"}""".formatted(facility, TODAY.plusDays(60))).expect(201);
        String trainee = trainee(api, "IN-KA", THERE, "\"anywhere\"", TODAY, "\"en\"");
        String round = Placed.round(api, "IN-KA");
        Placed.apply(api, round, "IN-KA").expect(201);
        JsonNode offers =
                api.get("/v1/offers?allocation=" + round).expect(200).json().get("items");
        assertThat(offers).hasSize(1);
        api.send("POST", "/v1/offers/" + offers.at("/0/id").asText() + "/accept", null, "If-Match", "*")
                .expect(200);
        return trainee;
    }

    private static String trainee(
            Api api, String department, Integer district, String relocation, LocalDate from, String languages) {
        String home = district == null ? "" : ", \"district\": " + district;
        String id =
                id(api.post("/v1/trainees", """
                {"department": "%s", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}],
                 "languages": [%s], "home": {"region": "%s"%s}, "relocation": {"scope": %s},
                 "remote": false, "experienceMonths": 6, "availableFrom": "%s"}""".formatted(department, languages, department, home, relocation, from)));
        api.put(
                        "/v1/trainees/" + id + "/consent",
                        "{\"notice\": \"2026-1\", \"language\": \"en\", \"purposes\": [\"matching\", \"cross-department\"]}",
                        "*")
                .expect(200);
        return id;
    }

    private static String id(Answer made) {
        return made.expect(201).json().get("id").asText();
    }
}
