package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prahari.support.Imports.NDJSON;
import static org.prahari.support.Imports.done;
import static org.prahari.support.Imports.trainee;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.prahari.access.ClientKey;
import org.prahari.access.Seal;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Dump;
import org.prahari.support.Imports;
import org.prahari.support.ServiceTest;

/** What happens to an upload that waits when its client may no more, or somebody it tells of is erased. */
class StoppedImportTest extends ServiceTest {
    private static final String SCOPES =
            "imports:write trainees:write trainees:read trainees:identity facilities:write";
    private final String key = service.key(SCOPES, "IN-KA");
    private final Api api = Api.as(key);
    private final Api admin = Api.with("clients:write trainees:read", "*");

    @Test
    void anUploadThatWaitsIsWrittenWhenItsTimeComes() {
        String id = waiting(trainee("T-1", 1) + trainee("T-2", 1));
        assertThat(run(id)).isEqualTo("succeeded");
        assertThat(count("trainee")).isEqualTo(2);
    }

    @Test
    void anUploadOfAClientThatIsRevokedIsNotWrittenAndNothingOfItIsKept() {
        String id = waiting(trainee("T-1", 1));
        admin.delete("/v1/clients/" + client(), "*").expect(204);
        assertThat(run(id)).isEqualTo("cancelled");
        assertThat(count("trainee")).isZero();
        assertThat(count("import_chunk")).isZero();
    }

    @Test
    void anUploadOfAClientNoneOfWhoseKeysOpensIsNotWritten() {
        String id = waiting(trainee("T-1", 1));
        admin.delete("/v1/clients/" + client() + "/keys/" + id(), "*").expect(204);
        assertThat(run(id)).isEqualTo("cancelled");
        assertThat(count("trainee")).isZero();
    }

    @Test
    void anUploadGoesOnOnlyWithWhatItsClientStillMay() {
        String fewer = waiting(trainee("T-1", 1));
        allow(List.of("imports:write", "facilities:write", "trainees:write", "trainees:read"), "IN-KA");
        assertThat(run(fewer)).isEqualTo("succeeded");
        assertThat(Imports.faults(api, api.get("/v1/imports/" + fewer))).containsExactly("1 /identity forbidden");
        String elsewhere = waiting(trainee("T-1", 1));
        allow(
                List.of("imports:write", "facilities:write", "trainees:write", "trainees:read", "trainees:identity"),
                "IN-TN");
        assertThat(run(elsewhere)).isEqualTo("succeeded");
        assertThat(Imports.faults(api, api.get("/v1/imports/" + elsewhere)))
                .containsExactly("1 /department unknown-reference");
        String none = waiting(trainee("T-1", 1));
        allow(List.of("imports:write", "facilities:write", "trainees:read"), "IN-KA");
        assertThat(run(none)).isEqualTo("cancelled");
        assertThat(count("trainee")).isZero();
    }

    @Test
    void whoIsErasedIsInNoUploadAndNoReportThereafter() {
        String known = trainee("EXT-QZ-78", 1)
                .replace("Person EXT-QZ-78", "Quintessa Zephyrine")
                .replace("+919000000001", "+919123456781");
        done(api, "trainees", NDJSON, known);
        done(api, "trainees", NDJSON, known.replace("@example.invalid", "").replace("PD-WRL-003", "Zephyrine"));
        String id = waiting(known.replace("\"experienceMonths\": 1", "\"experienceMonths\": 2") + trainee("T-2", 1));
        Answer found = api.get("/v1/trainees?externalId=EXT-QZ-78").expect(200);
        String trainee = "/v1/trainees/" + found.json().at("/items/0/id").asText();
        Answer receipt = api.post(trainee + "/erasure", null, "If-Match", "*").expect(201);
        assertThat(receipt.json().at("/removed/waitingUploads").asInt()).isEqualTo(1);
        nowhere();
        assertThat(run(id)).isEqualTo("succeeded");
        assertThat(Imports.faults(api, api.get("/v1/imports/" + id))).containsExactly("1  erased");
        assertThat(api.get("/v1/trainees?externalId=EXT-QZ-78").json().get("items"))
                .isEmpty();
        assertThat(count("trainee")).isEqualTo(1);
        assertThat(count("import_barred")).isZero();
        nowhere();
    }

    private void nowhere() {
        Dump dump = new Dump(service.jdbi());
        for (String word : List.of("Quintessa", "Zephyrine", "ext-qz-78@", "EXT-QZ-78", "+919123456781")) {
            assertThat(dump.holding(word)).as(word).isEmpty();
        }
    }

    /** An upload of these rows that no job takes until it is told to. */
    private String waiting(String rows) {
        String id = Imports.unbegun(api);
        UUID job = UUID.fromString(id);
        List<Uploaded> lines = new ArrayList<>();
        rows.lines().forEach(line -> lines.add(Uploaded.of(lines.size() + 1L, line.getBytes(StandardCharsets.UTF_8))));
        var seal = new Seal(ClientKey.hmac(service.pepper(), "import", ""));
        service.jdbi().useTransaction(handle -> {
            handle.attach(ImportDao.class)
                    .insertChunk(job, 0, seal.seal(Uploads.context(job, 0), Uploaded.pack(lines)));
            handle.createUpdate("""
                            UPDATE import_job SET feature = 'trainees', dry_run = 0, next_chunk = 0, total = :total
                            WHERE id = :id
                            """).bind("id", job).bind("total", lines.size()).execute();
            handle.createUpdate("DELETE FROM import_fault WHERE job = :id")
                    .bind("id", job)
                    .execute();
        });
        return id;
    }

    /** Has it done now. @return the state in which it ends */
    private String run(String id) {
        service.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "UPDATE job SET execution_time = '2020-01-01' WHERE task_instance = :id")
                        .bind("id", id)
                        .execute());
        for (int waited = 0; waited < 3_000; waited++) {
            String state = service.jdbi()
                    .withHandle(handle -> handle.createQuery("SELECT state FROM import_job WHERE id = :id")
                            .bind("id", UUID.fromString(id))
                            .mapTo(String.class)
                            .one());
            if (!state.equals("queued") && !state.equals("running")) {
                return state;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("The import " + id + " is not over yet");
    }

    private void allow(List<String> scopes, String department) {
        service.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "UPDATE client SET scopes = :scopes, departments = :departments WHERE id = :id")
                        .bind("scopes", "[\"" + String.join("\", \"", scopes) + "\"]")
                        .bind("departments", "[\"" + department + "\"]")
                        .bind("id", client())
                        .execute());
    }

    private String id() {
        return ofKey("id", String.class);
    }

    private UUID client() {
        return ofKey("client", UUID.class);
    }

    private <T> T ofKey(String column, Class<T> type) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT " + column + " FROM client_key WHERE LOCATE(CONCAT('_', id), :key) > 0")
                        .bind("key", key)
                        .mapTo(type)
                        .one());
    }

    private int count(String table) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                        .mapTo(int.class)
                        .one());
    }
}
