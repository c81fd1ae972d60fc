package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prahari.support.Imports.CSV;
import static org.prahari.support.Imports.NDJSON;
import static org.prahari.support.Imports.done;
import static org.prahari.support.Imports.faults;
import static org.prahari.support.Imports.rows;
import static org.prahari.support.Imports.trainee;
import static org.prahari.support.Imports.trainees;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Imports;
import org.prahari.support.Instance;
import org.prahari.support.ServiceTest;

/** Many rows at once: each is checked and written as one of its own would be, once, however often it is sent. */
class ImportTest extends ServiceTest {
    private static final String SCOPES =
            "imports:write trainees:write trainees:read trainees:identity facilities:write facilities:read gaps:write gaps:read";
    private final Api api = Api.with(SCOPES, "IN-KA");

    @Test
    void aFileOfTraineesIsThereAsIfEachHadBeenRegistered() {
        int before = count("change_log");
        Answer over = done(api, "trainees", NDJSON, trainees(1_001, 18));
        assertThat(over.json().get("state").asText()).isEqualTo("succeeded");
        assertThat(over.json().get("progress").get("done").asInt()).isEqualTo(1_001);
        assertThat(over.json().get("progress").get("total").asInt()).isEqualTo(1_001);
        assertThat(rows(over)).containsExactly(1_001, 0, 0, 0);
        Answer found = api.get("/v1/trainees?externalId=T-777").expect(200);
        String id = found.json().at("/items/0/id").asText();
        Answer single = api.get("/v1/trainees/" + id).expect(200);
        assertThat(single.json().at("/held/0/certification").asText()).isEqualTo("COMPTIA-SECPLUS");
        assertThat(single.json().get("version").asInt()).isEqualTo(1);
        assertThat(api.get("/v1/trainees/" + id + "/identity")
                        .json()
                        .get("name")
                        .asText())
                .isEqualTo("Person T-777");
        assertThat(count("change_log") - before)
                .as("each trainee, and the import")
                .isEqualTo(1_002);
        assertThat(count("import_chunk")).isZero();
    }

    @Test
    void theSameFileAgainChangesNothingAndAnotherOneWhatIsNew() {
        done(api, "trainees", NDJSON, trainees(600, 18));
        assertThat(rows(done(api, "trainees", NDJSON, trainees(600, 18)))).containsExactly(0, 0, 600, 0);
        assertThat(rows(done(api, "trainees", NDJSON, trainees(601, 19)))).containsExactly(1, 600, 0, 0);
        assertThat(count("trainee")).isEqualTo(601);
        Answer found = api.get("/v1/trainees?externalId=T-5").expect(200);
        assertThat(found.json().at("/items/0/experienceMonths").asInt()).isEqualTo(19);
        assertThat(found.json().at("/items/0/version").asInt()).isEqualTo(2);
        assertThat(found.json().at("/items/0/held")).hasSize(1);
    }

    @Test
    void aRowThatIsRefusedIsToldAndKeepsNoOtherOut() {
        String good = trainee("T-1", 1);
        String body = good
                + "{\"externalId\": \"T-2\", \"surprise\": 1}\n"
                + good.replace("T-1", "T-3").replace("PD-WRL-003", "PD-WRL-999")
                + "not JSON\n"
                + "\n"
                + good.replace("T-1", "T-4").replace("\"experienceMonths\": 1", "\"experienceMonths\": 721")
                + good.replace("T-1", "T-5").replace("IN-KA\", \"soughtRoles", "IN-TN\", \"soughtRoles")
                + good.replace("\"externalId\": \"T-1\", ", "")
                + good.replace("T-1", "T-6").replace("t-6@example.invalid", "nobody")
                + good.replace("T-1", "T-7");
        Answer over = done(api, "trainees", NDJSON, body);
        assertThat(over.json().get("state").asText()).isEqualTo("succeeded");
        assertThat(faults(api, over))
                .containsExactly(
                        "2 /surprise unknown-field",
                        "3 /soughtRoles/0/role unknown-reference",
                        "4  json",
                        "6 /experienceMonths max",
                        "7 /department unknown-reference",
                        "8 /externalId not-null");
        assertThat(rows(over)).containsExactly(3, 0, 0, 6);
    }

    @Test
    void aTableOfTraineesSaysTheSameAsLinesOfJson() {
        done(api, "trainees", NDJSON, trainee("T-1", 18));
        String table = "\uFEFFexternalId;department;soughtRoles;held;languages;home.region;relocation.scope;remote;"
                + "experienceMonths;availableFrom;identity.name;identity.email;identity.phone\r\n"
                + "T-1;IN-KA;PD-WRL-003|basic;COMPTIA-SECPLUS|2025-06-01||verified;\"kn; en\";IN-KA;state;TRUE;18;"
                + "2027-01-15;Person T-1;t-1@example.invalid;'+919000000001\r\n";
        Answer over = done(api, "trainees", CSV, table);
        assertThat(faults(api, over)).isEmpty();
        assertThat(rows(over)).containsExactly(0, 0, 1, 0);
    }

    @Test
    void aFileMayNameWhatTheOneBeforeItMade() {
        String facility =
                "{\"externalId\": \"%s\", \"department\": \"IN-KA\", \"name\": \"A\", \"kind\": \"laboratory\"}\n";
        String gap = """
                {"externalId": "%s", "facilityExternalId": "%s", "role": "PD-WRL-003", "level": "basic",\
                 "headcount": 2, "requiredCertifications": [["ISC2-CC", "COMPTIA-SECPLUS"]], "workMode": "on-site",\
                 "startsOn": "2027-04-01", "priority": 3}
                """;
        String first = Imports.sent(api, "facilities", NDJSON, facility.formatted("H-1") + facility.formatted("H-2"));
        String body = gap.formatted("G-1", "H-1") + gap.formatted("G-2", "H-3") + gap.formatted("G-3", "H-2");
        Answer over = done(api, "gaps", NDJSON, body);
        assertThat(faults(api, over)).containsExactly("2 /facilityExternalId unknown-reference");
        assertThat(rows(over)).containsExactly(2, 0, 0, 1);
        assertThat(rows(Imports.over(api, first))).containsExactly(2, 0, 0, 0);
        assertThat(rows(done(api, "gaps", NDJSON, body))).containsExactly(0, 0, 2, 1);
        String table =
                "externalId,facilityExternalId,role,level,headcount,requiredCertifications,workMode,startsOn,priority\n"
                        + "G-1,H-1,PD-WRL-003,basic,2,ISC2-CC|COMPTIA-SECPLUS,on-site,2027-04-01,3\n"
                        + "G-3,H-2,PD-WRL-003,basic,3,ISC2-CC|COMPTIA-SECPLUS,on-site,2027-04-01,3\n";
        assertThat(rows(done(api, "gaps", CSV, table))).containsExactly(0, 1, 1, 0);
    }

    @Test
    void aLaterRowWithTheSameKeyCountsOverAnEarlierOne() {
        Answer over = done(api, "trainees", NDJSON, trainee("T-1", 1) + trainee("T-1", 2) + trainee("T-1", 2));
        assertThat(rows(over)).containsExactly(1, 1, 1, 0);
        assertThat(api.get("/v1/trainees?externalId=T-1")
                        .json()
                        .at("/items/0/experienceMonths")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aSlipInDryRunIsRefusedAndWritesNothing() {
        for (String slip : List.of("True", "1", "yes", "tru", "true%20")) {
            api.send("POST", "/v1/imports/trainees?dryRun=" + slip, trainee("T-1", 1), "Content-Type", NDJSON)
                    .problem(400, "malformed")
                    .at("?dryRun");
        }
        assertThat(count("import_job")).isZero();
    }

    @Test
    void aDryRunJudgesAndWritesNothing() {
        done(api, "trainees", NDJSON, trainee("T-1", 1));
        int logged = count("change_log");
        Answer over = done(
                api,
                "trainees?dryRun=true",
                NDJSON,
                trainee("T-1", 2) + trainee("T-2", 1) + trainee("T-3", 1).replace("\"kn\"", "\"xx-Latn-999\""));
        assertThat(rows(over)).containsExactly(1, 1, 0, 1);
        assertThat(count("trainee")).isEqualTo(1);
        assertThat(count("change_log") - logged).as("the import").isEqualTo(1);
        assertThat(api.get("/v1/trainees?externalId=T-1")
                        .json()
                        .at("/items/0/version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theSameFileManyTimesAtOnceMakesEachRowOnce() throws Exception {
        try (Instance other = Instance.start()) {
            List<Api> callers = List.of(api, api.at(other.port()), api, api.at(other.port()));
            List<String> ids = callers.parallelStream()
                    .map(caller -> Imports.sent(caller, "trainees", NDJSON, trainees(520, 3)))
                    .toList();
            int created = 0;
            for (String id : ids) {
                Answer over = Imports.over(api, id);
                assertThat(over.json().get("state").asText()).isEqualTo("succeeded");
                assertThat(rows(over).get(3)).isZero();
                created += rows(over).get(0);
            }
            assertThat(created).isEqualTo(520);
            assertThat(count("trainee")).isEqualTo(520);
        }
    }

    @Test
    void oneThatWaitsCanBeCancelledAndLeavesNothingOfTheUpload() {
        String id = Imports.unbegun(api);
        Answer found = api.get("/v1/imports/" + id);
        api.delete("/v1/imports/" + id, found.etag()).expect(204);
        assertThat(api.get("/v1/imports/" + id).json().get("state").asText()).isEqualTo("cancelled");
        assertThat(count("import_chunk")).isZero();
        api.delete("/v1/imports/" + id, "*").problem(409, "conflict");
    }

    @Test
    void whoIsErasedWhileAnUploadWaitsDoesNotComeBack() {
        done(api, "trainees", NDJSON, trainee("T-1", 1));
        String id = Imports.unbegun(api);
        service.jdbi().useHandle(handle -> handle.execute("UPDATE import_job SET feature = 'trainees'"));
        Answer trainee = api.get("/v1/trainees?externalId=T-1");
        String address = "/v1/trainees/" + trainee.json().at("/items/0/id").asText();
        api.delete(address, "*").expect(204);
        assertThat(service.jdbi().onDemand(ImportDao.class).listBarred(java.util.UUID.fromString(id)))
                .containsExactly("cd4a8a25abc253aa3ce196fd7f16cac5b3645e18cde9fde3b944cda591ea88d1");
    }

    private int count(String table) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                        .mapTo(int.class)
                        .one());
    }
}
