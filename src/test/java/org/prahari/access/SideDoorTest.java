package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Operation;
import org.prahari.support.ServiceTest;

/** Whether a department can learn of another's things in a roundabout way. Each way has its test. */
class SideDoorTest extends ServiceTest {
    private static final String SCOPES = "facilities:read facilities:write gaps:read gaps:write trainees:read"
            + " trainees:write trainees:identity matching:read";
    private static final String NOBODYS = "01936000-0000-7000-8000-00000000abcd";
    private static final Set<String> OF_THE_MOMENT = Set.of("date", "ratelimit");

    private final Api karnataka = Api.with(SCOPES, "IN-KA");
    private final Api tamilNadu = Api.with(SCOPES, "IN-TN");
    private String facility;
    private String gap;
    private String trainee;

    @BeforeEach
    void onlyKarnatakaHasSomething() {
        facility = id(karnataka.post("/v1/facilities", facility("IN-KA", "\"externalId\": \"X-1\"")));
        gap = id(karnataka.post("/v1/gaps", gap(facility, "\"externalId\": \"X-1\"")));
        trainee = id(karnataka.post("/v1/trainees", trainee("IN-KA", "\"externalId\": \"X-1\"")));
    }

    private static String facility(String department, String more) {
        return "{\"department\": \"%s\", \"name\": \"Hospital\", \"kind\": \"laboratory\", %s}"
                .formatted(department, more);
    }

    private static String gap(String facility, String more) {
        return """
                {"facility": "%s", "role": "PD-WRL-003", "level": "basic", "headcount": 1, "workMode": "remote",
                 "startsOn": "2027-04-01", "priority": 3, %s}
                """.formatted(facility, more);
    }

    private static String trainee(String department, String more) {
        return """
                {"department": "%s", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}], "languages": ["en"],
                 "home": {"region": "%s"}, "relocation": {"scope": "anywhere"}, "remote": true, "experienceMonths": 6,
                 "availableFrom": "2027-01-15", %s}
                """.formatted(department, department, more);
    }

    private static String id(Answer made) {
        return made.expect(201).json().get("id").asText();
    }

    /** Alike but for what the clock says and the ids that were asked for. */
    private static void assertSame(Answer hidden, Answer unknown) {
        assertThat(hidden.status()).isEqualTo(unknown.status());
        assertThat(withoutInstance(hidden)).isEqualTo(withoutInstance(unknown));
        assertThat(lasting(hidden)).isEqualTo(lasting(unknown));
    }

    private static String withoutInstance(Answer answer) {
        return answer.text().replaceAll("\"instance\":\"[^\"]*\"", "");
    }

    private static Map<String, List<String>> lasting(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> OF_THE_MOMENT.contains(name) || name.equals("x-request-id"));
        return headers;
    }

    @Test
    void aCursorOpensForWhomItWasMadeOnly() {
        for (int i = 0; i < 3; i++) {
            id(karnataka.post("/v1/facilities", facility("IN-KA", "\"beds\": " + i)));
            id(tamilNadu.post("/v1/facilities", facility("IN-TN", "\"beds\": " + i)));
        }
        String cursor = karnataka
                .get("/v1/facilities?limit=1")
                .expect(200)
                .json()
                .get("next")
                .asText();
        karnataka.get("/v1/facilities?limit=1&cursor=" + cursor).expect(200);
        Answer stolen = tamilNadu.get("/v1/facilities?limit=1&cursor=" + cursor).problem(400, "malformed");
        assertSame(stolen, tamilNadu.get("/v1/facilities?limit=1&cursor=nonsense"));
        Api.with(SCOPES, "IN-KA").get("/v1/facilities?limit=1&cursor=" + cursor).problem(400, "malformed");
        Api.anonymous().get("/v1/regions?limit=1&cursor=" + cursor).problem(400, "malformed");
    }

    @Test
    void aCursorOpensNoOtherListAndNoOtherFilter() {
        for (int i = 0; i < 3; i++) {
            id(karnataka.post("/v1/facilities", facility("IN-KA", "\"beds\": " + i)));
        }
        String cursor = karnataka
                .get("/v1/facilities?limit=1&kind=laboratory")
                .expect(200)
                .json()
                .get("next")
                .asText();
        for (String list : List.of(
                "/v1/facilities?",
                "/v1/facilities?kind=state-data-centre&",
                "/v1/gaps?",
                "/v1/trainees?",
                "/v1/gaps/" + gap + "/candidates?",
                "/v1/trainees/" + trainee + "/openings?",
                "/v1/regions?")) {
            karnataka.get(list + "cursor=" + cursor).problem(400, "malformed").at("?cursor");
        }
    }

    @Test
    void anIdempotencyKeyIsItsClientsOwn() {
        Operation create = Operation.all().stream()
                .filter(operation -> operation.name().equals("POST /v1/facilities"))
                .findFirst()
                .orElseThrow();
        Assumptions.assumeTrue(
                create.parameters("header").stream()
                        .anyMatch(header -> header.get("name").asText().equals("Idempotency-Key")),
                "the contract has no Idempotency-Key yet");
        String key = UUID.randomUUID().toString();
        Answer first = karnataka.post("/v1/facilities", facility("IN-KA", "\"beds\": 1"), "Idempotency-Key", key);
        String made = id(first);
        Answer replay = karnataka.post("/v1/facilities", facility("IN-KA", "\"beds\": 1"), "Idempotency-Key", key);
        assertThat(replay.text()).isEqualTo(first.text());
        // The very same request by another: it is new to him, and he is told what anybody is told who asks this first.
        Answer same = tamilNadu.post("/v1/facilities", facility("IN-KA", "\"beds\": 1"), "Idempotency-Key", key);
        Answer fresh = tamilNadu.post(
                "/v1/facilities",
                facility("IN-KA", "\"beds\": 1"),
                "Idempotency-Key",
                UUID.randomUUID().toString());
        assertSame(same, fresh);
        assertThat(same.text()).doesNotContain(made);
        Answer other = tamilNadu.post("/v1/facilities", facility("IN-TN", "\"beds\": 2"), "Idempotency-Key", key);
        assertThat(id(other)).isNotEqualTo(made);
        assertThat(other.header("Idempotency-Replayed")).isNull();
    }

    @Test
    void aKeyThatIsTakenElsewhereIsFreeHere() {
        id(tamilNadu.post("/v1/facilities", facility("IN-TN", "\"externalId\": \"X-1\"")));
        String own = id(tamilNadu.post("/v1/facilities", facility("IN-TN", "\"hfrId\": \"IN2910000001\"")));
        id(tamilNadu.post("/v1/gaps", gap(own, "\"externalId\": \"X-1\"")));
        id(tamilNadu.post("/v1/trainees", trainee("IN-TN", "\"externalId\": \"X-1\"")));
        id(karnataka.post("/v1/facilities", facility("IN-KA", "\"hfrId\": \"IN2910000001\"")));
        karnataka
                .post("/v1/facilities", facility("IN-KA", "\"hfrId\": \"IN2910000001\""))
                .problem(409, "duplicate");
        // Nor by changing to it what one has.
        tamilNadu
                .patch("/v1/facilities/" + own, "{\"externalId\": \"X-2\"}", "*")
                .expect(200);
        karnataka
                .patch("/v1/facilities/" + facility, "{\"externalId\": \"X-2\"}", "*")
                .expect(200);
    }

    /** A client that works for two departments must not carry a name from one of them into the other. */
    @Test
    void whoEditsAnothersThingTakesNoKeyOfItsMaker() {
        Api both = Api.with(SCOPES, "IN-KA", "IN-TN");
        id(both.post("/v1/facilities", facility("IN-TN", "\"externalId\": \"Y-1\"")));
        both.patch("/v1/facilities/" + facility, "{\"beds\": 5}", "*").expect(200);
        karnataka
                .patch("/v1/facilities/" + facility, "{\"externalId\": \"Y-1\"}", "*")
                .expect(200);
        karnataka
                .patch("/v1/facilities/" + facility, "{\"externalId\": \"X-1\"}", "*")
                .expect(200);
    }

    @Test
    void pagesAndLimitsCountOnesOwnOnly() {
        for (int i = 0; i < 5; i++) {
            id(karnataka.post("/v1/facilities", facility("IN-KA", "\"beds\": " + i)));
        }
        id(tamilNadu.post("/v1/facilities", facility("IN-TN", "\"beds\": 1")));
        id(tamilNadu.post("/v1/trainees", trainee("IN-TN", "\"externalId\": \"T\"")));
        for (String list : List.of("/v1/facilities", "/v1/trainees")) {
            for (int limit : new int[] {1, 2, 200}) {
                Answer page = tamilNadu.get(list + "?limit=" + limit).expect(200);
                assertThat(page.json().get("items")).hasSize(1);
                assertThat(page.json().has("next"))
                        .as("a next page would tell of more")
                        .isFalse();
                assertThat(page.header("Link")).isNull();
                assertThat(page.text()).doesNotContain("IN-KA");
            }
        }
        Answer none = tamilNadu.get("/v1/gaps?limit=1").expect(200);
        assertThat(none.json().get("items")).isEmpty();
        assertThat(none.header("ETag"))
                .isEqualTo(Api.with(SCOPES, "IN-DL").get("/v1/gaps?limit=1").header("ETag"));
    }

    @Test
    void entityTagsDoNotTellWhetherAThingIsThere() {
        for (String path : List.of("/v1/facilities/", "/v1/gaps/", "/v1/trainees/")) {
            String id = path.contains("facilities") ? facility : path.contains("gaps") ? gap : trainee;
            String tag = karnataka.get(path + id).expect(200).etag();
            for (String given : List.of(tag, "*", "\"0\"", "\"999\"", "W/" + tag, tag + ", \"2\"", "nonsense")) {
                assertSame(
                        tamilNadu.get(path + id, "If-None-Match", given).problem(404, "not-found"),
                        tamilNadu.get(path + NOBODYS, "If-None-Match", given));
                assertSame(
                        tamilNadu.delete(path + id, given).problem(404, "not-found"),
                        tamilNadu.delete(path + NOBODYS, given));
                assertSame(
                        tamilNadu.patch(path + id, "{}", given).problem(404, "not-found"),
                        tamilNadu.patch(path + NOBODYS, "{}", given));
            }
            assertSame(
                    tamilNadu.send("DELETE", path + id, null).problem(404, "not-found"),
                    tamilNadu.send("DELETE", path + NOBODYS, null));
            karnataka.get(path + id, "If-None-Match", tag).expect(304);
        }
        String list = karnataka.get("/v1/facilities").etag();
        tamilNadu.get("/v1/facilities", "If-None-Match", list).expect(200);
        assertThat(tamilNadu.get("/v1/facilities").etag()).isNotEqualTo(list);
    }

    @Test
    void badBodiesToHiddenThingsTellNothing() {
        String unsound = trainee("IN-KA", "\"remote\": 1");
        for (String body : List.of("", "{", "[]", "null", "{\"nosuch\": 1}", unsound, gap(facility, "\"beds\": 1"))) {
            for (String path : List.of("/v1/facilities/", "/v1/gaps/", "/v1/trainees/")) {
                String id = path.contains("facilities") ? facility : path.contains("gaps") ? gap : trainee;
                assertSame(tamilNadu.put(path + id, body, "*"), tamilNadu.put(path + NOBODYS, body, "*"));
                assertSame(tamilNadu.patch(path + id, body, "*"), tamilNadu.patch(path + NOBODYS, body, "*"));
                assertSame(
                        tamilNadu.send("PUT", path + id, body, "Content-Type", "text/plain"),
                        tamilNadu.send("PUT", path + NOBODYS, body, "Content-Type", "text/plain"));
            }
        }
        for (String method : List.of("OPTIONS", "HEAD")) {
            assertSame(
                    tamilNadu.send(method, "/v1/gaps/" + gap, null),
                    tamilNadu.send(method, "/v1/gaps/" + NOBODYS, null));
        }
    }

    @Test
    void hiddenThingsInABodyAreUnknown() {
        String own = id(tamilNadu.post("/v1/facilities", facility("IN-TN", "\"beds\": 1")));
        String made = id(tamilNadu.post("/v1/gaps", gap(own, "\"graceDays\": 1")));
        Answer hidden = tamilNadu
                .post("/v1/gaps", gap(facility, "\"graceDays\": 1"))
                .problem(422, "unknown-reference")
                .at("/facility");
        assertSame(hidden, tamilNadu.post("/v1/gaps", gap(NOBODYS, "\"graceDays\": 1")));
        assertSame(
                tamilNadu.put("/v1/gaps/" + made, gap(facility, "\"graceDays\": 1"), "*"),
                tamilNadu.put("/v1/gaps/" + made, gap(NOBODYS, "\"graceDays\": 1"), "*"));
        assertSame(
                tamilNadu.patch("/v1/gaps/" + made, "{\"facility\": \"" + facility + "\"}", "*"),
                tamilNadu.patch("/v1/gaps/" + made, "{\"facility\": \"" + NOBODYS + "\"}", "*"));
    }

    @Test
    void nothingIsMovedIntoOrOutOfADepartment() {
        String own = id(tamilNadu.post("/v1/facilities", facility("IN-TN", "\"beds\": 1")));
        Api both = Api.with(SCOPES, "IN-KA", "IN-TN");
        String made = id(both.post("/v1/gaps", gap(own, "\"graceDays\": 1")));
        String patch = "{\"department\": \"IN-KA\"}";
        assertSame(
                tamilNadu.patch("/v1/facilities/" + own, patch, "*").problem(422, "invalid"),
                tamilNadu.patch("/v1/facilities/" + own, patch.replace("KA", "XX"), "*"));
        both.patch("/v1/facilities/" + own, patch, "*").problem(422, "invalid").at("/department");
        both.put("/v1/facilities/" + own, facility("IN-KA", "\"beds\": 1"), "*").problem(422, "invalid");
        both.patch("/v1/trainees/" + trainee, patch.replace("KA", "TN"), "*").problem(422, "invalid");
        both.patch("/v1/gaps/" + made, "{\"facility\": \"" + facility + "\"}", "*")
                .problem(422, "invalid")
                .at("/facility");
        assertThat(tamilNadu
                        .get("/v1/gaps/" + made)
                        .expect(200)
                        .json()
                        .get("facility")
                        .asText())
                .isEqualTo(own);
    }

    @Test
    void filtersFindNothingThatIsHidden() {
        for (String query : List.of(
                "/v1/gaps?facility=" + facility,
                "/v1/gaps?externalId=X-1",
                "/v1/gaps?role=PD-WRL-003",
                "/v1/facilities?externalId=X-1",
                "/v1/facilities?kind=laboratory",
                "/v1/trainees?externalId=X-1",
                "/v1/trainees?role=PD-WRL-003&status=available")) {
            assertThat(karnataka.get(query).expect(200).json().get("items"))
                    .as(query)
                    .hasSize(1);
            assertThat(tamilNadu.get(query).expect(200).json().get("items"))
                    .as(query)
                    .isEmpty();
        }
        assertSame(tamilNadu.get("/v1/gaps?facility=" + facility), tamilNadu.get("/v1/gaps?facility=" + NOBODYS));
        assertSame(
                tamilNadu.get("/v1/gaps?facility=" + facility + "&fields=id"),
                tamilNadu.get("/v1/gaps?facility=" + NOBODYS + "&fields=id"));
        assertSame(
                tamilNadu.get("/v1/facilities?externalId=X-1&fields=nosuch"),
                tamilNadu.get("/v1/facilities?externalId=none&fields=nosuch"));
    }

    @Test
    void aSearchOfTheCatalogueReadsTheCatalogueOnly() {
        id(karnataka.post("/v1/facilities", facility("IN-KA", "\"contactRole\": \"Zzyzx Superintendent\"")));
        for (String list : List.of("/v1/roles?q=", "/v1/certifications?q=")) {
            assertThat(Api.anonymous().get(list + "zzyzx").expect(200).json().get("items"))
                    .isEmpty();
            assertThat(tamilNadu.get(list + "zzyzx").expect(200).json().get("items"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "[\"matching\"]", "withdrawn"})
    void aTraineeWithoutBothConsentsIsNoCandidateElsewhere(String purposes) {
        if (!purposes.equals("none")) {
            consent(purposes.equals("withdrawn") ? "[\"matching\", \"cross-department\"]" : purposes);
        }
        if (purposes.equals("withdrawn")) {
            karnataka.delete("/v1/trainees/" + trainee + "/consent", "*").expect(204);
        }
        String own = id(tamilNadu.post("/v1/facilities", facility("IN-TN", "\"beds\": 1")));
        String made = id(tamilNadu.post("/v1/gaps", gap(own, "\"graceDays\": 1")));
        for (String query : List.of("", "?include=near-misses", "?limit=1")) {
            Answer candidates =
                    tamilNadu.get("/v1/gaps/" + made + "/candidates" + query).expect(200);
            assertThat(candidates.json().get("items")).isEmpty();
            assertThat(candidates.json().has("next")).isFalse();
        }
        assertSame(
                tamilNadu.get("/v1/gaps/" + made + "/candidates/" + trainee).problem(404, "not-found"),
                tamilNadu.get("/v1/gaps/" + made + "/candidates/" + NOBODYS));
        assertSame(
                tamilNadu.get("/v1/trainees/" + trainee + "/openings").problem(404, "not-found"),
                tamilNadu.get("/v1/trainees/" + NOBODYS + "/openings"));
        assertSame(
                tamilNadu.get("/v1/gaps/" + gap + "/candidates").problem(404, "not-found"),
                tamilNadu.get("/v1/gaps/" + NOBODYS + "/candidates"));
    }

    @Test
    void aCandidateOfAnotherDepartmentIsShownByItsConsentAndByNothingElse() {
        consent("[\"matching\", \"cross-department\"]");
        String own = id(tamilNadu.post("/v1/facilities", facility("IN-TN", "\"beds\": 1")));
        String made = id(tamilNadu.post("/v1/gaps", gap(own, "\"graceDays\": 1")));
        Answer candidates = tamilNadu.get("/v1/gaps/" + made + "/candidates").expect(200);
        List<String> shown = new ArrayList<>();
        ((ObjectNode) candidates.json().get("items").get(0)).fieldNames().forEachRemaining(shown::add);
        assertThat(shown)
                .containsExactlyInAnyOrder("gap", "trainee", "department", "eligible", "score", "components", "unmet");
        tamilNadu.get("/v1/gaps/" + made + "/candidates/" + trainee).expect(200);
        for (String path : List.of("", "/identity", "/consent", "/openings")) {
            assertSame(
                    tamilNadu.get("/v1/trainees/" + trainee + path).problem(404, "not-found"),
                    tamilNadu.get("/v1/trainees/" + NOBODYS + path));
        }
        // Its own department sees no gap of the other, though the other sees the trainee.
        assertThat(karnataka
                        .get("/v1/trainees/" + trainee + "/openings")
                        .expect(200)
                        .text())
                .contains(gap)
                .doesNotContain(made);
        karnataka.get("/v1/gaps/" + made + "/candidates/" + trainee).problem(404, "not-found");
    }

    private void consent(String purposes) {
        karnataka
                .put(
                        "/v1/trainees/" + trainee + "/consent",
                        "{\"notice\": \"2026-1\", \"language\": \"en\", \"purposes\": " + purposes + "}",
                        "*")
                .expect(200);
    }

    @Test
    void whatRefersToAHiddenThingHindersNobody() {
        String own = id(tamilNadu.post("/v1/facilities", facility("IN-TN", "\"beds\": 1")));
        karnataka.delete("/v1/facilities/" + facility, "*").problem(409, "still-referenced");
        assertSame(
                tamilNadu.delete("/v1/facilities/" + facility, "*").problem(404, "not-found"),
                tamilNadu.delete("/v1/facilities/" + NOBODYS, "*"));
        tamilNadu.delete("/v1/facilities/" + own, "*").expect(204);
    }

    @Test
    void aForgedAddressOrMethodOpensNothing() {
        for (String header : List.of(
                "X-HTTP-Method-Override",
                "X-Method-Override",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-Forwarded-Prefix",
                "X-Forwarded-User",
                "X-Remote-User")) {
            assertSame(
                    tamilNadu.get("/v1/facilities/" + NOBODYS, header, "/v1/facilities/" + facility),
                    tamilNadu.get("/v1/facilities/" + NOBODYS));
            tamilNadu.get("/v1/facilities/" + facility, header, "DELETE").problem(404, "not-found");
        }
        for (String query :
                List.of("department=IN-KA", "departments=*", "everywhere=1", "client=*", "_method=DELETE")) {
            tamilNadu.get("/v1/facilities?" + query).problem(400, "malformed");
        }
        karnataka.get("/v1/facilities/" + facility).expect(200);
    }
}
