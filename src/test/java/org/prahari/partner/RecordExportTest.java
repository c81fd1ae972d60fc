package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.prahari.support.Imports.CSV;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Placed;
import org.prahari.support.ServiceTest;

/** What is kept of clients, webhooks, rounds and deeds goes out whole, and since a place of the log. */
class RecordExportTest extends ServiceTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String WEBHOOK = """
            {"url": "https://hooks.partner.example/prahari", "features": ["facility"], "departments": [%s]}
            """;
    private static final String UNKNOWN = "01a22d1d-28cc-7162-b066-954a15efc56b";
    private final Api api =
            Api.with(Placed.SCOPES + " audit:read changes:read clients:write webhooks:write facilities:read", "IN-KA");

    @Test
    void whatIsListedIsExportedInTheSameForm() throws IOException {
        Placed.gap(api, "IN-KA", 1);
        api.post("/v1/assessments", """
                {"facility": "%s", "kind": "self-assessment", "assessedOn": "2026-09-01",
                 "answers": [{"question": "BAK-1", "answer": "yes"}]}
                """.formatted(
                        api.get("/v1/facilities").json().at("/items/0/id").asText()))
                .expect(201);
        api.post("/v1/webhooks", WEBHOOK.formatted("\"IN-KA\"")).expect(201);
        String trainee = Placed.trainee(api, "IN-KA");
        api.post("/v1/trainees/" + trainee + "/erasure", null, "If-Match", "*").expect(201);
        Placed.round(api, "IN-KA");
        for (String list : List.of("allocations", "assessments", "clients", "erasures", "webhooks")) {
            Answer exported = api.get("/v1/exports/" + list).expect(200);
            assertThat(lines(exported))
                    .as(list)
                    .isNotEmpty()
                    .containsExactlyElementsOf(api.get("/v1/" + list + "?limit=200")
                            .expect(200)
                            .json()
                            .get("items"));
            assertThat(api.get("/v1/exports/" + list, "Accept", CSV)
                            .expect(200)
                            .text()
                            .lines())
                    .as(list)
                    .hasSize(lines(exported).size() + 1);
            assertThat(api.get("/v1/exports/" + list + "?changedSince=" + exported.header("Changes-Since"))
                            .expect(200)
                            .text())
                    .as(list)
                    .isEmpty();
            assertThat(Api.with(Placed.SCOPES + " clients:write webhooks:write facilities:read", "IN-KL")
                            .get("/v1/exports/" + list)
                            .expect(200)
                            .text()
                            .lines()
                            .filter(line -> !line.contains("IN-KL")))
                    .as(list + " of another department")
                    .isEmpty();
        }
        assertThat(api.get("/v1/exports/webhooks").text()).doesNotContain("whsec_");
    }

    @Test
    void whatRoundsHaveFoundGoesOutWithTheirIds() throws IOException {
        String other = Placed.round(api, "IN-KA");
        String since = api.get("/v1/exports/assignments").expect(200).header("Changes-Since");
        Placed.gap(api, "IN-KA", 2);
        String trainee = Placed.trainee(api, "IN-KA");
        String round = Placed.round(api, "IN-KA");
        for (String list : List.of("assignments", "unfilled")) {
            JsonNode shown = api.get("/v1/allocations/" + round + "/" + list)
                    .expect(200)
                    .json()
                    .get("items");
            List<JsonNode> exported =
                    new ArrayList<>(lines(api.get("/v1/exports/" + list).expect(200)));
            assertThat(lines(api.get("/v1/exports/" + list + "?changedSince=" + since)
                            .expect(200)))
                    .isEqualTo(exported);
            String filter = "/v1/exports/" + list + "?allocation=";
            assertThat(lines(api.get(filter + round).expect(200))).isEqualTo(exported);
            assertThat(lines(api.get(filter + round + "&changedSince=" + since).expect(200)))
                    .isEqualTo(exported);
            for (String filtered : List.of(other, UNKNOWN, other + "&changedSince=" + since)) {
                assertThat(api.get(filter + filtered).expect(200).text()).isEmpty();
            }
            exported.forEach(row ->
                    assertThat(((ObjectNode) row).remove("allocation").asText()).isEqualTo(round));
            assertThat(exported).as(list).isNotEmpty().containsExactlyElementsOf(shown);
        }
        assertThat(api.get("/v1/exports/assignments", "Accept", CSV).expect(200).text())
                .startsWith("allocation,person,trainee,")
                .contains("\"" + round + "\",0,")
                .contains(trainee);
        api.post("/v1/trainees/" + trainee + "/erasure", null, "If-Match", "*").expect(201);
        assertThat(api.get("/v1/exports/assignments").text()).doesNotContain(trainee);
    }

    @Test
    void receiptsOfThoseErasedSinceGoOut() throws IOException {
        Api writer = Api.with(Placed.SCOPES, "IN-KA");
        String before = Placed.trainee(writer, "IN-KA");
        writer.post("/v1/trainees/" + before + "/erasure", null, "If-Match", "*")
                .expect(201);
        String since = writer.get("/v1/exports/erasures").header("Changes-Since");
        String after = Placed.trainee(writer, "IN-KA");
        Placed.trainee(writer, "IN-KA");
        writer.post("/v1/trainees/" + after + "/erasure", null, "If-Match", "*").expect(201);
        assertThat(lines(
                        writer.get("/v1/exports/erasures?changedSince=" + since).expect(200)))
                .extracting(receipt -> receipt.get("trainee").asText())
                .containsExactly(after);
    }

    @Test
    void aWebhookOfTwoDepartmentsIsToldAsGoneToBothAndToNobodyElse() {
        Api both = Api.with("webhooks:write facilities:read", "IN-KA", "IN-KL");
        Api other = Api.with("webhooks:write", "IN-TN");
        String made = both.post("/v1/webhooks", WEBHOOK.formatted("\"IN-KA\", \"IN-KL\""))
                .expect(201)
                .header("Location");
        String since = both.get("/v1/exports/webhooks").header("Changes-Since");
        String others = other.get("/v1/exports/webhooks").header("Changes-Since");
        both.delete(made, "*").expect(204);
        assertThat(both.get("/v1/exports/webhooks?changedSince=" + since).text().lines())
                .containsExactly("{\"id\":\"" + made.substring(made.lastIndexOf('/') + 1) + "\",\"deleted\":true}");
        assertThat(other.get("/v1/exports/webhooks?changedSince=" + others).text())
                .isEmpty();
    }

    @Test
    void aClientThatAnotherAloneSeesIsNotToldOf() {
        String since = api.get("/v1/exports/clients").header("Changes-Since");
        Api.with("clients:write facilities:read", "IN-TN", "IN-KL")
                .post(
                        "/v1/clients",
                        "{\"name\": \"x\", \"scopes\": [\"facilities:read\"], \"departments\": [\"IN-KL\", \"IN-TN\"]}")
                .expect(201);
        assertThat(api.get("/v1/exports/clients?changedSince=" + since)
                        .expect(200)
                        .text())
                .isEmpty();
    }

    @Test
    void theTrailGoesOutChainByChainWithoutAGap() throws IOException {
        Placed.gap(api, "IN-KA", 1);
        Answer all = api.get("/v1/exports/audit").expect(200);
        List<JsonNode> rows = lines(all);
        assertThat(rows).allMatch(row -> row.get("chain").asText().equals("IN-KA"));
        assertThat(rows.stream().map(row -> row.get("sequence").asLong()))
                .isSorted()
                .doesNotHaveDuplicates();
        long first = rows.get(0).get("sequence").asLong();
        JsonNode last = rows.get(rows.size() - 1);
        assertThat(last.get("sequence").asLong()).isEqualTo(first + rows.size() - 1);
        assertThat(last.get("action").asText()).isEqualTo("created");
        api.get("/v1/trainees?limit=1").expect(200);
        String facility = api.get("/v1/facilities").json().at("/items/0/id").asText();
        api.patch("/v1/facilities/" + facility, "{\"beds\": 7}", "*").expect(200);
        List<JsonNode> since = lines(api.get("/v1/exports/audit?changedSince=" + all.header("Changes-Since"))
                .expect(200));
        assertThat(since.stream().map(row -> row.get("sequence").asLong()))
                .first()
                .isEqualTo(last.get("sequence").asLong() + 1);
        assertThat(since).extracting(row -> row.path("id").asText()).contains(facility);
        assertThat(lines(Api.with("audit:read", "*").get("/v1/exports/audit").expect(200)))
                .extracting(row ->
                        row.get("action").asText() + " " + row.get("feature").asText())
                .contains("exported audit");
        Api.with("clients:write", "IN-KA").get("/v1/exports/audit").problem(403, "forbidden");
    }

    @Test
    void messagesToWebhooksGoOutAndThoseThatEndedSince() throws Exception {
        try (var receiver = new Receiver()) {
            Hook hook = Hook.of(Api.with(Hook.SCOPES, "IN-KA"), receiver);
            Hook.facility(hook.api(), "IN-KA", "A hospital");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> hook.deliveries("delivered").size() == 1);
            Answer all = hook.api().get("/v1/exports/deliveries").expect(200);
            List<JsonNode> rows = lines(all);
            rows.forEach(row ->
                    assertThat(((ObjectNode) row).remove("webhook").asText()).isEqualTo(hook.id()));
            assertThat(rows).isEqualTo(hook.deliveries("delivered"));
            Hook.facility(hook.api(), "IN-KA", "Another");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> hook.deliveries("delivered").size() == 2);
            // What ended minutes ago comes again, as clocks differ.
            assertThat(lines(hook.api()
                            .get("/v1/exports/deliveries?changedSince=" + all.header("Changes-Since"))
                            .expect(200)))
                    .hasSize(2);
            service.jdbi()
                    .useHandle(
                            handle -> handle.execute(
                                    "UPDATE webhook_delivery SET ended_at = TIMESTAMPADD(HOUR, -1, ended_at) WHERE items = 1 ORDER BY id LIMIT 1"));
            assertThat(lines(hook.api()
                            .get("/v1/exports/deliveries?changedSince=" + all.header("Changes-Since"))
                            .expect(200)))
                    .hasSize(1);
            assertThat(Api.with("webhooks:write", "IN-KL")
                            .get("/v1/exports/deliveries")
                            .text())
                    .isEmpty();
        }
    }

    @Test
    void whatAllShareGoesOutInAllItsLanguagesAndVersions() throws IOException {
        Api editor = Api.with("changes:read campaigns:write", "IN-KA");
        List<JsonNode> notices = lines(editor.get("/v1/exports/notices").expect(200));
        JsonNode shown = Api.anonymous()
                .get("/v1/notices?language=hi")
                .expect(200)
                .json()
                .at("/items/0");
        assertThat(notices)
                .filteredOn(row -> row.get("version").equals(shown.get("version")))
                .contains(shown)
                .hasSize(shown.get("languages").size());
        List<JsonNode> revisions = lines(editor.get("/v1/exports/revisions").expect(200));
        assertThat(revisions).hasSizeGreaterThan(20).allMatch(row -> row.has("slug") && row.has("text"));
        assertThat(editor.get("/v1/exports/revisions", "Accept", CSV)
                        .expect(200)
                        .text())
                .startsWith("slug,revision,author,writtenAt,text.");
    }

    @Test
    void whoTakesBothFormsIsGivenTheOneLikedBest() {
        String address = "/v1/exports/regions";
        assertThat(api.get(address, "Accept", "*/*").header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(api.get(address, "Accept", "text/csv, application/x-ndjson;q=0.4")
                        .header("Content-Type"))
                .startsWith(CSV);
        assertThat(api.get(address, "Accept", "text/*").header("Content-Type")).startsWith(CSV);
        assertThat(api.send("HEAD", address, null, "Accept", CSV).expect(200).header("Content-Type"))
                .startsWith(CSV);
        api.get(address, "Accept", "application/xml").expect(406);
    }

    private static List<JsonNode> lines(Answer answer) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : answer.text().lines().toList()) {
            lines.add(MAPPER.readTree(line));
        }
        return lines;
    }
}
