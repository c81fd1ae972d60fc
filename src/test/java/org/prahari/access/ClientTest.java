package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class ClientTest extends ServiceTest {
    private static final String CLIENTS = "/v1/clients";
    private static final String SMALL = """
            {"name": "a portal", "scopes": ["gaps:read"], "departments": ["IN-KA"]}""";
    private final Api administrator = Api.with(String.join(" ", Scope.ALL), "*");
    private final Api karnataka = Api.with("clients:write gaps:read facilities:read", "IN-KA");
    private final Api tamilNadu = Api.with("clients:write gaps:read facilities:read", "IN-TN");

    @Test
    void aClientIsMadeWithAKeyThatOpensAtOnce() {
        Answer made = karnataka.post(CLIENTS, """
                        {"name": "a portal", "scopes": ["gaps:read", "facilities:read", "gaps:read"],
                         "departments": ["IN-KA"], "expiresAt": "2099-01-01T00:00:00.1234567Z"}""").expect(201);
        assertThat(made.etag()).isEqualTo("\"1\"");
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        assertThat(made.json().get("scopes").toString()).isEqualTo("[\"facilities:read\",\"gaps:read\"]");
        assertThat(made.json().at("/keys/0/expiresAt").asText()).isEqualTo("2099-01-01T00:00:00.123456Z");
        caller(made).get("/v1/gaps").expect(200);
        caller(made).get("/v1/trainees").problem(403, "forbidden");

        Answer read = karnataka.get(made.header("Location")).expect(200);
        assertThat(read.json().has("key")).isFalse();
        assertThat(made.json().has("revokedAt")).isFalse();
        ((com.fasterxml.jackson.databind.node.ObjectNode) made.json()).remove("key");
        // It has been used already, and the day may have been noted by now.
        ((com.fasterxml.jackson.databind.node.ObjectNode) read.json().at("/keys/0")).remove("lastUsedOn");
        assertThat(read.json().get("keys")).isEqualTo(made.json().get("keys"));
        assertThat(changes(made)).containsExactly("created IN-KA 1");
    }

    @Test
    void aKeyIsShownOnceAndItsSecretIsNowhere() {
        Answer made = create(karnataka, SMALL);
        String path = made.header("Location");
        Answer second = karnataka.post(path + "/keys", "{}").expect(201);
        String one =
                ClientKey.parse(made.json().get("key").asText()).orElseThrow().secret();
        String two =
                ClientKey.parse(second.json().get("key").asText()).orElseThrow().secret();
        List<String> hashes = service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT hash FROM client_key")
                        .mapTo(String.class)
                        .list());
        String stored = service.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT k.*, c.name, c.scopes, c.departments FROM client_key k JOIN client c ON c.id = k.client")
                        .mapToMap()
                        .list()
                        .toString());
        assertThat(stored).doesNotContain(one).doesNotContain(two).contains(hashes);
        for (Answer answer : List.of(
                karnataka.get(path),
                karnataka.get(CLIENTS),
                karnataka.get(second.header("Location")),
                karnataka.patch(path, "{\"name\": \"b\"}", "*"),
                karnataka.patch(second.header("Location"), "{\"expiresAt\": \"2099-01-01T00:00:00Z\"}", "*"))) {
            assertThat(answer.expect(200).text())
                    .doesNotContain(one)
                    .doesNotContain(two)
                    .doesNotContain("prk_")
                    .doesNotContain("hash");
            hashes.forEach(hash -> assertThat(answer.text()).doesNotContain(hash));
        }
    }

    @Test
    void aKeyIsChangedForAnotherWithoutAPause() {
        Answer made = create(karnataka, SMALL);
        String path = made.header("Location");
        Answer second = karnataka
                .post(path + "/keys", "{\"expiresAt\": \"2099-01-01T00:00:00Z\"}")
                .expect(201);
        assertThat(second.etag()).isEqualTo("\"2\"");
        assertThat(second.header("Location"))
                .isEqualTo(path + "/keys/" + second.json().get("id").asText());
        caller(made).get("/v1/gaps").expect(200);
        caller(second).get("/v1/gaps").expect(200);
        karnataka.post(path + "/keys", "{}").problem(409, "conflict");

        assertThat(karnataka.delete(first(made), second.etag()).expect(204).text())
                .isEmpty();
        caller(made).get("/v1/gaps").problem(401, "unauthenticated");
        caller(second).get("/v1/gaps").expect(200);
        Answer third = karnataka.post(path + "/keys", "{}").expect(201);
        caller(third).get("/v1/gaps").expect(200);

        JsonNode keys = karnataka.get(path).json().get("keys");
        assertThat(keys.findValuesAsText("id")).hasSize(3);
        assertThat(keys.findValuesAsText("revokedAt")).hasSize(1);
        assertThat(karnataka.get(first(made)).expect(200).json().has("revokedAt"))
                .isTrue();
        assertThat(changes(made))
                .containsExactly("created IN-KA 1", "updated IN-KA 2", "updated IN-KA 3", "updated IN-KA 4");
    }

    @Test
    void anOldKeyRunsOutAtTheTimeItIsGiven() throws Exception {
        Answer made = create(karnataka, SMALL);
        Answer second = karnataka.post(made.header("Location") + "/keys", "{}").expect(201);
        Instant end = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MICROS);
        Answer changed = karnataka
                .patch(first(made), "{\"expiresAt\": \"" + end + "\"}", second.etag())
                .expect(200);
        assertThat(Instant.parse(changed.json().get("expiresAt").asText())).isEqualTo(end);
        caller(made).get("/v1/gaps").expect(200);
        Thread.sleep(Math.max(0, ChronoUnit.MILLIS.between(Instant.now(), end) + 5));
        caller(made).get("/v1/gaps").problem(401, "unauthenticated");
        caller(second).get("/v1/gaps").expect(200);
        karnataka.patch(first(made), "{\"expiresAt\": null}", changed.etag()).problem(409, "conflict");
        karnataka.post(made.header("Location") + "/keys", "{}").expect(201);
    }

    @Test
    void anEndLiesAheadAndWithinReason() {
        Answer made = create(karnataka, SMALL);
        String keys = made.header("Location") + "/keys";
        for (String end : List.of(
                "2020-01-01T00:00:00Z", "2101-01-01T00:00:00Z", Instant.now().toString())) {
            String body = "{\"expiresAt\": \"" + end + "\"}";
            karnataka
                    .post(CLIENTS, SMALL.replace("}", ", \"expiresAt\": \"" + end + "\"}"))
                    .problem(422, "invalid")
                    .at("/expiresAt");
            karnataka.post(keys, body).problem(422, "invalid").at("/expiresAt");
            karnataka.patch(first(made), body, "*").problem(422, "invalid").at("/expiresAt");
        }
        for (String bad : List.of("\"tomorrow\"", "5", "\"2099-02-30T00:00:00Z\"", "\"+999999999-01-01T00:00:00Z\"")) {
            String body = "{\"expiresAt\": " + bad + "}";
            int status = bad.equals("5") ? 400 : 422;
            karnataka.post(keys, body).expect(status).at("/expiresAt");
            karnataka.patch(first(made), body, "*").expect(status).at("/expiresAt");
        }
        karnataka
                .patch(first(made), "{\"color\": 1}", "*")
                .problem(400, "malformed")
                .at("/color");
        karnataka.post(keys, "").problem(422, "invalid");
        karnataka
                .patch(made.header("Location"), "{\"expiresAt\": \"2099-01-01T00:00:00Z\"}", "*")
                .problem(422, "invalid")
                .at("/expiresAt");
        Answer ends = karnataka
                .patch(first(made), "{\"expiresAt\": \"2099-01-01T00:00:00Z\"}", "*")
                .expect(200);
        assertThat(ends.json().has("expiresAt")).isTrue();
        assertThat(karnataka
                        .patch(first(made), "{\"expiresAt\": null}", ends.etag())
                        .expect(200)
                        .json()
                        .has("expiresAt"))
                .isFalse();
    }

    @Test
    void aRevokedClientStaysButNoneOfItsKeysOpens() {
        Answer made = create(karnataka, SMALL);
        String path = made.header("Location");
        Answer second = karnataka.post(path + "/keys", "{}").expect(201);
        assertThat(karnataka.delete(path, second.etag()).expect(204).text()).isEmpty();
        caller(made).get("/v1/gaps").problem(401, "unauthenticated");
        caller(second).get("/v1/gaps").problem(401, "unauthenticated");

        Answer read = karnataka.get(path).expect(200);
        assertThat(read.json().get("version").asInt()).isEqualTo(3);
        assertThat(read.json().findValuesAsText("revokedAt")).hasSize(3);
        assertThat(ids(karnataka.get(CLIENTS))).contains(id(made));
        karnataka.patch(path, "{\"name\": \"b\"}", read.etag()).problem(409, "conflict");
        karnataka.post(path + "/keys", "{}").problem(409, "conflict");
        karnataka
                .patch(first(made), "{\"expiresAt\": \"2099-01-01T00:00:00Z\"}", read.etag())
                .problem(409, "conflict");
        karnataka.delete(path, read.etag()).expect(204);
        karnataka.delete(first(made), read.etag()).expect(204);
        assertThat(karnataka.get(path).text()).isEqualTo(read.text());
        assertThat(changes(made)).containsExactly("created IN-KA 1", "updated IN-KA 2", "deleted IN-KA 3");
    }

    @Test
    void oneMayCloseTheDoorBehindOneself() {
        Answer client = create(administrator, SMALL.replace("gaps:read", "clients:write"));
        Api self = caller(client);
        self.delete(client.header("Location"), client.etag()).expect(204);
        self.get(client.header("Location")).problem(401, "unauthenticated");

        Answer another = create(administrator, SMALL.replace("gaps:read", "clients:write"));
        caller(another).delete(first(another), another.etag()).expect(204);
        caller(another).get(CLIENTS).problem(401, "unauthenticated");
    }

    @Test
    void whatIsChangedHoldsAtOnce() {
        Answer made = create(karnataka, SMALL);
        String path = made.header("Location");
        caller(made).get("/v1/facilities").problem(403, "forbidden");
        Answer changed = karnataka
                .patch(path, "{\"name\": \"another\", \"scopes\": [\"facilities:read\"]}", made.etag())
                .expect(200);
        assertThat(changed.json().get("name").asText()).isEqualTo("another");
        assertThat(changed.json().get("version").asInt()).isEqualTo(2);
        caller(made).get("/v1/facilities").expect(200);
        caller(made).get("/v1/gaps").problem(403, "forbidden");
        karnataka.patch(path, "{\"scopes\": []}", changed.etag()).expect(200);
        caller(made).get("/v1/facilities").problem(403, "forbidden");
        administrator.patch(path, "{\"departments\": [\"IN-TN\"]}", "*").expect(200);
        karnataka.get(path).problem(404, "not-found");
        tamilNadu.get(path).expect(200);
        assertThat(changes(made))
                .containsExactly("created IN-KA 1", "updated IN-KA 2", "updated IN-KA 3", "updated IN-TN 4");
    }

    @Test
    void noClientGivesAScopeThatItLacks() {
        Answer refused = karnataka
                .post(CLIENTS, SMALL.replace("gaps:read", "trainees:identity"))
                .problem(403, "forbidden");
        assertThat(refused.json().get("detail").asText()).contains("trainees:identity");
        Answer own = create(karnataka, SMALL);
        karnataka
                .patch(own.header("Location"), "{\"scopes\": [\"gaps:read\", \"gaps:write\"]}", own.etag())
                .problem(403, "forbidden");
        assertThat(karnataka.get(own.header("Location")).json().get("scopes").toString())
                .isEqualTo("[\"gaps:read\"]");
    }

    @Test
    void aStrongerClientIsNotTakenOver() {
        Answer strong = create(administrator, """
                {"name": "strong", "scopes": ["gaps:read", "trainees:identity"], "departments": ["IN-KA"],
                 "expiresAt": "2099-01-01T00:00:00Z"}""");
        String path = strong.header("Location");
        Api both = Api.with("clients:write gaps:read", "IN-KA", "IN-TN");
        karnataka.post(path + "/keys", "{}").problem(403, "forbidden");
        for (String later : List.of("null", "\"2099-01-02T00:00:00Z\"")) {
            karnataka
                    .patch(first(strong), "{\"expiresAt\": " + later + "}", "*")
                    .problem(403, "forbidden");
        }
        both.patch(path, "{\"departments\": [\"IN-KA\", \"IN-TN\"]}", "*").problem(403, "forbidden");
        assertThat(changes(strong)).hasSize(1);

        karnataka
                .patch(first(strong), "{\"expiresAt\": \"2098-01-01T00:00:00Z\"}", "*")
                .expect(200);
        karnataka.patch(path, "{\"name\": \"still strong\"}", "*").expect(200);
        karnataka.patch(path, "{\"scopes\": [\"trainees:identity\"]}", "*").expect(200);
        karnataka.patch(path, "{\"scopes\": []}", "*").expect(200);
        both.patch(path, "{\"departments\": [\"IN-KA\", \"IN-TN\"]}", "*").expect(200);
        karnataka.get(path).problem(404, "not-found");
    }

    @Test
    void aDepartmentThatIsNotYoursAnswersLikeOneThatDoesNotExist() {
        Answer other = karnataka.post(CLIENTS, SMALL.replace("IN-KA", "IN-TN"));
        Answer none = karnataka.post(CLIENTS, SMALL.replace("IN-KA", "IN-XX"));
        assertThat(other.problem(422, "unknown-reference").at("/departments/0").text())
                .isEqualTo(sameInstance(none, other));
        karnataka
                .post(CLIENTS, SMALL.replace("[\"IN-KA\"]", "[\"IN-KA\", \"IN-TN\"]"))
                .problem(422, "unknown-reference")
                .at("/departments/1");
        karnataka
                .post(CLIENTS, SMALL.replace("IN-KA", "*"))
                .problem(422, "unknown-reference")
                .at("/departments/0");
        karnataka
                .post(CLIENTS, SMALL.replace("\"IN-KA\"", ""))
                .problem(422, "invalid")
                .at("/departments");
        Answer own = create(karnataka, SMALL);
        for (String departments : List.of("[\"*\"]", "[\"IN-TN\"]", "[\"IN-KA\", \"IN-TN\"]", "[]")) {
            karnataka
                    .patch(own.header("Location"), "{\"departments\": " + departments + "}", own.etag())
                    .expect(422);
        }
        administrator
                .post(CLIENTS, SMALL.replace("IN-KA", "IN-XX"))
                .problem(422, "unknown-reference")
                .at("/departments/0");
        administrator
                .post(CLIENTS, SMALL.replace("[\"IN-KA\"]", "[\"IN-KA\", \"*\"]"))
                .problem(422, "invalid")
                .at("/departments");
    }

    @Test
    void aClientIsSeenByThoseWhoSeeAllItsDepartments() {
        String ka = id(create(administrator, SMALL));
        String both = id(create(administrator, SMALL.replace("[\"IN-KA\"]", "[\"IN-TN\", \"IN-KA\"]")));
        String all = id(create(administrator, SMALL.replace("IN-KA", "*")));
        String none = id(create(administrator, SMALL.replace("\"IN-KA\"", "")));
        assertThat(ids(administrator.get(CLIENTS))).contains(ka, both, all, none);
        assertThat(ids(karnataka.get(CLIENTS))).contains(ka).doesNotContain(both, all, none);
        assertThat(ids(tamilNadu.get(CLIENTS))).doesNotContain(ka, both, all, none);
        assertThat(ids(Api.with("clients:write", "IN-MH", "IN-KA", "IN-TN").get(CLIENTS)))
                .contains(ka, both)
                .doesNotContain(all, none);
        assertThat(ids(Api.with("clients:write").get(CLIENTS))).isEmpty();
        for (String id : List.of(both, all, none)) {
            karnataka.get(CLIENTS + "/" + id).problem(404, "not-found");
        }
    }

    @Test
    void anotherDepartmentsClientIsNotThere() {
        Answer made = create(karnataka, SMALL);
        String path = made.header("Location");
        String key = first(made).substring(path.length());
        String unknown = CLIENTS + "/" + UUID.randomUUID();
        String end = "{\"expiresAt\": \"2099-01-01T00:00:00Z\"}";
        for (String address : List.of(path, unknown, CLIENTS + "/nonsense")) {
            List<Answer> answers = List.of(
                    tamilNadu.get(address),
                    tamilNadu.patch(address, "{}", made.etag()),
                    tamilNadu.patch(address, "{}", "\"9\""),
                    tamilNadu.delete(address, made.etag()),
                    tamilNadu.post(address + "/keys", "{}"),
                    tamilNadu.get(address + key),
                    tamilNadu.patch(address + key, end, made.etag()),
                    tamilNadu.delete(address + key, made.etag()));
            Answer first = answers.get(0);
            answers.forEach(answer -> assertThat(sameInstance(answer.problem(404, "not-found"), first))
                    .isEqualTo(first.text()));
        }
        String other = create(karnataka, SMALL).header("Location");
        for (String stray : List.of(other + key, path + "/keys/0123456789abcdef", path + key + "%20")) {
            karnataka.get(stray).problem(404, "not-found");
            karnataka.patch(stray, end, "*").problem(404, "not-found");
            karnataka.delete(stray, "*").problem(404, "not-found");
        }
        caller(made).get("/v1/gaps").expect(200);
        assertThat(changes(made)).hasSize(1);
    }

    @Test
    void writesNeedTheVersionTheyAreMeantFor() {
        Answer made = create(karnataka, SMALL);
        for (String path : List.of(made.header("Location"), first(made))) {
            karnataka
                    .send("PATCH", path, "{}", "Content-Type", "application/merge-patch+json")
                    .problem(428, "precondition-required");
            karnataka.send("DELETE", path, null).problem(428, "precondition-required");
            for (String stale : List.of("\"7\"", "W/\"1\"", "\"1.x\"", "\"11\"", "nonsense")) {
                karnataka.patch(path, "{}", stale).problem(412, "precondition-failed");
                karnataka.delete(path, stale).problem(412, "precondition-failed");
            }
        }
        caller(made).get("/v1/gaps").expect(200);
    }

    @Test
    void ofWritersThatReadTheSameVersionOneWins() {
        Answer made = create(karnataka, SMALL);
        String path = made.header("Location");
        var writers = Stream.<java.util.function.Supplier<Answer>>of(
                        () -> karnataka.patch(path, "{\"name\": \"A\"}", made.etag()),
                        () -> karnataka.patch(path, "{\"scopes\": []}", made.etag()),
                        () -> karnataka.patch(first(made), "{\"expiresAt\": \"2099-01-01T00:00:00Z\"}", made.etag()),
                        () -> karnataka.delete(first(made), made.etag()))
                .map(CompletableFuture::supplyAsync)
                .toList();
        List<Integer> statuses =
                writers.stream().map(answer -> answer.join().status()).toList();
        assertThat(statuses).isSubsetOf(200, 204, 412);
        assertThat(statuses)
                .filteredOn(status -> status == 412)
                .as("%s", statuses)
                .hasSize(3);
    }

    @Test
    void howeverManyAskAtOnceTwoKeysAreLive() {
        Answer made = create(karnataka, SMALL);
        String keys = made.header("Location") + "/keys";
        List<Integer> statuses = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> karnataka.post(keys, "{}")))
                .toList()
                .stream()
                .map(answer -> answer.join().status())
                .toList();
        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
    }

    @Test
    void theListIsPaged() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(id(create(karnataka, SMALL)));
        }
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            Answer page = karnataka.get(CLIENTS + "?limit=2" + next).expect(200);
            seen.addAll(ids(page));
            next = page.json().has("next")
                    ? "&cursor=" + page.json().get("next").asText()
                    : null;
        } while (next != null);
        assertThat(seen).containsSubsequence(made).doesNotHaveDuplicates();
        assertThat(karnataka
                        .get(CLIENTS + "?limit=1&fields=name")
                        .expect(200)
                        .json()
                        .at("/items/0")
                        .size())
                .isEqualTo(1);
        String cursor = karnataka.get(CLIENTS + "?limit=2").json().get("next").asText();
        tamilNadu
                .get(CLIENTS + "?limit=2&cursor=" + cursor)
                .problem(400, "malformed")
                .at("?cursor");
        karnataka.get(CLIENTS + "?color=red").problem(400, "malformed").at("?color");
    }

    @Test
    void whoLacksTheScopeOrTheKeyIsTurnedAway() {
        Answer made = create(karnataka, SMALL);
        for (Api caller : List.of(Api.with("gaps:read audit:read", "*"), Api.anonymous())) {
            List<Answer> answers = List.of(
                    caller.get(CLIENTS),
                    caller.post(CLIENTS, SMALL),
                    caller.get(made.header("Location")),
                    caller.patch(made.header("Location"), "{}", "*"),
                    caller.delete(made.header("Location"), "*"),
                    caller.post(made.header("Location") + "/keys", "{}"),
                    caller.get(first(made)),
                    caller.patch(first(made), "{}", "*"),
                    caller.delete(first(made), "*"));
            assertThat(answers.stream().map(Answer::status).distinct())
                    .hasSize(1)
                    .isSubsetOf(401, 403);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'name': ' '                            | 422 | /name",
                "'name': 'a\\nb'                        | 422 | /name",
                "'name': null                           | 422 | /name",
                "'name': 5                              | 400 | /name",
                "'scopes': ['everything']               | 422 | /scopes/0",
                "'scopes': ['gaps:read', 'GAPS:READ']   | 422 | /scopes/1",
                "'scopes': [null]                       | 422 | /scopes/0",
                "'scopes': 'gaps:read'                  | 400 | /scopes",
                "'scopes': null                         | 422 | /scopes",
                "'departments': ['karnataka']           | 422 | /departments/0",
                "'departments': ['**']                  | 422 | /departments/0",
                "'departments': [null]                  | 422 | /departments/0",
                "'departments': null                    | 422 | /departments",
                "'departments': {}                      | 400 | /departments",
                "'key': 'prk_test_x'                    | 400 | /key",
                "'id': 'x'                              | 400 | /id",
                "'version': 2                           | 400 | /version",
                "'revokedAt': null                      | 400 | /revokedAt"
            })
    void nastyInputIsRefused(String field, int status, String pointer) {
        String fields = Stream.of("'name': 'a'", "'scopes': ['gaps:read']", "'departments': ['IN-KA']")
                .filter(sound -> !field.startsWith(sound.substring(0, sound.indexOf(':'))))
                .map(sound -> sound + ", ")
                .reduce("", String::concat);
        karnataka
                .post(CLIENTS, ("{" + fields + field + "}").replace('\'', '"'))
                .problem(status, status == 400 ? "malformed" : "invalid")
                .at(pointer);
    }

    @Test
    void theLastDayOfUseIsShownAndIsNoNewVersion() throws Exception {
        Answer made = create(karnataka, SMALL);
        String path = made.header("Location");
        Answer unused = karnataka.get(path).expect(200);
        assertThat(unused.json().at("/keys/0").has("lastUsedOn")).isFalse();
        Instant start = Instant.now();
        caller(made).get("/v1/gaps").expect(200);
        Answer used = unused;
        while (used.json().at("/keys/0/lastUsedOn").isMissingNode()
                && Instant.now().isBefore(start.plusSeconds(20))) {
            Thread.sleep(50);
            used = karnataka.get(path).expect(200);
        }
        ZoneId india = ZoneId.of("Asia/Kolkata");
        assertThat(LocalDate.parse(used.json().at("/keys/0/lastUsedOn").asText()))
                .isBetween(LocalDate.ofInstant(start, india), LocalDate.ofInstant(Instant.now(), india));
        assertThat(used.etag()).isNotEqualTo(unused.etag());
        assertThat(used.json().get("version").asInt()).isEqualTo(1);
        karnataka.get(path, "If-None-Match", unused.etag()).expect(200);
        karnataka.get(path, "If-None-Match", used.etag()).expect(304);
        Answer changed =
                karnataka.patch(path, "{\"name\": \"b\"}", unused.etag()).expect(200);
        karnataka.patch(path, "{\"name\": \"c\"}", used.etag()).problem(412, "precondition-failed");
        karnataka.patch(path, "{\"name\": \"c\"}", changed.etag()).expect(200);
        assertThat(changes(made)).hasSize(3);
    }

    private static Answer create(Api caller, String body) {
        return caller.post(CLIENTS, body).expect(201);
    }

    private static Api caller(Answer made) {
        return Api.as(made.json().get("key").asText());
    }

    private static String first(Answer made) {
        return made.header("Location") + "/keys/" + made.json().at("/keys/0/id").asText();
    }

    private static String id(Answer made) {
        return made.json().get("id").asText();
    }

    private static List<String> ids(Answer page) {
        return page.expect(200).json().get("items").findValuesAsText("id");
    }

    /** The text of the one as if it were the answer to the request of the other. */
    private static String sameInstance(Answer answer, Answer other) {
        return answer.text()
                .replace(
                        answer.json().get("instance").asText(),
                        other.json().get("instance").asText());
    }

    private List<String> changes(Answer made) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT CONCAT(kind, ' ', department, ' ', version) FROM change_log
                        WHERE feature = 'client' AND id = :id ORDER BY sequence
                        """)
                        .bind("id", id(made))
                        .mapTo(String.class)
                        .list());
    }
}
