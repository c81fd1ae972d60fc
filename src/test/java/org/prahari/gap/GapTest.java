package org.prahari.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class GapTest extends ServiceTest {
    private static final String SCOPES = "facilities:write gaps:read gaps:write";
    private Api karnataka;
    private Api tamilNadu;
    private String hospital;

    @BeforeEach
    void callersAndAHospital() {
        karnataka = Api.with(SCOPES + " facilities:read", "IN-KA");
        tamilNadu = Api.with(SCOPES, "IN-TN");
        hospital = facility(karnataka, "IN-KA");
    }

    @Test
    void aGapIsKeptAsItWasSent() {
        Answer made = karnataka.post("/v1/gaps", gap("""
                        "externalId": "G-1", "requiredCertifications": [["GIAC-GCIH", "ECC-ECIH"], ["COMPTIA-SECPLUS"]],
                        "preferredCertifications": ["COMPTIA-CYSA"], "requiredLanguages": ["kn", "en"],
                        "preferredLanguages": ["hi", "mni-Mtei"], "graceDays": 30, "status": "on-hold"
                        """)).expect(201);
        String path = made.header("Location");
        assertThat(path).startsWith("/v1/gaps/");
        Answer read = karnataka.get(path).expect(200);
        assertThat(read.json()).isEqualTo(made.json());
        assertThat(read.etag()).isEqualTo("\"1\"").isEqualTo(made.etag());
        assertThat(read.json().get("department").asText()).isEqualTo("IN-KA");
        assertThat(read.json().get("requiredCertifications"))
                .hasToString("[[\"ECC-ECIH\",\"GIAC-GCIH\"],[\"COMPTIA-SECPLUS\"]]");
        assertThat(read.json().get("preferredCertifications")).hasToString("[\"COMPTIA-CYSA\"]");
        assertThat(read.json().get("requiredLanguages")).hasToString("[\"kn\",\"en\"]");
        assertThat(read.json().get("filled").asInt()).isZero();
        assertThat(read.json().get("startsOn").asText()).isEqualTo("2027-04-01");
        assertThat(read.header("Cache-Control")).isEqualTo("no-store");
        karnataka.get(path, "If-None-Match", read.etag()).expect(304);
        assertThat(changes(path)).containsExactly("created IN-KA 1");
    }

    @Test
    void aGapIsOpenAndAsksForNothingUnlessToldOtherwise() {
        var json = karnataka.post("/v1/gaps", gap("")).expect(201).json();
        assertThat(json.get("status").asText()).isEqualTo("open");
        assertThat(json.get("graceDays").asInt()).isZero();
        assertThat(json.get("requiredCertifications")).isEmpty();
        assertThat(json.get("preferredLanguages")).isEmpty();
        assertThat(json.has("externalId")).isFalse();
    }

    @Test
    void puttingReplacesAllWithTheCertifications() {
        Answer made = create("\"requiredCertifications\": [[\"GIAC-GCIH\"], [\"ECC-ECIH\"]], \"graceDays\": 9");
        String path = made.header("Location");
        Answer put = karnataka
                .put(path, gap("\"requiredCertifications\": [[\"ECC-ECIH\"]]"), made.etag())
                .expect(200);
        assertThat(put.etag()).isEqualTo("\"2\"");
        assertThat(put.json().get("graceDays").asInt()).isZero();
        assertThat(put.json().get("requiredCertifications")).hasToString("[[\"ECC-ECIH\"]]");
        assertThat(karnataka.get(path).json()).isEqualTo(put.json());
        assertThat(changes(path)).containsExactly("created IN-KA 1", "updated IN-KA 2");
    }

    @Test
    void aPatchChangesWhatItNamesAndNullRemoves() {
        Answer made = create("\"externalId\": \"G-1\", \"preferredCertifications\": [\"ECC-ECIH\"], \"graceDays\": 9");
        Answer patched = karnataka
                .patch(
                        made.header("Location"),
                        "{\"headcount\": 5, \"graceDays\": null, \"externalId\": null, \"status\": \"cancelled\"}",
                        made.etag())
                .expect(200);
        assertThat(patched.json().get("headcount").asInt()).isEqualTo(5);
        assertThat(patched.json().get("graceDays").asInt()).isZero();
        assertThat(patched.json().has("externalId")).isFalse();
        assertThat(patched.json().get("status").asText()).isEqualTo("cancelled");
        assertThat(patched.json().get("preferredCertifications")).hasToString("[\"ECC-ECIH\"]");
        assertThat(karnataka.get(made.header("Location")).json()).isEqualTo(patched.json());
    }

    @Test
    void aPatchedGapMustBeAsValidAsOneThatIsPut() {
        Answer made = create("");
        String path = made.header("Location");
        karnataka
                .patch(path, "{\"role\": null}", made.etag())
                .problem(422, "invalid")
                .at("/role");
        karnataka
                .patch(path, "{\"role\": \"XX-WRL-999\"}", made.etag())
                .problem(422, "unknown-reference")
                .at("/role");
        karnataka
                .patch(path, "{\"headcount\": 0}", made.etag())
                .problem(422, "invalid")
                .at("/headcount");
        karnataka
                .patch(path, "{\"department\": \"IN-TN\"}", made.etag())
                .problem(400, "malformed")
                .at("/department");
        karnataka
                .patch(path, "{\"filled\": 1}", made.etag())
                .problem(400, "malformed")
                .at("/filled");
        karnataka.patch(path, "3", made.etag()).problem(400, "malformed");
        assertThat(karnataka.get(path).json()).isEqualTo(made.json());
    }

    @Test
    void aDeletedGapIsGoneWithItsCertifications() {
        Answer made = create("\"requiredCertifications\": [[\"GIAC-GCIH\"]]");
        karnataka.delete(made.header("Location"), made.etag()).expect(204);
        karnataka.get(made.header("Location")).problem(404, "not-found");
        assertThat(changes(made.header("Location"))).containsExactly("created IN-KA 1", "deleted IN-KA 2");
    }

    @Test
    void aFacilityWithGapsCannotBeRemoved() {
        create("");
        karnataka.delete(hospital, "\"1\"").problem(409, "still-referenced");
    }

    @Test
    void writesNeedTheVersionTheyAreMeantFor() {
        Answer made = create("");
        String path = made.header("Location");
        karnataka.send("PUT", path, gap("")).problem(428, "precondition-required");
        karnataka.send("DELETE", path, null).problem(428, "precondition-required");
        karnataka
                .send("PATCH", path, "{}", "Content-Type", "application/merge-patch+json")
                .problem(428, "precondition-required");
        karnataka.put(path, gap(""), "\"7\"").problem(412, "precondition-failed");
        karnataka.patch(path, "{}", "\"0\"").problem(412, "precondition-failed");
        karnataka.delete(path, "\"2\"").problem(412, "precondition-failed");
    }

    @Test
    void ofTwoWritersThatReadTheSameVersionOneWins() {
        Answer made = create("");
        var both = Stream.of("GIAC-GCIH", "ECC-ECIH")
                .map(code -> CompletableFuture.supplyAsync(() -> karnataka.put(
                        made.header("Location"), gap("\"requiredCertifications\": [[\"" + code + "\"]]"), made.etag())))
                .toList();
        assertThat(both.stream().map(answer -> answer.join().status())).containsExactlyInAnyOrder(200, 412);
        assertThat(karnataka.get(made.header("Location")).json().at("/requiredCertifications/0"))
                .hasSize(1);
    }

    @Test
    void anotherDepartmentsGapIsNotThere() {
        Answer made = create("");
        String path = made.header("Location");
        for (String address : List.of(path, "/v1/gaps/" + UUID.randomUUID(), "/v1/gaps/nonsense")) {
            tamilNadu.get(address).problem(404, "not-found");
            tamilNadu.put(address, gap(""), made.etag()).problem(404, "not-found");
            tamilNadu.patch(address, "{}", made.etag()).problem(404, "not-found");
            tamilNadu.delete(address, made.etag()).problem(404, "not-found");
        }
        assertThat(tamilNadu.get("/v1/gaps").json().get("items")).isEmpty();
        Api.with("gaps:read", "*").get(path).expect(200);
    }

    @Test
    void anotherDepartmentsFacilityAnswersLikeOneThatDoesNotExist() {
        Answer other = tamilNadu
                .post("/v1/gaps", gap(""))
                .problem(422, "unknown-reference")
                .at("/facility");
        Answer none = karnataka
                .post(
                        "/v1/gaps",
                        gap("").replace(id(hospital), UUID.randomUUID().toString()))
                .problem(422, "unknown-reference")
                .at("/facility");
        assertThat(other.json().get("errors")).isEqualTo(none.json().get("errors"));
    }

    @Test
    void aGapMayMoveWithinItsDepartmentButNotOutOfIt() {
        Answer made = create("");
        String path = made.header("Location");
        String second = facility(karnataka, "IN-KA");
        String foreign = facility(tamilNadu, "IN-TN");
        Answer moved = karnataka
                .patch(path, "{\"facility\": \"" + id(second) + "\"}", made.etag())
                .expect(200);
        Api.with(SCOPES, "IN-KA", "IN-TN")
                .patch(path, "{\"facility\": \"" + id(foreign) + "\"}", moved.etag())
                .problem(422, "invalid")
                .at("/facility");
    }

    @Test
    void whatAGapNamesMustExist() {
        for (String role : List.of("XX-WRL-999", "PD-WRL-003 ", "pd-wrl-003", "PR-CIR-001")) {
            karnataka
                    .post("/v1/gaps", gap("").replace("PD-WRL-003", role))
                    .problem(422, "unknown-reference")
                    .at("/role");
        }
        karnataka
                .post("/v1/gaps", gap("\"preferredCertifications\": [\"ECC-ECIH\", \"NO-SUCH\"]"))
                .problem(422, "unknown-reference")
                .at("/preferredCertifications/1");
        karnataka
                .post("/v1/gaps", gap("\"requiredCertifications\": [[\"ECC-ECIH\"], [\"GIAC-GCIH\", \"ECC-ECIH \"]]"))
                .problem(422, "unknown-reference")
                .at("/requiredCertifications/1/1");
        assertThat(karnataka.get("/v1/gaps").json().get("items")).isEmpty();
    }

    @Test
    void theHeadcountIsNeverLessThanTheSeatsFilled() {
        Answer made = create("");
        service.jdbi().useHandle(handle -> handle.execute("UPDATE gap SET filled = 2"));
        karnataka
                .patch(made.header("Location"), "{\"headcount\": 1}", made.etag())
                .problem(422, "invalid")
                .at("/headcount");
        Answer put =
                karnataka.put(made.header("Location"), gap(""), made.etag()).expect(200);
        assertThat(put.json().get("filled").asInt()).isEqualTo(2);
    }

    @Test
    void anExternalIdIsUniqueAmongTheGapsOfOneClient() {
        create("\"externalId\": \"X-1\"");
        karnataka.post("/v1/gaps", gap("\"externalId\": \"X-1\"")).problem(409, "duplicate");
        Api.with(SCOPES, "IN-KA")
                .post("/v1/gaps", gap("\"externalId\": \"X-1\""))
                .expect(201);
        Answer second = create("\"externalId\": \"X-2\"");
        karnataka
                .patch(second.header("Location"), "{\"externalId\": \"X-1\"}", second.etag())
                .problem(409, "duplicate");
        assertThat(ids("externalId=X-1")).hasSize(2);
        assertThat(ids("externalId=X-2")).hasSize(1);
    }

    @Test
    void theListIsPagedAndFiltered() {
        List<String> made = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            made.add(create("\"requiredCertifications\": [[\"ECC-ECIH\"]], \"graceDays\": " + i)
                    .json()
                    .get("id")
                    .asText());
        }
        String other = karnataka
                .post(
                        "/v1/gaps",
                        gap("\"status\": \"on-hold\"")
                                .replace("PD-WRL-003", "PD-WRL-001")
                                .replace("\"priority\": 5", "\"priority\": 1"))
                .json()
                .get("id")
                .asText();
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            Answer page = karnataka.get("/v1/gaps?limit=2" + next).expect(200);
            seen.addAll(page.json().get("items").findValuesAsText("id"));
            next = page.json().has("next")
                    ? "&cursor=" + page.json().get("next").asText()
                    : null;
        } while (next != null);
        assertThat(seen).startsWith(made.toArray(new String[0])).endsWith(other).hasSize(6);
        assertThat(karnataka
                        .get("/v1/gaps?limit=2")
                        .json()
                        .at("/items/1/requiredCertifications/0/0")
                        .asText())
                .isEqualTo("ECC-ECIH");
        assertThat(ids("status=on-hold")).containsExactly(other);
        assertThat(ids("status=on-hold&status=open")).hasSize(6);
        assertThat(ids("role=PD-WRL-001")).containsExactly(other);
        assertThat(ids("priority=1&priority=2")).containsExactly(other);
        assertThat(ids("facility=" + id(hospital))).hasSize(6);
        assertThat(ids("facility=" + UUID.randomUUID())).isEmpty();
        assertThat(ids("role=PD-WRL-001&status=open")).isEmpty();
        karnataka.get("/v1/gaps?facility=x").problem(400, "malformed").at("?facility");
        karnataka.get("/v1/gaps?status=odd").problem(400, "malformed").at("?status");
        karnataka.get("/v1/gaps?priority=high").problem(400, "malformed").at("?priority");
        karnataka.get("/v1/gaps?department=IN-KA").problem(400, "malformed").at("?department");
    }

    @Test
    void whoLacksTheScopeOrTheKeyIsTurnedAway() {
        Answer made = create("");
        String path = made.header("Location");
        Api reader = Api.with("gaps:read", "IN-KA");
        reader.get(path).expect(200);
        reader.post("/v1/gaps", gap("")).problem(403, "forbidden");
        reader.put(path, gap(""), made.etag()).problem(403, "forbidden");
        reader.patch(path, "{}", made.etag()).problem(403, "forbidden");
        reader.delete(path, made.etag()).problem(403, "forbidden");
        Api.with("gaps:write", "IN-KA").get(path).problem(403, "forbidden");
        Api nobody = Api.anonymous();
        nobody.get(path).problem(401, "unauthenticated");
        nobody.get("/v1/gaps").problem(401, "unauthenticated");
        nobody.post("/v1/gaps", gap("")).problem(401, "unauthenticated");
        nobody.patch(path, "{}", made.etag()).problem(401, "unauthenticated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'startsOn': '2026-02-30'                               | 422 | /startsOn",
                "'startsOn': '99999-01-01'                              | 422 | /startsOn",
                "'startsOn': '+99999-01-01'                             | 422 | /startsOn",
                "'startsOn': '1999-12-31'                               | 422 | /startsOn",
                "'startsOn': '2101-01-01'                               | 422 | /startsOn",
                "'startsOn': '2027-04-01T00:00:00Z'                     | 422 | /startsOn",
                "'startsOn': ''                                         | 422 | /startsOn",
                "'startsOn': 20000                                      | 400 | /startsOn",
                "'startsOn': [2027, 4, 1]                               | 400 | /startsOn",
                "'startsOn': null                                       | 422 | /startsOn",
                "'facility': 'x'                                        | 422 | /facility",
                "'facility': 7                                          | 400 | /facility",
                "'facility': null                                       | 422 | /facility",
                "'role': 42                                             | 400 | /role",
                "'role': null                                           | 422 | /role",
                "'role': 'XXXXXXXXXXXXXXXXXXXXX'                        | 422 | /role",
                "'level': 'guru'                                        | 422 | /level",
                "'level': null                                          | 422 | /level",
                "'headcount': 0                                         | 422 | /headcount",
                "'headcount': 101                                       | 422 | /headcount",
                "'headcount': null                                      | 422 | /headcount",
                "'headcount': '2'                                       | 400 | /headcount",
                "'graceDays': -1                                        | 422 | /graceDays",
                "'graceDays': 366                                       | 422 | /graceDays",
                "'priority': 0                                          | 422 | /priority",
                "'priority': 6                                          | 422 | /priority",
                "'workMode': 'ON_SITE'                                  | 422 | /workMode",
                "'status': 'closed'                                     | 422 | /status",
                "'requiredCertifications': 'ECC-ECIH'                   | 400 | /requiredCertifications",
                "'requiredCertifications': ['ECC-ECIH']                 | 400 | /requiredCertifications/0",
                "'requiredCertifications': [null]                       | 422 | /requiredCertifications/0",
                "'requiredCertifications': [[]]                         | 422 | /requiredCertifications/0",
                "'requiredCertifications': [[null]]                     | 422 | /requiredCertifications/0/0",
                "'requiredCertifications': [['A','A']]                  | 422 | /requiredCertifications/0",
                "'requiredCertifications': [['A'],['B'],['C'],['D'],['E'],['F']] | 422 | /requiredCertifications",
                "'preferredCertifications': ['A','A']                   | 422 | /preferredCertifications",
                "'requiredLanguages': ['xx-Latn-999-']                  | 422 | /requiredLanguages/0",
                "'requiredLanguages': ['en','KN']                       | 422 | /requiredLanguages/1",
                "'requiredLanguages': ['en','en']                       | 422 | /requiredLanguages",
                "'requiredLanguages': [null]                            | 422 | /requiredLanguages/0",
                "'preferredLanguages': {}                               | 400 | /preferredLanguages",
                "'externalId': 'a\\nb'                                  | 422 | /externalId",
                "'department': 'IN-KA'                                  | 400 | /department",
                "'filled': 3                                            | 400 | /filled"
            })
    void nastyInputIsRefused(String fields, int status, String pointer) {
        String json = fields.replace('\'', '"');
        String name = json.substring(0, json.indexOf(':'));
        String body = gap("").replaceAll(name + ": (\"[^\"]*\"|\\d+),?", "").replaceAll(",\\s*}", "}");
        karnataka
                .post("/v1/gaps", body.replaceFirst("\\{", "{" + java.util.regex.Matcher.quoteReplacement(json) + ","))
                .problem(status, status == 400 ? "malformed" : "invalid")
                .at(pointer);
    }

    @Test
    void brokenBodiesAreRefused() {
        for (String body : List.of("", "null", "{", "[]", gap("") + "x", gap("\"priority\": 4"))) {
            assertThat(karnataka.post("/v1/gaps", body).status()).as(body).isBetween(400, 422);
        }
        karnataka.post("/v1/gaps", gap(""), "Content-Type", "text/plain").problem(415, "unsupported-media-type");
        karnataka
                .post("/v1/gaps", gap("\"externalId\": \"" + "x".repeat(70_000) + "\""))
                .problem(413, "too-large");
    }

    @Test
    void textThatLooksLikeCodeIsOnlyText() {
        for (String text : List.of("${7*7}", "'; DROP TABLE gap; --", "=1+1")) {
            Answer made = create("\"externalId\": \"" + text + "\"");
            assertThat(karnataka
                            .get(made.header("Location"))
                            .json()
                            .get("externalId")
                            .asText())
                    .isEqualTo(text);
        }
    }

    private String gap(String more) {
        return """
                {"facility": "%s", "role": "PD-WRL-003", "level": "intermediate", "headcount": 2, "workMode": "on-site",
                 "startsOn": "2027-04-01", "priority": 5%s}
                """.formatted(id(hospital), more.isEmpty() ? "" : ", " + more);
    }

    private Answer create(String more) {
        return karnataka.post("/v1/gaps", gap(more)).expect(201);
    }

    private static String facility(Api api, String department) {
        return api.post("/v1/facilities", """
                        {"department": "%s", "name": "District Hospital", "kind": "district-hospital"}
                        """.formatted(department)).expect(201).header("Location");
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private List<String> ids(String query) {
        return karnataka
                .get("/v1/gaps?" + query)
                .expect(200)
                .json()
                .get("items")
                .findValuesAsText("id");
    }

    private List<String> changes(String path) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT CONCAT(kind, ' ', department, ' ', version) FROM change_log
                        WHERE feature = 'gap' AND id = :id ORDER BY sequence
                        """)
                        .bind("id", id(path))
                        .mapTo(String.class)
                        .list());
    }
}
