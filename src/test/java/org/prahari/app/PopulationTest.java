package org.prahari.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class PopulationTest extends ServiceTest {
    @Test
    void thePopulationIsWrittenOnceIsTheSameEachTimeAndAsValidAsIfClientsHadSentIt() throws Exception {
        assertThat(new CommandLine().run("demo", "config.yml")).isEmpty();
        assertThat(count("facility")).isEqualTo(360);
        assertThat(count("gap")).isBetween(380, 420);
        assertThat(count("assessment")).isBetween(650, 850);
        assertThat(count("staff")).isBetween(150, 330);
        assertThat(count("trainee")).isEqualTo(Population.TRAINEES).isEqualTo(count("trainee_identity"));
        assertThat(count("district")).isEqualTo(108);
        assertThat(count("offer WHERE state = 'accepted'"))
                .isBetween(220, 290)
                .isEqualTo(service.jdbi()
                        .withHandle(handle -> handle.createQuery("SELECT SUM(filled) FROM gap")
                                .mapTo(Integer.class)
                                .one()));
        assertThat(count(
                        "offer o JOIN trainee t ON t.id = o.trainee JOIN gap g ON g.id = o.gap WHERE t.status <> 'placed'"
                                + " OR g.filled > g.headcount OR o.created_at < t.created_at OR o.created_at < g.created_at"
                                + " OR o.decided_at < o.created_at OR o.open_trainee IS NOT NULL"))
                .as("seats that nobody can have taken")
                .isZero();
        assertThat(count("trainee_consent")).isBetween(1_800, 1_920);
        assertThat(count("trainee_consent WHERE withdrawn_at IS NOT NULL")).isBetween(40, 120);
        assertThat(count("trainee_consent c LEFT JOIN consent_notice_text t ON t.notice = c.notice"
                        + " AND t.language = c.language WHERE t.notice IS NULL"))
                .as("consents to what nobody can have seen")
                .isZero();
        List<Map<String, Object>> first = everything();
        assertThat(populate()).isZero();
        assertThat(everything()).isEqualTo(first);
        service.sweep();
        assertThat(populate()).isBetween(3_500, 4_030);
        assertThat(everything()).isEqualTo(first);
        itIsAsValidAsIfClientsHadSentIt();
        demandAndSupplyMeet();
    }

    private static void itIsAsValidAsIfClientsHadSentIt() {
        Api writer = Api.with(
                "facilities:read facilities:write gaps:read gaps:write trainees:read trainees:write trainees:identity",
                "*");
        for (String list : List.of("/v1/facilities", "/v1/assessments", "/v1/gaps", "/v1/trainees")) {
            writer.get(list + "?limit=200")
                    .expect(200)
                    .json()
                    .get("items")
                    .forEach(item -> writer.patch(list + "/" + item.get("id").asText(), "{}", "\"1\"")
                            .expect(200));
        }
        String id = writer.get("/v1/trainees?limit=1").json().at("/items/0/id").asText();
        var identity = writer.get("/v1/trainees/" + id + "/identity").expect(200);
        assertThat(identity.json().get("email").asText()).endsWith("@example.invalid");
        writer.put("/v1/trainees/" + id + "/identity", identity.text(), "\"2\"").expect(200);
    }

    private static void demandAndSupplyMeet() {
        Api matcher = Api.with("gaps:read matching:read", "*");
        int matched = 0;
        for (var gap : matcher.get("/v1/gaps?limit=100&status=open").json().get("items")) {
            String path = "/v1/gaps/" + gap.get("id").asText() + "/candidates?limit=1";
            matched += matcher.get(path).expect(200).json().get("items").size();
        }
        assertThat(matched).isBetween(30, 100);
    }

    @Test
    void whereRealPeopleAreNoSyntheticOnesMayBe() {
        String environment = System.setProperty("dw.environment", "live");
        try {
            var line = new CommandLine();
            assertThat(line.run("demo", "config.yml")).isPresent();
            assertThat(line.errors()).singleElement().asString().contains("refused in the environment live");
        } finally {
            System.setProperty("dw.environment", environment);
        }
        assertThat(count("trainee")).isZero();
    }

    private int populate() throws Exception {
        Population.File file = new SeedCommand().read("population.yaml", Population.File.class);
        int written = new Population(file, service.cipher()).apply(service.jdbi());
        service.touch();
        return written;
    }

    private int count(String table) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                        .mapTo(Integer.class)
                        .one());
    }

    /** A line for each trainee and gap with all that belongs to it. */
    private List<Map<String, Object>> everything() {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT HEX(t.id) AS id, CONCAT_WS('/', department, home_district, relocation, relocation_regions,
                            remote, languages, experience_months, available_from, status, registered_on, created_at,
                            c.purposes, c.given_at, c.withdrawn_at, HEX(i.email_index), HEX(i.phone_index),
                            (SELECT GROUP_CONCAT(role, level ORDER BY position) FROM trainee_role r
                                WHERE r.trainee = t.id),
                            (SELECT GROUP_CONCAT(certification, issued_on ORDER BY certification) FROM trainee_held h
                                WHERE h.trainee = t.id)) AS line
                        FROM trainee t LEFT JOIN trainee_consent c ON c.trainee = t.id
                            JOIN trainee_identity i ON i.trainee = t.id
                        UNION ALL
                        SELECT HEX(g.id), CONCAT_WS('/', department, HEX(facility), role, level, headcount, starts_on,
                            required_languages, priority,
                            (SELECT GROUP_CONCAT(group_no, certification ORDER BY group_no, certification)
                                FROM gap_certification c WHERE c.gap = g.id))
                        FROM gap g
                        UNION ALL
                        SELECT HEX(id), CONCAT_WS('/', HEX(gap), HEX(trainee), score, created_at, decided_at) FROM offer
                        UNION ALL
                        SELECT HEX(id), CONCAT_WS('/', department, HEX(facility), kind, assessed_on, answers) FROM assessment
                        UNION ALL
                        SELECT HEX(facility), posts FROM staff ORDER BY 1
                        """).mapToMap().list());
    }
}
