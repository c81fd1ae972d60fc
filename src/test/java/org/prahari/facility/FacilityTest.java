package org.prahari.facility;

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

class FacilityTest extends ServiceTest {
    private static final String SCOPES = "facilities:read facilities:write";
    private static final String SMALL = """
            {"department": "IN-KA", "name": "CHC Hebri", "kind": "community-health-centre"}""";
    private Api karnataka;
    private Api tamilNadu;

    @BeforeEach
    void callers() {
        karnataka = Api.with(SCOPES, "IN-KA");
        tamilNadu = Api.with(SCOPES, "IN-TN");
    }

    @Test
    void whoDeletesMayAcceptProblemsOnlyAsGeneratedClientsDo() {
        Answer made = karnataka.post("/v1/facilities", SMALL).expect(201);
        String path = made.header("Location");
        karnataka
                .send("DELETE", path, null, "If-Match", "\"9\"", "Accept", "application/problem+json")
                .problem(412, "precondition-failed");
        karnataka
                .send("DELETE", path, null, "If-Match", made.etag(), "Accept", "application/problem+json")
                .expect(204);
        karnataka.get(path).problem(404, "not-found");
    }

    @Test
    void aFacilityIsKeptAsItWasSent() {
        district(990001, "IN-KA");
        Answer made = karnataka.post("/v1/facilities", """
                        {"department": "IN-KA", "externalId": "KA-DH-1", "hfrId": "IN2910000123",
                         "name": "District Hospital", "kind": "district-hospital", "district": 990001, "beds": 400,
                         "contactRole": "Medical Superintendent"}""").expect(201);
        String path = made.header("Location");
        assertThat(path).startsWith("/v1/facilities/");
        assertThat(made.etag()).isEqualTo("\"1\"");
        Answer read = karnataka.get(path).expect(200);
        assertThat(read.json()).isEqualTo(made.json());
        assertThat(read.etag()).isEqualTo("\"1\"");
        assertThat(read.json().get("beds").asInt()).isEqualTo(400);
        assertThat(read.header("Cache-Control")).isEqualTo("no-store");
        karnataka.get(path, "If-None-Match", read.etag()).expect(304);
        assertThat(changes(path)).containsExactly("created IN-KA 1");
    }

    @Test
    void whatIsNotSaidIsAbsent() {
        var json = karnataka.post("/v1/facilities", SMALL).expect(201).json();
        assertThat(json.has("beds")).isFalse();
        assertThat(json.has("externalId")).isFalse();
        assertThat(json.has("client")).isFalse();
    }

    @Test
    void puttingReplacesAll() {
        Answer made = create("\"beds\": 30, \"contactRole\": \"Administrator\"");
        Answer put = karnataka.put(made.header("Location"), SMALL, made.etag()).expect(200);
        assertThat(put.etag()).isEqualTo("\"2\"");
        assertThat(put.json().has("beds")).isFalse();
        assertThat(karnataka.get(made.header("Location")).json()).isEqualTo(put.json());
        assertThat(changes(made.header("Location"))).containsExactly("created IN-KA 1", "updated IN-KA 2");
    }

    @Test
    void aPatchChangesWhatItNamesAndNullRemoves() {
        Answer made = create("\"beds\": 30, \"contactRole\": \"Administrator\"");
        Answer patched = karnataka
                .patch(made.header("Location"), "{\"name\": \"CHC Karkala\", \"beds\": null}", made.etag())
                .expect(200);
        assertThat(patched.json().get("name").asText()).isEqualTo("CHC Karkala");
        assertThat(patched.json().has("beds")).isFalse();
        assertThat(patched.json().get("contactRole").asText()).isEqualTo("Administrator");
        assertThat(karnataka.get(made.header("Location")).json()).isEqualTo(patched.json());
    }

    @Test
    void aPatchedFacilityMustBeAsValidAsOneThatIsPut() {
        Answer made = create("\"beds\": 30");
        String path = made.header("Location");
        karnataka
                .patch(path, "{\"name\": null}", made.etag())
                .problem(422, "invalid")
                .at("/name");
        karnataka
                .patch(path, "{\"beds\": -1}", made.etag())
                .problem(422, "invalid")
                .at("/beds");
        karnataka
                .patch(path, "{\"beds\": \"30\"}", made.etag())
                .problem(400, "malformed")
                .at("/beds");
        karnataka
                .patch(path, "{\"color\": 1}", made.etag())
                .problem(400, "malformed")
                .at("/color");
        karnataka
                .patch(path, "{\"color\": null}", made.etag())
                .problem(400, "malformed")
                .at("/color");
        karnataka.patch(path, "[]", made.etag()).problem(400, "malformed");
        karnataka.patch(path, "null", made.etag()).problem(400, "malformed");
        karnataka.patch(path, "{\"beds\": 1, \"beds\": 2}", made.etag()).problem(400, "malformed");
        karnataka.send("PATCH", path, "{}", "If-Match", made.etag()).problem(415, "unsupported-media-type");
        assertThat(karnataka.get(path).json()).isEqualTo(made.json());
    }

    @Test
    void aDeletedFacilityIsGone() {
        Answer made = create("\"beds\": 30");
        assertThat(karnataka
                        .delete(made.header("Location"), made.etag())
                        .expect(204)
                        .text())
                .isEmpty();
        karnataka.get(made.header("Location")).problem(404, "not-found");
        karnataka.delete(made.header("Location"), made.etag()).problem(404, "not-found");
        assertThat(changes(made.header("Location"))).containsExactly("created IN-KA 1", "deleted IN-KA 2");
    }

    @Test
    void writesNeedTheVersionTheyAreMeantFor() {
        Answer made = create("\"beds\": 30");
        String path = made.header("Location");
        karnataka.send("PUT", path, SMALL).problem(428, "precondition-required");
        karnataka.send("DELETE", path, null).problem(428, "precondition-required");
        karnataka
                .send("PATCH", path, "{}", "Content-Type", "application/merge-patch+json")
                .problem(428, "precondition-required");
        karnataka.put(path, SMALL, "\"7\"").problem(412, "precondition-failed");
        karnataka.put(path, SMALL, "W/\"1\"").problem(412, "precondition-failed");
        karnataka.patch(path, "{}", "nonsense").problem(412, "precondition-failed");
        karnataka.delete(path, "\"2\"").problem(412, "precondition-failed");
        karnataka.put(path, SMALL, "*").expect(200);
    }

    @Test
    void ofTwoWritersThatReadTheSameVersionOneWins() {
        Answer made = create("\"beds\": 30");
        var both = Stream.of("A", "B")
                .map(name -> CompletableFuture.supplyAsync(
                        () -> karnataka.put(made.header("Location"), SMALL.replace("CHC Hebri", name), made.etag())))
                .toList();
        assertThat(both.stream().map(answer -> answer.join().status())).containsExactlyInAnyOrder(200, 412);
    }

    @Test
    void anotherDepartmentsFacilityIsNotThere() {
        Answer made = create("\"beds\": 30");
        String path = made.header("Location");
        String unknown = "/v1/facilities/" + UUID.randomUUID();
        for (String address : List.of(path, unknown, "/v1/facilities/nonsense")) {
            tamilNadu.get(address).problem(404, "not-found");
            tamilNadu.put(address, SMALL, made.etag()).problem(404, "not-found");
            tamilNadu.patch(address, "{}", made.etag()).problem(404, "not-found");
            tamilNadu.delete(address, made.etag()).problem(404, "not-found");
        }
        assertThat(tamilNadu.get("/v1/facilities").json().get("items")).isEmpty();
        assertThat(Api.with(SCOPES).get("/v1/facilities").json().get("items")).isEmpty();
        Api.with(SCOPES, "*").get(path).expect(200);
    }

    @Test
    void aDepartmentThatIsNotYoursAnswersLikeOneThatDoesNotExist() {
        Answer other = tamilNadu
                .post("/v1/facilities", SMALL)
                .problem(422, "unknown-reference")
                .at("/department");
        Answer none = Api.with(SCOPES, "*")
                .post("/v1/facilities", SMALL.replace("IN-KA", "IN-XX"))
                .problem(422, "unknown-reference")
                .at("/department");
        assertThat(other.json().get("errors")).isEqualTo(none.json().get("errors"));
    }

    @Test
    void aFacilityStaysWithItsDepartment() {
        Answer made = create("\"beds\": 30");
        Api.with(SCOPES, "IN-KA", "IN-TN")
                .put(made.header("Location"), SMALL.replace("IN-KA", "IN-TN"), made.etag())
                .problem(422, "invalid")
                .at("/department");
    }

    @Test
    void theDistrictMustBeOneOfTheRegion() {
        district(990001, "IN-KA");
        district(990002, "IN-TN");
        Answer made = create("\"district\": 990001");
        for (String district : List.of("990002", "990003")) {
            String body = SMALL.replace("}", ", \"district\": " + district + "}");
            karnataka
                    .post("/v1/facilities", body)
                    .problem(422, "unknown-reference")
                    .at("/district");
            karnataka
                    .put(made.header("Location"), body, made.etag())
                    .problem(422, "unknown-reference")
                    .at("/district");
        }
    }

    @Test
    void anExternalIdIsUniqueAmongTheThingsOfOneClient() {
        Answer made = create("\"externalId\": \"X-1\"");
        karnataka
                .post("/v1/facilities", SMALL.replace("}", ", \"externalId\": \"X-1\"}"))
                .problem(409, "duplicate");
        Api colleague = Api.with(SCOPES, "IN-KA");
        Answer others = colleague
                .post("/v1/facilities", SMALL.replace("}", ", \"externalId\": \"X-1\"}"))
                .expect(201);
        Answer second = create("\"externalId\": \"X-2\"");
        karnataka
                .patch(second.header("Location"), "{\"externalId\": \"X-1\"}", second.etag())
                .problem(409, "duplicate");
        colleague
                .patch(second.header("Location"), "{\"externalId\": \"X-3\"}", second.etag())
                .expect(200);
        assertThat(ids(karnataka.get("/v1/facilities?externalId=X-1")))
                .containsExactlyInAnyOrder(
                        made.json().get("id").asText(), others.json().get("id").asText());
    }

    @Test
    void anHfrIdIsUniqueInADepartment() {
        create("\"hfrId\": \"IN2910000123\"");
        karnataka
                .post("/v1/facilities", SMALL.replace("}", ", \"hfrId\": \"IN2910000123\"}"))
                .problem(409, "duplicate");
    }

    @Test
    void theListIsPagedAndFiltered() {
        district(990001, "IN-KA");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(create(i % 2 == 0 ? "\"district\": 990001" : "\"beds\": 1")
                    .json()
                    .get("id")
                    .asText());
        }
        String other = karnataka
                .post("/v1/facilities", SMALL.replace("community-health-centre", "laboratory"))
                .json()
                .get("id")
                .asText();
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            var page = karnataka.get("/v1/facilities?limit=2" + next).expect(200);
            seen.addAll(ids(page));
            next = page.json().has("next")
                    ? "&cursor=" + page.json().get("next").asText()
                    : null;
        } while (next != null);
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(made.stream(), Stream.of(other)).toList());
        assertThat(ids(karnataka.get("/v1/facilities?kind=laboratory"))).containsExactly(other);
        assertThat(ids(karnataka.get("/v1/facilities?kind=laboratory&kind=community-health-centre")))
                .hasSize(6);
        assertThat(ids(karnataka.get("/v1/facilities?district=990001"))).hasSize(3);
        karnataka.get("/v1/facilities?kind=palace").problem(400, "malformed").at("?kind");
        karnataka.get("/v1/facilities?district=x").problem(400, "malformed").at("?district");
        karnataka.get("/v1/facilities?color=red").problem(400, "malformed").at("?color");
        String cursor =
                karnataka.get("/v1/facilities?limit=2").json().get("next").asText();
        tamilNadu
                .get("/v1/facilities?limit=2&cursor=" + cursor)
                .problem(400, "malformed")
                .at("?cursor");
    }

    @Test
    void whoLacksTheScopeOrTheKeyIsTurnedAway() {
        Answer made = create("\"beds\": 30");
        String path = made.header("Location");
        Api reader = Api.with("facilities:read", "IN-KA");
        reader.get(path).expect(200);
        reader.post("/v1/facilities", SMALL).problem(403, "forbidden");
        reader.put(path, SMALL, made.etag()).problem(403, "forbidden");
        reader.patch(path, "{}", made.etag()).problem(403, "forbidden");
        reader.delete(path, made.etag()).problem(403, "forbidden");
        Api writer = Api.with("facilities:write", "IN-KA");
        writer.get(path).problem(403, "forbidden");
        writer.get("/v1/facilities").problem(403, "forbidden");
        Api nobody = Api.anonymous();
        nobody.get(path).problem(401, "unauthenticated");
        nobody.get("/v1/facilities").problem(401, "unauthenticated");
        nobody.post("/v1/facilities", SMALL).problem(401, "unauthenticated");
        nobody.delete(path, made.etag()).problem(401, "unauthenticated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'name': '  '                       | 422 | /name",
                "'name': 'a\\nb'                    | 422 | /name",
                "'name': 'a\\u0000b'                | 400 | /name",
                "'name': '\\ud800'                  | 400 | /name",
                "'name': null                       | 422 | /name",
                "'name': 5                          | 400 | /name",
                "'name': ['x']                      | 400 | /name",
                "'kind': 'palace'                   | 422 | /kind",
                "'kind': 1                          | 400 | /kind",
                "'kind': null                       | 422 | /kind",
                "'department': 'IN-KA '             | 422 | /department",
                "'department': 'karnataka'          | 422 | /department",
                "'department': null                 | 422 | /department",
                "'beds': 20001                      | 422 | /beds",
                "'beds': -1                         | 422 | /beds",
                "'beds': 1.5                        | 400 | /beds",
                "'beds': '30'                       | 400 | /beds",
                "'beds': 99999999999999999999       | 400 | /beds",
                "'beds': true                       | 400 | /beds",
                "'district': 0                      | 422 | /district",
                "'hfrId': 'IN29'                    | 422 | /hfrId",
                "'hfrId': 'in2910000123'            | 422 | /hfrId",
                "'externalId': ''                   | 422 | /externalId",
                "'externalId': ' x'                 | 422 | /externalId",
                "'contactRole': ' '                 | 422 | /contactRole",
                "'id': 'x'                          | 400 | /id",
                "'version': 3                       | 400 | /version",
                "'client': 'x'                      | 400 | /client"
            })
    void nastyInputIsRefused(String fields, int status, String pointer) {
        String body = "{" + sound(fields) + fields.replace('\'', '"') + "}";
        karnataka
                .post("/v1/facilities", body)
                .problem(status, status == 400 ? "malformed" : "invalid")
                .at(pointer);
    }

    @Test
    void brokenBodiesAreRefused() {
        for (String body : List.of("", "null", "{", "[]", "\"x\"", SMALL + "x", "{\"name\":\"a\",\"name\":\"b\"}")) {
            Answer answer = karnataka.post("/v1/facilities", body);
            assertThat(answer.status()).as(body).isBetween(400, 422);
        }
        karnataka.post("/v1/facilities", SMALL, "Content-Type", "text/plain").problem(415, "unsupported-media-type");
        karnataka
                .post("/v1/facilities", SMALL.replace("Hebri", "x".repeat(70_000)))
                .problem(413, "too-large");
        karnataka
                .post("/v1/facilities", SMALL.replace("Hebri", "x".repeat(300)))
                .problem(422, "invalid")
                .at("/name");
    }

    @Test
    void textThatLooksLikeCodeIsOnlyText() {
        for (String text : List.of("${7*7}", "'; DROP TABLE facility; --", "<script>alert(1)</script>", "ಹೆಬ್ರಿ 🏥")) {
            Answer made = karnataka
                    .post("/v1/facilities", SMALL.replace("CHC Hebri", text))
                    .expect(201);
            assertThat(karnataka.get(made.header("Location")).json().get("name").asText())
                    .isEqualTo(text);
        }
        karnataka.get("/v1/facilities?externalId=%27%20OR%201%3D1%20--").expect(200);
    }

    private Answer create(String more) {
        return karnataka
                .post("/v1/facilities", SMALL.replace("}", ", " + more + "}"))
                .expect(201);
    }

    /** The required fields, but those that the others give. */
    private static String sound(String fields) {
        return Stream.of("'department': 'IN-KA'", "'name': 'CHC Hebri'", "'kind': 'laboratory'")
                .filter(field -> !fields.startsWith(field.substring(0, field.indexOf(':'))))
                .map(field -> field.replace('\'', '"') + ", ")
                .reduce("", String::concat);
    }

    private static List<String> ids(Answer page) {
        return page.expect(200).json().get("items").findValuesAsText("id");
    }

    private void district(int id, String region) {
        service.jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO district (id, region, name) VALUES (?, ?, ?)", id, region, "Demo " + id));
    }

    private List<String> changes(String path) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT CONCAT(kind, ' ', department, ' ', version) FROM change_log
                        WHERE feature = 'facility' AND id = :id ORDER BY sequence
                        """)
                        .bind("id", path.substring(path.lastIndexOf('/') + 1))
                        .mapTo(String.class)
                        .list());
    }
}
