package org.prahari.support;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Uploads of many rows, which are written by jobs. */
public final class Imports {
    public static final String NDJSON = "application/x-ndjson";
    public static final String CSV = "text/csv";
    private static final int PATIENCE_MS = 60_000;

    private Imports() {}

    /** Uploads, waits until it is over, and gives it. */
    public static Answer done(Api api, String feature, String type, String body) {
        return over(api, sent(api, feature, type, body));
    }

    /** Uploads, and gives its id. */
    public static String sent(Api api, String feature, String type, String body) {
        return api.send("POST", "/v1/imports/" + feature, body, "Content-Type", type)
                .expect(202)
                .json()
                .get("id")
                .asText();
    }

    /** Waits until an import is over, and gives it. */
    public static Answer over(Api api, String id) {
        for (int waited = 0; waited < PATIENCE_MS; waited += 20) {
            Answer found = api.get("/v1/imports/" + id).expect(200);
            String state = found.json().get("state").asText();
            if (!state.equals("queued") && !state.equals("running")) {
                return found;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("Import " + id + " is not over yet");
    }

    /** An import that waits for ever: its job is due when nobody here lives any more. */
    public static String unbegun(Api api) {
        String id = sent(api, "facilities?dryRun=true", NDJSON, "{}");
        over(api, id);
        Rounds.quiet();
        Service.get().jdbi().useTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO job (task_name, task_instance, execution_time, picked, version)
                            VALUES ('import', :id, '2099-01-01', 0, 1)
                            """).bind("id", id).execute();
            handle.createUpdate("""
                            UPDATE import_job SET state = 'queued', version = 1, done = 0, failed = 0, finished_at = NULL
                            WHERE id = :id
                            """).bind("id", java.util.UUID.fromString(id)).execute();
        });
        return id;
    }

    /** What became of its rows: created, updated, unchanged, failed. */
    public static List<Integer> rows(Answer over) {
        var rows = over.json().get("rows");
        return List.of(
                rows.get("created").asInt(),
                rows.get("updated").asInt(),
                rows.get("unchanged").asInt(),
                rows.get("failed").asInt());
    }

    /** Its report, each fault as {@code line pointer code}. */
    public static List<String> faults(Api api, Answer over) {
        List<String> faults = new ArrayList<>();
        api.get("/v1/imports/" + over.json().get("id").asText() + "/errors?limit=200")
                .expect(200)
                .json()
                .get("items")
                .forEach(fault -> faults.add(
                        fault.get("line").asInt() + " " + fault.get("pointer").asText() + " "
                                + fault.get("code").asText()));
        return faults;
    }

    /** A trainee as a line of NDJSON. */
    public static String trainee(String externalId, int months) {
        return """
                {"externalId": "%s", "department": "IN-KA", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}],\
                 "held": [{"certification": "COMPTIA-SECPLUS", "issuedOn": "2025-06-01", "verification": "verified"}],\
                 "languages": ["kn", "en"], "home": {"region": "IN-KA"}, "relocation": {"scope": "state"},\
                 "remote": true, "experienceMonths": %d, "availableFrom": "2027-01-15",\
                 "identity": {"name": "Person %s", "email": "%s@example.invalid", "phone": "+919000000001"}}
                """.formatted(externalId, months, externalId, externalId.toLowerCase(java.util.Locale.ROOT));
    }

    /** So many of them. */
    public static String trainees(int count, int months) {
        return IntStream.range(0, count)
                .mapToObj(number -> trainee("T-" + number, months))
                .collect(Collectors.joining());
    }
}
