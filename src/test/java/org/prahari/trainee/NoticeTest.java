package org.prahari.trainee;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prahari.store.Change;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class NoticeTest extends ServiceTest {
    private static final String SEEDED = "/v1/notices/2026-1";
    private static final String OWN = "/v1/notices/test-1";
    private static final String TEXT =
            "{\"texts\": [{\"language\": \"kok\", \"title\": \"A\", \"text\": \"B\\n\\nC\", \"reviewed\": true},"
                    + " {\"language\": \"en\", \"title\": \"D\", \"text\": \"E\", \"reviewed\": false}]}";
    private final Api anybody = Api.anonymous();
    private final Api editor = Api.with("catalog:write", "*");
    private final NoticeDao dao = service.jdbi().onDemand(NoticeDao.class);

    /** Notices are reference data, which the sweep leaves alone. */
    @AfterEach
    void onlyTheSeededOneStays() {
        service.jdbi().useHandle(handle -> handle.execute("DELETE FROM consent_notice WHERE version <> '2026-1'"));
        dao.useTransaction(
                tx -> tx.log(Change.of("notice", "test-1", 9, Change.Kind.DELETED, "a test", Instant.now())));
        service.touch();
    }

    @Test
    void aNoticeSaysInEveryLanguageWhatWhyWhoHowToWithdrawAndWhereToComplain() {
        JsonNode english = anybody.get(SEEDED).expect(200).json();
        assertThat(english.get("languages"))
                .extracting(JsonNode::asText)
                .containsExactly("as", "bn", "en", "gu", "hi", "kn", "ml", "mr", "or", "pa", "ta", "te", "ur");
        assertThat(english.get("text").asText())
                .contains("name, e-mail address and phone number")
                .contains("Matching", "Other departments", "Who sees it", "grievance officer")
                .contains("take your consent back at any time", "Data Protection Board of India");
        int paragraphs = english.get("text").asText().split("\n\n").length;
        for (JsonNode language : english.get("languages")) {
            JsonNode notice = anybody.get(SEEDED + "?language=" + language.asText())
                    .expect(200)
                    .json();
            assertThat(notice.get("language")).isEqualTo(language);
            assertThat(notice.get("text").asText().split("\n\n"))
                    .as(language.asText() + " says all that English says")
                    .hasSize(paragraphs);
            assertThat(notice.get("reviewed").asBoolean())
                    .as(language.asText())
                    .isEqualTo(language.asText().equals("en"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-     | -                      | en",
                "-     | kn                     | kn",
                "-     | kn-IN, hi;q=0.5        | kn",
                "-     | fr, ta-IN;q=0.3        | ta",
                "-     | fr                     | en",
                "-     | ;;;                    | en",
                "ur-PK | kn                     | ur",
                "de    | kn                     | en"
            })
    void aReaderGetsTheLanguageThatSuits(String asked, String accepted, String served) {
        String query = asked == null ? "" : "?language=" + asked;
        String[] headers = accepted == null ? new String[0] : new String[] {"Accept-Language", accepted};
        Answer one = anybody.get(SEEDED + query, headers).expect(200);
        assertThat(one.json().get("language").asText()).isEqualTo(served);
        assertThat(one.header("Content-Language")).isEqualTo(served);
        assertThat(one.header("Vary")).startsWith("Accept-Language");
        assertThat(one.header("Cache-Control")).startsWith("public");
        Answer list = anybody.get("/v1/notices" + query, headers).expect(200);
        assertThat(list.json().at("/items/0")).isEqualTo(one.json());
        assertThat(list.header("Content-Language")).isEqualTo(served);
        anybody.get(
                        SEEDED + query,
                        Stream.concat(Stream.of(headers), Stream.of("If-None-Match", one.etag()))
                                .toArray(String[]::new))
                .expect(304);
    }

    @Test
    void whatIsNoLanguageOrNoNoticeIsSaidSo() {
        anybody.get(SEEDED + "?language=kannada!").problem(400, "malformed").at("?language");
        anybody.get("/v1/notices?language=EN").problem(400, "malformed").at("?language");
        anybody.get("/v1/notices/none").problem(404, "not-found");
        anybody.get(SEEDED + "?lang=kn").problem(400, "malformed").at("?lang");
    }

    @Test
    void anOwnNoticeIsMadeReadAndReplaced() {
        Answer made = make(OWN, TEXT).expect(201);
        assertThat(made.header("Location")).isEqualTo(OWN);
        assertThat(made.json().at("/texts/0/language").asText()).isEqualTo("en");
        make(OWN, TEXT).problem(412, "precondition-failed");
        Answer konkani = anybody.get(OWN + "?language=kok").expect(200);
        assertThat(konkani.json().get("text").asText()).isEqualTo("B\n\nC");
        assertThat(anybody.get(OWN + "?language=en").etag()).isNotEqualTo(konkani.etag());
        assertThat(anybody.get("/v1/notices").json().get("items").findValuesAsText("version"))
                .containsExactly("2026-1", "test-1");
        editor.put(OWN, TEXT.replace("B", "F"), "\"0\"").problem(412, "precondition-failed");
        Answer replaced =
                editor.put(OWN, TEXT.replace("B", "F"), konkani.etag()).expect(200);
        assertThat(replaced.json().get("revision").asInt()).isEqualTo(2);
        editor.put(OWN, TEXT, konkani.etag()).problem(412, "precondition-failed");
        editor.put(OWN, TEXT, replaced.etag()).expect(200);
        assertThat(anybody.get(OWN + "?language=kok").json().get("text").asText())
                .isEqualTo("B\n\nC");
    }

    @Test
    void aNoticeThatSomebodyConsentedToStandsAsItWasShown() {
        make(OWN, TEXT).expect(201);
        Api karnataka = Api.with("trainees:read trainees:write", "IN-KA");
        String trainee = Fixtures.create(karnataka, "").header("Location");
        String consent = "{\"notice\": \"test-1\", \"language\": \"kok\", \"purposes\": [\"matching\"]}";
        karnataka.put(trainee + "/consent", consent, "\"1\"").expect(200);
        editor.put(OWN, TEXT, "\"1\"").problem(409, "conflict");
        editor.put(OWN, TEXT, "*").problem(409, "conflict");
        karnataka
                .put(trainee + "/consent", consent.replace("test-1", "2026-1").replace("kok", "en"), "\"2\"")
                .expect(200);
        editor.put(OWN, TEXT, "\"1\"").problem(409, "conflict");
        karnataka.delete(trainee, "\"3\"").expect(204);
        editor.put(OWN, TEXT, "\"1\"").expect(200);
    }

    @Test
    void noConsentNamesATextThatWasChangedUnderIt() {
        Api karnataka = Api.with("trainees:read trainees:write", "IN-KA");
        int consents = 0;
        for (int round = 0; round < 10; round++) {
            String path = OWN + "-" + round;
            make(path, TEXT).expect(201);
            String version = path.substring(path.lastIndexOf('/') + 1);
            String trainee = Fixtures.create(karnataka, "").header("Location");
            var both = List.of(
                    CompletableFuture.supplyAsync(() -> karnataka.put(
                            trainee + "/consent",
                            "{\"notice\": \"" + version + "\", \"language\": \"kok\", \"purposes\": [\"matching\"]}",
                            "\"1\"")),
                    CompletableFuture.supplyAsync(
                            () -> editor.put(path, TEXT.replace("\"kok\"", "\"kok-Deva\""), "\"1\"")));
            List<Integer> outcome =
                    both.stream().map(answer -> answer.join().status()).toList();
            assertThat(outcome).isIn(List.of(200, 409), List.of(422, 200));
            consents += outcome.get(0) == 200 ? 1 : 0;
        }
        System.out.println("notices: of 10 races of a consent with a change, the consent won " + consents);
    }

    @Test
    void ofTwoWhoMakeTheSameVersionOneWins() {
        var both = Stream.of("A", "Z")
                .map(title -> CompletableFuture.supplyAsync(() -> make(OWN, TEXT.replace("A", title))))
                .toList();
        assertThat(both.stream().map(answer -> answer.join().status())).containsExactlyInAnyOrder(201, 412);
    }

    @Test
    void onlyWhoCaresForAllDepartmentsMayWriteNotices() {
        Api.with("catalog:write", "IN-KA")
                .send("PUT", OWN, TEXT, "If-None-Match", "*")
                .problem(403, "forbidden");
        Api.with("trainees:write", "*")
                .send("PUT", OWN, TEXT, "If-None-Match", "*")
                .problem(403, "forbidden");
        anybody.send("PUT", OWN, TEXT, "If-None-Match", "*").problem(401, "unauthenticated");
        editor.send("PUT", OWN, TEXT).problem(428, "precondition-required");
        editor.put(OWN, TEXT, "*").problem(412, "precondition-failed");
        editor.send("PUT", SEEDED, TEXT).problem(428, "precondition-required");
        make("/v1/notices/" + "x".repeat(21), TEXT).problem(400, "malformed").at("?version");
        make("/v1/notices/a_b", TEXT).problem(400, "malformed").at("?version");
        anybody.get(OWN).problem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                              | 422 | /texts",
                "{'texts': []}                                                                   | 422 | /texts",
                "{'texts': [null]}                                                               | 422 | /texts/0",
                "{'texts': [{'language': 'e!', 'title': 'A', 'text': 'B', 'reviewed': true}]}    | 422 | /texts/0/language",
                "{'texts': [{'language': 'en', 'title': ' ', 'text': 'B', 'reviewed': true}]}    | 422 | /texts/0/title",
                "{'texts': [{'language': 'en', 'title': 'A', 'text': ' ', 'reviewed': true}]}    | 422 | /texts/0/text",
                "{'texts': [{'language': 'en', 'title': 'A', 'text': 'B'}]}                      | 422 | /texts/0/reviewed",
                "{'texts': [{'language': 'en', 'title': 'A', 'text': 'B', 'reviewed': 'yes'}]}   | 400 | /texts/0/reviewed",
                "{'texts': [{'language': 'en', 'title': 'A', 'text': 'B', 'reviewed': true}], 'version': 'x'} | 400 | /version",
                "{'texts': [{'language': 'en', 'title': 'A', 'text': 'B', 'reviewed': true}, {'language': 'en', 'title': 'A', 'text': 'B', 'reviewed': true}]} | 422 | /texts/1/language"
            })
    void nastyInputIsRefused(String body, int status, String pointer) {
        make(OWN, body.replace('\'', '"'))
                .problem(status, status == 400 ? "malformed" : "invalid")
                .at(pointer);
    }

    @Test
    void seedingAgainLeavesWhatAClientWroteAndWhatSomebodyConsentedTo() {
        var text = new Notice.Wording("en", "Title", "Text", true);
        var entry = new NoticeSeed.File.Entry("test-1", Instant.EPOCH, List.of(text));
        var other = new NoticeSeed.File.Entry(
                "test-1", Instant.EPOCH, List.of(new Notice.Wording("en", "Other", "Text", true)));
        assertThat(seed(entry)).isEqualTo(1);
        assertThat(seed(entry)).isZero();
        assertThat(seed(other)).isEqualTo(1);
        service.touch();
        assertThat(anybody.get(OWN).json().get("title").asText()).isEqualTo("Other");
        Api karnataka = Api.with("trainees:read trainees:write", "IN-KA");
        String trainee = Fixtures.create(karnataka, "").header("Location");
        karnataka
                .put(
                        trainee + "/consent",
                        "{\"notice\": \"test-1\", \"language\": \"en\", \"purposes\": [\"matching\"]}",
                        "\"1\"")
                .expect(200);
        assertThat(seed(entry)).as("somebody consented to it").isZero();
        karnataka.delete(trainee, "\"2\"").expect(204);
        editor.put(OWN, TEXT, "*").expect(200);
        assertThat(seed(entry)).as("a client wrote it").isZero();
    }

    @Test
    void aNoticeInAllLanguagesIsSmallEnoughToBeSent() throws Exception {
        var mapper = new ObjectMapper();
        List<JsonNode> texts = new ArrayList<>();
        for (JsonNode language : anybody.get(SEEDED).json().get("languages")) {
            JsonNode edition =
                    anybody.get(SEEDED + "?language=" + language.asText()).json();
            texts.add(mapper.createObjectNode()
                    .<com.fasterxml.jackson.databind.node.ObjectNode>set("language", edition.get("language"))
                    .<com.fasterxml.jackson.databind.node.ObjectNode>set("title", edition.get("title"))
                    .<com.fasterxml.jackson.databind.node.ObjectNode>set("text", edition.get("text"))
                    .set("reviewed", edition.get("reviewed")));
        }
        String body = mapper.writeValueAsString(java.util.Map.of("texts", texts));
        make(OWN, body).expect(201);
        assertThat(anybody.get(OWN + "?language=ml").json().get("text"))
                .isEqualTo(anybody.get(SEEDED + "?language=ml").json().get("text"));
    }

    private Answer make(String path, String body) {
        return editor.send("PUT", path, body, "If-None-Match", "*");
    }

    private int seed(NoticeSeed.File.Entry entry) {
        return new NoticeSeed(dao, Clock.systemUTC()).apply(new NoticeSeed.File(List.of(entry)));
    }
}
