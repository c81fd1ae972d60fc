package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.store.Change;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Instance;
import org.prahari.support.ServiceTest;

/** What happens to a campaign while it is on the air, and what is kept of it. */
class EditorialFlowTest extends ServiceTest {
    private static final String SLUG = "a-flow-campaign";
    private static final String PATH = "/v1/editorial/campaigns/" + SLUG;
    private static final String HINDI = PATH + "/translations/hi";
    private static final String PUBLIC = "/v1/campaigns/" + SLUG;
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

    @Test
    void aTranslationIsProposedReviewedAndApprovedWithoutLeavingTheAir() {
        publish(create(campaign("")));
        Answer proposed = writer.put(HINDI, translation("नया", ""), "*").expect(200);
        assertThat(proposed.json().get("status").asText()).isEqualTo("published");
        assertThat(proposed.json().at("/proposals/hi/state").asText()).isEqualTo("draft");
        assertThat(served()).isEqualTo("en");
        step(publisher, HINDI, "approve").problem(409, "conflict");
        assertThat(step(writer, HINDI, "submit")
                        .expect(200)
                        .json()
                        .at("/proposals/hi/state")
                        .asText())
                .isEqualTo("review");
        step(writer, HINDI, "approve").problem(403, "forbidden");
        assertThat(served()).isEqualTo("en");
        Answer approved = step(publisher, HINDI, "approve").expect(200);
        assertThat(approved.json().get("proposals")).isEmpty();
        assertThat(approved.json().at("/translations/hi/reviewed").asBoolean()).isTrue();
        assertThat(served()).isEqualTo("hi");
        writer.put(HINDI, translation("noch neuer", ""), "*").expect(200);
        assertThat(anybody.get(PUBLIC + "?language=hi").json().get("title").asText())
                .isEqualTo("नया");
    }

    @Test
    void whoTranslatedCannotApproveAndWhatIsRejectedIsADraftAgain() {
        publish(create(campaign("")));
        Api both = Api.with("campaigns:write campaigns:publish");
        both.put(HINDI, translation("मेरा", ", \"reviewed\": true"), "*").expect(200);
        step(both, HINDI, "submit").expect(200);
        step(both, HINDI, "submit").problem(409, "conflict");
        step(both, HINDI, "approve").problem(409, "conflict");
        Answer rejected = step(publisher, HINDI, "reject").expect(200);
        assertThat(rejected.json().at("/proposals/hi/state").asText()).isEqualTo("draft");
        assertThat(rejected.json().at("/proposals/hi/text/reviewed").asBoolean())
                .isFalse();
        both.delete(HINDI, rejected.etag()).expect(204);
        step(publisher, HINDI, "approve").problem(404, "not-found");
        publisher.send("DELETE", HINDI, null, "If-Match", "*").problem(404, "not-found");
        assertThat(served()).isEqualTo("en");
    }

    @Test
    void theRevisionsOfTheSourceTextAreKept() {
        Answer made = create(campaign(""));
        Answer edited = writer.put(PATH, campaign("").replace("Lock it.", "Lock it now."), made.etag())
                .expect(200);
        writer.put(PATH, campaign("").replace("Lock it.", "Lock it now.").replace("nurse", "doctor"), edited.etag())
                .expect(200);
        JsonNode list = writer.get(PATH + "/revisions").expect(200).json();
        assertThat(list.get("items")).hasSize(2);
        assertThat(list.at("/items/0/text/body").asText()).isEqualTo("Lock it.");
        assertThat(list.at("/items/1/text/body").asText()).isEqualTo("Lock it now.");
        JsonNode page = writer.get(PATH + "/revisions?limit=1").expect(200).json();
        assertThat(writer.get(PATH + "/revisions?limit=1&cursor="
                                + page.get("next").asText())
                        .expect(200)
                        .json()
                        .at("/items/0/revision")
                        .asInt())
                .isEqualTo(2);
        assertThat(writer.get(PATH + "/revisions/1").expect(200).json()).isEqualTo(list.at("/items/0"));
        writer.get(PATH + "/revisions/3").problem(404, "not-found");
        writer.get("/v1/editorial/campaigns/no-such/revisions").problem(404, "not-found");
        anybody.get(PATH + "/revisions").problem(401, "unauthenticated");
        assertThat(writer.get("/v1/editorial/campaigns/never-share-otp/revisions")
                        .expect(200)
                        .json()
                        .get("items"))
                .isNotEmpty();
    }

    @Test
    void theMomentsOfPublishingAndExpiryAreKeptByTheClock() throws InterruptedException {
        Instant opens = Instant.now().plusSeconds(4);
        String window =
                ", \"window\": {\"publishAt\": \"%s\", \"expiresAt\": \"%s\"}".formatted(opens, opens.plusSeconds(4));
        publish(create(campaign(window)));
        anybody.get(PUBLIC).problem(404, "not-found");
        assertThat(listed()).isFalse();
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), opens).toMillis()) + 200);
        anybody.get(PUBLIC).expect(200);
        assertThat(listed()).isTrue();
        Thread.sleep(4000);
        anybody.get(PUBLIC).problem(404, "not-found");
        assertThat(listed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"window\": {\"publishAt\": \"2026-10-02T00:00:00Z\", \"expiresAt\": \"2026-10-01T00:00:00Z\"}",
                ", \"window\": {\"publishAt\": \"1990-10-02T00:00:00Z\"}",
                ", \"window\": {\"expiresAt\": \"+9999999-10-02T00:00:00Z\"}",
                ", \"window\": {\"starts\": \"2026-02-30\"}",
                ", \"window\": {\"publishAt\": \"tomorrow\"}",
                ", \"recurrence\": {\"rule\": \"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\", \"starts\": \"2026-10-07\","
                        + " \"duration\": \"P1D\", \"zone\": \"Asia/Kolkata\"}",
                ", \"recurrence\": {\"rule\": \"FREQ=SECONDLY\", \"starts\": \"2026-10-07\","
                        + " \"duration\": \"P1D\", \"zone\": \"Asia/Kolkata\"}"
            })
    void impossibleTimesAreRefused(String part) {
        Answer answer = writer.post("/v1/editorial/campaigns", campaign(part));
        assertThat(answer.status()).as(part).isIn(400, 422);
    }

    @Test
    void anEndlessRuleIsServedByItsNextTimes() {
        publish(create(campaign(", \"recurrence\": {\"rule\": \"FREQ=DAILY\", \"starts\": \"2026-10-07\","
                + " \"duration\": \"P1D\", \"zone\": \"Asia/Kolkata\"}")));
        assertThat(anybody.get(PUBLIC).expect(200).json().get("nextOccurrences"))
                .hasSize(3);
    }

    @Test
    void aShortMessageIsCountedAndBounded() {
        Answer made = create(campaign(""));
        Answer answer = writer.put(HINDI, translation("नया", ", \"sms\": \"" + "क".repeat(71) + "\""), made.etag())
                .expect(200);
        JsonNode sms = answer.json().at("/translations/hi/sms");
        assertThat(sms.get("encoding").asText()).isEqualTo("ucs-2");
        assertThat(sms.get("segments").asInt()).isEqualTo(2);
        writer.put(HINDI, translation("x", ", \"sms\": \"" + "क".repeat(269) + "\""), answer.etag())
                .problem(422, "invalid")
                .at("/sms");
        writer.put(HINDI, translation("x", ", \"sms\": \"" + "k".repeat(612) + "\""), answer.etag())
                .expect(200);
        String source = "\"text\": {\"sms\": \"" + "k".repeat(613) + "\", ";
        writer.post(
                        "/v1/editorial/campaigns",
                        campaign("").replace(SLUG, "too-long").replace("\"text\": {", source))
                .problem(422, "invalid")
                .at("/text/sms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hi_IN", "x", "toolongtag1", "qq", "hi-Abcd"})
    void aTagThatNobodyKnowsIsRefused(String tag) {
        create(campaign(""));
        writer.put(PATH + "/translations/" + tag, translation("x", ""), "*").problem(400, "malformed");
        writer.post("/v1/editorial/campaigns", campaign("").replace("\"en\"", "\"" + tag + "\""))
                .problem(422, "invalid");
    }

    @Test
    void aScriptOfItsOwnIsATranslationOfItsOwn() {
        Answer made = create(campaign(""));
        for (String tag : List.of("mni-Mtei", "mni-Beng", "ks-Arab", "sd-Arab", "sd-Deva")) {
            made = writer.put(PATH + "/translations/" + tag, translation(tag, ""), made.etag())
                    .expect(200);
        }
        publish(made);
        assertThat(direction("mni-Mtei")).isEqualTo("mni-Mtei ltr");
        assertThat(direction("ks-Arab")).isEqualTo("ks-Arab rtl");
        assertThat(direction("sd-Arab")).isEqualTo("sd-Arab rtl");
        assertThat(direction("sd-Deva-IN")).isEqualTo("sd-Deva ltr");
        assertThat(direction("ks-Deva")).isEqualTo("en ltr");
    }

    @Test
    void coverageTellsWhatIsTranslatedStaleAndMissing() {
        int[] before = coverage();
        Answer made = create(campaign(""));
        made = writer.put(PATH + "/translations/kn", translation("ಹೊಸ", ""), made.etag())
                .expect(200);
        publish(made);
        assertThat(coverage()).containsExactly(before[0] + 1, before[1] + 1, before[2], before[3]);
        step(publisher, PATH, "archive").expect(200);
        writer.put(PATH, campaign("").replace("Lock it.", "Lock it now."), "*").expect(200);
        step(writer, PATH, "submit").expect(200);
        step(publisher, PATH, "publish").expect(200);
        assertThat(coverage()).containsExactly(before[0] + 1, before[1], before[2] + 1, before[3]);
        Answer all = anybody.get("/v1/campaigns/coverage?limit=200").expect(200);
        assertThat(all.json().get("items")).hasSize(36);
        anybody.get("/v1/campaigns/coverage?limit=200", "If-None-Match", all.etag())
                .expect(304);
        writer.post("/v1/editorial/campaigns", campaign("").replace(SLUG, "coverage"))
                .problem(422, "invalid");
    }

    @Test
    void oneWriteRendersOneCampaign() {
        CampaignDao dao = service.jdbi().onDemand(CampaignDao.class);
        ShelfReader reader = new ShelfReader(CampaignSettings.DEFAULT);
        Shelf before = reader.read(dao);
        Answer made = create(campaign(""));
        publish(made);
        Shelf after = reader.read(dao);
        assertThat(after.campaigns()).hasSize(before.campaigns().size() + 1);
        before.campaigns()
                .forEach(published ->
                        assertThat(find(after, published.campaign().slug())).isSameAs(published));
        Shelf.Published old = find(after, SLUG);
        writer.put(HINDI, translation("नया", ""), "*").expect(200);
        assertThat(find(reader.read(dao), SLUG)).isNotSameAs(old);
    }

    @Test
    void aStaleTranslationCanBeWithheld() {
        CampaignDao dao = service.jdbi().onDemand(CampaignDao.class);
        Answer made = create(campaign(""));
        made = writer.put(HINDI, translation("पुराना", ""), made.etag()).expect(200);
        made = writer.put(PATH, campaign("").replace("Lock it.", "Lock it now."), made.etag())
                .expect(200);
        publish(made);
        assertThat(anybody.get(PUBLIC + "?language=hi").json().get("stale").asBoolean())
                .isTrue();
        var withholding = new ShelfReader(new CampaignSettings(CampaignSettings.Stale.WITHHOLD, 4));
        Shelf.Published published = find(withholding.read(dao), SLUG);
        assertThat(published.languages()).containsExactly("en");
        assertThat(published.words().hold(Words.of("पुराना"))).isFalse();
        assertThat(published.words().hold(Words.of("lock"))).isTrue();
        try (Instance strict = Instance.start("campaigns.stale", "withhold")) {
            Api reader = anybody.at(strict.port());
            JsonNode english = reader.get(PUBLIC + "?language=hi").expect(200).json();
            assertThat(english.get("language").asText()).isEqualTo("en");
            assertThat(english.at("/fallback/reason").asText()).isEqualTo("english");
            assertThat(english.get("stale").asBoolean()).isFalse();
            assertThat(reader.get(PUBLIC + "/page.html?language=hi").expect(200).text())
                    .contains("lang=\"en\"");
            assertThat(reader.get("/v1/campaigns?limit=200&q=" + URLEncoder.encode("पुराना", StandardCharsets.UTF_8))
                            .expect(200)
                            .json()
                            .get("items")
                            .findValuesAsText("slug"))
                    .doesNotContain(SLUG);
        }
    }

    @Test
    void theShelfOfManyCampaignsTurnsAndIsSearchedInTime() {
        CampaignDao dao = service.jdbi().onDemand(CampaignDao.class);
        ShelfReader reader = new ShelfReader(CampaignSettings.DEFAULT);
        long start = System.nanoTime();
        Shelf shelf = reader.read(dao);
        long read = System.nanoTime();
        reader.read(dao);
        long again = System.nanoTime();
        List<String> words = Words.of("1930 पासवर्ड");
        long found = shelf.campaigns().stream()
                .filter(one -> one.words().hold(words))
                .count();
        long indexed = System.nanoTime();
        List<Shelf.Published> many = IntStream.range(0, 10_000)
                .mapToObj(i -> shelf.campaigns().get(i % shelf.campaigns().size()))
                .toList();
        long search = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long begin = System.nanoTime();
            found += many.stream().filter(one -> one.words().hold(words)).count();
            search = Math.min(search, System.nanoTime() - begin);
        }
        System.out.printf(
                "shelf of %d: first read %.1f ms, read again %.1f ms, first search (with folding) %.1f ms;"
                        + " search of 10,000: %.2f ms%n",
                shelf.campaigns().size(),
                (read - start) / 1e6,
                (again - read) / 1e6,
                (indexed - again) / 1e6,
                search / 1e6);
        assertThat(found).isPositive();
        assertThat(Duration.ofNanos(search)).isLessThan(Duration.ofMillis(200));
    }

    private int[] coverage() {
        JsonNode items = anybody.get("/v1/campaigns/coverage?limit=200")
                .expect(200)
                .json()
                .get("items");
        JsonNode karnataka = StreamSupport.stream(items.spliterator(), false)
                .filter(item -> item.get("region").asText().equals("IN-KA"))
                .findFirst()
                .orElseThrow();
        JsonNode kannada = karnataka.at("/languages/0");
        assertThat(kannada.get("language").asText()).isEqualTo("kn");
        return new int[] {
            karnataka.get("campaigns").asInt(),
            kannada.get("translated").asInt(),
            kannada.get("stale").asInt(),
            kannada.get("missing").asInt()
        };
    }

    private String direction(String language) {
        JsonNode edition =
                anybody.get(PUBLIC + "?language=" + language).expect(200).json();
        return edition.get("language").asText() + " " + edition.get("direction").asText();
    }

    private String served() {
        return anybody.get(PUBLIC + "?language=hi")
                .expect(200)
                .json()
                .get("language")
                .asText();
    }

    private boolean listed() {
        return anybody.get("/v1/campaigns?limit=200").expect(200).json().get("items").findValuesAsText("slug").stream()
                .anyMatch(SLUG::equals);
    }

    private Answer create(String body) {
        return writer.post("/v1/editorial/campaigns", body).expect(201);
    }

    private void publish(Answer draft) {
        writer.post(PATH + "/submit", null, "If-Match", draft.etag()).expect(200);
        step(publisher, PATH, "publish").expect(200);
    }

    private static Answer step(Api who, String path, String step) {
        return who.send("POST", path + "/" + step, null, "If-Match", "*");
    }

    private static String campaign(String more) {
        return """
                {"slug": "a-flow-campaign", "kind": "tip", "topics": ["passwords"], "audiences": ["nurse"],
                 "safeguards": ["privacy"], "channels": ["web"], "regions": [], "sourceLanguage": "en",
                 "sources": ["https://cybercrime.gov.in"],
                 "text": {"title": "A test", "summary": "Only a test.", "body": "Lock it.", "callToAction": "Now."}%s}
                """.formatted(more);
    }

    private static String translation(String title, String more) {
        return """
                {"title": "%s", "summary": "सार", "body": "- एक\\n- दो", "callToAction": "अभी"%s}
                """.formatted(title, more);
    }

    private static Shelf.Published find(Shelf shelf, String slug) {
        return shelf.campaigns().stream()
                .filter(published -> published.campaign().slug().equals(slug))
                .findFirst()
                .orElseThrow();
    }
}
