package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prahari.support.Imports.CSV;
import static org.prahari.support.Imports.NDJSON;
import static org.prahari.support.Imports.done;
import static org.prahari.support.Imports.rows;
import static org.prahari.support.Imports.trainee;
import static org.prahari.support.Imports.trainees;

import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

/** All there is as one stream, as it is at one place of the log. */
class ExportTest extends ServiceTest {
    private static final String SCOPES = "imports:write trainees:write trainees:read trainees:identity facilities:write"
            + " facilities:read gaps:write gaps:read changes:read offers:read";
    private final String key = service.key(SCOPES, "IN-KA");
    private final Api api = Api.as(key);

    @Test
    void anExportHoldsEachOnceAndNobodysName() {
        done(api, "trainees", NDJSON, trainees(1_001, 5));
        Answer all = api.get("/v1/exports/trainees").expect(200);
        assertThat(all.header("Content-Type")).startsWith(NDJSON);
        assertThat(all.text().lines()).hasSize(1_001).doesNotHaveDuplicates();
        assertThat(all.text()).doesNotContain("Person").doesNotContain("example.invalid");
        assertThat(Api.with("trainees:read", "IN-TN")
                        .get("/v1/exports/trainees")
                        .text())
                .isEmpty();
    }

    @Test
    void aTableThatWasExportedCanBeTakenInAgain() {
        String row =
                "{\"externalId\": \"%s\", \"department\": \"IN-KA\", \"name\": \"%s\", \"kind\": \"laboratory\"}\n";
        done(
                api,
                "facilities",
                NDJSON,
                row.formatted("H-1", "=HYPERLINK(0)") + row.formatted("H-2", "A, \\\"b\\\"; c"));
        String table =
                api.get("/v1/exports/facilities", "Accept", CSV).expect(200).text();
        assertThat(table).contains(",\"'=HYPERLINK(0)\",").contains("\"A, \"\"b\"\"; c\"");
        List<String> lines = new ArrayList<>(table.lines().toList());
        assertThat(lines).hasSize(3);
        String wanted = lines.stream()
                .map(line -> line.replaceFirst("^[^,]*,", "").replaceFirst(",[^,]*,[^,]*,[^,]*$", ""))
                .reduce("", (a, b) -> a + b + "\n");
        assertThat(rows(done(api, "facilities", CSV, wanted))).containsExactly(0, 0, 2, 0);
    }

    @Test
    void whatChangedSinceIsToldWithTombstones() {
        done(api, "trainees", NDJSON, trainees(20, 5));
        Answer all = api.get("/v1/exports/trainees").expect(200);
        String since = all.header("Changes-Since");
        assertThat(api.get("/v1/exports/trainees?changedSince=" + since)
                        .expect(200)
                        .text())
                .isEmpty();
        done(api, "trainees", NDJSON, trainee("T-3", 6) + trainee("T-3", 7) + trainee("T-99", 1));
        String gone =
                api.get("/v1/trainees?externalId=T-4").json().at("/items/0/id").asText();
        api.delete("/v1/trainees/" + gone, "*").expect(204);
        String changed = api.get("/v1/exports/trainees?changedSince=" + since)
                .expect(200)
                .text();
        assertThat(changed.lines()).hasSize(3);
        assertThat(changed)
                .contains("{\"id\":\"" + gone + "\",\"deleted\":true}")
                .contains("\"experienceMonths\":7");
        assertThat(api.get("/v1/changes?feature=trainee&since=" + since)
                        .expect(200)
                        .json()
                        .get("items"))
                .hasSize(4);
        api.get("/v1/exports/trainees?changedSince=nonsense").problem(400, "malformed");
        Api.with(SCOPES, "IN-KA")
                .get("/v1/exports/trainees?changedSince=" + since)
                .problem(400, "malformed");
    }

    @Test
    void writersMeanwhileDoNotShow() throws Exception {
        done(api, "trainees", NDJSON, trainees(1_001, 5));
        try (Socket slow = ask()) {
            InputStream in = slow.getInputStream();
            assertThat(in.read()).isPositive();
            done(api, "trainees", NDJSON, trainee("T-1000", 6) + trainee("T-9999", 6));
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all.lines().filter(line -> line.startsWith("{\"id\""))).hasSize(1_001);
            assertThat(all).doesNotContain("\"experienceMonths\":6,");
        }
    }

    @Test
    void whoGoesAwayGivesThePlaceBack() throws Exception {
        done(api, "trainees", NDJSON, trainees(1_001, 5));
        for (int i = 0; i < 12; i++) {
            try (Socket gone = ask()) {
                assertThat(gone.getInputStream().read()).isPositive();
            }
        }
        for (int waited = 0; api.get("/v1/exports/gaps").status() != 200; waited++) {
            assertThat(waited).isLessThan(100);
            Thread.sleep(100);
        }
    }

    /** Asks for all trainees by HTTP/1.0, and reads nothing yet. */
    private Socket ask() throws Exception {
        Socket socket = new Socket("127.0.0.1", service.port());
        socket.setReceiveBufferSize(4_096);
        socket.getOutputStream()
                .write(("GET /v1/exports/trainees HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer " + key
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
