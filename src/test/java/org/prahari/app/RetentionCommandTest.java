package org.prahari.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.support.Api;
import org.prahari.support.Placed;
import org.prahari.support.ServiceTest;

class RetentionCommandTest extends ServiceTest {
    private final Api karnataka = Api.with("trainees:read trainees:write trainees:identity", "IN-KA");
    private final CommandLine line = new CommandLine();

    @Test
    void aDryRunSaysWhoIsDueAndChangesNothing() {
        String due = trainee("withdrawn");
        String kept = trainee("available");
        String before = karnataka.get("/v1/trainees").text();
        age();
        assertThat(line.run("retention", "--dry-run", "config.yml")).isEmpty();
        assertThat(line.output())
                .contains("would erase IN-KA status-withdrawn " + due)
                .contains("retention: IN-KA status-withdrawn: 1 would be erased")
                .endsWith("retention: 1 would be erased\n")
                .doesNotContain(kept)
                .doesNotContain("Zephyrine", "RC-withdrawn");
        assertThat(karnataka.get("/v1/trainees").json().findValuesAsText("version"))
                .isEqualTo(Api.with("trainees:read", "*")
                        .get("/v1/trainees")
                        .json()
                        .findValuesAsText("version"));
        assertThat(before).contains(due);
        assertThat(karnataka.get("/v1/erasures").json().get("items")).isEmpty();
    }

    @Test
    void theRunErasesThemWithReceiptsAndPrintsTotals() {
        String due = trainee("withdrawn");
        String kept = trainee("available");
        age();
        assertThat(line.run("retention", "config.yml")).isEmpty();
        service.touch();
        var receipt = karnataka.get("/v1/erasures").json().at("/items/0");
        assertThat(receipt.get("trainee").asText()).isEqualTo(due);
        assertThat(line.output())
                .contains("erased IN-KA status-withdrawn " + due + " receipt "
                        + receipt.get("id").asText())
                .contains("retention: IN-KA status-withdrawn: 1 erased")
                .endsWith("retention: 1 erased\n")
                .doesNotContain("Zephyrine", "RC-withdrawn");
        karnataka.get("/v1/trainees/" + due).problem(404, "not-found");
        karnataka.get("/v1/trainees/" + kept).expect(200);
        var again = new CommandLine();
        assertThat(again.run("retention", "config.yml")).isEmpty();
        assertThat(again.output()).isEqualTo("retention: 0 rounds and 0 offers deleted\nretention: 0 erased\n");
    }

    @Test
    void roundsAndOffersGoWhenTheirTimeIsOver() {
        Api everywhere = Api.with(Placed.SCOPES, "*");
        String open = Placed.offer(everywhere, "IN-KA");
        String over = Placed.offer(everywhere, "IN-KA");
        everywhere.post(over + "/decline", null, "If-Match", "*").expect(200);
        service.jdbi().useHandle(handle -> {
            handle.execute("UPDATE allocation_round SET finished_at = '2020-01-01'");
            handle.execute("UPDATE offer SET decided_at = '2020-01-01' WHERE decided_at IS NOT NULL");
        });
        assertThat(line.run("retention", "--dry-run", "config.yml")).isEmpty();
        assertThat(line.output()).startsWith("retention: 2 rounds and 1 offers would be deleted\n");
        everywhere.get(over).expect(200);
        var run = new CommandLine();
        assertThat(run.run("retention", "config.yml")).isEmpty();
        assertThat(run.output()).startsWith("retention: 2 rounds and 1 offers deleted\n");
        everywhere.get(over).problem(404, "not-found");
        everywhere.get(open).expect(200);
        assertThat(everywhere.get("/v1/allocations").json().get("items")).isEmpty();
        everywhere.post(open + "/accept", null, "If-Match", "*").expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "consentWithdrawnDays=0",
                "consentWithdrawnDays=3651",
                "statusWithdrawnDays=0",
                "statusWithdrawnDays=-1",
                "inactiveMonths=0",
                "inactiveMonths=121"
            })
    void aTermOutOfBoundsErasesNobody(String setting) {
        String due = trainee("withdrawn");
        age();
        String name = "dw.retention." + setting.substring(0, setting.indexOf('='));
        System.setProperty(name, setting.substring(setting.indexOf('=') + 1));
        try {
            assertThat(line.run("retention", "config.yml")).get().isInstanceOf(ConfigurationException.class);
        } finally {
            System.clearProperty(name);
        }
        karnataka.get("/v1/trainees/" + due).expect(200);
    }

    private String trainee(String status) {
        var made = karnataka.post("/v1/trainees", """
                        {"department": "IN-KA", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}],
                         "languages": ["kn"], "home": {"region": "IN-KA"}, "relocation": {"scope": "state"},
                         "remote": false, "experienceMonths": 6, "availableFrom": "2027-01-15", "status": "%s",
                         "externalId": "RC-%s"}
                        """.formatted(status, status)).expect(201);
        karnataka
                .put(made.header("Location") + "/identity", "{\"name\": \"Zephyrine\"}", "\"1\"")
                .expect(200);
        return made.json().get("id").asText();
    }

    private void age() {
        service.jdbi()
                .useHandle(
                        handle -> handle.execute("UPDATE trainee SET updated_at = UTC_TIMESTAMP(6) - INTERVAL 40 DAY"));
    }
}
