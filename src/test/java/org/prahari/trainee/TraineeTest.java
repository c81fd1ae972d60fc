package org.prahari.trainee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prahari.trainee.Fixtures.id;
import static org.prahari.trainee.Fixtures.trainee;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class TraineeTest extends ServiceTest {
    private static final String SCOPES = "trainees:read trainees:write";
    private Api karnataka;
    private Api tamilNadu;

    @BeforeEach
    void callers() {
        karnataka = Api.with(SCOPES, "IN-KA");
        tamilNadu = Api.with(SCOPES, "IN-TN");
    }

    @Test
    void aTraineeIsKeptAsSent() {
        district(990001, "IN-TN");
        Answer made = karnataka.post("/v1/trainees", """
                        {"department": "IN-KA", "externalId": "T-1",
                         "soughtRoles": [{"role": "PD-WRL-003", "level": "advanced"},
                            {"role": "PD-WRL-001", "level": "basic"}, {"role": "IO-WRL-005", "level": "intermediate"}],
                         "held": [{"certification": "GIAC-GCIH", "issuedOn": "2025-01-31", "verification": "verified"},
                            {"certification": "COMPTIA-SECPLUS", "issuedOn": "2025-06-01", "expiresOn": "2028-05-31",
                             "verification": "self-declared"}],
                         "inProgress": [{"certification": "ECC-ECIH", "expectedOn": "2027-02-28"}],
                         "languages": ["ta", "kn", "en"], "home": {"region": "IN-TN", "district": 990001},
                         "relocation": {"scope": "states", "regions": ["IN-TN", "IN-KA"]}, "remote": true,
                         "experienceMonths": 18, "availableFrom": "2027-01-15", "status": "offered"}
                        """).expect(201);
        String path = made.header("Location");
        assertThat(path).startsWith("/v1/trainees/");
        Answer read = karnataka.get(path).expect(200);
        assertThat(read.json()).isEqualTo(made.json());
        assertThat(read.etag()).isEqualTo(made.etag()).isEqualTo("\"1\"");
        assertThat(read.json().get("soughtRoles").findValuesAsText("role"))
                .containsExactly("PD-WRL-003", "PD-WRL-001", "IO-WRL-005");
        assertThat(read.json().get("held").findValuesAsText("certification"))
                .containsExactly("COMPTIA-SECPLUS", "GIAC-GCIH");
        assertThat(read.json().at("/held/0/expiresOn").asText()).isEqualTo("2028-05-31");
        assertThat(read.json().at("/held/1").has("expiresOn")).isFalse();
        assertThat(read.json().at("/inProgress/0/expectedOn").asText()).isEqualTo("2027-02-28");
        assertThat(read.json().get("relocation"))
                .hasToString("{\"scope\":\"states\",\"regions\":[\"IN-TN\",\"IN-KA\"]}");
        assertThat(read.json().get("home")).hasToString("{\"region\":\"IN-TN\",\"district\":990001}");
        assertThat(read.json().get("registeredOn").asText())
                .isEqualTo(LocalDate.now(ZoneId.of("Asia/Kolkata")).toString());
        assertThat(read.header("Cache-Control")).isEqualTo("no-store");
        karnataka.get(path, "If-None-Match", read.etag()).expect(304);
        assertThat(changes(path)).containsExactly("created IN-KA 1");
    }

    @Test
    void whatIsNotSaidIsAbsentOrTheDefault() {
        var json = karnataka.post("/v1/trainees", trainee("")).expect(201).json();
        assertThat(json.get("status").asText()).isEqualTo("available");
        assertThat(json.get("held")).isEmpty();
        assertThat(json.get("inProgress")).isEmpty();
        assertThat(json.get("relocation").has("regions")).isFalse();
        assertThat(json.get("home").has("district")).isFalse();
        assertThat(json.has("consent")).isFalse();
        assertThat(json.has("externalId")).isFalse();
    }

    @Test
    void puttingReplacesAllButTheDayOfRegistration() {
        Answer made = create("\"held\": [{\"certification\": \"GIAC-GCIH\", \"issuedOn\": \"2025-01-31\","
                + " \"verification\": \"verified\"}], \"status\": \"placed\"");
        String path = made.header("Location");
        service.jdbi().useHandle(handle -> handle.execute("UPDATE trainee SET registered_on = '2026-01-02'"));
        Answer put = karnataka
                .put(path, trainee("").replace("PD-WRL-003", "PD-WRL-001"), made.etag())
                .expect(200);
        assertThat(put.etag()).isEqualTo("\"2\"");
        assertThat(put.json().get("held")).isEmpty();
        assertThat(put.json().get("status").asText()).as("not said").isEqualTo("placed");
        assertThat(put.json().get("registeredOn").asText()).isEqualTo("2026-01-02");
        assertThat(put.json().at("/soughtRoles/0/role").asText()).isEqualTo("PD-WRL-001");
        assertThat(karnataka.get(path).json()).isEqualTo(put.json());
        assertThat(changes(path)).containsExactly("created IN-KA 1", "updated IN-KA 2");
    }

    @Test
    void aPatchChangesWhatItNamesAndNullRemoves() {
        district(990001, "IN-KA");
        Answer made = karnataka
                .post(
                        "/v1/trainees",
                        trainee("\"externalId\": \"T-1\"")
                                .replace("{\"region\": \"IN-KA\"}", "{\"region\": \"IN-KA\", \"district\": 990001}"))
                .expect(201);
        Answer patched = karnataka
                .patch(
                        made.header("Location"),
                        "{\"externalId\": null, \"home\": {\"district\": null}, \"relocation\": {\"scope\": \"anywhere\"},"
                                + " \"languages\": [\"kn\", \"tcy\"]}",
                        made.etag())
                .expect(200);
        assertThat(patched.json().has("externalId")).isFalse();
        assertThat(patched.json().get("home")).hasToString("{\"region\":\"IN-KA\"}");
        assertThat(patched.json().get("relocation")).hasToString("{\"scope\":\"anywhere\"}");
        assertThat(patched.json().get("languages")).hasToString("[\"kn\",\"tcy\"]");
        assertThat(patched.json().get("experienceMonths").asInt()).isEqualTo(6);
        assertThat(karnataka.get(made.header("Location")).json()).isEqualTo(patched.json());
    }

    @Test
    void aPatchedTraineeMustBeAsValidAsOneThatIsPut() {
        Answer made = create("");
        String path = made.header("Location");
        karnataka
                .patch(path, "{\"languages\": null}", made.etag())
                .problem(422, "invalid")
                .at("/languages");
        karnataka
                .patch(path, "{\"relocation\": {\"scope\": \"states\"}}", made.etag())
                .problem(422, "invalid")
                .at("/relocation/regions");
        karnataka
                .patch(path, "{\"home\": {\"color\": 1}}", made.etag())
                .problem(400, "malformed")
                .at("/home/color");
        karnataka
                .patch(path, "{\"soughtRoles\": [{\"role\": \"NO\", \"level\": \"basic\"}]}", made.etag())
                .problem(422, "unknown-reference")
                .at("/soughtRoles/0/role");
        for (String field : List.of("registeredOn", "consent", "identity", "version")) {
            karnataka
                    .patch(path, "{\"" + field + "\": {}}", made.etag())
                    .problem(400, "malformed")
                    .at("/" + field);
        }
        assertThat(karnataka.get(path).json()).isEqualTo(made.json());
    }

    @Test
    void aDeletedTraineeIsGone() {
        Answer made = create("");
        karnataka.delete(made.header("Location"), made.etag()).expect(204);
        karnataka.get(made.header("Location")).problem(404, "not-found");
        assertThat(changes(made.header("Location"))).containsExactly("created IN-KA 1", "deleted IN-KA 2");
    }

    @Test
    void writesNeedTheVersionTheyAreMeantFor() {
        Answer made = create("");
        String path = made.header("Location");
        karnataka.send("PUT", path, trainee("")).problem(428, "precondition-required");
        karnataka.send("DELETE", path, null).problem(428, "precondition-required");
        karnataka
                .send("PATCH", path, "{}", "Content-Type", "application/merge-patch+json")
                .problem(428, "precondition-required");
        karnataka.put(path, trainee(""), "\"7\"").problem(412, "precondition-failed");
        karnataka.patch(path, "{}", "\"0\"").problem(412, "precondition-failed");
        karnataka.delete(path, "\"2\"").problem(412, "precondition-failed");
    }

    @Test
    void ofTwoWritersThatReadTheSameVersionOneWins() {
        Answer made = create("");
        var both = Stream.of("PD-WRL-001", "IO-WRL-005")
                .map(role -> CompletableFuture.supplyAsync(() ->
                        karnataka.put(made.header("Location"), trainee("").replace("PD-WRL-003", role), made.etag())))
                .toList();
        assertThat(both.stream().map(answer -> answer.join().status())).containsExactlyInAnyOrder(200, 412);
        assertThat(karnataka.get(made.header("Location")).json().get("soughtRoles"))
                .hasSize(1);
    }

    @Test
    void anotherDepartmentsTraineeIsNotThere() {
        Answer made = create("");
        for (String address : List.of(made.header("Location"), "/v1/trainees/" + UUID.randomUUID(), "/v1/trainees/x")) {
            tamilNadu.get(address).problem(404, "not-found");
            tamilNadu.put(address, trainee(""), made.etag()).problem(404, "not-found");
            tamilNadu.patch(address, "{}", made.etag()).problem(404, "not-found");
            tamilNadu.delete(address, made.etag()).problem(404, "not-found");
        }
        assertThat(tamilNadu.get("/v1/trainees").json().get("items")).isEmpty();
        Api.with("trainees:read", "*").get(made.header("Location")).expect(200);
    }

    @Test
    void aDepartmentThatIsNotYoursAnswersLikeOneThatDoesNotExist() {
        Answer other = tamilNadu
                .post("/v1/trainees", trainee(""))
                .problem(422, "unknown-reference")
                .at("/department");
        Answer none = Api.with(SCOPES, "*")
                .post("/v1/trainees", trainee("").replaceFirst("IN-KA", "IN-XX"))
                .problem(422, "unknown-reference")
                .at("/department");
        assertThat(other.json().get("errors")).isEqualTo(none.json().get("errors"));
        Answer made = create("");
        Api.with(SCOPES, "*")
                .patch(made.header("Location"), "{\"department\": \"IN-TN\"}", made.etag())
                .problem(422, "invalid")
                .at("/department");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'soughtRoles': [{'role': 'XX', 'level': 'basic'}]                         | /soughtRoles/0/role",
                "'soughtRoles': [{'role': 'PD-WRL-003 ', 'level': 'basic'}]                | /soughtRoles/0/role",
                "'held': [{'certification': 'NO', 'issuedOn': '2025-01-01', 'verification': 'verified'}] | /held/0/certification",
                "'inProgress': [{'certification': 'ecc-ecih', 'expectedOn': '2027-01-01'}] | /inProgress/0/certification",
                "'home': {'region': 'IN-XX'}                                               | /home/region",
                "'home': {'region': 'IN-KA', 'district': 990002}                           | /home/district",
                "'home': {'region': 'IN-KA', 'district': 5}                                | /home/district",
                "'relocation': {'scope': 'states', 'regions': ['IN-KA', 'IN-ZZ']}          | /relocation/regions/1"
            })
    void whatATraineeNamesMustExist(String fields, String pointer) {
        district(990002, "IN-TN");
        karnataka
                .post("/v1/trainees", with(fields))
                .problem(422, "unknown-reference")
                .at(pointer);
        assertThat(karnataka.get("/v1/trainees").json().get("items")).isEmpty();
    }

    @Test
    void anExternalIdIsUniqueAmongTheTraineesOfOneClient() {
        create("\"externalId\": \"X-1\"");
        karnataka.post("/v1/trainees", trainee("\"externalId\": \"X-1\"")).problem(409, "duplicate");
        Api.with(SCOPES, "IN-KA")
                .post("/v1/trainees", trainee("\"externalId\": \"X-1\""))
                .expect(201);
        assertThat(ids("externalId=X-1")).hasSize(2);
    }

    @Test
    void theListIsPagedAndFiltered() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(create("\"held\": [{\"certification\": \"ECC-ECIH\", \"issuedOn\": \"2025-01-0" + (i + 1)
                            + "\", \"verification\": \"verified\"}]")
                    .json()
                    .get("id")
                    .asText());
        }
        String other = karnataka
                .post("/v1/trainees", trainee("\"status\": \"withdrawn\"").replace("PD-WRL-003", "PD-WRL-001"))
                .json()
                .get("id")
                .asText();
        List<String> seen = new ArrayList<>();
        List<String> issued = new ArrayList<>();
        String next = "";
        do {
            Answer page = karnataka.get("/v1/trainees?limit=2" + next).expect(200);
            page.json().get("items").forEach(item -> seen.add(item.get("id").asText()));
            issued.addAll(page.json().get("items").findValuesAsText("issuedOn"));
            next = page.json().has("next")
                    ? "&cursor=" + page.json().get("next").asText()
                    : null;
        } while (next != null);
        assertThat(seen).startsWith(made.toArray(new String[0])).endsWith(other).hasSize(6);
        assertThat(issued).hasSize(5).isSorted();
        assertThat(ids("status=withdrawn")).containsExactly(other);
        assertThat(ids("role=PD-WRL-001")).containsExactly(other);
        assertThat(ids("role=PD-WRL-001&role=PD-WRL-003")).hasSize(6);
        assertThat(ids("role=PD-WRL-001&status=available")).isEmpty();
        karnataka.get("/v1/trainees?status=odd").problem(400, "malformed").at("?status");
        karnataka.get("/v1/trainees?name=x").problem(400, "malformed").at("?name");
    }

    @Test
    void whoLacksTheScopeOrTheKeyIsTurnedAway() {
        Answer made = create("");
        String path = made.header("Location");
        Api reader = Api.with("trainees:read", "IN-KA");
        reader.get(path).expect(200);
        reader.post("/v1/trainees", trainee("")).problem(403, "forbidden");
        reader.put(path, trainee(""), made.etag()).problem(403, "forbidden");
        reader.patch(path, "{}", made.etag()).problem(403, "forbidden");
        reader.delete(path, made.etag()).problem(403, "forbidden");
        Api.with("trainees:write trainees:identity", "IN-KA").get(path).problem(403, "forbidden");
        Api nobody = Api.anonymous();
        nobody.get(path).problem(401, "unauthenticated");
        nobody.get("/v1/trainees").problem(401, "unauthenticated");
        nobody.post("/v1/trainees", trainee("")).problem(401, "unauthenticated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'soughtRoles': []                                          | 422 | /soughtRoles",
                "'soughtRoles': [null]                                      | 422 | /soughtRoles/0",
                "'soughtRoles': ['PD-WRL-003']                              | 400 | /soughtRoles/0",
                "'soughtRoles': [{'role': 'PD-WRL-003'}]                    | 422 | /soughtRoles/0/level",
                "'soughtRoles': [{'role': 'PD-WRL-003', 'level': 'guru'}]   | 422 | /soughtRoles/0/level",
                "'soughtRoles': [{'role': 'PD-WRL-003', 'level': 'basic', 'rank': 1}] | 400 | /soughtRoles/0/rank",
                "'soughtRoles': [{'role': 'PD-WRL-003', 'level': 'basic'}, {'role': 'PD-WRL-003', 'level': 'basic'}] | 422 | /soughtRoles/1/role",
                "'held': [{'certification': 'ECC-ECIH', 'issuedOn': '2026-02-30', 'verification': 'verified'}] | 422 | /held/0/issuedOn",
                "'held': [{'certification': 'ECC-ECIH', 'issuedOn': '99999-01-01', 'verification': 'verified'}] | 422 | /held/0/issuedOn",
                "'held': [{'certification': 'ECC-ECIH', 'issuedOn': '1999-01-01', 'verification': 'verified'}] | 422 | /held/0/issuedOn",
                "'held': [{'certification': 'ECC-ECIH', 'issuedOn': '2026-01-01', 'verification': 'rumoured'}] | 422 | /held/0/verification",
                "'held': [{'certification': 'ECC-ECIH', 'issuedOn': '2026-01-01'}]       | 422 | /held/0/verification",
                "'held': [{'certification': 'ECC-ECIH', 'issuedOn': '2026-01-02', 'expiresOn': '2026-01-01', 'verification': 'verified'}] | 422 | /held/0/expiresOn",
                "'held': [{'certification': 'ECC-ECIH', 'issuedOn': '2026-01-01', 'verification': 'verified'}, {'certification': 'ECC-ECIH', 'issuedOn': '2026-01-01', 'verification': 'verified'}] | 422 | /held/1/certification",
                "'held': {}                                                 | 400 | /held",
                "'inProgress': [{'certification': 'ECC-ECIH', 'expectedOn': '2101-01-01'}] | 422 | /inProgress/0/expectedOn",
                "'inProgress': [{'certification': 'ECC-ECIH'}]              | 422 | /inProgress/0/expectedOn",
                "'languages': []                                            | 422 | /languages",
                "'languages': ['e']                                         | 422 | /languages/0",
                "'languages': ['xx-Latn-999-']                              | 422 | /languages/0",
                "'languages': ['kn', 'kn']                                  | 422 | /languages",
                "'languages': 'kn'                                          | 400 | /languages",
                "'home': {}                                                 | 422 | /home/region",
                "'home': 'IN-KA'                                            | 400 | /home",
                "'home': {'region': 'in-ka'}                                | 422 | /home/region",
                "'relocation': {'scope': 'moon'}                            | 422 | /relocation/scope",
                "'relocation': {}                                           | 422 | /relocation/scope",
                "'relocation': {'scope': 'states'}                          | 422 | /relocation/regions",
                "'relocation': {'scope': 'states', 'regions': []}           | 422 | /relocation/regions",
                "'relocation': {'scope': 'state', 'regions': ['IN-KA']}     | 422 | /relocation/regions",
                "'relocation': {'scope': 'states', 'regions': [null]}       | 422 | /relocation/regions/0",
                "'relocation': {'scope': 'states', 'regions': ['IN-KA', 'IN-KA']} | 422 | /relocation/regions",
                "'remote': 'yes'                                            | 400 | /remote",
                "'remote': 1                                                | 400 | /remote",
                "'remote': null                                             | 422 | /remote",
                "'experienceMonths': -1                                     | 422 | /experienceMonths",
                "'experienceMonths': 721                                    | 422 | /experienceMonths",
                "'experienceMonths': null                                   | 422 | /experienceMonths",
                "'availableFrom': '2026-02-30'                              | 422 | /availableFrom",
                "'availableFrom': 1                                         | 400 | /availableFrom",
                "'status': 'gone'                                           | 422 | /status",
                "'externalId': ''                                           | 422 | /externalId",
                "'registeredOn': '2026-01-01'                               | 400 | /registeredOn",
                "'consent': {}                                              | 400 | /consent",
                "'name': 'Demo'                                             | 400 | /name"
            })
    void nastyInputIsRefused(String fields, int status, String pointer) {
        karnataka
                .post("/v1/trainees", with(fields))
                .problem(status, status == 400 ? "malformed" : "invalid")
                .at(pointer);
    }

    @Test
    void brokenBodiesAreRefused() {
        for (String body : List.of("", "null", "{", "[]", trainee("") + "x", trainee("\"remote\": true"))) {
            assertThat(karnataka.post("/v1/trainees", body).status()).as(body).isBetween(400, 422);
        }
        karnataka
                .post("/v1/trainees", trainee(""), "Content-Type", "text/plain")
                .problem(415, "unsupported-media-type");
        karnataka
                .post("/v1/trainees", trainee("\"externalId\": \"" + "x".repeat(70_000) + "\""))
                .problem(413, "too-large");
    }

    @Test
    void textThatLooksLikeCodeIsOnlyText() {
        for (String text : List.of("${7*7}", "'; DROP TABLE trainee; --", "=1+1")) {
            Answer made = create("\"externalId\": \"" + text + "\"");
            assertThat(karnataka
                            .get(made.header("Location"))
                            .json()
                            .get("externalId")
                            .asText())
                    .isEqualTo(text);
        }
    }

    private Answer create(String more) {
        return Fixtures.create(karnataka, more);
    }

    /** A sound request in which this field, in single quotes, stands in the place of the sound one. */
    private static String with(String field) {
        String json = field.replace('\'', '"');
        String name = json.substring(0, json.indexOf(':'));
        String rest = trainee("").replaceAll(name + ": (\\[[^]]*]|\\{[^}]*}|\"[^\"]*\"|\\w+),?", "");
        return rest.replaceAll(",\\s*}\\s*$", "}").replaceFirst("\\{", "{" + Matcher.quoteReplacement(json) + ",");
    }

    private List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        karnataka
                .get("/v1/trainees?" + query)
                .expect(200)
                .json()
                .get("items")
                .forEach(item -> ids.add(item.get("id").asText()));
        return ids;
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
                        WHERE feature = 'trainee' AND id = :id ORDER BY sequence
                        """)
                        .bind("id", id(path))
                        .mapTo(String.class)
                        .list());
    }
}
