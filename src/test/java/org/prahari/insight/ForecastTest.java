package org.prahari.insight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class ForecastTest extends ServiceTest {
    private static final String PATH = "/v1/insight/own/forecast";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Kolkata"));
    private static final YearMonth MONTH = YearMonth.from(TODAY);
    private final Api karnataka = Api.with("trainees:read trainees:write", "IN-KA");

    @Test
    void theLastCertificateLapsesAndWhatIsInProgressComesTooLate() {
        trainee(TODAY, MONTH.plusMonths(2).atDay(1), null);
        trainee(TODAY, MONTH.plusMonths(4).atDay(10), null);
        trainee(null, null, MONTH.plusMonths(6).atDay(1));
        JsonNode row = only(PATH + "?role=PD-WRL-003");
        assertThat(row.get("region").asText()).isEqualTo("IN-KA");
        assertThat(row.get("qualified").asInt()).isEqualTo(2);
        assertThat(row.get("lastLost").asText()).isEqualTo(MONTH.plusMonths(4).toString());
        assertThat(row.get("covered").asBoolean()).isFalse();
        assertThat(row.get("months")).hasSize(12);
        assertThat(row.at("/months/0/month").asText()).isEqualTo(MONTH.toString());
        assertThat(row.at("/months/1/qualified").asInt()).isEqualTo(2);
        assertThat(row.at("/months/2/qualified").asInt()).isEqualTo(1);
        assertThat(row.at("/months/4/expected").asInt()).isZero();
        assertThat(row.at("/months/6/qualified").asInt()).isZero();
        assertThat(row.at("/months/6/expected").asInt()).isEqualTo(1);
        assertThat(only(PATH + "?only=losing").get("role").asText()).isEqualTo("PD-WRL-003");

        trainee(null, null, MONTH.plusMonths(4).atDay(1));
        assertThat(only(PATH).get("covered").asBoolean()).isTrue();
        trainee(TODAY, null, null);
        assertThat(only(PATH).has("lastLost")).isFalse();
        assertThat(karnataka.get(PATH + "?only=losing").expect(200).json().get("items"))
                .isEmpty();
    }

    @Test
    void itIsToldOfOnesOwnOnly() {
        trainee(TODAY, null, null);
        assertThat(Api.with("trainees:read", "IN-TN")
                        .get(PATH)
                        .expect(200)
                        .json()
                        .get("items"))
                .isEmpty();
        Api.anonymous().get(PATH).problem(401, "unauthenticated");
        karnataka.get(PATH + "?role=PD-WRL-999").problem(400, "malformed").at("?role");
        karnataka.get(PATH + "?only=perhaps").problem(400, "malformed").at("?only");
    }

    private void trainee(LocalDate issued, LocalDate expires, LocalDate expected) {
        String held = issued == null
                ? ""
                : "\"held\": [{\"certification\": \"GIAC-GCIH\", \"issuedOn\": \"%s\", %s\"verification\": \"verified\"}],"
                        .formatted(issued, expires == null ? "" : "\"expiresOn\": \"" + expires + "\", ");
        String progress = expected == null
                ? ""
                : "\"inProgress\": [{\"certification\": \"GIAC-GCIH\", \"expectedOn\": \"%s\"}],".formatted(expected);
        Answer made = karnataka
                .post("/v1/trainees", """
                        {"department": "IN-KA", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}], %s %s
                         "languages": ["kn"], "home": {"region": "IN-KA"}, "relocation": {"scope": "state"},
                         "remote": false, "experienceMonths": 6, "availableFrom": "%s"}
                        """.formatted(held, progress, TODAY))
                .expect(201);
        karnataka
                .put(
                        made.header("Location") + "/consent",
                        "{\"notice\": \"2026-1\", \"language\": \"kn\", \"purposes\": [\"matching\"]}",
                        made.etag())
                .expect(200);
    }

    private JsonNode only(String path) {
        JsonNode items = karnataka.get(path).expect(200).json().get("items");
        assertThat(items).hasSize(1);
        return items.get(0);
    }
}
