package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.app.PrahariApplication;
import org.prahari.http.Languages;
import org.prahari.store.Change;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class CampaignTest extends ServiceTest {
    private static final Set<String> THIRTEEN =
            Set.of("en", "hi", "bn", "ta", "te", "mr", "gu", "kn", "ml", "pa", "or", "as", "ur");
    private static final String SLUG = "a-test-campaign";
    private static final String PATH = "/v1/editorial/campaigns/" + SLUG;
    private final Api anybody = Api.anonymous();
    private Api writer;
    private Api publisher;

    @BeforeEach
    void makeKeys() {
        writer = Api.with("campaigns:write");
        publisher = Api.with("campaigns:write campaigns:publish");
    }

    @AfterEach
    void removeTestCampaigns() {
        service.jdbi()
                .useExtension(
                        CampaignDao.class,
                        dao -> dao.useTransaction(tx -> {
                            service.jdbi()
                                    .useHandle(handle ->
                                            handle.execute("DELETE FROM campaign WHERE author <> 'seed:author'"));
                            tx.log(Change.of("campaign", "all", 0, Change.Kind.DELETED, "test", Instant.now()));
                        }));
    }

    // What the public reads

    @Test
    void theSeededCampaignsArePublishedInEnglishAndHindiAndADozenInAllLanguages() {
        List<JsonNode> campaigns = all("");
        assertThat(campaigns).hasSizeGreaterThanOrEqualTo(24);
        assertThat(campaigns)
                .allSatisfy(campaign ->
                        assertThat(texts(campaign.get("translations"))).contains("en", "hi"));
        assertThat(campaigns)
                .filteredOn(campaign -> texts(campaign.get("translations")).containsAll(THIRTEEN))
                .hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void theSeededTextsKeepTheirLimits() {
        CampaignDao dao = service.jdbi().onDemand(CampaignDao.class);
        Shelf shelf = new ShelfReader(CampaignSettings.DEFAULT).read(dao);
        var validator = service.support().getEnvironment().getValidator();
        for (Shelf.Published published : shelf.campaigns()) {
            Campaign campaign = published.campaign();
            var request = new CampaignRequest(
                    campaign.slug(),
                    campaign.kind(),
                    campaign.topics(),
                    campaign.audiences(),
                    campaign.safeguards(),
                    campaign.channels(),
                    campaign.regions(),
                    campaign.severity(),
                    campaign.window(),
                    campaign.recurrence(),
                    campaign.helpline(),
                    campaign.sourceLanguage(),
                    campaign.sources(),
                    request(campaign.source()));
            assertThat(validator.validate(request)).as(campaign.slug()).isEmpty();
            assertThat(request.faults()).as(campaign.slug()).isEmpty();
            assertThat(shelf.unknown(request)).as(campaign.slug()).isEmpty();
            assertThat(campaign.helpline()).as(campaign.slug()).isIn(null, "1930");
            campaign.translations().forEach((language, text) -> {
                assertThat(validator.validate(request(text)))
                        .as(campaign.slug() + " " + language)
                        .isEmpty();
                assertThat(Languages.isKnown(language)).isTrue();
                if (campaign.kind() == Campaign.Kind.SMS) {
                    assertThat(text.sms().segments())
                            .as(campaign.slug() + " " + language)
                            .isBetween(1, CampaignSettings.DEFAULT.smsSegments());
                }
                for (String part : List.of(text.title(), text.summary(), text.body(), text.callToAction())) {
                    assertThat(Normalizer.isNormalized(part, Normalizer.Form.NFC))
                            .isTrue();
                    assertThat(part).doesNotContain("<").doesNotContain("http://");
                    assertThat(part.codePoints()
                                    .filter(Character::isLetter)
                                    .mapToObj(Character.UnicodeScript::of)
                                    .filter(script -> script != Character.UnicodeScript.LATIN)
                                    .distinct())
                            .as(campaign.slug() + " " + language + ": " + part)
                            .hasSizeLessThanOrEqualTo(1);
                }
                if (campaign.helpline() != null) {
                    assertThat(text.body() + text.summary() + text.callToAction())
                            .as(campaign.slug() + " " + language)
                            .contains(campaign.helpline());
                }
            });
        }
    }

    private static TranslationRequest request(Translation text) {
        return new TranslationRequest(
                text.title(),
                text.summary(),
                text.body(),
                text.callToAction(),
                text.assets(),
                text.sms() == null ? null : text.sms().text(),
                text.reviewed(),
                null);
    }

    @Test
    void aHeaderThatNamesNoLanguageIsAsNone() {
        for (String header : List.of("-", "--, hi", ";", "hi;q=9")) {
            for (String path : List.of("", "/never-share-otp", "/never-share-otp/page.html", "/feed.json")) {
                String type = path.endsWith("html")
                        ? "text/html"
                        : path.endsWith("json") ? "application/feed+json" : "application/json";
                assertThat(anybody.get("/v1/campaigns" + path, "Accept-Language", header, "Accept", type)
                                .expect(200)
                                .text())
                        .isEqualTo(anybody.get("/v1/campaigns" + path, "Accept", type)
                                .text());
            }
        }
    }

    @Test
    void aHindiReaderIsServedHindiByTheHeader() {
        Answer answer = anybody.get("/v1/campaigns/cyber-jaagrookta-diwas", "Accept-Language", "hi-IN, en;q=0.5")
                .expect(200);
        assertThat(answer.json().get("language").asText()).isEqualTo("hi");
        assertThat(answer.json().get("title").asText()).contains("साइबर");
        assertThat(answer.json().has("fallback")).isFalse();
        assertThat(answer.header("Content-Language")).isEqualTo("hi");
        assertThat(answer.headers().allValues("Vary"))
                .anyMatch(value -> value.contains("Accept-Language"))
                .anyMatch(value -> value.contains("Accept-Encoding"));
        assertThat(anybody.get("/v1/campaigns/cyber-jaagrookta-diwas", "Accept-Language", "hi;q=0, ta;q=0.1")
                        .json()
                        .get("language")
                        .asText())
                .isEqualTo("ta");
    }

    @Test
    void theParameterWinsOverTheHeader() {
        JsonNode urdu = anybody.get("/v1/campaigns/cyber-jaagrookta-diwas?language=ur", "Accept-Language", "hi")
                .expect(200)
                .json();
        assertThat(urdu.get("language").asText()).isEqualTo("ur");
        assertThat(urdu.get("direction").asText()).isEqualTo("rtl");
        assertThat(urdu.get("reviewed").asBoolean()).isFalse();
    }

    @Test
    void aMissingLanguageIsToldAndTheRegionsLanguageComesFirst() {
        Answer kannada = anybody.get("/v1/campaigns/cyber-jaagrookta-diwas?language=fr&region=IN-KA");
        assertThat(kannada.json().get("language").asText()).isEqualTo("kn");
        assertThat(kannada.json().at("/fallback/asked").asText()).isEqualTo("fr");
        assertThat(kannada.json().at("/fallback/reason").asText()).isEqualTo("region-language");
        JsonNode english =
                anybody.get("/v1/campaigns/logs-for-180-days?language=ta").json();
        assertThat(english.get("language").asText()).isEqualTo("en");
        assertThat(english.at("/fallback/reason").asText()).isEqualTo("english");
    }

    @Test
    void theListTellsEachLanguageItServes() {
        Answer answer = anybody.get("/v1/campaigns?language=ta&limit=200").expect(200);
        Set<String> served = Set.copyOf(answer.json().findValuesAsText("language"));
        assertThat(served).containsExactlyInAnyOrder("en", "ta");
        assertThat(answer.header("Content-Language")).isEqualTo("en, ta");
    }

    @Test
    void theListIsPagedAndFiltered() {
        List<String> slugs = slugs("&limit=7");
        assertThat(slugs).isSorted().doesNotHaveDuplicates().isEqualTo(slugs("&limit=200"));
        assertThat(all("&kind=quiz"))
                .allMatch(campaign -> campaign.get("kind").asText().equals("quiz"));
        assertThat(slugs("&kind=quiz&kind=advisory"))
                .containsAll(slugs("&kind=quiz"))
                .containsAll(slugs("&kind=advisory"));
        assertThat(all("&audience=nurse"))
                .isNotEmpty()
                .allMatch(campaign -> texts(campaign.get("audiences")).contains("nurse"));
        assertThat(all("&topic=ransomware&channel=sms&safeguard=privacy")).isEmpty();
        assertThat(anybody.get("/v1/campaigns?fields=slug,title&limit=1").json().at("/items/0"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "language=xx-Latn-999, ?language",
        "language=hi_IN, ?language",
        "region=IN-XX, ?region",
        "audience=king, ?audience",
        "topic=%24%7B7*7%7D, ?topic",
        "kind=song, ?kind",
        "channel=pigeon, ?channel",
        "safeguard=hope, ?safeguard",
        "on=2026-02-30, ?on",
        "on=99999-01-01, ?on",
        "on=9999-12-31, ?on",
        "active=true, ?active",
        "limit=0, ?limit"
    })
    void aParameterNobodyKnowsIsNamed(String query, String pointer) {
        anybody.get("/v1/campaigns?" + query).problem(400, "malformed").at(pointer);
    }

    @Test
    void anUnknownCampaignIsNotFound() {
        anybody.get("/v1/campaigns/no-such-campaign").problem(404, "not-found");
        anybody.get("/v1/campaigns/cyber-jaagrookta-diwas?region=IN-XX")
                .problem(400, "malformed")
                .at("?region");
    }

    @Test
    void cyberJaagrooktaDiwasFallsOnFirstWednesdays() {
        JsonNode campaign = all("&on=2026-11-05").stream()
                .filter(item -> item.get("slug").asText().equals("cyber-jaagrookta-diwas"))
                .findFirst()
                .orElseThrow();
        assertThat(campaign.get("nextOccurrences").findValuesAsText("starts"))
                .containsExactly("2026-12-02T11:00:00+05:30", "2027-01-06T11:00:00+05:30", "2027-02-03T11:00:00+05:30");
    }

    @Test
    void whoHoldsTheListInOneLanguageIsNotTakenForTheReaderOfAnother() {
        String etag = anybody.get("/v1/campaigns", "Accept-Language", "hi").etag();
        anybody.get("/v1/campaigns", "Accept-Language", "hi", "If-None-Match", etag)
                .expect(304);
        anybody.get("/v1/campaigns", "Accept-Language", "en", "If-None-Match", etag)
                .expect(200);
    }

    @Test
    void theVocabularyIsPublic() {
        assertThat(anybody.get("/v1/topics").json().get("items").findValuesAsText("id"))
                .hasSize(27)
                .contains("phishing");
        assertThat(anybody.get("/v1/topics").json().at("/items/0/safeguards")).isNotEmpty();
        assertThat(anybody.get("/v1/audiences").json().get("items")).hasSize(9);
        assertThat(anybody.get("/v1/channels?limit=3").json().get("items")).hasSize(3);
    }

    // The editors' desk

    @Test
    void oneWritesAnotherPublishesAndThenThePublicReads() {
        Answer created = writer.post("/v1/editorial/campaigns", body().json()).expect(201);
        assertThat(created.header("Location")).endsWith(PATH);
        assertThat(created.json()).isEqualTo(writer.get(PATH).json());
        assertThat(created.json().get("status").asText()).isEqualTo("draft");
        anybody.get("/v1/campaigns/" + SLUG).problem(404, "not-found");
        Answer translated = writer.put(PATH + "/translations/hi", translation("शीर्षक"), created.etag())
                .expect(200);
        Answer submitted = step(writer, "submit", translated.etag()).expect(200);
        anybody.get("/v1/campaigns/" + SLUG).problem(404, "not-found");
        assertThat(texts(
                        publisher
                                .get("/v1/editorial/campaigns?status=review")
                                .json()
                                .findValue("items"),
                        "slug"))
                .containsExactly(SLUG);
        Answer published = step(publisher, "publish", submitted.etag()).expect(200);
        assertThat(published.json().get("publisher").asText())
                .isNotEqualTo(published.json().get("author").asText());
        JsonNode edition = anybody.get("/v1/campaigns/" + SLUG + "?language=hi")
                .expect(200)
                .json();
        assertThat(edition.get("title").asText()).isEqualTo("शीर्षक");
        assertThat(edition.get("stale").asBoolean()).isFalse();
        step(publisher, "archive", published.etag()).expect(200);
        anybody.get("/v1/campaigns/" + SLUG).problem(404, "not-found");
    }

    @Test
    void whoEditedLastCannotPublish() {
        String etag = writer.post("/v1/editorial/campaigns", body().json()).etag();
        Answer edited = publisher
                .put(PATH, body().with("\"tip\"", "\"poster\"").json(), etag)
                .expect(200);
        String review = step(writer, "submit", edited.etag()).etag();
        step(publisher, "publish", review).problem(409, "conflict");
        step(writer, "publish", review).problem(403, "forbidden");
        step(Api.with("campaigns:publish"), "publish", review).expect(200);
    }

    @Test
    void aChangedSourceTextMakesTranslationsStaleUntilTheyAreRenewed() {
        String etag = writer.post("/v1/editorial/campaigns", body().json()).etag();
        etag = writer.put(PATH + "/translations/hi", translation("शीर्षक"), etag)
                .etag();
        Answer same = writer.put(PATH, body().with("\"nurse\"", "\"doctor\"").json(), etag)
                .expect(200);
        assertThat(same.json().get("revision").asInt()).isEqualTo(1);
        Answer edited = writer.put(PATH, body().with("Lock it.", "Lock it now.").json(), same.etag());
        assertThat(edited.json().get("revision").asInt()).isEqualTo(2);
        assertThat(headings().findValue("stale")).hasSize(1);
        Answer published = publish(edited.etag());
        assertThat(stale("hi")).isTrue();
        assertThat(stale("en")).isFalse();
        Answer archived = step(publisher, "archive", published.etag());
        String behind = translation("शीर्षक").replace("}", ", \"sourceRevision\": 1}");
        Answer renewed =
                writer.put(PATH + "/translations/hi", behind, archived.etag()).expect(200);
        assertThat(headings().findValue("stale")).hasSize(1);
        renewed = writer.put(PATH + "/translations/hi", translation("नया"), renewed.etag())
                .expect(200);
        publish(renewed.etag());
        assertThat(stale("hi")).isFalse();
    }

    @Test
    void whatIsPublishedStandsStill() {
        String draft = writer.post("/v1/editorial/campaigns", body().json()).etag();
        String etag = publish(draft).etag();
        writer.put(PATH, body().json(), etag).problem(409, "conflict");
        step(writer, "submit", etag).problem(409, "conflict");
        step(publisher, "return", etag).problem(409, "conflict");
        step(publisher, "publish", etag).problem(409, "conflict");
        String archived = step(publisher, "archive", etag).etag();
        assertThat(writer.put(PATH, body().json(), archived)
                        .expect(200)
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("draft");
    }

    @Test
    void aReviewerSendsBackAndAnEditTakesBack() {
        String etag = writer.post("/v1/editorial/campaigns", body().json()).etag();
        step(publisher, "archive", etag).problem(409, "conflict");
        etag = step(writer, "submit", etag).etag();
        Answer returned = step(publisher, "return", etag).expect(200);
        assertThat(returned.json().get("status").asText()).isEqualTo("draft");
        etag = step(writer, "submit", returned.etag()).etag();
        Answer edited = writer.put(PATH, body().json(), etag).expect(200);
        assertThat(edited.json().get("status").asText()).isEqualTo("draft");
        step(publisher, "publish", edited.etag()).problem(409, "conflict");
    }

    @Test
    void aTranslationIsRemovedButNeverTheSourceText() {
        String etag = writer.post("/v1/editorial/campaigns", body().json()).etag();
        etag = writer.put(PATH + "/translations/hi", translation("शीर्षक"), etag)
                .etag();
        writer.delete(PATH + "/translations/ta", etag).problem(404, "not-found");
        writer.delete(PATH + "/translations/en", etag).problem(409, "conflict");
        writer.put(PATH + "/translations/en", translation("x"), etag).problem(409, "conflict");
        writer.put(PATH + "/translations/xx-Latn-999", translation("x"), etag)
                .problem(400, "malformed")
                .at("?language");
        writer.put(PATH + "/translations/hi", translation("x").replace("}", ", \"sourceRevision\": 2}"), etag)
                .problem(422, "invalid")
                .at("/sourceRevision");
        writer.delete(PATH + "/translations/hi", etag).expect(204);
        assertThat(writer.get(PATH).json().get("translations")).hasSize(1);
    }

    @Test
    void scriptAndJavascriptLinksNeverReachAReader() {
        String evil = body().with(
                        "Lock it.",
                        "<script>alert(1)</script> [x](javascript:alert(1)) ${7*7} '; DROP TABLE campaign; --")
                .json();
        publish(writer.post("/v1/editorial/campaigns", evil).expect(201).etag());
        JsonNode edition = anybody.get("/v1/campaigns/" + SLUG).expect(200).json();
        assertThat(edition.get("bodyHtml").asText()).doesNotContain("<script").doesNotContain("href=\"javascript");
        assertThat(edition.get("body").asText()).contains("${7*7} '; DROP TABLE campaign; --");
    }

    @Test
    void aCampaignIsShownWithinItsWindowAndItsRegions() {
        String seasonal = body().with(
                        "\"regions\": []",
                        "\"regions\": [\"IN-KA\"], \"window\": {\"starts\": \"2031-10-01\", \"ends\": \"2031-10-31\"},"
                                + " \"recurrence\": {\"rule\": \"FREQ=WEEKLY\", \"starts\": \"2031-10-29T09:00\","
                                + " \"duration\": \"PT1H\", \"zone\": \"Asia/Kolkata\"}")
                .json();
        publish(writer.post("/v1/editorial/campaigns", seasonal).expect(201).etag());
        assertThat(slugs("")).doesNotContain(SLUG);
        assertThat(slugs("&on=2031-09-30")).doesNotContain(SLUG);
        assertThat(slugs("&on=2031-10-01")).contains(SLUG);
        assertThat(slugs("&on=2031-10-31&region=IN-KA")).contains(SLUG);
        assertThat(slugs("&on=2031-10-31&region=IN-TN")).doesNotContain(SLUG);
        assertThat(slugs("&on=2031-11-01")).doesNotContain(SLUG);
        JsonNode edition = anybody.get("/v1/campaigns/" + SLUG).expect(200).json();
        assertThat(edition.get("nextOccurrences")).hasSize(1);
    }

    @Test
    void aFileOfATextIsGivenWithItsDigest() {
        String asset = "\"callToAction\": \"Now.\", \"assets\": [{\"url\": \"https://example.org/a.png\","
                + " \"mediaType\": \"image/png\", \"bytes\": 5000000000, \"sha256\": \"" + "0f".repeat(32) + "\"}]";
        String json = body().with("\"callToAction\": \"Now.\"", asset).json();
        publish(writer.post("/v1/editorial/campaigns", json).expect(201).etag());
        JsonNode edition = anybody.get("/v1/campaigns/" + SLUG).expect(200).json();
        assertThat(edition.at("/assets/0/bytes").asLong()).isEqualTo(5_000_000_000L);
        assertThat(edition.at("/assets/0").has("alt")).isFalse();
    }

    @Test
    void writesNeedTheVersionTheyAreMeantFor() {
        String etag = writer.post("/v1/editorial/campaigns", body().json()).etag();
        writer.send("PUT", PATH, body().json()).problem(428, "precondition-required");
        writer.put(PATH, body().json(), "\"7\"").problem(412, "precondition-failed");
        writer.put(PATH + "/translations/hi", translation("x"), "\"7\"").problem(412, "precondition-failed");
        writer.delete(PATH + "/translations/hi", "\"7\"").problem(412, "precondition-failed");
        step(writer, "submit", "\"7\"").problem(412, "precondition-failed");
        writer.send("POST", PATH + "/submit", null).problem(428, "precondition-required");
        step(writer, "submit", etag).expect(200);
        step(writer, "submit", etag).problem(412, "precondition-failed");
        writer.post("/v1/editorial/campaigns", body().json()).problem(409, "duplicate");
        writer.put("/v1/editorial/campaigns/no-such", body().json(), etag).problem(404, "not-found");
    }

    @Test
    void onlyWhoMayIsLetIn() {
        anybody.get("/v1/editorial/campaigns").problem(401, "unauthenticated");
        anybody.get(PATH).problem(401, "unauthenticated");
        anybody.post("/v1/editorial/campaigns", body().json()).problem(401, "unauthenticated");
        Api reader = Api.with("gaps:read", "IN-KA");
        reader.get("/v1/editorial/campaigns").problem(403, "forbidden");
        reader.post("/v1/editorial/campaigns", body().json()).problem(403, "forbidden");
        reader.delete(PATH + "/translations/hi", "\"1\"").problem(403, "forbidden");
        step(reader, "archive", "\"1\"").problem(403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"slug\": \"a-test-campaign\" ~ \"slug\": \"Not A Slug\" ~ 422 /slug",
                "\"kind\": \"tip\" ~ \"kind\": \"song\" ~ 422 /kind",
                "\"kind\": \"tip\" ~ \"kind\": 3 ~ 400 /kind",
                "\"kind\": \"tip\" ~ \"kind\": null ~ 422 /kind",
                "\"kind\": \"tip\" ~ \"kind\": \"advisory\" ~ 422 /severity",
                "\"kind\": \"tip\" ~ \"kind\": \"tip\", \"severity\": \"low\" ~ 422 /severity",
                "\"kind\": \"tip\" ~ \"kind\": \"tip\", \"status\": \"published\" ~ 400 /status",
                "[\"passwords\"] ~ [\"passwords\", \"nonsense\"] ~ 422 /topics/1",
                "[\"passwords\"] ~ [] ~ 422 /topics",
                "[\"passwords\"] ~ [null] ~ 422 /topics/0",
                "[\"passwords\"] ~ [\"passwords\", \"passwords\"] ~ 422 /topics",
                "[\"nurse\"] ~ [\"king\"] ~ 422 /audiences/0",
                "[\"privacy\"] ~ [\"hope\"] ~ 422 /safeguards/0",
                "[\"web\"] ~ [\"pigeon\"] ~ 422 /channels/0",
                "\"regions\": [] ~ \"regions\": [\"IN-XX\"] ~ 422 /regions/0",
                "\"regions\": [] ~ \"window\": {\"starts\": \"2026-02-30\"} ~ 422 /window/starts",
                "\"regions\": [] ~ \"window\": {\"starts\": \"+99999-01-01\"} ~ 422 /window/starts",
                "\"regions\": [] ~ \"window\": {\"starts\": \"2026-02-03\", \"ends\": \"2026-02-02\"} ~ 422 /window/ends",
                "\"regions\": [] ~ \"helpline\": \"call me\" ~ 422 /helpline",
                "\"sourceLanguage\": \"en\" ~ \"sourceLanguage\": \"xx-Latn-999\" ~ 422 /sourceLanguage",
                "\"callToAction\": \"Now.\" ~ \"callToAction\": \"two\\nlines\" ~ 422 /text/callToAction",
                "\"callToAction\": \"Now.\" ~ \"callToAction\": \"Now.\", \"sourceRevision\": 1 ~ 422 /text/sourceRevision",
                "\"callToAction\": \"Now.\" ~ \"callToAction\": \"Now.\", \"assets\": [{\"url\": \"http://x.in/a\", \"mediaType\": \"image/png\", \"bytes\": 1, \"sha256\": \"00\"}] ~ 422 /text/assets/0/url",
                "\"regions\": [] ~ \"recurrence\": {\"rule\": \"FREQ=SECONDLY\", \"starts\": \"2026-10-01\", \"duration\": \"PT1H\", \"zone\": \"Asia/Kolkata\"} ~ 422 /recurrence/rule",
                "\"regions\": [] ~ \"recurrence\": {\"rule\": \"FREQ=DAILY\", \"starts\": 2026, \"duration\": \"PT1H\", \"zone\": \"Asia/Kolkata\"} ~ 400 /recurrence/starts"
            })
    void whatIsNotValidIsNamed(String example) {
        String[] parts = example.split(" ~ ");
        String[] outcome = parts[2].split(" ");
        Answer answer = writer.post(
                "/v1/editorial/campaigns", body().with(parts[0], parts[1]).json());
        answer.expect(Integer.parseInt(outcome[0])).at(outcome[1]);
    }

    @Test
    void overlongTextsAreRefused() {
        writer.post(
                        "/v1/editorial/campaigns",
                        body().with("Lock it.", "क".repeat(5001)).json())
                .problem(422, "invalid")
                .at("/text/body");
        writer.post(
                        "/v1/editorial/campaigns",
                        body().with("Lock it.", "क".repeat(40_000)).json())
                .problem(413, "too-large");
        String rule = "FREQ=YEARLY;BYYEARDAY=" + "1,".repeat(150) + "1";
        String recurrence = "\"recurrence\": {\"rule\": \"" + rule
                + "\", \"starts\": \"2026-10-01\", \"duration\": \"PT1H\", \"zone\": \"Asia/Kolkata\"}";
        writer.post(
                        "/v1/editorial/campaigns",
                        body().with("\"regions\": []", recurrence).json())
                .problem(422, "invalid")
                .at("/recurrence/rule");
        writer.post("/v1/editorial/campaigns", "").expect(422);
        writer.send("POST", "/v1/editorial/campaigns", body().json(), "Content-Type", "text/plain")
                .problem(415, "unsupported-media-type");
    }

    // The seed

    @Test
    void seedingAgainWritesNothingAndLeavesAnEditorsCampaignAlone() throws Exception {
        CampaignDao dao = service.jdbi().onDemand(CampaignDao.class);
        long before = dao.lastChange(List.of("campaign", "campaign-term"));
        seed();
        assertThat(dao.lastChange(List.of("campaign", "campaign-term"))).isEqualTo(before);
        Campaign seeded = dao.find("quiz-spot-the-phish").orElseThrow();
        Campaign archived = seeded.moved(
                Campaign.Status.ARCHIVED, seeded.publisher(), seeded.publishedAt(), Instant.now(Clock.systemUTC()));
        dao.update(archived);
        try {
            seed();
            assertThat(dao.find(seeded.slug()).orElseThrow().status()).isEqualTo(Campaign.Status.ARCHIVED);
        } finally {
            service.jdbi()
                    .useHandle(handle -> handle.execute(
                            "UPDATE campaign SET status = 'published', version = ? WHERE slug = ?",
                            seeded.version(),
                            seeded.slug()));
        }
    }

    @Test
    void theIndexNamesEveryFile() throws Exception {
        var folder = java.nio.file.Path.of(
                CampaignTest.class.getResource("/seed/campaigns").toURI());
        List<String> listed;
        try (var files = java.nio.file.Files.list(folder)) {
            listed = files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        }
        String index = java.nio.file.Files.readString(folder.resolveSibling("campaigns.yaml"));
        assertThat(index.lines().filter(line -> line.startsWith("  - ")).map(line -> line.substring(4)))
                .containsExactlyElementsOf(listed);
    }

    private static void seed() throws Exception {
        new PrahariApplication().run("seed", "config.yml");
    }

    // Fixtures

    private record Body(String json) {
        Body with(String part, String other) {
            assertThat(json).contains(part);
            return new Body(json.replace(part, other));
        }
    }

    private static Body body() {
        return new Body("""
                {"slug": "a-test-campaign", "kind": "tip", "topics": ["passwords"], "audiences": ["nurse"],
                 "safeguards": ["privacy"], "channels": ["web"], "regions": [], "sourceLanguage": "en",
                 "sources": ["https://cybercrime.gov.in"],
                 "text": {"title": "A test", "summary": "Only a test.", "body": "Lock it.", "callToAction": "Now."}}
                """);
    }

    private static String translation(String title) {
        return """
                {"title": "%s", "summary": "सार", "body": "- एक\\n- दो", "callToAction": "अभी", "reviewed": true}
                """.formatted(title).strip();
    }

    private static Answer step(Api who, String step, String etag) {
        return who.send("POST", PATH + "/" + step, null, "If-Match", etag);
    }

    private Answer publish(String draft) {
        String review = step(writer, "submit", draft).expect(200).etag();
        return step(publisher, "publish", review).expect(200);
    }

    private boolean stale(String language) {
        return anybody.get("/v1/campaigns/" + SLUG + "?language=" + language)
                .expect(200)
                .json()
                .get("stale")
                .asBoolean();
    }

    private JsonNode headings() {
        List<JsonNode> mine = new ArrayList<>();
        writer.get("/v1/editorial/campaigns?limit=200")
                .expect(200)
                .json()
                .get("items")
                .forEach(item -> {
                    if (item.get("slug").asText().equals(SLUG)) {
                        mine.add(item);
                    }
                });
        return mine.get(0);
    }

    private List<String> slugs(String query) {
        return all(query).stream().map(item -> item.get("slug").asText()).toList();
    }

    private List<JsonNode> all(String query) {
        List<JsonNode> items = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = anybody.get("/v1/campaigns?language=en" + query + next)
                    .expect(200)
                    .json();
            page.get("items").forEach(items::add);
            next = page.has("next") ? "&cursor=" + page.get("next").asText() : null;
        } while (next != null);
        return items;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static List<String> texts(JsonNode items, String field) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.get(field).asText()));
        return texts;
    }
}
