package org.prahari.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

/** Who looks for people sees what matching needs, and no more; of another department's people only those who let them. */
class PseudonymTest extends ServiceTest {
    private static final Set<String> MATCH =
            Set.of("gap", "trainee", "department", "eligible", "score", "components", "unmet");
    private static final Set<String> PAIR =
            Set.of("gap", "trainee", "department", "eligible", "nearMiss", "start", "score", "components", "rules");
    private static final Set<String> COMPONENTS = Set.of(
            "preference", "qualification", "level", "proximity", "language", "experience", "readiness", "waiting");
    private static final Set<String> FINDING = Set.of("rule", "met", "fact", "changes");
    private static final Set<String> CHANGE = Set.of("text", "oneOf", "by");

    /** What the trainee's record holds beside what the rules judge by. */
    private static final List<String> PERSONAL =
            List.of("Quintessa", "Zephyrine", "quintessa@example.invalid", "+919123456780", "9123456780", "EXT-QZ-77");

    private final LocalDate start = LocalDate.now().plusDays(60);
    private final Api karnataka = Api.with("facilities:write gaps:read gaps:write matching:read", "IN-KA");
    private final Api tamilNadu = Api.with(
            "facilities:write gaps:write matching:read trainees:read trainees:write trainees:identity", "IN-TN");

    @Test
    void everyAnswerOfMatchingHoldsTheFieldsItNeedsAndNothingOfThePerson() {
        String gap = gap(karnataka, "IN-KA", "");
        String own = gap(tamilNadu, "IN-TN", "");
        String near = gap(karnataka, "IN-KA", ", \"requiredCertifications\": [[\"GIAC-GCIH\"]]");
        String id = trainee("intermediate", "matching\", \"cross-department");
        for (Api api : List.of(karnataka, tamilNadu)) {
            String theirs = api == karnataka ? gap : own;
            JsonNode items = items(api, "/v1/gaps/" + theirs + "/candidates");
            assertThat(items).hasSize(1);
            assertThat(names(items.get(0))).isEqualTo(MATCH);
            assertThat(names(items.at("/0/components"))).isEqualTo(COMPONENTS);
            JsonNode pair = api.get("/v1/gaps/" + theirs + "/candidates/" + id)
                    .expect(200)
                    .json();
            assertThat(names(pair)).isEqualTo(PAIR);
            pair.get("rules").forEach(rule -> assertThat(names(rule)).isEqualTo(FINDING));
            assertThat(pair.get("trainee").asText()).isEqualTo(id);
        }
        JsonNode miss = items(karnataka, "/v1/gaps/" + near + "/candidates?include=near-misses");
        assertThat(miss.at("/0/eligible").asBoolean()).isFalse();
        assertThat(names(miss.at("/0/unmet/0"))).isEqualTo(FINDING);
        assertThat(CHANGE).containsAll(names(miss.at("/0/unmet/0/changes/0")));
        JsonNode openings = items(tamilNadu, "/v1/trainees/" + id + "/openings");
        assertThat(names(openings.get(0))).isEqualTo(MATCH);
        for (String path : List.of(
                "/v1/gaps/" + gap + "/candidates",
                "/v1/gaps/" + gap + "/candidates/" + id,
                "/v1/gaps/" + near + "/candidates?include=near-misses",
                "/v1/gaps/" + near + "/candidates/" + id)) {
            Answer answer = karnataka.get(path).expect(200);
            assertThat(answer.text()).as(path).doesNotContain(PERSONAL);
            assertThat(answer.headers().map().toString()).as(path).doesNotContain(PERSONAL);
        }
        assertThat(tamilNadu.get("/v1/trainees/" + id + "/openings").text()).doesNotContain(PERSONAL);
    }

    @Test
    void twoWhoDifferInNothingThatMatchingNeedsAreToldApartByTheirIdsAlone() {
        String gap = gap(karnataka, "IN-KA", "");
        String first = trainee("intermediate", "matching\", \"cross-department");
        String second = bare("intermediate", "matching\", \"cross-department");
        for (String suffix : List.of("", "?include=near-misses")) {
            JsonNode items = items(karnataka, "/v1/gaps/" + gap + "/candidates" + suffix);
            assertThat(items.get(0).toString().replace(first, "").replace(second, ""))
                    .isEqualTo(items.get(1).toString().replace(first, "").replace(second, ""));
        }
        String path = "/v1/gaps/" + gap + "/candidates/";
        assertThat(karnataka.get(path + first).text().replace(first, ""))
                .isEqualTo(karnataka.get(path + second).text().replace(second, ""));
    }

    @Test
    void whoSeesACandidateOfAnotherDepartmentSeesNothingElseOfIt() {
        String gap = gap(karnataka, "IN-KA", "");
        String id = trainee("intermediate", "matching\", \"cross-department");
        assertThat(items(karnataka, "/v1/gaps/" + gap + "/candidates")).hasSize(1);
        Api all = Api.with("trainees:read trainees:write trainees:identity matching:read", "IN-KA");
        for (String part : List.of("", "/identity", "/consent", "/consent/history", "/export", "/openings")) {
            all.get("/v1/trainees/" + id + part).problem(404, "not-found");
        }
        all.post("/v1/trainees/" + id + "/erasure", null, "If-Match", "*").problem(404, "not-found");
        assertThat(items(all, "/v1/trainees")).isEmpty();
        assertThat(items(all, "/v1/trainees?externalId=EXT-QZ-77")).isEmpty();
    }

    @Test
    void withoutThatConsentThereIsNoTraceInListPairPagesOrNearMisses() {
        String gap = gap(karnataka, "IN-KA", "");
        String near = gap(karnataka, "IN-KA", ", \"requiredCertifications\": [[\"GIAC-GCIH\"]]");
        Set<String> open = new HashSet<>();
        Set<String> shut = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            open.add(bare("intermediate", "matching\", \"cross-department"));
            shut.add(bare("intermediate", "matching"));
        }
        String withdrawn = bare("intermediate", "matching\", \"cross-department");
        assertThat(pages(gap, "")).contains(withdrawn).hasSize(7);
        tamilNadu.delete("/v1/trainees/" + withdrawn + "/consent", "\"2\"").expect(204);
        shut.add(withdrawn);
        assertThat(pages(gap, "")).containsExactlyInAnyOrderElementsOf(open);
        assertThat(pages(near, "&include=near-misses")).containsExactlyInAnyOrderElementsOf(open);
        assertThat(pages(near, "")).isEmpty();
        String unknown = body("/v1/gaps/" + gap + "/candidates/0190a0b0-0000-7000-8000-00000000ffff");
        for (String id : shut) {
            assertThat(body("/v1/gaps/" + gap + "/candidates/" + id)).isEqualTo(unknown);
            assertThat(body("/v1/gaps/" + near + "/candidates/" + id)).isEqualTo(unknown);
        }
        Answer full = karnataka.get("/v1/gaps/" + gap + "/candidates?limit=6").expect(200);
        assertThat(full.json().has("next"))
                .as("nor does a next page say that there are more")
                .isFalse();
    }

    @Test
    void whoWithdrawsBetweenTwoPagesIsNotOnTheSecond() {
        String gap = gap(karnataka, "IN-KA", "");
        for (int i = 0; i < 4; i++) {
            bare("intermediate", "matching\", \"cross-department");
        }
        List<String> whole = pages(gap, "");
        Answer first = karnataka.get("/v1/gaps/" + gap + "/candidates?limit=2").expect(200);
        tamilNadu.delete("/v1/trainees/" + whole.get(2) + "/consent", "\"2\"").expect(204);
        // The last one seen is the key of the next page: it may be gone as well.
        tamilNadu.delete("/v1/trainees/" + whole.get(1) + "/consent", "\"2\"").expect(204);
        JsonNode second = items(
                karnataka,
                "/v1/gaps/" + gap + "/candidates?limit=2&cursor="
                        + first.json().get("next").asText());
        assertThat(second.findValuesAsText("trainee")).containsExactly(whole.get(3));
    }

    private List<String> pages(String gap, String query) {
        List<String> seen = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = karnataka
                    .get("/v1/gaps/" + gap + "/candidates?limit=2" + query + next)
                    .expect(200)
                    .json();
            seen.addAll(page.get("items").findValuesAsText("trainee"));
            next = page.has("next") ? "&cursor=" + page.get("next").asText() : null;
        }
        return seen;
    }

    private String body(String path) {
        return karnataka.get(path).problem(404, "not-found").text().replaceAll("\"instance\":\"[^\"]*\"", "");
    }

    private static JsonNode items(Api api, String path) {
        return api.get(path).expect(200).json().get("items");
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private String gap(Api api, String department, String more) {
        String facility = api.post("/v1/facilities", """
                        {"department": "%s", "name": "Test hospital", "kind": "district-hospital"}
                        """.formatted(department))
                .expect(201)
                .json()
                .get("id")
                .asText();
        return api.post("/v1/gaps", """
                        {"facility": "%s", "role": "PD-WRL-003", "level": "intermediate", "headcount": 5, "priority": 3,
                         "workMode": "on-site", "startsOn": "%s"%s}
                        """.formatted(facility, start, more))
                .expect(201)
                .json()
                .get("id")
                .asText();
    }

    /** One of whom all is known. */
    private String trainee(String level, String purposes) {
        String id = made(level, ", \"externalId\": \"EXT-QZ-77\"");
        tamilNadu.put("/v1/trainees/" + id + "/identity", """
                {"name": "Quintessa Zephyrine", "email": "quintessa@example.invalid", "phone": "+919123456780"}
                """, "\"1\"").expect(200);
        return consented(id, purposes, "\"2\"");
    }

    /** One who is known by what matching needs alone, and is the same in that. */
    private String bare(String level, String purposes) {
        return consented(made(level, ""), purposes, "\"1\"");
    }

    private String made(String level, String more) {
        return tamilNadu
                .post("/v1/trainees", """
                        {"department": "IN-TN", "soughtRoles": [{"role": "PD-WRL-003", "level": "%s"}],
                         "languages": ["ta", "kn"], "home": {"region": "IN-TN"}, "relocation": {"scope": "anywhere"},
                         "remote": false, "experienceMonths": 6, "availableFrom": "%s"%s}
                        """.formatted(level, start, more))
                .expect(201)
                .json()
                .get("id")
                .asText();
    }

    private String consented(String id, String purposes, String etag) {
        tamilNadu
                .put(
                        "/v1/trainees/" + id + "/consent",
                        "{\"notice\": \"2026-1\", \"language\": \"ta\", \"purposes\": [\"" + purposes + "\"]}",
                        etag)
                .expect(200);
        return id;
    }
}
