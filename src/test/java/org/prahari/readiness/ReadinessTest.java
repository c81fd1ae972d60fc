package org.prahari.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Placed;
import org.prahari.support.ServiceTest;

class ReadinessTest extends ServiceTest {
    private static final String SCOPES = Placed.SCOPES + " facilities:read matching:read";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Kolkata"));
    private Api karnataka;
    private Api tamilNadu;
    private String hospital;

    @BeforeEach
    void aHospital() {
        karnataka = Api.with(SCOPES, "IN-KA");
        tamilNadu = Api.with(SCOPES, "IN-TN");
        hospital = facility(karnataka, "district-hospital", "\"beds\": 400");
    }

    @Test
    void thereAreSevenQuestionsToEachOfSixSafeguardsAndTheirRolesExist() {
        JsonNode items = Api.anonymous()
                .get("/v1/readiness/questions?limit=200")
                .expect(200)
                .json()
                .get("items");
        assertThat(items).hasSize(42);
        List<String> safeguards = items.findValuesAsText("safeguard");
        for (String safeguard :
                List.of("infrastructure", "training", "audit", "detection-response", "backup-recovery", "privacy")) {
            assertThat(safeguards.stream().filter(safeguard::equals)).hasSize(7);
        }
        List<String> known = known();
        items.forEach(
                item -> item.get("roles").forEach(role -> assertThat(known).contains(role.asText())));
        assertThat(Api.anonymous()
                        .get("/v1/readiness/questions?limit=5&fields=id")
                        .json()
                        .get("items"))
                .hasSize(5);
    }

    @Test
    void everyLineOfTheStandardIsMarkedAndNamesARoleThatExists() {
        JsonNode standard =
                Api.anonymous().get("/v1/readiness/standard").expect(200).json();
        List<String> known = known();
        assertThat(standard.get("lines")).hasSizeGreaterThan(50).allSatisfy(line -> {
            assertThat(known).contains(line.get("role").asText());
            assertThat(line.get("mark").asText()).isEqualTo("our-proposal");
        });
        assertThat(standard.get("duties"))
                .isNotEmpty()
                .allSatisfy(duty -> assertThat(duty.get("mark").asText()).isEqualTo("published"));
    }

    @Test
    void anAssessmentIsKeptWithTheDaysUntilWhichItsAnswersCount() {
        LocalDate day = TODAY.minusDays(3);
        Answer made = assess(karnataka, "internal-audit", day, "BAK-1", "yes", "BAK-4", "partly");
        assertThat(made.json().at("/answers/0/validUntil").asText())
                .isEqualTo(day.plusMonths(months("BAK-1")).toString());
        String path = made.header("Location");
        assertThat(karnataka.get(path).expect(200).json()).isEqualTo(made.json());
        Answer patched = karnataka
                .patch(path, "{\"assessor\": \"Internal Audit Cell\"}", made.etag())
                .expect(200);
        assertThat(patched.etag()).isEqualTo("\"2\"");
        assertThat(patched.json().get("answers")).isEqualTo(made.json().get("answers"));
        assertThat(karnataka
                        .get("/v1/assessments?facility=" + hospital + "&kind=internal-audit")
                        .json()
                        .get("items"))
                .hasSize(1);
        assertThat(karnataka
                        .get("/v1/assessments?facility=" + hospital + "&kind=outside-audit")
                        .json()
                        .get("items"))
                .isEmpty();
        String facility = "/v1/facilities/" + hospital;
        karnataka.delete(facility, "*").problem(409, "still-referenced");
        karnataka.delete(path, patched.etag()).expect(204);
        karnataka.get(path).problem(404, "not-found");
        assertThat(changes(path)).containsExactly("created IN-KA 1", "updated IN-KA 2", "deleted IN-KA 3");
        karnataka.delete(facility, "*").expect(204);
    }

    @Test
    void theScoreIsWhatTheAnswersMakeAndItsHistoryShowsHowItCameToThat() {
        Answer none = karnataka.get(readiness("")).expect(200);
        assertThat(none.json().has("score")).isFalse();
        assertThat(none.json().get("due"))
                .allSatisfy(due -> assertThat(due.get("overdue").asBoolean()).isTrue());
        LocalDate before = TODAY.withDayOfMonth(1).minusMonths(3).minusDays(1);
        assess(karnataka, "self-assessment", before, "BAK-1", "no");
        assess(karnataka, "outside-audit", TODAY, "BAK-1", "yes", "PRV-1", "partly");
        JsonNode now = karnataka.get(readiness("?months=6")).expect(200).json();
        JsonNode backup = part(now, "backup-recovery");
        int weights = 0;
        for (int i = 1; i <= 7; i++) {
            weights += question("BAK-" + i).get("weight").asInt();
        }
        assertThat(backup.get("score").asInt())
                .isEqualTo(10_000 * question("BAK-1").get("weight").asInt() / weights);
        assertThat(backup.get("answered").asInt()).isEqualTo(1);
        assertThat(part(now, "audit").has("score")).isFalse();
        assertThat(now.get("score").asInt()).isPositive();
        JsonNode history = now.get("history");
        assertThat(history.get(history.size() - 1).get("on").asText()).isEqualTo(TODAY.toString());
        assertThat(history.get(history.size() - 1).get("score")).isEqualTo(now.get("score"));
        assertThat(history.get(0).has("score")).as("nothing was known then").isFalse();
        assertThat(history.findValuesAsText("on"))
                .contains(TODAY.withDayOfMonth(1).minusMonths(3).toString());
        JsonNode past = null;
        for (JsonNode point : history) {
            past = point.get("on").asText().equals(before.plusDays(1).toString()) ? point : past;
        }
        assertThat(past).isNotNull();
        assertThat(part(past, "backup-recovery").get("score").asInt()).isZero();
        for (JsonNode due : now.get("due")) {
            boolean outside = due.get("kind").asText().equals("outside-audit");
            assertThat(due.has("lastOn")).isEqualTo(!due.get("kind").asText().equals("internal-audit"));
            if (outside) {
                assertThat(due.get("dueOn").asText())
                        .isEqualTo(TODAY.plusMonths(12).toString());
                assertThat(due.get("overdue").asBoolean()).isFalse();
            }
        }
        JsonNode listed = karnataka
                .get("/v1/readiness?kind=district-hospital")
                .expect(200)
                .json()
                .get("items");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("score")).isEqualTo(now.get("score"));
        assertThat(karnataka.get("/v1/readiness?kind=laboratory").json().get("items"))
                .isEmpty();
    }

    @Test
    void anotherDepartmentsFacilityIsTheSameAsNone() {
        String assessment =
                assess(karnataka, "self-assessment", TODAY, "BAK-1", "yes").header("Location");
        for (String path : List.of("", "/staffing", "/cover", "/campaigns")) {
            String own = "/v1/facilities/" + hospital + "/readiness" + path;
            karnataka.get(own).expect(200);
            assertThat(instanceless(tamilNadu.get(own).problem(404, "not-found")))
                    .isEqualTo(
                            instanceless(tamilNadu.get("/v1/facilities/" + UUID.randomUUID() + "/readiness" + path)));
        }
        tamilNadu.get("/v1/facilities/" + hospital + "/staff").problem(404, "not-found");
        tamilNadu
                .put("/v1/facilities/" + hospital + "/staff", "{\"posts\": []}", "*")
                .problem(404, "not-found");
        tamilNadu.post(readiness("/surge"), surge("PD-WRL-003", 1, "")).problem(404, "not-found");
        tamilNadu.get(assessment).problem(404, "not-found");
        tamilNadu
                .put(assessment, body("self-assessment", TODAY, "BAK-1", "no"), "*")
                .problem(404, "not-found");
        tamilNadu.delete(assessment, "*").problem(404, "not-found");
        tamilNadu
                .post("/v1/assessments", body("self-assessment", TODAY, "BAK-1", "no"))
                .problem(422, "unknown-reference")
                .at("/facility");
        assertThat(tamilNadu.get("/v1/assessments?facility=" + hospital).json().get("items"))
                .isEmpty();
        assertThat(tamilNadu.get("/v1/readiness").json().get("items")).isEmpty();
    }

    @Test
    void draftsAreProposalsThatCanBeOpenedAsTheyStandAndAreNeverOpenedByThemselves() {
        JsonNode before = karnataka.get(readiness("/staffing")).expect(200).json();
        assertThat(karnataka.get("/v1/gaps?facility=" + hospital).json().get("items"))
                .isEmpty();
        assertThat(before.get("drafts")).isNotEmpty();
        assertThat(line(before, "PD-WRL-001").get("shared").asBoolean()).isTrue();
        assertThat(before.get("drafts").findValuesAsText("role")).doesNotContain("PD-WRL-001");
        for (JsonNode draft : before.get("drafts")) {
            karnataka.post("/v1/gaps", draft.toString()).expect(201);
        }
        JsonNode after = karnataka.get(readiness("/staffing")).expect(200).json();
        assertThat(after.get("drafts")).isEmpty();
        assertThat(line(after, "OG-WRL-014").get("sought").asInt()).isEqualTo(1);
    }

    @Test
    void aPostFillsOneSeatOnlyThoughItCanDoTheWorkOfTwo() {
        karnataka.put("/v1/facilities/" + hospital + "/staff", """
                        {"posts": [{"post": "IT-01", "roles": [{"role": "IO-WRL-005", "level": "advanced"},
                            {"role": "IO-WRL-007", "level": "basic"}]},
                         {"post": "IT-02", "roles": [{"role": "IO-WRL-005", "level": "intermediate"}]},
                         {"post": "IT-03", "roles": [{"role": "OG-WRL-014", "level": "basic"}]}]}""", "\"1\"").expect(200);
        JsonNode staffing = karnataka.get(readiness("/staffing")).expect(200).json();
        assertThat(line(staffing, "IO-WRL-005").get("filled").asInt()).isEqualTo(1);
        assertThat(line(staffing, "IO-WRL-007").get("filled").asInt())
                .as("by the one of two who can")
                .isEqualTo(1);
        assertThat(line(staffing, "OG-WRL-014").get("missing").asInt())
                .as("a level below the one asked for")
                .isEqualTo(1);
    }

    @Test
    void aLargerHospitalShouldHaveMore() {
        String larger = facility(karnataka, "district-hospital", "\"beds\": 900");
        JsonNode small = karnataka.get(readiness("/staffing")).json();
        JsonNode large = karnataka
                .get("/v1/facilities/" + larger + "/readiness/staffing")
                .json();
        assertThat(line(small, "IO-WRL-007").get("headcount").asInt()).isEqualTo(1);
        assertThat(line(large, "IO-WRL-007").get("headcount").asInt()).isEqualTo(3);
        String primary = facility(karnataka, "primary-health-centre", "\"beds\": 6");
        assertThat(karnataka
                        .get("/v1/facilities/" + primary + "/readiness/staffing")
                        .json()
                        .get("lines"))
                .isEmpty();
    }

    @Test
    void whoAloneCoversASafeguardIsNamedAndTheTrainingsOfThePlanMendIt() {
        String path = "/v1/facilities/" + hospital + "/staff";
        JsonNode nobody = karnataka.get(readiness("/cover")).expect(200).json();
        assertThat(nobody.at("/plan/joining").asInt()).isEqualTo(2);
        assertThat(nobody.get("singlePoints")).isEmpty();
        Answer said = karnataka.put(path, """
                        {"posts": [{"post": "IT-01", "roles": [{"role": "IO-WRL-005", "level": "basic"}]},
                         {"post": "IT-02", "roles": [{"role": "OG-WRL-005", "level": "basic"}]}]}""", "\"1\"").expect(200);
        JsonNode cover = karnataka.get(readiness("/cover")).expect(200).json();
        assertThat(cover.get("singlePoints").findValuesAsText("key")).containsExactly("IT-01", "IT-02");
        assertThat(cover.at("/plan/joining").asInt()).isZero();
        ArrayList<String> posts = new ArrayList<>();
        for (String post : List.of("IT-01", "IT-02")) {
            List<String> roles = new ArrayList<>(List.of(post.equals("IT-01") ? "IO-WRL-005" : "OG-WRL-005"));
            cover.at("/plan/trainings").forEach(training -> {
                if (training.get("key").asText().equals(post)) {
                    roles.add(training.get("role").asText());
                }
            });
            posts.add("{\"post\": \"%s\", \"roles\": [%s]}"
                    .formatted(
                            post,
                            String.join(
                                    ", ",
                                    roles.stream()
                                            .map("{\"role\": \"%s\", \"level\": \"basic\"}"::formatted)
                                            .toList())));
        }
        karnataka
                .put(path, "{\"posts\": [" + String.join(", ", posts) + "]}", said.etag())
                .expect(200);
        JsonNode mended = karnataka.get(readiness("/cover")).expect(200).json();
        assertThat(mended.get("singlePoints")).isEmpty();
        assertThat(mended.at("/plan/trainings")).isEmpty();
        assertThat(mended.get("safeguards"))
                .allSatisfy(one -> assertThat(one.get("by")).hasSize(2));
    }

    @Test
    void theWeakestSafeguardsCampaignsComeFirst() {
        List<String> answers = new ArrayList<>();
        for (JsonNode question :
                Api.anonymous().get("/v1/readiness/questions?limit=200").json().get("items")) {
            answers.add(question.get("id").asText());
            answers.add(question.get("safeguard").asText().equals("backup-recovery") ? "no" : "yes");
        }
        assess(karnataka, "self-assessment", TODAY, answers.toArray(new String[0]));
        JsonNode first = karnataka
                .get(readiness("/campaigns?most=50"))
                .expect(200)
                .json()
                .get("campaigns");
        assertThat(first.at("/0/safeguards").toString()).contains("backup-recovery");
        int last = 10_000;
        for (JsonNode campaign : first) {
            assertThat(campaign.get("need").asInt()).isLessThanOrEqualTo(last);
            last = campaign.get("need").asInt();
            assertThat(campaign.get("audiences").toString()).doesNotContain("patient");
            Api.anonymous()
                    .get("/v1/campaigns/" + campaign.get("slug").asText())
                    .expect(200);
        }
        assertThat(karnataka
                        .get(readiness("/campaigns?audience=nurse&most=1"))
                        .json()
                        .at("/campaigns/0/audiences")
                        .toString())
                .isEqualTo("[\"nurse\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'answers': []                                                         | 422 | /answers",
                "'answers': null                                                       | 422 | /answers",
                "'answers': [null]                                                     | 422 | /answers/0",
                "'answers': [{'question': 'NO-1', 'answer': 'yes'}]                    | 422 | /answers/0/question",
                "'answers': [{'question': 'BAK-1', 'answer': 'maybe'}]                 | 422 | /answers/0/answer",
                "'answers': [{'question': 'BAK-1', 'answer': true}]                    | 400 | /answers/0/answer",
                "'answers': [{'question': 'BAK-1'}]                                    | 422 | /answers/0/answer",
                "'answers': [{'question': 'BAK-1', 'answer': 'no', 'weight': 9}]       | 400 | /answers/0/weight",
                "'answers': [{'question': 'BAK-1', 'answer': 'no'}, {'question': 'BAK-1', 'answer': 'yes'}] | 422 | /answers/1/question",
                "'answers': [{'question': 'BAK-1', 'answer': 'no', 'validUntil': '2099-01-01'}] | 422 | /answers/0/validUntil",
                "'answers': [{'question': 'BAK-1', 'answer': 'no', 'validUntil': '2001-01-01'}] | 422 | /answers/0/validUntil",
                "'assessedOn': '2099-01-01'                                            | 422 | /assessedOn",
                "'assessedOn': '2026-02-30'                                            | 422 | /assessedOn",
                "'assessedOn': '99999-01-01'                                           | 422 | /assessedOn",
                "'kind': 'rumour'                                                      | 422 | /kind",
                "'facility': 'x'                                                       | 422 | /facility",
                "'facility': '019364c8-1f2e-7a3b-8c4d-5e6f70819203'                    | 422 | /facility",
                "'assessor': ' '                                                       | 422 | /assessor",
                "'score': 10000                                                        | 400 | /score",
            })
    void badAssessmentsAreRefusedWithThePlace(String field, int status, String pointer) {
        String json = field.replace('\'', '"');
        String name = json.substring(1, json.indexOf('"', 1));
        StringBuilder body = new StringBuilder("{" + json);
        List.of(
                        "\"facility\": \"" + hospital + "\"",
                        "\"kind\": \"self-assessment\"",
                        "\"assessedOn\": \"2026-09-01\"",
                        "\"answers\": [{\"question\": \"BAK-1\", \"answer\": \"no\"}]")
                .stream()
                .filter(other -> !other.startsWith("\"" + name + "\""))
                .forEach(other -> body.append(", ").append(other));
        Answer answer = karnataka.post("/v1/assessments", body + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        answer.at(pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'post': 'Dr. A. Rao', 'roles': [{'role': 'IO-WRL-005', 'level': 'basic'}]}] | /posts/0/post",
                "[{'post': 'IT-1', 'roles': []}]                                              | /posts/0/roles",
                "[{'post': 'IT-1', 'roles': [{'role': 'IO-WRL-999', 'level': 'basic'}]}]      | /posts/0/roles/0/role",
                "[{'post': 'IT-1', 'roles': [{'role': 'IO-WRL-005'}]}]                        | /posts/0/roles/0/level",
                "[{'post': 'IT-1', 'roles': [{'role': 'IO-WRL-005', 'level': 'basic'}]}, {'post': 'IT-1', 'roles': [{'role': 'IO-WRL-005', 'level': 'basic'}]}] | /posts/1/post",
            })
    void badPostsAreRefusedWithThePlace(String posts, String pointer) {
        karnataka
                .put("/v1/facilities/" + hospital + "/staff", "{\"posts\": " + posts.replace('\'', '"') + "}", "\"1\"")
                .expect(422)
                .at(pointer);
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        for (String months : List.of("-1", "61", "x")) {
            karnataka
                    .get(readiness("?months=" + months))
                    .problem(400, "malformed")
                    .at("?months");
        }
        karnataka.get(readiness("/cover?perHand=0")).problem(400, "malformed").at("?perHand");
        karnataka.get(readiness("/cover?perHand=7")).problem(400, "malformed").at("?perHand");
        karnataka.get(readiness("/campaigns?most=51")).problem(400, "malformed").at("?most");
        karnataka
                .get(readiness("/campaigns?audience=nurse&audience=" + "a".repeat(41)))
                .problem(400, "malformed")
                .at("?audience");
        karnataka.get("/v1/readiness?kind=palace").problem(400, "malformed").at("?kind");
    }

    @Test
    void ofTwoWhoSayWhichPostsAreFilledTheFirstWins() {
        String path = "/v1/facilities/" + hospital + "/staff";
        assertThat(karnataka.get(path).expect(200).etag()).isEqualTo("\"1\"");
        karnataka.send("PUT", path, "{\"posts\": []}").problem(428, "precondition-required");
        Answer first = karnataka.put(path, "{\"posts\": []}", "\"1\"").expect(200);
        assertThat(first.etag()).isEqualTo("\"2\"");
        karnataka.put(path, "{\"posts\": []}", "\"1\"").problem(412, "precondition-failed");
        karnataka.put(path, "{\"posts\": []}", first.etag()).expect(200);
    }

    private static String surge(String role, int headcount, String more) {
        return "{\"needs\": [{\"role\": \"%s\", \"level\": \"basic\", \"headcount\": %d}]%s}"
                .formatted(role, headcount, more);
    }

    private static String facility(Api api, String kind, String more) {
        return api.post("/v1/facilities", """
                        {"department": "IN-KA", "name": "A hospital", "kind": "%s", %s}""".formatted(kind, more))
                .expect(201)
                .json()
                .get("id")
                .asText();
    }

    private String readiness(String path) {
        return "/v1/facilities/" + hospital + "/readiness" + path;
    }

    private Answer assess(Api api, String kind, LocalDate day, String... answers) {
        return api.post("/v1/assessments", body(kind, day, answers)).expect(201);
    }

    /** @param answers questions and what is said to them, in turn */
    private String body(String kind, LocalDate day, String... answers) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < answers.length; i += 2) {
            all.add("{\"question\": \"%s\", \"answer\": \"%s\"}".formatted(answers[i], answers[i + 1]));
        }
        return "{\"facility\": \"%s\", \"kind\": \"%s\", \"assessedOn\": \"%s\", \"answers\": [%s]}"
                .formatted(hospital, kind, day, String.join(", ", all));
    }

    private static JsonNode part(JsonNode readiness, String safeguard) {
        return find(readiness.get("safeguards"), "safeguard", safeguard);
    }

    private static JsonNode line(JsonNode staffing, String role) {
        return find(staffing.get("lines"), "role", role);
    }

    private static JsonNode question(String id) {
        return find(
                Api.anonymous().get("/v1/readiness/questions?limit=200").json().get("items"), "id", id);
    }

    private static int months(String question) {
        return question(question).get("validMonths").asInt();
    }

    private static List<String> known() {
        return Api.anonymous().get("/v1/roles?limit=200").json().get("items").findValuesAsText("id");
    }

    private static JsonNode find(JsonNode items, String field, String value) {
        for (JsonNode item : items) {
            if (item.get(field).asText().equals(value)) {
                return item;
            }
        }
        throw new AssertionError("no " + value + " in " + items);
    }

    private static String instanceless(Answer answer) {
        return answer.text().replaceAll("\"instance\":\"[^\"]*\"", "");
    }

    private List<String> changes(String path) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT CONCAT(kind, ' ', department, ' ', version) FROM change_log
                        WHERE id = :id ORDER BY sequence""")
                        .bind("id", path.substring(path.lastIndexOf('/') + 1))
                        .mapTo(String.class)
                        .list());
    }
}
