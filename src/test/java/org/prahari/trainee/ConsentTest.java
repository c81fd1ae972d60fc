package org.prahari.trainee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class ConsentTest extends ServiceTest {
    private static final String GIVEN = "{\"notice\": \"2026-1\", \"language\": \"kn\", \"purposes\": [\"matching\"]}";
    private Api karnataka;
    private String trainee;
    private String consent;

    @BeforeEach
    void aTrainee() {
        karnataka = Api.with("trainees:read trainees:write", "IN-KA");
        trainee = Fixtures.create(karnataka, "").header("Location");
        consent = trainee + "/consent";
    }

    @Test
    void consentIsGivenWithTheNoticeThatWasShown() {
        karnataka.get(consent).problem(404, "not-found");
        Answer given = karnataka
                .put(consent, GIVEN.replace("\"matching\"", "\"matching\", \"cross-department\""), "\"1\"")
                .expect(200);
        assertThat(given.etag()).isEqualTo("\"2\"");
        assertThat(given.json().get("givenAt").asText()).endsWith("Z");
        assertThat(given.json().has("withdrawnAt")).isFalse();
        Answer read = karnataka.get(consent).expect(200);
        assertThat(read.json()).isEqualTo(given.json());
        assertThat(read.etag()).isEqualTo("\"2\"");
        Answer whole = karnataka.get(trainee).expect(200);
        assertThat(whole.etag()).isEqualTo("\"2\"");
        assertThat(whole.json().get("consent")).isEqualTo(given.json());
        assertThat(karnataka.get("/v1/trainees").json().at("/items/0/consent")).isEqualTo(given.json());
        assertThat(changes()).isEqualTo(2);
    }

    @Test
    void aWithdrawnConsentStaysKnownAndMayBeGivenAnew() {
        karnataka.put(consent, GIVEN, "\"1\"").expect(200);
        assertThat(karnataka.delete(consent, "\"2\"").expect(204).text()).isEmpty();
        var withdrawn = karnataka.get(consent).expect(200);
        assertThat(withdrawn.json().has("withdrawnAt")).isTrue();
        assertThat(withdrawn.etag()).isEqualTo("\"3\"");
        karnataka.delete(consent, "\"3\"").problem(404, "not-found");
        assertThat(karnataka.get(trainee).etag()).isEqualTo("\"3\"");
        var again = karnataka.put(consent, GIVEN.replace("kn", "hi"), "\"3\"").expect(200);
        assertThat(again.json().has("withdrawnAt")).isFalse();
        assertThat(karnataka.get(consent).json().get("language").asText()).isEqualTo("hi");
        assertThat(changes()).isEqualTo(4);
    }

    @Test
    void everyConsentThatWasEverGivenStaysKnown() {
        String history = consent + "/history";
        assertThat(karnataka.get(history).expect(200).json().get("items")).isEmpty();
        var first = karnataka.put(consent, GIVEN, "\"1\"").json();
        assertThat(karnataka.get(history).json().get("items")).containsExactly(first);
        karnataka.delete(consent, "\"2\"").expect(204);
        var withdrawn = karnataka.get(consent).json();
        karnataka.put(consent, GIVEN.replace("kn", "hi"), "\"3\"").expect(200);
        var last = karnataka
                .put(consent, GIVEN.replace("\"matching\"", "\"matching\", \"cross-department\""), "\"4\"")
                .json();
        var items = karnataka.get(history).expect(200).json().get("items");
        assertThat(items.findValuesAsText("language")).containsExactly("kn", "hi", "kn");
        assertThat(items.get(0).get("withdrawnAt")).isEqualTo(withdrawn.get("withdrawnAt"));
        assertThat(items.get(0).get("givenAt")).isEqualTo(first.get("givenAt"));
        assertThat(items.get(0).has("replacedAt")).isTrue();
        assertThat(items.get(1).has("withdrawnAt")).isFalse();
        assertThat(items.get(1).get("replacedAt")).isEqualTo(last.get("givenAt"));
        assertThat(items.get(2)).isEqualTo(last);
    }

    @Test
    void theHistoryIsPagedAndNobodyElses() {
        String history = consent + "/history";
        for (int version = 1; version <= 5; version++) {
            karnataka
                    .put(consent, GIVEN.replace("kn", version % 2 == 0 ? "hi" : "en"), "\"" + version + "\"")
                    .expect(200);
        }
        List<String> seen = new ArrayList<>();
        String next = "";
        while (next != null) {
            var page = karnataka.get(history + "?limit=2" + next).expect(200).json();
            seen.addAll(page.get("items").findValuesAsText("language"));
            next = page.has("next") ? "&cursor=" + page.get("next").asText() : null;
        }
        assertThat(seen).containsExactly("en", "hi", "en", "hi", "en");
        Api.with("trainees:read", "IN-TN").get(history).problem(404, "not-found");
        Api.with("trainees:write", "IN-KA").get(history).problem(403, "forbidden");
        Api.anonymous().get(history).problem(401, "unauthenticated");
    }

    @Test
    void nobodyCanHaveSeenANoticeThatIsNotThereInThatLanguage() {
        karnataka
                .put(consent, GIVEN.replace("2026-1", "2019-7"), "\"1\"")
                .problem(422, "unknown-reference")
                .at("/notice");
        karnataka
                .put(consent, GIVEN.replace("kn", "fr"), "\"1\"")
                .problem(422, "unknown-reference")
                .at("/language");
        karnataka
                .put(consent, GIVEN.replace("kn", "hi-Latn"), "\"1\"")
                .problem(422, "unknown-reference")
                .at("/language");
        assertThat(karnataka.get(trainee).etag()).isEqualTo("\"1\"");
    }

    @Test
    void whatWasNeverGivenCannotBeWithdrawn() {
        karnataka.delete(consent, "\"1\"").problem(404, "not-found");
        assertThat(karnataka.get(trainee).etag()).isEqualTo("\"1\"");
    }

    @Test
    void writingTheTraineeLeavesTheConsent() {
        Answer given = karnataka.put(consent, GIVEN, "\"1\"").expect(200);
        Answer put = karnataka.put(trainee, Fixtures.trainee(""), "\"2\"").expect(200);
        assertThat(put.json().get("consent")).isEqualTo(given.json());
        assertThat(karnataka.get(trainee).json()).isEqualTo(put.json());
    }

    @Test
    void writesNeedTheTraineesVersion() {
        karnataka.send("PUT", consent, GIVEN).problem(428, "precondition-required");
        karnataka.send("DELETE", consent, null).problem(428, "precondition-required");
        karnataka.put(consent, GIVEN, "\"2\"").problem(412, "precondition-failed");
        karnataka.put(consent, GIVEN, "\"1\"").expect(200);
        karnataka.delete(consent, "\"1\"").problem(412, "precondition-failed");
    }

    @Test
    void ofTwoWritersThatReadTheSameVersionOneWins() {
        var both = Stream.of("kn", "hi")
                .map(language -> CompletableFuture.supplyAsync(
                        () -> karnataka.put(consent, GIVEN.replace("kn", language), "\"1\"")))
                .toList();
        assertThat(both.stream().map(answer -> answer.join().status())).containsExactlyInAnyOrder(200, 412);
    }

    @Test
    void anotherDepartmentsConsentIsNotThere() {
        karnataka.put(consent, GIVEN, "\"1\"").expect(200);
        Api tamilNadu = Api.with("trainees:read trainees:write", "IN-TN");
        tamilNadu.get(consent).problem(404, "not-found");
        tamilNadu.put(consent, GIVEN, "\"2\"").problem(404, "not-found");
        tamilNadu.delete(consent, "\"2\"").problem(404, "not-found");
    }

    @Test
    void whoLacksTheScopeOrTheKeyIsTurnedAway() {
        Api reader = Api.with("trainees:read", "IN-KA");
        reader.put(consent, GIVEN, "\"1\"").problem(403, "forbidden");
        reader.delete(consent, "\"1\"").problem(403, "forbidden");
        Api.with("trainees:write", "IN-KA").get(consent).problem(403, "forbidden");
        Api.anonymous().get(consent).problem(401, "unauthenticated");
        Api.anonymous().put(consent, GIVEN, "\"1\"").problem(401, "unauthenticated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'language': 'kn', 'purposes': ['matching']}                                       | 422 | /notice",
                "{'notice': 'x\\ny', 'language': 'kn', 'purposes': ['matching']}                    | 422 | /notice",
                "{'notice': 'XXXXXXXXXXXXXXXXXXXXX', 'language': 'kn', 'purposes': ['matching']}    | 422 | /notice",
                "{'notice': '1', 'language': 'kannada!', 'purposes': ['matching']}                  | 422 | /language",
                "{'notice': '1', 'language': 'kn', 'purposes': []}                                  | 422 | /purposes",
                "{'notice': '1', 'language': 'kn', 'purposes': ['cross-department']}                | 422 | /purposes",
                "{'notice': '1', 'language': 'kn', 'purposes': ['matching', 'matching']}            | 422 | /purposes",
                "{'notice': '1', 'language': 'kn', 'purposes': ['marketing']}                       | 422 | /purposes/0",
                "{'notice': '1', 'language': 'kn', 'purposes': [null]}                              | 422 | /purposes/0",
                "{'notice': '1', 'language': 'kn', 'purposes': 'matching'}                          | 400 | /purposes",
                "{'notice': '1', 'language': 'kn', 'purposes': ['matching'], 'givenAt': '2020-01-01T00:00:00Z'} | 400 | /givenAt"
            })
    void nastyInputIsRefused(String body, int status, String pointer) {
        karnataka
                .put(consent, body.replace('\'', '"'), "\"1\"")
                .problem(status, status == 400 ? "malformed" : "invalid")
                .at(pointer);
        assertThat(karnataka.get(trainee).etag()).isEqualTo("\"1\"");
    }

    private int changes() {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT COUNT(*) FROM change_log WHERE feature = 'trainee' AND department = 'IN-KA' AND id = :id
                        """)
                        .bind("id", Fixtures.id(trainee))
                        .mapTo(Integer.class)
                        .one());
    }
}
