package org.prahari.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

/** The main job over HTTP: a department records a gap and sees who fits, in order, and why the others do not. */
class MatchingTest extends ServiceTest {
    private static final String SCOPES =
            "facilities:write gaps:read gaps:write trainees:read trainees:write matching:read";
    private final LocalDate start = LocalDate.now().plusDays(60);
    private final Api karnataka = Api.with(SCOPES, "IN-KA");
    private final Api tamilNadu = Api.with(SCOPES, "IN-TN");

    @Test
    void aDepartmentSeesWhoFitsItsGapBestFirst() {
        String gap = gap(karnataka, "IN-KA", "\"requiredCertifications\": [[\"GIAC-GCIH\", \"ECC-ECIH\"]]");
        String holder = trainee(karnataka, "IN-KA", held("GIAC-GCIH"), "intermediate", "matching");
        String keener = trainee(
                karnataka, "IN-KA", held("ECC-ECIH") + ", \"experienceMonths\": 60", "intermediate", "matching");
        trainee(karnataka, "IN-KA", "\"held\": []", "intermediate", "matching");
        var items = karnataka
                .get("/v1/gaps/" + gap + "/candidates")
                .expect(200)
                .json()
                .get("items");
        assertThat(items.findValuesAsText("trainee")).containsExactly(keener, holder);
        assertThat(items.get(0).get("score").asInt()).isBetween(1, 10_000);
        assertThat(items.get(0).at("/components/experience").asInt()).isEqualTo(100);
        assertThat(items.get(0).get("unmet")).isEmpty();
    }

    @Test
    void nearMissesAreAskedForAndSayWhatTrainingIsMissing() {
        String gap = gap(karnataka, "IN-KA", "\"requiredCertifications\": [[\"GIAC-GCIH\", \"ECC-ECIH\"]]");
        String near = trainee(karnataka, "IN-KA", "\"held\": []", "intermediate", "matching");
        assertThat(karnataka.get("/v1/gaps/" + gap + "/candidates").json().get("items"))
                .isEmpty();
        var match = karnataka
                .get("/v1/gaps/" + gap + "/candidates?include=near-misses")
                .expect(200)
                .json()
                .at("/items/0");
        assertThat(match.get("trainee").asText()).isEqualTo(near);
        assertThat(match.get("eligible").asBoolean()).isFalse();
        assertThat(match.at("/unmet/0/rule").asText()).isEqualTo("certifications");
        assertThat(match.at("/unmet/0/changes/0/oneOf"))
                .extracting(JsonNode::asText)
                .containsExactly("ECC-ECIH", "GIAC-GCIH");
        assertThat(match.at("/unmet/0/changes/0/by").asText()).isEqualTo(start.toString());
    }

    @Test
    void onePairTellsAllEightRulesWithTheFactAndTheSmallestChange() {
        String gap = gap(karnataka, "IN-KA", "\"requiredLanguages\": [\"kn\", \"ta\"]");
        String person = trainee(karnataka, "IN-KA", "\"held\": []", "basic", "matching");
        var pair = karnataka
                .get("/v1/gaps/" + gap + "/candidates/" + person)
                .expect(200)
                .json();
        assertThat(pair.get("rules").findValuesAsText("rule"))
                .containsExactly(
                        "consent", "status", "role", "level", "certifications", "languages", "place", "availability");
        assertThat(pair.get("eligible").asBoolean()).isFalse();
        assertThat(pair.get("nearMiss").asBoolean()).isFalse();
        assertThat(pair.at("/rules/3/met").asBoolean()).isFalse();
        assertThat(pair.at("/rules/3/changes/0/oneOf")).isNotEmpty();
        assertThat(pair.at("/rules/5/fact").asText()).contains("ta");
        assertThat(pair.at("/start").asText()).isEqualTo(start.toString());
    }

    @Test
    void aTraineesOpeningsAreThoseOfTheCallersDepartments() {
        String mine = gap(karnataka, "IN-KA", "\"workMode\": \"remote\"");
        gap(tamilNadu, "IN-TN", "\"workMode\": \"remote\"");
        String person = trainee(
                karnataka, "IN-KA", "\"held\": [], \"remote\": true", "intermediate", "matching\", \"cross-department");
        assertThat(karnataka
                        .get("/v1/trainees/" + person + "/openings")
                        .expect(200)
                        .json()
                        .get("items")
                        .findValuesAsText("gap"))
                .containsExactly(mine);
        tamilNadu.get("/v1/trainees/" + person + "/openings").problem(404, "not-found");
    }

    @Test
    void aTraineeOfAnotherDepartmentIsACandidateOnlyWithConsentToThat() {
        String gap = gap(karnataka, "IN-KA", "\"workMode\": \"remote\"");
        String open = trainee(
                tamilNadu, "IN-TN", "\"held\": [], \"remote\": true", "intermediate", "matching\", \"cross-department");
        String shut = trainee(tamilNadu, "IN-TN", "\"held\": [], \"remote\": true", "intermediate", "matching");
        var items = karnataka.get("/v1/gaps/" + gap + "/candidates").json().get("items");
        assertThat(items.findValuesAsText("trainee")).containsExactly(open);
        karnataka.get("/v1/gaps/" + gap + "/candidates/" + open).expect(200);
        karnataka.get("/v1/gaps/" + gap + "/candidates/" + shut).problem(404, "not-found");
    }

    @Test
    void withdrawnConsentTakesATraineeOutAtOnce() {
        String gap = gap(karnataka, "IN-KA", "\"priority\": 5");
        String person = trainee(karnataka, "IN-KA", "\"held\": []", "intermediate", "matching");
        assertThat(karnataka.get("/v1/gaps/" + gap + "/candidates").json().get("items"))
                .hasSize(1);
        String etag = karnataka.get("/v1/trainees/" + person).etag();
        karnataka.delete("/v1/trainees/" + person + "/consent", etag).expect(204);
        assertThat(karnataka.get("/v1/gaps/" + gap + "/candidates").json().get("items"))
                .isEmpty();
    }

    @Test
    void candidatesComePageByPageWithoutRepetitionOrLoss() {
        String gap = gap(karnataka, "IN-KA", "\"priority\": 5");
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            people.add(trainee(
                    karnataka, "IN-KA", "\"held\": [], \"experienceMonths\": " + i % 3, "intermediate", "matching"));
        }
        List<String> seen = new ArrayList<>();
        String path = "/v1/gaps/" + gap + "/candidates?limit=2";
        for (Answer page = karnataka.get(path);
                ;
                page = karnataka.get(path + "&cursor=" + page.json().get("next").asText())) {
            seen.addAll(page.expect(200).json().get("items").findValuesAsText("trainee"));
            if (!page.json().has("next")) {
                break;
            }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(people);
        String cursor = karnataka.get(path).json().get("next").asText();
        Api.with("matching:read", "IN-KA")
                .get(path + "&cursor=" + cursor)
                .problem(400, "malformed")
                .at("?cursor");
    }

    @Test
    void nobodyElsesGapIsThere() {
        String gap = gap(karnataka, "IN-KA", "\"priority\": 5");
        String others = tamilNadu
                .get("/v1/gaps/" + gap + "/candidates")
                .problem(404, "not-found")
                .text();
        String unknown = tamilNadu
                .get("/v1/gaps/0190a0b0-0000-7000-8000-00000000ffff/candidates")
                .problem(404, "not-found")
                .text();
        assertThat(others.replaceAll("\"instance\":\"[^\"]*\"", ""))
                .isEqualTo(unknown.replaceAll("\"instance\":\"[^\"]*\"", ""));
        karnataka.get("/v1/gaps/not-an-id/candidates").problem(404, "not-found");
        Api.anonymous().get("/v1/gaps/" + gap + "/candidates").problem(401, "unauthenticated");
        Api.with("gaps:read", "IN-KA").get("/v1/gaps/" + gap + "/candidates").problem(403, "forbidden");
        karnataka
                .get("/v1/gaps/" + gap + "/candidates?include=everybody")
                .problem(400, "malformed")
                .at("?include");
    }

    /** @param extra fields that win over the usual ones */
    private String gap(Api api, String department, String extra) {
        String facility = api.post("/v1/facilities", """
                        {"department": "%s", "name": "Test hospital", "kind": "district-hospital"}
                        """.formatted(department))
                .expect(201)
                .json()
                .get("id")
                .asText();
        String usual = """
                "facility": "%s", "role": "PD-WRL-003", "level": "intermediate", "headcount": 2, "startsOn": "%s"
                """.formatted(facility, start);
        String rest = defaults(extra, "\"priority\": 3", "\"workMode\": \"on-site\"");
        return api.post("/v1/gaps", "{" + usual + ", " + rest + "}")
                .expect(201)
                .json()
                .get("id")
                .asText();
    }

    private String trainee(Api api, String department, String extra, String level, String purposes) {
        String usual = """
                "department": "%s", "soughtRoles": [{"role": "PD-WRL-003", "level": "%s"}], "languages": ["kn", "en"],
                "home": {"region": "%s"}, "relocation": {"scope": "state"}, "availableFrom": "%s"
                """.formatted(department, level, department, start);
        String rest = defaults(extra, "\"experienceMonths\": 12", "\"remote\": false", "\"inProgress\": []");
        Answer made = api.post("/v1/trainees", "{" + usual + ", " + rest + "}").expect(201);
        String id = made.json().get("id").asText();
        String consent = """
                {"notice": "2026-1", "language": "en", "purposes": ["%s"]}
                """.formatted(purposes);
        api.put("/v1/trainees/" + id + "/consent", consent, made.etag()).expect(200);
        return id;
    }

    private static String defaults(String extra, String... fields) {
        var all = new StringBuilder(extra);
        for (String field : fields) {
            if (!extra.contains(field.substring(0, field.indexOf(':')))) {
                all.append(", ").append(field);
            }
        }
        return all.toString();
    }

    private static String held(String code) {
        return "\"held\": [{\"certification\": \"" + code
                + "\", \"issuedOn\": \"2026-01-01\", \"verification\": \"verified\"}]";
    }
}
