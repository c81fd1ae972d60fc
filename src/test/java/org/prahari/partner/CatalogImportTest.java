package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prahari.support.Imports.CSV;
import static org.prahari.support.Imports.NDJSON;
import static org.prahari.support.Imports.done;
import static org.prahari.support.Imports.faults;
import static org.prahari.support.Imports.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.prahari.store.Change;
import org.prahari.store.ChangeLog;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

/** The catalogue, brought in by an administrator. */
class CatalogImportTest extends ServiceTest {
    private final Api admin = Api.with("imports:write catalog:write changes:read", "*");

    interface Log extends ChangeLog {}

    @AfterEach
    void removeWhatWasBroughtIn() {
        service.jdbi().useTransaction(handle -> {
            for (String table : List.of("certification_qualifies", "certification_renews")) {
                handle.execute("DELETE FROM " + table + " WHERE certification LIKE 'TEST-%'");
            }
            handle.execute("DELETE FROM certification WHERE code LIKE 'TEST-%'");
            handle.execute("DELETE FROM role WHERE id LIKE 'TT-%'");
            for (String feature : List.of("role", "certification")) {
                handle.attach(Log.class).log(Change.of(feature, "all", 0, Change.Kind.DELETED, "test", Instant.now()));
            }
        });
        service.touch();
    }

    @Test
    void rolesMayNameOneAnotherAndAreTakenTogetherOrNotAtAll() {
        String body = role("TT-1", "\"TT-2\"")
                + role("TT-2", "\"TT-1\", \"PD-WRL-003\"")
                + role("TT-3", "\"TT-4\"")
                + role("TT-4", "\"TT-9\"")
                + role("TT-5", "\"TT-5\"")
                + role("TT-6", "").replace("\"aliases\": []", "\"aliases\": [\"PD-WRL-003\"]")
                + role("TT-7", "").replace("Tests.", "x".repeat(401));
        Answer over = done(admin, "roles", NDJSON, body);
        assertThat(faults(admin, over))
                .containsExactly(
                        "3 /related/0 unknown-reference",
                        "4 /related/0 unknown-reference",
                        "5 /related/0 unknown-reference",
                        "6 /aliases/0 conflict",
                        "7 /summary size");
        assertThat(rows(over)).containsExactly(2, 0, 0, 5);
        assertThat(shown("/v1/roles/TT-2").expect(200).json().get("related")).hasSize(2);
        assertThat(rows(done(admin, "roles", NDJSON, role("TT-1", "\"TT-2\"") + role("TT-2", ""))))
                .containsExactly(0, 1, 1, 0);
        Answer changed = shown("/v1/roles/TT-2").expect(200);
        assertThat(changed.json().get("version").asInt()).isEqualTo(2);
    }

    @Test
    void aRoleOfATableIsTheSameAsOneOfLines() {
        done(admin, "roles", NDJSON, role("TT-1", "\"PD-WRL-003\", \"PD-WRL-001\""));
        String table = "id;frameworkVersion;title;category.code;category.title;summary;hospital;safeguards;related\n"
                + "TT-1;2.2.0;A test;PD;Protection and Defense;Tests.;Tests too.;training;\"PD-WRL-003; PD-WRL-001\"\n";
        assertThat(rows(done(admin, "roles", CSV, table))).containsExactly(0, 0, 1, 0);
    }

    @Test
    void certificationsComeWithTheRoutesAndRolesThatThereAre() {
        String routes = "[{\"certifications\": [[\"ISC2-CC\", \"TEST-B\"]], \"experienceMonths\": 12}]";
        String body = certification("TEST-A", "\"routes\": " + routes)
                + certification("TEST-B", "\"renews\": [\"TEST-A\"]")
                + certification("TEST-C", "\"renews\": [\"TEST-X\"]")
                + certification("TEST-D", "\"routes\": [{\"certifications\": [[\"TEST-X\"]]}]")
                + certification("TEST-E", "\"routes\": [{}]")
                + certification("TEST-F", "\"renewals\": [{\"periodMonths\": 12}]")
                + certification("TEST-G", "\"verified\": [\"colour\"]")
                + certification("TEST-H", "\"note\": null").replace("PD-WRL-001", "PD-WRL-999");
        Answer over = done(admin, "certifications", NDJSON, body);
        List<String> told = faults(admin, over);
        assertThat(told).hasSize(6);
        assertThat(told.get(0)).isEqualTo("3 /renews unknown-reference");
        assertThat(told.get(1)).isEqualTo("4 /routes unknown-reference");
        assertThat(told.get(2)).startsWith("5 /routes");
        assertThat(told.get(3)).startsWith("6 /renewals");
        assertThat(told.get(4)).isEqualTo("7 /verified invalid");
        assertThat(told.get(5)).isEqualTo("8 /qualifies/0/role unknown-reference");
        assertThat(rows(over)).containsExactly(2, 0, 0, 6);
        JsonNode made = shown("/v1/certifications/TEST-A").expect(200).json();
        assertThat(made.at("/qualifies/0/source").asText()).isEqualTo("a board");
        assertThat(made.at("/routes/0/certifications/0/1").asText()).isEqualTo("TEST-B");
        String table = "code,name,issuer,country,level,status,qualifies,routes\n"
                + "TEST-A,A test,Testers,IN,entry,active,PD-WRL-001|basic|a board,\"" + routes.replace("\"", "\"\"")
                + "\"\nTEST-A,A test,Testers,IN,entry,active,PD-WRL-001|basic|a board,not JSON\n";
        Answer again = done(admin, "certifications", CSV, table);
        assertThat(faults(admin, again)).containsExactly("3 /routes type");
        assertThat(rows(again)).containsExactly(0, 0, 1, 1);
    }

    @Test
    void aRegionIsChangedAndChangedBack() {
        ObjectNode region = (ObjectNode) shown("/v1/regions/IN-LD").expect(200).json();
        int version = region.remove("version").asInt();
        String before = region.toString() + "\n";
        String after = before.replace("\"name\":\"Lakshadweep\"", "\"name\":\"Lakshadweep Islands\"");
        assertThat(after).isNotEqualTo(before);
        Answer over = done(
                admin,
                "regions",
                NDJSON,
                after
                        + before.replace("IN-LD", "in-ld")
                        + before.replaceAll("\"tag\":\"[a-z]+\"", "\"tag\":\"qqq-1\""));
        assertThat(faults(admin, over)).containsExactly("2 /id pattern", "3 /languages/0/tag invalid");
        assertThat(rows(over)).containsExactly(0, 1, 0, 2);
        assertThat(rows(done(admin, "regions", NDJSON, before + before))).containsExactly(0, 1, 1, 0);
        JsonNode restored = shown("/v1/regions/IN-LD").expect(200).json();
        assertThat(restored.get("name").asText()).isEqualTo("Lakshadweep");
        assertThat(restored.get("version").asInt()).isEqualTo(version + 2);
    }

    @Test
    void aDryRunWritesNothingOfTheCatalogue() {
        assertThat(rows(done(admin, "roles?dryRun=true", NDJSON, role("TT-1", "\"TT-2\"") + role("TT-2", ""))))
                .containsExactly(2, 0, 0, 0);
        shown("/v1/roles/TT-1").problem(404, "not-found");
    }

    @Test
    void onlyAdministratorsForAllDepartmentsMay() {
        for (String what : List.of("roles", "certifications", "regions")) {
            String address = "/v1/imports/" + what;
            Api.with("imports:write catalog:write", "IN-KA")
                    .send("POST", address, role("TT-1", ""), "Content-Type", NDJSON)
                    .problem(403, "forbidden");
            Api.with("imports:write", "*")
                    .send("POST", address, role("TT-1", ""), "Content-Type", NDJSON)
                    .problem(403, "forbidden");
        }
    }

    /** As the service shows it when it has looked at the log. */
    private Answer shown(String address) {
        service.touch();
        return Api.anonymous().get(address);
    }

    private static String role(String id, String related) {
        return """
                {"id": "%s", "frameworkVersion": "2.2.0", "title": "A test", "category": {"code": "PD",\
                 "title": "Protection and Defense"}, "summary": "Tests.", "hospital": "Tests too.",\
                 "safeguards": ["training"], "aliases": [], "related": [%s]}
                """.formatted(id, related);
    }

    private static String certification(String code, String more) {
        return """
                {"code": "%s", "name": "A test", "issuer": "Testers", "country": "IN", "level": "entry",\
                 "status": "active", "qualifies": [{"role": "PD-WRL-001", "level": "basic", "source": "a board"}], %s}
                """.formatted(code, more);
    }
}
