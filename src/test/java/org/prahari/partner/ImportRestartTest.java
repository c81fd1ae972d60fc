package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prahari.support.Imports.NDJSON;
import static org.prahari.support.Imports.rows;
import static org.prahari.support.Imports.trainees;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Imports;
import org.prahari.support.Node;
import org.prahari.support.ServiceTest;

/** An import whose node is killed in the middle is finished by another, and no row is lost or made twice. */
class ImportRestartTest extends ServiceTest {
    private static final int ROWS = 20_000;

    /** It takes the others 12 seconds to believe that it is gone. */
    @Test
    @EnabledIfSystemProperty(named = "drill", matches = "true")
    void aNodeThatIsKilledWhileItWritesLosesNothingAndDoublesNothing() throws Exception {
        Api api = Api.with("imports:write trainees:write trainees:read trainees:identity", "IN-KA");
        long before = count("change_log");
        try (Node node = Node.start("killed-importer")) {
            String id = Imports.sent(api.at(node.port()), "trainees", NDJSON, trainees(ROWS, 3));
            long done = 0;
            while (done == 0) {
                done = api.get("/v1/imports/" + id).json().at("/progress/done").asLong();
                Thread.sleep(5);
            }
            node.kill();
            Answer killed = api.get("/v1/imports/" + id);
            assertThat(killed.json().get("state").asText()).isEqualTo("running");
            long written = killed.json().at("/progress/done").asLong();
            assertThat(written).isBetween(1L, ROWS - 1L);
            assertThat(count("trainee")).as("what is written, and what is told").isEqualTo(written);
            Answer over = Imports.over(api, id);
            System.out.printf("import: killed after %d of %d rows, finished by the other node%n", written, ROWS);
            assertThat(over.json().get("state").asText()).isEqualTo("succeeded");
            assertThat(rows(over)).containsExactly(ROWS, 0, 0, 0);
            assertThat(count("trainee")).isEqualTo(ROWS);
            assertThat(count("trainee_identity")).isEqualTo(ROWS);
            assertThat(count("change_log") - before)
                    .as("each trainee, and the import")
                    .isEqualTo(ROWS + 1);
        }
    }

    private long count(String table) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                        .mapTo(long.class)
                        .one());
    }
}
