package org.prahari.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.prahari.access.Viewer;
import org.prahari.assignment.Market;
import org.prahari.matching.MatchingDao;
import org.prahari.matching.Pool;
import org.prahari.matching.Weights;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Rounds;
import org.prahari.support.ServiceTest;

/** What is said of a changed world is what a round finds in the world really changed so. */
class WhatIfTest extends ServiceTest {
    private static final String SCOPES = "allocations:read allocations:write gaps:write gaps:read facilities:write"
            + " trainees:write trainees:read matching:read";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> ROLES = List.of("PD-WRL-003", "PD-WRL-001");
    private static final List<String> CODES = List.of("GIAC-GCIH", "ECC-ECIH", "COMPTIA-CYSA");
    private static final Map<String, Integer> MONTHS = Map.of("GIAC-GCIH", 48, "ECC-ECIH", 36, "COMPTIA-CYSA", 36);
    private static final List<String> LEVELS = List.of("basic", "intermediate", "advanced");
    private final long seed = 20261124;
    private final Random random = new Random(seed);
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Kolkata"));
    private final LocalDate start = today.plusDays(60);
    private final Api api = Api.with(SCOPES, "IN-KA", "IN-KL");
    private final List<String> trainees = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private final Set<String> gone = new HashSet<>();

    @Test
    void theAnswerIsWhatARoundFindsInTheWorldReallyChangedSo() {
        System.out.println("what-if: seed " + seed);
        for (int i = 0; i < 10; i++) {
            gaps.add(gap(i % 3 == 0 ? "IN-KL" : "IN-KA", ROLES.get(i % 2), i));
        }
        for (int i = 0; i < 24; i++) {
            trainees.add(trainee(i % 3 == 0 ? "IN-KL" : "IN-KA", i));
        }
        JsonNode round = solved("{}");
        assertThat(round.get("filled").asInt()).isPositive();
        int moved = 0;
        for (int step = 0; step < 8; step++) {
            ObjectNode changes = changes();
            String path = "/v1/allocations/" + round.get("id").asText() + "/what-if";
            JsonNode effect = api.post(path, changes.toString()).expect(200).json();
            assertThat(effect.get("sameAsRound").asBoolean()).isTrue();
            same(effect.get("before"), round);
            assertThat(api.post(path, "{}").expect(200).json().get("before"))
                    .as("nothing has been changed")
                    .isEqualTo(effect.get("before"));
            assertThat(api.post(path, changes.toString()).expect(200).json()).isEqualTo(effect);

            changes.get("trainees").forEach(this::change);
            changes.get("gaps").forEach(this::changeGap);
            JsonNode stale = api.post(path, "{}").expect(200).json();
            JsonNode next = solved("{}");
            assertThat(effect.get("after")).as(changes.toString()).isEqualTo(stale.get("before"));
            same(effect.get("after"), next);
            assertThat(effect.get("weight").asLong())
                    .isEqualTo(next.get("weight").asLong() - round.get("weight").asLong());
            assertThat(effect.get("score").asLong())
                    .isEqualTo(next.get("score").asLong() - round.get("score").asLong());
            seatsAddUp(effect);
            moved += effect.get("moved").asInt();
            round = next;
        }
        assertThat(moved).isGreaterThan(5);
    }

    private static void same(JsonNode totals, JsonNode round) {
        totals.fieldNames()
                .forEachRemaining(
                        field -> assertThat(totals.get(field)).as(field).isEqualTo(round.get(field)));
    }

    private static void seatsAddUp(JsonNode effect) {
        int more = 0;
        for (JsonNode each : effect.get("seats")) {
            more += each.get("more").asInt();
        }
        assertThat(more)
                .isEqualTo(effect.at("/after/filled").asInt()
                        - effect.at("/before/filled").asInt());
        Map<String, Integer> net = new HashMap<>();
        for (JsonNode move : effect.get("moves")) {
            net.merge("all", (move.has("to") ? 1 : 0) - (move.has("from") ? 1 : 0), Integer::sum);
        }
        assertThat(net.getOrDefault("all", 0)).isEqualTo(more);
    }

    private ObjectNode changes() {
        ObjectNode changes = MAPPER.createObjectNode();
        ArrayNode people = changes.putArray("trainees");
        Set<String> named = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            String id = trainees.get(random.nextInt(trainees.size()));
            if (!named.add(id)) {
                continue;
            }
            ObjectNode one = people.addObject().put("trainee", id);
            if (gone.contains(id)) {
                one.put("presence", "returns");
                gone.remove(id);
            } else if (random.nextInt(4) == 0) {
                one.put("presence", "leaves");
                gone.add(id);
                continue;
            }
            int kind = random.nextInt(3);
            if (kind == 0) {
                one.putArray("gains")
                        .addObject()
                        .put("certification", CODES.get(random.nextInt(3)))
                        .put("by", today.plusDays(random.nextInt(90) - 10).toString());
            } else if (kind == 1) {
                one.putObject("relocation").put("scope", random.nextBoolean() ? "anywhere" : "district");
                one.put("remote", random.nextBoolean());
            } else {
                one.putObject("home").put("region", random.nextBoolean() ? "IN-KA" : "IN-TN");
            }
        }
        ArrayNode places = changes.putArray("gaps");
        ObjectNode gap = places.addObject().put("gap", gaps.get(random.nextInt(gaps.size())));
        switch (random.nextInt(4)) {
            case 0 -> gap.put("seats", 1 + random.nextInt(4));
            case 1 ->
                gap.put("startsOn", start.plusDays(random.nextInt(40) - 20).toString());
            case 2 -> gap.put("level", LEVELS.get(random.nextInt(3))).put("priority", 1 + random.nextInt(5));
            default -> {
                gap.putArray("requiredCertifications");
                gap.putArray("requiredLanguages");
            }
        }
        return changes;
    }

    /** Makes a trainee really what was tried. */
    private void change(JsonNode change) {
        String path = "/v1/trainees/" + change.get("trainee").asText();
        Answer was = api.get(path).expect(200);
        ObjectNode patch = MAPPER.createObjectNode();
        for (String field : List.of("relocation", "remote", "home")) {
            if (change.has(field)) {
                patch.set(field, change.get(field));
            }
        }
        if (change.has("home")) {
            ((ObjectNode) patch.get("home")).putNull("district");
        }
        if (change.has("presence")) {
            patch.put("status", change.get("presence").asText().equals("leaves") ? "withdrawn" : "available");
        }
        for (JsonNode gain : change.path("gains")) {
            ArrayNode held = patch.putArray("held");
            String code = gain.get("certification").asText();
            LocalDate by = LocalDate.parse(gain.get("by").asText());
            was.json().path("held").forEach(each -> {
                if (!each.get("certification").asText().equals(code)) {
                    held.add(each);
                }
            });
            held.addObject()
                    .put("certification", code)
                    .put("issuedOn", by.toString())
                    .put(
                            "expiresOn",
                            by.plusMonths(MONTHS.get(code)).minusDays(1).toString())
                    .put("verification", "self-declared");
        }
        api.patch(path, patch.toString(), was.etag()).expect(200);
    }

    private void changeGap(JsonNode change) {
        String path = "/v1/gaps/" + change.get("gap").asText();
        ObjectNode patch = change.deepCopy();
        patch.remove("gap");
        if (patch.has("seats")) {
            patch.set("headcount", patch.remove("seats"));
        }
        api.patch(path, patch.toString(), api.get(path).etag()).expect(200);
    }

    @Test
    void whatIsUnknownContradictoryOrTooMuchIsRefused() {
        String gap = gap("IN-KA", ROLES.get(0), 1);
        String trainee = trainee("IN-KA", 2);
        String gone = trainee("IN-KA", 4);
        Answer was = api.get("/v1/trainees/" + gone);
        api.patch("/v1/trainees/" + gone, "{\"status\": \"placed\"}", was.etag())
                .expect(200);
        Api other = Api.with(SCOPES, "IN-TN");
        String hidden = trainee(other, "IN-TN", "\"matching\"", 2);
        String hiddenGap = gap(other, "IN-TN", ROLES.get(0), 1);
        String elsewhere = gap("IN-KL", ROLES.get(0), 1);
        String path = "/v1/allocations/"
                + solved("{\"departments\": [\"IN-KA\"]}").get("id").asText() + "/what-if";

        String unknown = "{\"trainees\": [{\"trainee\": \"%s\", \"remote\": true}]}";
        Answer nobody = api.post(path, unknown.formatted(UUID.randomUUID()), "X-Request-Id", "the-same")
                .problem(422, "unknown-reference")
                .at("/trainees/0/trainee");
        assertThat(api.post(path, unknown.formatted(hidden), "X-Request-Id", "the-same")
                        .expect(422)
                        .text())
                .isEqualTo(nobody.text());
        String unknownGap = "{\"gaps\": [{\"gap\": \"%s\", \"seats\": 1}]}";
        Answer nowhere = api.post(path, unknownGap.formatted(UUID.randomUUID()), "X-Request-Id", "the-same")
                .problem(422, "unknown-reference")
                .at("/gaps/0/gap");
        assertThat(api.post(path, unknownGap.formatted(hiddenGap), "X-Request-Id", "the-same")
                        .expect(422)
                        .text())
                .isEqualTo(nowhere.text());
        api.post(path, unknownGap.formatted(elsewhere)).problem(422, "invalid").at("/gaps/0/gap");

        refused(path, trainee, "\"presence\": \"leaves\", \"remote\": true", "/trainees/0/presence");
        refused(path, trainee, "\"presence\": \"returns\"", "/trainees/0/presence");
        refused(path, trainee, "\"relocation\": {\"scope\": \"states\"}", "/trainees/0/relocation/regions");
        refused(path, gone, "\"remote\": true", "/trainees/0/trainee");
        refused(path, gone, "\"presence\": \"leaves\"", "/trainees/0/trainee");
        api.post(path, "{\"trainees\": [{\"trainee\": \"%s\"}]}".formatted(trainee))
                .problem(422, "invalid")
                .at("/trainees/0");
        api.post(path, changed(trainee, "\"gains\": [{\"certification\": \"XX\", \"by\": \"2027-01-01\"}]"))
                .problem(422, "unknown-reference")
                .at("/trainees/0/gains/0/certification");
        api.post(path, changed(trainee, "\"home\": {\"region\": \"IN-XX\"}"))
                .problem(422, "unknown-reference")
                .at("/trainees/0/home/region");
        api.post(path, changed(trainee, "\"home\": {\"region\": \"IN-KA\", \"district\": 1}"))
                .problem(422, "unknown-reference")
                .at("/trainees/0/home/district");
        String twice = "{\"trainee\": \"%s\", \"remote\": true}".formatted(trainee);
        api.post(path, "{\"trainees\": [%s, %s]}".formatted(twice, twice))
                .problem(422, "invalid")
                .at("/trainees/1/trainee");
        String many = ("," + twice).repeat(101).substring(1);
        api.post(path, "{\"trainees\": [%s]}".formatted(many))
                .problem(422, "invalid")
                .at("/trainees");
        for (String demand :
                List.of("\"requiredLanguages\": [\"ta\"]", "\"requiredCertifications\": [[\"GIAC-GSEC\"]]")) {
            api.post(path, "{\"gaps\": [{\"gap\": \"%s\", %s}]}".formatted(gap, demand))
                    .problem(422, "invalid")
                    .at("/gaps/0/" + demand.substring(1, demand.indexOf(':') - 1) + "/0");
        }
        api.post(path, "{\"gaps\": [{\"gap\": \"%s\", \"seats\": -1}]}".formatted(gap))
                .problem(422, "invalid");
        api.post(path, "{\"gaps\": [{\"gap\": \"%s\", \"headcount\": 1}]}".formatted(gap))
                .problem(400, "malformed");
        api.post(path, "{\"trainees\": [{\"remote\": true}]}").problem(422, "invalid");
    }

    private void refused(String path, String trainee, String change, String pointer) {
        api.post(path, changed(trainee, change)).problem(422, "invalid").at(pointer);
    }

    private static String changed(String trainee, String change) {
        return "{\"trainees\": [{\"trainee\": \"%s\", %s}]}".formatted(trainee, change);
    }

    @Test
    void onlyARoundThatFoundTheBestIsTriedAndOnlyByWhoSeesAllOfIt() {
        String stable = solved("{\"mode\": \"stable\"}").get("id").asText();
        api.post("/v1/allocations/" + stable + "/what-if", "{}").problem(409, "conflict");
        String id = solved("{}").get("id").asText();
        Api.with(SCOPES, "IN-KA")
                .post("/v1/allocations/" + id + "/what-if", "{}")
                .problem(404, "not-found");
        Rounds.unbegun(id);
        api.post("/v1/allocations/" + id + "/what-if", "{}").problem(409, "conflict");
        api.post("/v1/allocations/" + UUID.randomUUID() + "/what-if", "{}").problem(404, "not-found");
    }

    @Test
    void whoWithdrewConsentTakesNoPartInWhatIsTried() {
        gap("IN-KA", ROLES.get(0), 2);
        String trainee = trainee("IN-KA", 2);
        JsonNode round = solved("{}");
        assertThat(round.get("filled").asInt()).isEqualTo(1);
        String path = "/v1/allocations/" + round.get("id").asText() + "/what-if";
        assertThat(api.post(path, "{}").json().at("/before/filled").asInt()).isEqualTo(1);
        String etag = api.get("/v1/trainees/" + trainee).etag();
        api.delete("/v1/trainees/" + trainee + "/consent", etag).expect(204);
        JsonNode now = api.post(path, "{}").expect(200).json();
        assertThat(now.at("/before/filled").asInt()).isZero();
        assertThat(now.get("sameAsRound").asBoolean()).isFalse();
    }

    @Test
    void manyAtOnceGetTheAnswersThatEachWouldGetAlone() throws Exception {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String gap = gap("IN-KA", ROLES.get(i % 2), i);
            String trainee = trainee("IN-KA", i);
            changes.add("{\"gaps\": [{\"gap\": \"%s\", \"seats\": 3, \"priority\": 5}]}".formatted(gap));
            changes.add("{\"trainees\": [{\"trainee\": \"%s\", \"presence\": \"leaves\"}]}".formatted(trainee));
        }
        String path = "/v1/allocations/" + solved("{}").get("id").asText() + "/what-if";
        List<String> alone = changes.stream()
                .map(change -> api.post(path, change).expect(200).text())
                .toList();
        assertThat(new HashSet<>(alone)).hasSizeGreaterThan(4);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            for (int round = 0; round < 4; round++) {
                List<Future<String>> together = changes.stream()
                        .map(change -> threads.submit(
                                () -> api.post(path, change).expect(200).text()))
                        .toList();
                for (int i = 0; i < changes.size(); i++) {
                    assertThat(together.get(i).get()).isEqualTo(alone.get(i));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoReturnsMustSeekOneOfTheRoundsRoles() {
        gap("IN-KA", ROLES.get(0), 2);
        String trainee = trainee("IN-KA", 2);
        Answer was = api.get("/v1/trainees/" + trainee);
        api.patch(
                        "/v1/trainees/" + trainee,
                        "{\"status\": \"placed\", \"soughtRoles\": [{\"role\": \"OG-WRL-001\", \"level\": \"basic\"}]}",
                        was.etag())
                .expect(200);
        String path = "/v1/allocations/" + solved("{}").get("id").asText() + "/what-if";
        refused(path, trainee, "\"presence\": \"returns\"", "/trainees/0/trainee");
    }

    @Test
    void whatIsNothingToTheRoundLeavesItsMarketOpen() {
        gap("IN-KA", ROLES.get(0), 2);
        String trainee = trainee("IN-KA", 2);
        String elsewhere = gap("IN-KL", ROLES.get(0), 2);
        JsonNode row = solved("{\"departments\": [\"IN-KA\"]}");
        Round round = service.jdbi()
                .onDemand(RoundDao.class)
                .find(Viewer.system("a test"), UUID.fromString(row.get("id").asText()))
                .orElseThrow();
        var markets = new Markets(this::pool, PriorityWeights.DEFAULT, Clock.systemUTC());
        Market first = markets.in(round, OpenMarket::market);
        api.patch("/v1/gaps/" + elsewhere, "{\"priority\": 5}", "\"1\"").expect(200);
        assertThat(markets.in(round, OpenMarket::market)).isSameAs(first);
        Answer was = api.get("/v1/trainees/" + trainee);
        api.patch("/v1/trainees/" + trainee, "{\"experienceMonths\": 40}", was.etag())
                .expect(200);
        Market second = markets.in(round, OpenMarket::market);
        assertThat(second).isNotSameAs(first);
        int months = markets.in(round, open -> open.instance().candidate(0).experienceMonths());
        assertThat(months).isEqualTo(40);
    }

    private Pool pool() {
        return service.jdbi()
                .inTransaction(handle -> handle.attach(MatchingDao.class).pool(Weights.DEFAULT));
    }

    private JsonNode solved(String request) {
        String id = api.post("/v1/allocations", request)
                .expect(202)
                .json()
                .get("id")
                .asText();
        JsonNode round = Rounds.over(api, id).json();
        assertThat(round.get("state").asText()).isEqualTo("succeeded");
        return round;
    }

    private String gap(String department, String role, int i) {
        return gap(api, department, role, i);
    }

    private String gap(Api caller, String department, String role, int i) {
        String facility = caller.post("/v1/facilities", """
                        {"department": "%s", "name": "A hospital", "kind": "district-hospital"}
                        """.formatted(department))
                .expect(201)
                .json()
                .get("id")
                .asText();
        return caller.post("/v1/gaps", """
                        {"facility": "%s", "role": "%s", "level": "%s", "headcount": %d, "priority": %d,
                         "workMode": "%s", "startsOn": "%s", "graceDays": 10, "requiredCertifications": %s,
                         "preferredCertifications": ["COMPTIA-CYSA"], "requiredLanguages": %s}
                        """.formatted(
                                facility,
                                role,
                                i % 4 == 3 ? "intermediate" : "basic",
                                1 + i % 2,
                                1 + i % 5,
                                i % 5 == 0 ? "remote" : "on-site",
                                start.plusDays(i % 7),
                                i % 3 == 1 ? "[[\"GIAC-GCIH\", \"ECC-ECIH\"]]" : "[]",
                                i % 4 == 1 ? "[\"kn\"]" : "[]"))
                .expect(201)
                .json()
                .get("id")
                .asText();
    }

    private String trainee(String department, int i) {
        return trainee(api, department, "\"matching\"" + (i % 4 == 0 ? "" : ", \"cross-department\""), i);
    }

    private String trainee(Api caller, String department, String purposes, int i) {
        Answer made = caller.post("/v1/trainees", """
                        {"department": "%s", "soughtRoles": [{"role": "%s", "level": "%s"}, {"role": "%s", "level": "basic"}],
                         "held": [%s], "languages": [%s], "home": {"region": "%s"}, "relocation": {"scope": "%s"},
                         "remote": %b, "experienceMonths": %d, "availableFrom": "%s"}
                        """.formatted(
                                department,
                                ROLES.get(i / 2 % 2),
                                LEVELS.get(i % 3),
                                ROLES.get(1 - i / 2 % 2),
                                i % 5 == 0
                                        ? "{\"certification\": \"GIAC-GCIH\", \"issuedOn\": \"2026-01-01\", \"verification\": \"self-declared\"}"
                                        : "",
                                i % 2 == 0 ? "\"kn\"" : "\"en\"",
                                department,
                                List.of("state", "anywhere", "district").get(i % 3 == 2 ? 0 : i % 3),
                                i % 2 == 0,
                                i,
                                start.plusDays(i % 9 - 5)))
                .expect(201);
        caller.put(
                        made.header("Location") + "/consent",
                        "{\"notice\": \"2026-1\", \"language\": \"kn\", \"purposes\": [%s]}".formatted(purposes),
                        made.etag())
                .expect(200);
        return made.json().get("id").asText();
    }
}
