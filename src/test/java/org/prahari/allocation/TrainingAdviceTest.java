package org.prahari.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Rounds;
import org.prahari.support.ServiceTest;

/** In worlds so small that the best choice of courses is plain to see. */
class TrainingAdviceTest extends ServiceTest {
    private static final String SCOPES =
            "allocations:read allocations:write gaps:write facilities:write trainees:write" + " trainees:read";
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Kolkata"));
    private final LocalDate start = today.plusDays(200);
    private final Api api = Api.with(SCOPES, "IN-KA");

    @Test
    void theBestChoiceIsFoundWhereTheBestRateWouldMislead() {
        gap("GIAC-GCIH", 5);
        gap("ECC-ECIH", 4);
        gap("COMPTIA-CYSA", 3);
        for (int i = 0; i < 3; i++) {
            trainee(6, "");
        }
        String prices = prices("GIAC-GCIH", 60, "ECC-ECIH", 50, "COMPTIA-CYSA", 50);
        String path = path();
        long[][] known = {
            {0, 0, 100},
            {49, 0, 100},
            {50, 4, 100},
            {60, 5, 100},
            {100, 7, 100},
            {110, 9, 100},
            {160, 12, 100},
            {1000, 12, 100},
            {1000, 5, 1},
            {1000, 9, 2},
            {1000, 0, 0}
        };
        for (long[] each : known) {
            JsonNode plan = plan(path, each[0], prices + ", \"maxCourses\": " + each[2]);
            assertThat(plan.get("value").asLong()).as("budget %d", each[0]).isEqualTo(each[1]);
            assertThat(plan.get("bound").asLong()).isGreaterThanOrEqualTo(each[1]);
            assertThat(plan.get("gap").asLong())
                    .isEqualTo(plan.get("bound").asLong() - plan.get("value").asLong());
            assertThat(plan.get("cost").asLong()).isLessThanOrEqualTo(each[0]);
            assertThat(plan.get("courses").size()).isLessThanOrEqualTo((int) each[2]);
            assertThat(plan.get("complete").asBoolean()).isTrue();
            assertThat(plan.at("/effect/weight").asLong()).isEqualTo(each[1]);
        }
        assertThat(plan(path, 0, prices).get("bound").asLong()).isZero();
        assertThat(plan(path, 1000, prices).get("gap").asLong()).isZero();
        JsonNode plan = plan(path, 110, prices);
        assertThat(plan.get("considered").asInt()).isEqualTo(9);
        assertThat(plan.at("/effect/seats").findValuesAsText("priority")).containsExactly("5", "4");
        assertThat(whatIf(path, plan)).isEqualTo(plan.get("effect"));
    }

    /** What is said of the plan is said of the same certificates asked for one by one. */
    private JsonNode whatIf(String path, JsonNode plan) {
        ObjectNode changes = new ObjectMapper().createObjectNode();
        ArrayNode trainees = changes.putArray("trainees");
        for (JsonNode course : plan.get("courses")) {
            ObjectNode one = trainees.addObject();
            one.set("trainee", course.get("trainee"));
            ArrayNode gains = one.putArray("gains");
            for (JsonNode step : course.get("certifications")) {
                gains.addObject()
                        .put("certification", step.get("certification").asText())
                        .put("by", step.get("earnedOn").asText());
            }
        }
        return api.post(path.replace("training-plan", "what-if"), changes.toString())
                .expect(200)
                .json();
    }

    @Test
    void oneWhoMakesRoomIsTrainedRatherThanOneWhoCannotHelp() {
        // Nobody can be taught for the first gap's place, but who sits there can be for the second.
        gap("COMPTIA-CYSA", 2);
        gapOf("[]", 5);
        String able = trainee(6, "");
        trainee(6, "");
        JsonNode plan = plan(path(), 50, prices("COMPTIA-CYSA", 50));
        assertThat(plan.get("value").asLong()).isEqualTo(2);
        assertThat(plan.at("/effect/after/filled").asInt()).isEqualTo(2);
        assertThat(able).isNotNull();
    }

    @Test
    void whatAdmitsIsEarnedBeforeByTheCheapestOpenWay() {
        gap("MS-SC100", 5);
        String learner = trainee(6, "");
        String prices = prices("MS-SC100", 10, "MS-SC200", 30, "MS-SC300", 20, "MS-AZ500", 1);
        String path = path();
        assertThat(plan(path, 29, prices).get("courses")).isEmpty();
        JsonNode plan = plan(path, 30, prices);
        JsonNode steps = plan.at("/courses/0/certifications");
        assertThat(plan.at("/courses/0/trainee").asText()).isEqualTo(learner);
        // MS-AZ500 is retired: it admits who holds it, and can be earned no more.
        assertThat(steps.findValuesAsText("certification")).containsExactly("MS-SC300", "MS-SC100");
        assertThat(steps.get(1).get("admissionAssumed").asBoolean()).isTrue();
        assertThat(steps.get(0).get("earnedOn").asText())
                .isLessThan(steps.get(1).get("earnedOn").asText());
        assertThat(plan.get("cost").asLong()).isEqualTo(30);
        assertThat(plan.get("gap").asLong()).isZero();

        String holder = trainee(6, held("MS-AZ500", today.plusDays(1)));
        JsonNode cheaper = plan(path, 29, prices);
        assertThat(cheaper.at("/courses/0/trainee").asText()).isEqualTo(holder);
        assertThat(cheaper.get("cost").asLong()).isEqualTo(10);
    }

    @Test
    void whoLacksTheExperienceIsNotSentToWhatAsksForIt() {
        gap("ISC2-SSCP", 5);
        gap("ISC2-CCSP", 4);
        trainee(11, "");
        String prices = prices("ISC2-SSCP", 10, "ISC2-CCSP", 10, "ISC2-CISSP", 10, "CSA-CCSK", 10);
        String path = path();
        assertThat(plan(path, 1000, prices).get("considered").asInt()).isZero();
        trainee(12, "");
        JsonNode plan = plan(path, 1000, prices);
        assertThat(plan.get("value").asLong()).isEqualTo(5);
        trainee(11, held("ISC2-CISSP", start));
        JsonNode both = plan(path, 1000, prices);
        assertThat(both.get("value").asLong()).isEqualTo(9);
        assertThat(both.get("cost").asLong()).isEqualTo(20);
    }

    @Test
    void whatIsNotOverInTimeOrCostsNobodyKnowsWhatIsLeftOutAndSaid() {
        gap("GIAC-GCIA", 5);
        trainee(6, "");
        String path = path();
        JsonNode unpriced = plan(path, 1000, "\"rates\": []");
        assertThat(unpriced.get("courses")).isEmpty();
        assertThat(unpriced.get("unpriced")).extracting(JsonNode::asText).containsExactly("GIAC-GCIA");
        JsonNode assumed = plan(path, 1000, "\"defaultCost\": 900, \"defaultHours\": 100");
        JsonNode step = assumed.at("/courses/0/certifications/0");
        assertThat(step.get("cost").asLong()).isEqualTo(900);
        assertThat(step.get("costAssumed").asBoolean()).isTrue();
        assertThat(step.get("hoursAssumed").asBoolean()).isTrue();
        assertThat(step.get("earnedOn").asText()).isEqualTo(today.plusDays(35).toString());
        assertThat(assumed.get("unpriced")).isEmpty();
        // 200 days at 20 hours a week are 571 hours.
        String hours = "\"prices\": [{\"certification\": \"GIAC-GCIA\", \"cost\": 1, \"hours\": %d}]";
        assertThat(plan(path, 1000, hours.formatted(571)).get("value").asLong()).isEqualTo(5);
        assertThat(plan(path, 1000, hours.formatted(572)).get("value").asLong()).isZero();
        String early = "{\"budget\": 1000, \"by\": \"%s\", \"defaultCost\": 1, \"defaultHours\": 20}";
        assertThat(api.post(path, early.formatted(today.plusDays(6))).json().get("courses"))
                .isEmpty();
        assertThat(api.post(path, early.formatted(today.plusDays(7))).json().get("courses"))
                .hasSize(1);
    }

    @Test
    void theCataloguesFeeCountsAtTheRateGiven() {
        gap("GIAC-GCIH", 5);
        trainee(6, "");
        JsonNode plan = plan(path(), 10_000_000, "\"rates\": [{\"currency\": \"USD\", \"paise\": 8801}]");
        JsonNode step = plan.at("/courses/0/certifications/0");
        assertThat(step.get("cost").asLong()).isEqualTo(999 * 8801L);
        assertThat(step.get("costAssumed").asBoolean()).isFalse();
    }

    @Test
    void whereNothingCanBePlannedNothingIs() {
        trainee(6, "");
        JsonNode none = plan(path(), 1000, "\"defaultCost\": 1");
        assertThat(none.get("courses")).isEmpty();
        assertThat(none.get("bound").asLong()).isZero();
        assertThat(none.at("/effect/moves")).isEmpty();
    }

    @Test
    void whatIsSenselessIsRefused() {
        String path = path();
        String by = "\"by\": \"" + start + "\"";
        api.post(path, "{\"budget\": -1, " + by + "}").problem(422, "invalid").at("/budget");
        api.post(path, "{\"budget\": 1}").problem(422, "invalid").at("/by");
        api.post(path, "{\"budget\": 1, \"by\": \"2020-01-01\"}")
                .problem(422, "invalid")
                .at("/by");
        api.post(path, "{\"budget\": 1, \"by\": \"2026-02-30\"}").problem(422, "invalid");
        api.post(path, "{\"budget\": 1, " + by + ", \"hoursPerWeek\": 0}")
                .problem(422, "invalid")
                .at("/hoursPerWeek");
        api.post(path, "{\"budget\": 1, " + by + ", " + prices("XX", 1) + "}")
                .problem(422, "unknown-reference")
                .at("/prices/0/certification");
        api.post(path, "{\"budget\": 1, " + by + ", " + prices("GIAC-GCIH", 1, "GIAC-GCIH", 2) + "}")
                .problem(422, "invalid")
                .at("/prices/1/certification");
        api.post(path, "{\"budget\": 1, " + by + ", \"rates\": [{\"currency\": \"INR\", \"paise\": 1}]}")
                .problem(422, "invalid")
                .at("/rates/0/currency");
        api.post("/v1/allocations/" + UUID.randomUUID() + "/training-plan", "{\"budget\": 1, " + by + "}")
                .problem(404, "not-found");
        String stable = path("{\"mode\": \"stable\"}");
        api.post(stable, "{\"budget\": 1, " + by + "}").problem(409, "conflict");
    }

    private JsonNode plan(String path, long budget, String more) {
        return api.post(path, "{\"budget\": %d, \"by\": \"%s\", %s}".formatted(budget, start.plusYears(1), more))
                .expect(200)
                .json();
    }

    private static String prices(Object... codesAndCosts) {
        StringBuilder prices = new StringBuilder("\"prices\": [");
        for (int i = 0; i < codesAndCosts.length; i += 2) {
            prices.append(i == 0 ? "" : ", ")
                    .append("{\"certification\": \"%s\", \"cost\": %d}"
                            .formatted(codesAndCosts[i], codesAndCosts[i + 1]));
        }
        return prices + "]";
    }

    private String path() {
        return path("{}");
    }

    private String path(String request) {
        String id = api.post("/v1/allocations", request)
                .expect(202)
                .json()
                .get("id")
                .asText();
        assertThat(Rounds.over(api, id).json().get("state").asText()).isEqualTo("succeeded");
        return "/v1/allocations/" + id + "/training-plan";
    }

    private void gap(String certification, int priority) {
        gapOf("[[\"" + certification + "\"]]", priority);
    }

    private void gapOf(String required, int priority) {
        String facility =
                api.post("/v1/facilities", """
                        {"department": "IN-KA", "name": "A hospital", "kind": "district-hospital"}
                        """).expect(201).json().get("id").asText();
        api.post("/v1/gaps", """
                        {"facility": "%s", "role": "PD-WRL-003", "level": "basic", "headcount": 1, "priority": %d,
                         "workMode": "on-site", "startsOn": "%s", "requiredCertifications": %s}
                        """.formatted(facility, priority, start, required)).expect(201);
    }

    private static String held(String certification, LocalDate until) {
        return "\"held\": [{\"certification\": \"%s\", \"issuedOn\": \"2026-01-01\", \"expiresOn\": \"%s\","
                        .formatted(certification, until)
                + " \"verification\": \"self-declared\"}],";
    }

    private String trainee(int experience, String more) {
        Answer made =
                api.post("/v1/trainees", """
                        {"department": "IN-KA", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}], %s
                         "languages": ["kn"], "home": {"region": "IN-KA"}, "relocation": {"scope": "state"},
                         "remote": false, "experienceMonths": %d, "availableFrom": "%s"}
                        """.formatted(more, experience, start)).expect(201);
        api.put(
                        made.header("Location") + "/consent",
                        "{\"notice\": \"2026-1\", \"language\": \"kn\", \"purposes\": [\"matching\"]}",
                        made.etag())
                .expect(200);
        return made.json().get("id").asText();
    }
}
