package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prahari.support.Imports.CSV;
import static org.prahari.support.Imports.NDJSON;
import static org.prahari.support.Imports.done;
import static org.prahari.support.Imports.faults;
import static org.prahari.support.Imports.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.prahari.store.Change;
import org.prahari.store.ChangeLog;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

/** Texts of campaigns that come in many at once, by the rules of the editors' desk. */
class TranslationImportTest extends ServiceTest {
    private static final String SLUG = "an-imported-campaign";
    private static final String PATH = "/v1/editorial/campaigns/" + SLUG;
    private final Api writer = Api.with("campaigns:write");
    private final Api publisher = Api.with("campaigns:write campaigns:publish");
    private final Api agency = Api.with("campaigns:write campaigns:publish imports:write");

    interface Log extends ChangeLog {}

    @AfterEach
    void removeTheCampaign() {
        service.jdbi().useTransaction(handle -> {
            handle.execute("DELETE FROM campaign WHERE author <> 'seed:author'");
            handle.attach(Log.class).log(Change.of("campaign", "all", 0, Change.Kind.DELETED, "test", Instant.now()));
        });
    }

    @Test
    void aDraftHoldsThemAtOnceAndIsTheImportersToHaveReleasedByAnother() {
        Answer made = create();
        Answer over = done(agency, "translations", NDJSON, row("hi", "नया") + row("kn", "ಹೊಸ") + row("ta", "புதிய"));
        assertThat(faults(agency, over)).isEmpty();
        assertThat(rows(over)).containsExactly(3, 0, 0, 0);
        Answer campaign = writer.get(PATH).expect(200);
        assertThat(campaign.json().at("/translations/ta/title").asText()).isEqualTo("புதிய");
        assertThat(campaign.json().get("status").asText()).isEqualTo("draft");
        assertThat(campaign.json().get("author").asText())
                .isNotEqualTo(made.json().get("author").asText());
        int changes = service.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT COUNT(*) FROM change_log
                        WHERE feature = 'campaign' AND id = :slug AND kind = 'updated' AND actor = :actor
                        """)
                        .bind("slug", SLUG)
                        .bind("actor", campaign.json().get("author").asText())
                        .mapTo(int.class)
                        .one());
        assertThat(changes).as("all rows of a campaign are one change").isEqualTo(1);
        step(agency, "submit").expect(200);
        step(agency, "publish").problem(409, "conflict");
        step(publisher, "publish").expect(200);
    }

    @Test
    void whatIsOnTheAirStandsAndTheTextsWaitForASecondPerson() {
        publish(create());
        String rows = row("hi", "नया") + row("kn", "ಹೊಸ");
        assertThat(rows(done(agency, "translations", NDJSON, rows))).containsExactly(2, 0, 0, 0);
        JsonNode campaign = writer.get(PATH).expect(200).json();
        assertThat(campaign.get("status").asText()).isEqualTo("published");
        assertThat(campaign.at("/proposals/hi/state").asText()).isEqualTo("review");
        assertThat(campaign.get("translations")).hasSize(1);
        assertThat(served("hi")).isEqualTo("en");
        assertThat(rows(done(agency, "translations", NDJSON, rows))).containsExactly(0, 0, 2, 0);
        step(agency, "translations/hi/approve").problem(409, "conflict");
        step(publisher, "translations/hi/approve").expect(200);
        assertThat(served("hi")).isEqualTo("hi");
        assertThat(rows(done(agency, "translations", NDJSON, rows))).containsExactly(0, 0, 2, 0);
        Answer newer = done(agency, "translations", NDJSON, row("hi", "और नया") + row("kn", "ಇನ್ನೂ ಹೊಸ"));
        assertThat(rows(newer)).containsExactly(0, 2, 0, 0);
        assertThat(Api.anonymous()
                        .get("/v1/campaigns/" + SLUG + "?language=hi")
                        .json()
                        .get("title")
                        .asText())
                .isEqualTo("नया");
    }

    @Test
    void aRowAgainstTheRulesIsToldAndKeepsNoOtherOut() {
        publish(create());
        writer.put(PATH + "/translations/ml", text("മറ്റൊരാളുടെ"), "*").expect(200);
        String body = row("hi", "नया")
                + row("hi", "नया").replace(SLUG, "no-such-campaign")
                + row("en", "Another source")
                + row("xx-Latn-999", "x")
                + row("ml", "എന്റെ")
                + row("kn", "ಹೊಸ").replace("}\n", ", \"sourceRevision\": 2}\n")
                + row("ta", "புதிய").replace("}\n", ", \"sms\": \"" + "நீ".repeat(500) + "\"}\n")
                + row("te", "కొత్త").replace("\"slug\"", "\"campaign\"")
                + row("mr", "नवीन").replace("नवीन", " ")
                + row("gu", "નવું");
        Answer over = done(agency, "translations", NDJSON, body);
        assertThat(faults(agency, over))
                .containsExactly(
                        "2 /slug unknown-reference",
                        "3 /language conflict",
                        "4 /language invalid",
                        "5 /language conflict",
                        "6 /sourceRevision invalid",
                        "7 /sms invalid",
                        "8 /slug not-null",
                        "9 /title line");
        assertThat(rows(over)).containsExactly(2, 0, 0, 8);
        assertThat(writer.get(PATH).json().at("/proposals/ml/text/title").asText())
                .isEqualTo("മറ്റൊരാളുടെ");
    }

    @Test
    void whatIsExportedIsATableThatCanBeTranslatedAndSentBack() {
        create();
        String table = writer.get("/v1/exports/translations", "Accept", CSV)
                .expect(200)
                .text();
        assertThat(table).startsWith("slug,language,title,").contains("\n" + SLUG + ",en,");
        Answer same = done(agency, "translations", CSV, table);
        assertThat(faults(agency, same)).isEmpty();
        assertThat(rows(same).subList(0, 2)).containsExactly(0, 0);
        assertThat(rows(same).get(2)).isGreaterThan(50);
        String header = table.substring(0, table.indexOf('\n') + 1);
        String mine = table.lines()
                .filter(line -> line.startsWith(SLUG + ",en,"))
                .findFirst()
                .orElseThrow();
        String translated = mine.replace(",en,", ",kok,").replace("A test", "एक चांचणी") + "\n";
        assertThat(rows(done(agency, "translations", CSV, header + translated))).containsExactly(1, 0, 0, 0);
        assertThat(writer.get(PATH).json().at("/translations/kok/title").asText())
                .isEqualTo("एक चांचणी");
    }

    @Test
    void aDryRunLeavesTheCampaignAsItIs() {
        Answer made = create();
        Answer over = done(agency, "translations?dryRun=true", NDJSON, row("hi", "नया") + row("en", "Another"));
        assertThat(rows(over)).containsExactly(1, 0, 0, 1);
        assertThat(writer.get(PATH).etag()).isEqualTo(made.etag());
    }

    @Test
    void onlyWhoMayWriteCampaignsMayTranslate() {
        for (String scopes : List.of("imports:write", "campaigns:write", "imports:write campaigns:publish")) {
            Api.with(scopes)
                    .send("POST", "/v1/imports/translations", row("hi", "नया"), "Content-Type", NDJSON)
                    .problem(403, "forbidden");
        }
    }

    private Answer create() {
        return writer.post("/v1/editorial/campaigns", """
                {"slug": "%s", "kind": "tip", "topics": ["passwords"], "audiences": ["nurse"],
                 "safeguards": ["privacy"], "channels": ["web"], "regions": [], "sourceLanguage": "en",
                 "sources": ["https://cybercrime.gov.in"],
                 "text": {"title": "A test", "summary": "Only a test.", "body": "Lock it.", "callToAction": "Now."}}
                """.formatted(SLUG)).expect(201);
    }

    private void publish(Answer draft) {
        writer.post(PATH + "/submit", null, "If-Match", draft.etag()).expect(200);
        step(publisher, "publish").expect(200);
    }

    private static Answer step(Api who, String step) {
        return who.send("POST", PATH + "/" + step, null, "If-Match", "*");
    }

    private static String served(String language) {
        return Api.anonymous()
                .get("/v1/campaigns/" + SLUG + "?language=" + language)
                .expect(200)
                .json()
                .get("language")
                .asText();
    }

    private static String text(String title) {
        return "{\"title\": \"" + title
                + "\", \"summary\": \"सार\", \"body\": \"- एक\\n- दो\", \"callToAction\": \"अभी\"}";
    }

    private static String row(String language, String title) {
        return text(title).replace("{", "{\"slug\": \"" + SLUG + "\", \"language\": \"" + language + "\", ") + "\n";
    }
}
