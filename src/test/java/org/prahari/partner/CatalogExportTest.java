package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prahari.support.Imports.CSV;
import static org.prahari.support.Imports.NDJSON;
import static org.prahari.support.Imports.done;
import static org.prahari.support.Imports.trainee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

/** What belongs to all as one stream: the catalogue, the campaigns, and the log itself. */
class CatalogExportTest extends ServiceTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final Api api = Api.with(
            "changes:read campaigns:write imports:write trainees:write trainees:identity trainees:read", "IN-KA");

    @Test
    void eachListGoesOutWholeAsItIsShownPageByPage() throws IOException {
        for (String list : List.of("roles", "certifications", "regions")) {
            List<JsonNode> exported =
                    lines(api.get("/v1/exports/" + list).expect(200).text());
            List<JsonNode> shown = new ArrayList<>();
            Answer page = Api.anonymous().get("/v1/" + list + "?limit=100").expect(200);
            page.json().get("items").forEach(shown::add);
            while (page.json().has("next")) {
                page = Api.anonymous()
                        .get("/v1/" + list + "?limit=100&cursor="
                                + page.json().get("next").asText())
                        .expect(200);
                page.json().get("items").forEach(shown::add);
            }
            assertThat(exported).as(list).isEqualTo(shown).hasSizeGreaterThan(30);
            Answer table = api.get("/v1/exports/" + list, "Accept", CSV).expect(200);
            assertThat(table.header("Content-Type")).startsWith(CSV);
            assertThat(api.get("/v1/exports/" + list + "?changedSince=" + table.header("Changes-Since"))
                            .expect(200)
                            .text())
                    .isEmpty();
        }
    }

    @Test
    void aListWithinAListIsNotLostInATable() {
        String table = api.get("/v1/exports/regions", "Accept", CSV).expect(200).text();
        assertThat(table).contains("\"\"tag\"\":\"\"kn\"\"").contains("\"\"sources\"\":[\"\"");
    }

    @Test
    void campaignsGoOutWithAllTheirTextsAndThoseThatChangedAlone() throws IOException {
        Answer all = api.get("/v1/exports/campaigns").expect(200);
        List<JsonNode> campaigns = lines(all.text());
        assertThat(campaigns).hasSizeGreaterThan(20);
        JsonNode one = campaigns.get(0);
        String slug = one.get("slug").asText();
        assertThat(one)
                .isEqualTo(
                        api.get("/v1/editorial/campaigns/" + slug).expect(200).json());
        int texts = campaigns.stream()
                .mapToInt(campaign -> campaign.get("translations").size())
                .sum();
        List<JsonNode> rows =
                lines(api.get("/v1/exports/translations").expect(200).text());
        assertThat(rows).hasSize(texts);
        assertThat(rows.get(0).get("slug").asText()).isEqualTo(slug);
        String since = all.header("Changes-Since");
        api.put(
                        "/v1/editorial/campaigns/" + slug + "/translations/sat",
                        "{\"title\": \"a\", \"summary\": \"a\", \"body\": \"a\", \"callToAction\": \"a\"}",
                        "*")
                .expect(200);
        List<JsonNode> changed = lines(api.get("/v1/exports/campaigns?changedSince=" + since)
                .expect(200)
                .text());
        assertThat(changed).hasSize(1);
        assertThat(changed.get(0).get("slug").asText()).isEqualTo(slug);
        assertThat(changed.get(0).at("/proposals/sat/state").asText()).isEqualTo("draft");
        api.send("DELETE", "/v1/editorial/campaigns/" + slug + "/translations/sat", null, "If-Match", "*")
                .expect(204);
        Api.with("changes:read").get("/v1/exports/campaigns").problem(403, "forbidden");
    }

    @Test
    void theLogGoesOutAsTheFeedTellsIt() throws IOException {
        String since = api.get("/v1/changes?since=latest").json().get("next").asText();
        done(api, "trainees", NDJSON, trainee("T-1", 1) + trainee("T-2", 1) + trainee("T-2", 2));
        done(
                Api.with("imports:write trainees:write trainees:identity", "IN-TN"),
                "trainees",
                NDJSON,
                trainee("T-3", 1).replace("\"department\": \"IN-KA\"", "\"department\": \"IN-TN\""));
        JsonNode feed = api.get("/v1/changes?since=" + since).expect(200).json().get("items");
        Answer export = api.get("/v1/exports/changes?changedSince=" + since).expect(200);
        List<JsonNode> exported = lines(export.text());
        assertThat(exported).hasSize(3);
        for (int i = 0; i < exported.size(); i++) {
            ((com.fasterxml.jackson.databind.node.ObjectNode) feed.get(i)).remove("token");
            assertThat(exported.get(i)).isEqualTo(feed.get(i));
        }
        assertThat(api.get("/v1/changes?since=" + export.header("Changes-Since"))
                        .expect(200)
                        .json()
                        .get("items"))
                .isEmpty();
        assertThat(lines(api.get("/v1/exports/changes").expect(200).text()))
                .hasSizeGreaterThan(200)
                .endsWith(exported.get(2));
        Api.with("trainees:read", "IN-KA").get("/v1/exports/changes").problem(403, "forbidden");
    }

    @Test
    void districtsGoOutInTheOrderOfTheirNumbers() throws IOException {
        service.jdbi()
                .useHandle(
                        handle -> handle.execute(
                                "INSERT INTO district (id, region, name) VALUES (9, 'IN-KA', 'Nine'), (10, 'IN-KA', 'Ten'), (1000, 'IN-TN', 'M')"));
        assertThat(lines(api.get("/v1/exports/districts").expect(200).text()))
                .extracting(one -> one.get("id").asInt())
                .containsSubsequence(9, 10, 1000);
    }

    private static List<JsonNode> lines(String text) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            lines.add(MAPPER.readTree(line));
        }
        return lines;
    }
}
