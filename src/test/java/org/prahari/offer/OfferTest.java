package org.prahari.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Placed;
import org.prahari.support.ServiceTest;

class OfferTest extends ServiceTest {
    private static final LocalDate INDIA = LocalDate.now(java.time.ZoneId.of("Asia/Kolkata"));
    private final Api api = Api.with(Placed.SCOPES + " matching:read audit:read changes:read", "IN-KA", "IN-TN");
    private final Api karnataka = Api.with(Placed.SCOPES, "IN-KA");
    private final Api tamilNadu = Api.with(Placed.SCOPES, "IN-TN");

    @Test
    void whoAcceptsIsPlacedAndTheSeatIsTheirs() {
        String gap = Placed.gap(api, "IN-KA", 1);
        String trainee = Placed.trainee(api, "IN-KA");
        String round = Placed.round(api, "IN-KA");
        Answer applied = Placed.apply(api, round, "IN-KA").expect(201);
        assertThat(applied.json().get("offers").asInt()).isEqualTo(1);
        assertThat(applied.json().get("answerBy").asText())
                .isEqualTo(INDIA.plusDays(14).toString());
        JsonNode offer = only(round);
        assertThat(offer.get("trainee").asText()).isEqualTo(trainee);
        assertThat(offer.get("gap").asText()).isEqualTo(gap);
        assertThat(offer.get("state").asText()).isEqualTo("offered");
        assertStands(trainee, "offered", gap, 1, 0, "open");
        assertThat(api.get("/v1/gaps/" + gap + "/candidates").json().get("items"))
                .isEmpty();

        String path = path(offer);
        api.get(path + "/identity").problem(409, "conflict");
        Answer accepted = move(api, path, "accept").expect(200);
        assertThat(accepted.json().get("state").asText()).isEqualTo("accepted");
        assertThat(accepted.text()).isEqualTo(api.get(path).text());
        assertStands(trainee, "placed", gap, 0, 1, "filled");
        assertThat(api.get(path + "/identity").expect(200).json().get("name").asText())
                .isEqualTo("Anandi Offered");
        assertThat(api.get("/v1/audit?feature=trainee-identity&id=" + trainee)
                        .expect(200)
                        .json()
                        .get("items"))
                .anyMatch(deed -> deed.get("action").asText().equals("read"));
        move(api, path, "decline").problem(409, "conflict");

        JsonNode exported =
                api.get("/v1/trainees/" + trainee + "/export").expect(200).json();
        assertThat(exported.at("/offers/0")).isEqualTo(api.get(path).json());
        assertThat(exported.at("/assignments/0/allocation").asText()).isEqualTo(round);

        move(api, path, "withdraw").expect(200);
        assertStands(trainee, "available", gap, 0, 0, "open");
        api.get(path + "/identity").problem(409, "conflict");
        move(api, path, "withdraw").problem(409, "conflict");
    }

    @Test
    void whatIsDeclinedReturnsToTheNextRound() {
        String gap = Placed.gap(api, "IN-KA", 2);
        String declines = Placed.trainee(api, "IN-KA");
        String accepts = Placed.trainee(api, "IN-KA");
        String round = Placed.round(api, "IN-KA");
        Placed.apply(api, round, "IN-KA").expect(201);
        move(api, pathOf(round, accepts), "accept").expect(200);
        move(api, pathOf(round, declines), "decline").expect(200);
        assertStands(declines, "available", gap, 0, 1, "open");
        Placed.apply(api, round, "IN-KA").problem(409, "conflict");

        String next = Placed.round(api, "IN-KA");
        Placed.apply(api, next, "IN-KA").expect(201);
        assertThat(only(next).get("trainee").asText()).isEqualTo(declines);
        assertStands(declines, "offered", gap, 1, 1, "open");
        assertThat(api.get("/v1/offers?state=declined&trainee=" + declines)
                        .json()
                        .get("items"))
                .hasSize(1);
        assertThat(api.get("/v1/offers?gap=" + gap).json().get("items")).hasSize(3);
    }

    @Test
    void whatHasChangedSinceTheRoundIsNamedAndNothingIsOffered() {
        List<String> trainees = new ArrayList<>();
        List<String> gaps = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            trainees.add(Placed.trainee(api, "IN-KA"));
            gaps.add(Placed.gap(api, "IN-KA", 1));
        }
        String round = Placed.round(api, "IN-KA");
        List<JsonNode> assigned = items("/v1/allocations/" + round + "/assignments");
        assertThat(assigned).hasSize(6);
        api.delete(trainee(assigned, 0) + "/consent", "*").expect(204);
        api.patch(trainee(assigned, 1), "{\"status\": \"placed\"}", "*").expect(200);
        api.patch("/v1/gaps/" + assigned.get(2).get("gap").asText(), "{\"status\": \"on-hold\"}", "*")
                .expect(200);
        api.delete("/v1/gaps/" + assigned.get(3).get("gap").asText(), "*").expect(204);
        api.post(trainee(assigned, 4) + "/erasure", null, "If-Match", "*").expect(201);

        Answer refused = Placed.apply(api, round, "IN-KA").problem(409, "conflict");
        assertThat(refused.json().get("errors"))
                .extracting(fault ->
                        fault.get("pointer").asText() + " " + fault.get("code").asText())
                .containsExactlyInAnyOrder(
                        person(assigned, 0) + " consent",
                        person(assigned, 1) + " status",
                        person(assigned, 2) + " status",
                        person(assigned, 3) + " gap-gone",
                        "/gaps/" + assigned.get(4).get("gap").asText() + " trainee-gone");
        assertThat(items("/v1/offers?allocation=" + round)).isEmpty();
        assertThat(api.get(trainee(assigned, 5)).json().get("status").asText()).isEqualTo("available");

        String next = Placed.round(api, "IN-KA");
        assertThat(Placed.apply(api, next, "IN-KA")
                        .expect(201)
                        .json()
                        .get("offers")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void aSeatLessThanTheRoundHadIsNamedToo() {
        String gap = Placed.gap(api, "IN-KA", 2);
        Placed.trainee(api, "IN-KA");
        Placed.trainee(api, "IN-KA");
        String round = Placed.round(api, "IN-KA");
        api.patch("/v1/gaps/" + gap, "{\"headcount\": 1}", "*").expect(200);
        Answer refused = Placed.apply(api, round, "IN-KA").problem(409, "conflict");
        assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("seats");
        assertThat(refused.json().get("errors")).hasSize(1);
        api.patch("/v1/gaps/" + gap, "{\"headcount\": 3}", "*").expect(200);
        Placed.apply(api, round, "IN-KA").expect(201);
        api.patch("/v1/gaps/" + gap, "{\"headcount\": 1}", "*")
                .problem(422, "invalid")
                .at("/headcount");
    }

    @Test
    void eachOfTwoDepartmentsDoesItsPart() {
        Map<Api, String> readers = new LinkedHashMap<>();
        for (String department : List.of("IN-KA", "IN-TN")) {
            Api reader = Api.with("changes:read offers:read", department);
            readers.put(
                    reader,
                    reader.get("/v1/changes?since=latest").json().get("next").asText());
        }
        String gap = Placed.gap(karnataka, "IN-KA", 1);
        String trainee = Placed.trainee(tamilNadu, "IN-TN");
        String round = Placed.round(karnataka, "IN-KA");
        Placed.apply(karnataka, round, "IN-KA").expect(201);
        String path = pathOf(round, trainee);
        assertThat(tamilNadu.get(path).expect(200).text())
                .isEqualTo(karnataka.get(path).expect(200).text());
        Api kerala = Api.with(Placed.SCOPES, "IN-KL");
        assertThat(kerala.get(path).problem(404, "not-found").status()).isEqualTo(404);
        assertThat(kerala.get("/v1/offers").json().get("items")).isEmpty();
        for (String step : List.of("accept", "decline", "withdraw")) {
            move(kerala, path, step).problem(404, "not-found");
        }
        move(karnataka, path, "accept").problem(403, "forbidden");
        move(karnataka, path, "decline").problem(403, "forbidden");
        move(tamilNadu, path, "withdraw").problem(403, "forbidden");
        karnataka.get("/v1/trainees/" + trainee).problem(404, "not-found");
        karnataka.get(path + "/identity").problem(409, "conflict");

        move(tamilNadu, path, "accept").expect(200);
        assertThat(karnataka
                        .get(path + "/identity")
                        .expect(200)
                        .json()
                        .get("name")
                        .asText())
                .isEqualTo("Anandi Offered");
        kerala.get(path + "/identity").problem(404, "not-found");
        karnataka.get("/v1/trainees/" + trainee + "/identity").problem(404, "not-found");
        assertStands(trainee, "placed", gap, 0, 1, "filled");
        readers.forEach((reader, since) -> assertThat(reader.get("/v1/changes?feature=offer&since=" + since)
                        .expect(200)
                        .json()
                        .get("items"))
                .filteredOn(change -> path.endsWith(change.get("id").asText()))
                .isNotEmpty());

        tamilNadu.delete("/v1/trainees/" + trainee + "/consent", "*").expect(204);
        karnataka.get(path + "/identity").problem(409, "conflict");
    }

    @Test
    void aDryRunIsNotForOffersAndTheDayToAnswerIsWithinReason() {
        String dry = api.post("/v1/allocations", "{\"departments\": [\"IN-KA\"], \"dryRun\": true}")
                .expect(202)
                .json()
                .get("id")
                .asText();
        org.prahari.support.Rounds.over(api, dry);
        Placed.apply(api, dry, "IN-KA").problem(409, "conflict");
        String round = Placed.round(api, "IN-KA");
        for (String department : List.of("IN-TN", "IN-KL", "IN-XX")) {
            Placed.apply(api, round, department)
                    .problem(422, "unknown-reference")
                    .at("/department");
        }
        for (LocalDate day : List.of(INDIA.minusDays(1), INDIA.plusDays(91))) {
            api.post(
                            "/v1/allocations/" + round + "/apply",
                            "{\"department\": \"IN-KA\", \"answerBy\": \"%s\"}".formatted(day))
                    .problem(422, "invalid")
                    .at("/answerBy");
        }
        Placed.apply(api, UUID.randomUUID().toString(), "IN-KA").problem(404, "not-found");
    }

    @Test
    void anOfferEndsByItselfWhenItsDayIsOverOrItsGroundsAreGone() {
        List<String> trainees = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            trainees.add(Placed.trainee(api, "IN-KA"));
            Placed.gap(api, "IN-KA", 1);
        }
        String round = Placed.round(api, "IN-KA");
        Placed.apply(api, round, "IN-KA").expect(201);
        List<JsonNode> offers = items("/v1/offers?allocation=" + round);
        answerBy(path(offers.get(0)), INDIA.minusDays(1));
        move(api, path(offers.get(0)), "accept").problem(409, "conflict");
        api.delete(trainee(offers, 1) + "/consent", "*").expect(204);
        move(api, path(offers.get(1)), "accept").problem(409, "conflict");
        api.patch("/v1/gaps/" + offers.get(2).get("gap").asText(), "{\"status\": \"cancelled\"}", "*")
                .expect(200);
        api.post(trainee(offers, 3) + "/erasure", null, "If-Match", "*").expect(201);
        String[] states = {"expired", "withdrawn", "withdrawn", "withdrawn", "offered"};
        for (int i = 0; i < states.length; i++) {
            becomes(path(offers.get(i)), states[i]);
        }
        assertThat(api.get(path(offers.get(3))).json().has("trainee")).isFalse();
        for (int i = 0; i < states.length - 1; i++) {
            assertThat(api.get("/v1/gaps/" + offers.get(i).get("gap").asText())
                            .json()
                            .get("held")
                            .asInt())
                    .isZero();
        }
        for (int i = 0; i < 3; i++) {
            assertThat(api.get(trainee(offers, i)).json().get("status").asText())
                    .isEqualTo("available");
        }
    }

    @Test
    void whatHasExpiredStaysSoWhenTheClockIsSetBack() {
        String gap = Placed.gap(api, "IN-KA", 1);
        String trainee = Placed.trainee(api, "IN-KA");
        String round = Placed.round(api, "IN-KA");
        Placed.apply(api, round, "IN-KA").expect(201);
        String path = path(only(round));
        // A clock that is ahead of the day to answer, and then is not.
        answerBy(path, INDIA.minusDays(1));
        becomes(path, "expired");
        answerBy(path, INDIA.plusDays(7));
        move(api, path, "accept").problem(409, "conflict");
        assertStands(trainee, "available", gap, 0, 0, "open");
        String next = Placed.round(api, "IN-KA");
        Placed.apply(api, next, "IN-KA").expect(201);
        assertStands(trainee, "offered", gap, 1, 0, "open");
        assertThat(api.get(path).json().get("state").asText()).isEqualTo("expired");
    }

    private void answerBy(String path, LocalDate day) {
        service.jdbi()
                .useHandle(handle -> handle.createUpdate("UPDATE offer SET answer_by = :day WHERE id = :id")
                        .bind("day", day)
                        .bind("id", UUID.fromString(path.substring(path.lastIndexOf('/') + 1)))
                        .execute());
    }

    private void becomes(String path, String state) {
        await().atMost(Duration.ofSeconds(15))
                .until(() -> api.get(path).expect(200).json().get("state").asText(), state::equals);
    }

    private void assertStands(String trainee, String status, String gap, int held, int filled, String state) {
        assertThat(api.get("/v1/trainees/" + trainee).json().get("status").asText())
                .isEqualTo(status);
        JsonNode stored = api.get("/v1/gaps/" + gap).json();
        assertThat(stored.get("held").asInt()).as("held").isEqualTo(held);
        assertThat(stored.get("filled").asInt()).as("filled").isEqualTo(filled);
        assertThat(stored.get("status").asText()).isEqualTo(state);
    }

    private static Answer move(Api by, String path, String step) {
        return by.post(path + "/" + step, null, "If-Match", "*");
    }

    private JsonNode only(String round) {
        List<JsonNode> offers = items("/v1/offers?allocation=" + round);
        assertThat(offers).hasSize(1);
        return offers.get(0);
    }

    private String pathOf(String round, String trainee) {
        return items("/v1/offers?allocation=" + round).stream()
                .filter(offer -> offer.get("trainee").asText().equals(trainee))
                .map(OfferTest::path)
                .findFirst()
                .orElseThrow();
    }

    private static String path(JsonNode offer) {
        return "/v1/offers/" + offer.get("id").asText();
    }

    private static String trainee(List<JsonNode> things, int i) {
        return "/v1/trainees/" + things.get(i).get("trainee").asText();
    }

    private static String person(List<JsonNode> assigned, int i) {
        return "/assignments/" + assigned.get(i).get("person").asInt();
    }

    private List<JsonNode> items(String path) {
        List<JsonNode> items = new ArrayList<>();
        api.get(path).expect(200).json().get("items").forEach(items::add);
        return items;
    }
}
