package org.prahari.trainee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prahari.access.Viewer;
import org.prahari.store.Database;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Dump;
import org.prahari.support.ServiceTest;

class ErasureTest extends ServiceTest {
    private static final String SCOPES = "trainees:read trainees:write trainees:identity";
    /** Where the id of one who was erased may still stand; idempotency keys of the erasure itself with it. */
    private static final Set<String> MAY_NAME_THE_ID = Set.of("change_log.id", "erasure.trainee", "audit_log.id");

    /** What the dump must not hold thereafter: words and numbers that stand nowhere else. */
    private static final List<String> PERSONAL = List.of(
            "Quintessa Zephyrine",
            "quintessa@example.invalid",
            "+919123456780",
            "EXT-QZ-77",
            "2019-03-17",
            "2031-07-19");

    private final Dump dump = new Dump(service.jdbi());
    private Api karnataka;
    private String trainee;
    private String id;

    @BeforeEach
    void aTraineeOfWhomAllIsKnown() {
        karnataka = Api.with(SCOPES, "IN-KA");
        trainee =
                Fixtures.create(karnataka, """
                "externalId": "EXT-QZ-77",
                "held": [{"certification": "GIAC-GCIH", "issuedOn": "2019-03-17", "verification": "verified"}],
                "inProgress": [{"certification": "ECC-ECIH", "expectedOn": "2031-07-19"}]
                """, "Idempotency-Key", "EXT-QZ-77").header("Location");
        id = Fixtures.id(trainee);
        karnataka.put(trainee + "/identity", """
                {"name": "Quintessa Zephyrine", "email": "quintessa@example.invalid", "phone": "+919123456780"}
                """, "\"1\"").expect(200);
        consent("kn", 2);
        consent("hi", 3);
    }

    @Test
    void anErasureTakesEverythingAndGivesAReceipt() {
        Answer erased = erase("\"4\"").expect(201);
        JsonNode receipt = erased.json();
        assertThat(receipt.get("trainee").asText()).isEqualTo(id);
        assertThat(receipt.get("department").asText()).isEqualTo("IN-KA");
        assertThat(receipt.get("reason").asText()).isEqualTo("request");
        assertThat(receipt.get("removed"))
                .hasToString(
                        "{\"allocations\":0,\"consents\":2,\"expectedCertifications\":1,\"heldCertifications\":1,\"identities\":1,"
                                + "\"offers\":0,\"soughtRoles\":1,\"storedReplies\":1,\"trainees\":1,\"waitingUploads\":0}");
        assertThat(receipt.get("remains").findValuesAsText("what"))
                .containsExactly("change-log", "audit-trail", "erasure", "counts");
        assertThat(receipt.get("remains").findValuesAsText("why")).noneMatch(String::isBlank);
        assertThat(karnataka.get(erased.header("Location")).expect(200).json()).isEqualTo(receipt);
        assertThat(karnataka.get("/v1/erasures?trainee=" + id).json().get("items"))
                .containsExactly(receipt);
        assertThat(karnataka
                        .get("/v1/erasures?trainee=" + UUID.randomUUID())
                        .json()
                        .get("items"))
                .isEmpty();
        for (String part : List.of("", "/consent", "/consent/history", "/identity", "/export", "/openings")) {
            Api.with(SCOPES + " matching:read", "IN-KA").get(trainee + part).problem(404, "not-found");
        }
        assertThat(karnataka.get("/v1/trainees").json().get("items")).isEmpty();
        erase("\"4\"").problem(404, "not-found");
        assertThat(changes()).endsWith("deleted 5");
    }

    @Test
    void nothingOfThePersonIsLeftInAnyColumnOfAnyTable() {
        byte[] bytes = Database.bytes(UUID.fromString(id));
        assertThat(dump.holding("EXT-QZ-77")).contains("trainee.external_id");
        assertThat(dump.holding("2019-03-17")).contains("trainee_held.issued_on");
        assertThat(dump.holding("2031-07-19")).contains("trainee_progress.expected_on");
        assertThat(dump.holding(bytes))
                .contains(
                        "trainee.id",
                        "trainee_role.trainee",
                        "trainee_held.trainee",
                        "trainee_progress.trainee",
                        "trainee_identity.trainee",
                        "trainee_consent.trainee",
                        "trainee_consent_past.trainee");
        erase("\"4\"").expect(201);
        for (String word : PERSONAL) {
            assertThat(dump.holding(word)).as(word).isEmpty();
        }
        Set<String> named = new TreeSet<>(dump.holding(bytes));
        named.addAll(dump.holding(id));
        assertThat(named).contains("change_log.id", "erasure.trainee").isSubsetOf(MAY_NAME_THE_ID);
    }

    @Test
    void theSearchFindsWhatSomebodyForgotToErase() {
        erase("\"4\"").expect(201);
        service.jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO client (id, name, scopes, departments, created_at) VALUES (?, ?, '[]', '[]', NOW(6))",
                        Database.bytes(UUID.randomUUID()),
                        "remembers Quintessa Zephyrine"));
        assertThat(dump.holding("Quintessa Zephyrine")).containsExactly("client.name");
        service.jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO client (id, name, scopes, departments, created_at) VALUES (?, 'x', '[]', '[]', NOW(6))",
                        Database.bytes(UUID.fromString(id))));
        assertThat(dump.holding(Database.bytes(UUID.fromString(id)))).contains("client.id");
    }

    @Test
    void aDeletionRemovesTheSameAndLeavesAReceiptToo() {
        karnataka.delete(trainee, "\"4\"").expect(204);
        for (String word : PERSONAL) {
            assertThat(dump.holding(word)).as(word).isEmpty();
        }
        JsonNode receipt = karnataka.get("/v1/erasures").json().at("/items/0");
        assertThat(receipt.get("trainee").asText()).isEqualTo(id);
        assertThat(receipt.get("reason").asText()).isEqualTo("deletion");
        assertThat(receipt.at("/removed/consents").asInt()).isEqualTo(2);
        assertThat(changes()).endsWith("deleted 5");
    }

    @Test
    void anErasureNeedsTheVersionTheCallerHasSeen() {
        karnataka.post(trainee + "/erasure", null).problem(428, "precondition-required");
        erase("\"3\"").problem(412, "precondition-failed");
        karnataka.get(trainee).expect(200);
        assertThat(karnataka.get("/v1/erasures").json().get("items")).isEmpty();
    }

    @Test
    void whoIsNotEntitledErasesNothingAndSeesNoReceipt() {
        Api tamilNadu = Api.with(SCOPES, "IN-TN");
        tamilNadu.post(trainee + "/erasure", null, "If-Match", "\"4\"").problem(404, "not-found");
        for (String scopes : List.of("trainees:write", "trainees:identity", "trainees:read")) {
            Api.with(scopes, "IN-KA")
                    .post(trainee + "/erasure", null, "If-Match", "\"4\"")
                    .problem(403, "forbidden");
        }
        Api.anonymous().post(trainee + "/erasure", null, "If-Match", "\"4\"").problem(401, "unauthenticated");
        karnataka.post("/v1/trainees/x/erasure", null, "If-Match", "\"4\"").problem(404, "not-found");
        String receipt = erase("\"4\"").expect(201).header("Location");
        String others = tamilNadu.get(receipt).problem(404, "not-found").text();
        String unknown = tamilNadu
                .get("/v1/erasures/" + UUID.randomUUID())
                .problem(404, "not-found")
                .text();
        assertThat(others.replaceAll("\"instance\":\"[^\"]*\"", ""))
                .isEqualTo(unknown.replaceAll("\"instance\":\"[^\"]*\"", ""));
        assertThat(tamilNadu.get("/v1/erasures").json().get("items")).isEmpty();
        assertThat(tamilNadu.get("/v1/erasures?trainee=" + id).json().get("items"))
                .isEmpty();
        Api.with("trainees:read", "*").get(receipt).expect(200);
        Api.with("trainees:write", "IN-KA").get(receipt).problem(403, "forbidden");
        karnataka.get("/v1/erasures?trainee=x").problem(400, "malformed").at("?trainee");
    }

    @Test
    void theReceiptsArePaged() {
        for (int i = 0; i < 4; i++) {
            String other = Fixtures.create(karnataka, "").header("Location");
            karnataka.delete(other, "\"1\"").expect(204);
        }
        erase("\"4\"").expect(201);
        Answer first = karnataka.get("/v1/erasures?limit=3").expect(200);
        Answer second = karnataka
                .get("/v1/erasures?limit=3&cursor=" + first.json().get("next").asText())
                .expect(200);
        assertThat(first.json().get("items")).hasSize(3);
        assertThat(second.json().get("items")).hasSize(2);
        assertThat(second.json().at("/items/1/trainee").asText()).isEqualTo(id);
        assertThat(second.json().has("next")).isFalse();
    }

    @Test
    void countsThatNameNobodyStay() {
        Api planner = Api.with("facilities:write gaps:read gaps:write", "IN-KA");
        String facility =
                planner.post("/v1/facilities", """
                        {"department": "IN-KA", "name": "Test hospital", "kind": "district-hospital"}
                        """).expect(201).json().get("id").asText();
        String gap =
                planner.post("/v1/gaps", """
                        {"facility": "%s", "role": "PD-WRL-003", "level": "basic", "headcount": 2,
                         "startsOn": "2027-01-04", "workMode": "on-site", "priority": 3}
                        """.formatted(facility)).expect(201).header("Location");
        service.jdbi().useHandle(handle -> handle.execute("UPDATE gap SET filled = 1"));
        JsonNode before = planner.get(gap).json();
        assertThat(before.get("filled").asInt()).isEqualTo(1);
        int logged = changes().size();
        erase("\"4\"").expect(201);
        assertThat(planner.get(gap).json()).isEqualTo(before);
        assertThat(changes()).as("the log keeps what it had").hasSize(logged + 1);
    }

    @Test
    void whatOthersKeepGoesInTheSameTransactionOrNothingGoes() {
        TraineeDao dao = service.jdbi().onDemand(TraineeDao.class);
        Viewer viewer = Viewer.system("test");
        Trainee stored = dao.find(viewer, UUID.fromString(id)).orElseThrow();
        var broken = new Erasures(
                Map.of("storedReplies", (tx, one) -> {
                    throw new IllegalStateException("cannot");
                }),
                Clock.systemUTC());
        assertThatThrownBy(() -> dao.useTransaction(tx -> broken.erase(tx, viewer, stored, Erasure.Reason.REQUEST)))
                .hasMessageContaining("cannot");
        karnataka.get(trainee + "/identity").expect(200);
        assertThat(karnataka.get(trainee).etag()).isEqualTo("\"4\"");
        var sound = new Erasures(
                Map.of(
                        "storedReplies",
                        (tx, one) -> tx.withHandle(handle -> handle.execute(
                                "DELETE FROM trainee_held WHERE trainee = ?", (Object) Database.bytes(one)))),
                Clock.systemUTC());
        Erasure receipt = dao.inTransaction(tx -> sound.erase(tx, viewer, stored, Erasure.Reason.REQUEST));
        assertThat(receipt.removed()).containsEntry("storedReplies", 1).containsEntry("heldCertifications", 0);
    }

    private Answer erase(String etag) {
        return karnataka.post(trainee + "/erasure", null, "If-Match", etag);
    }

    private void consent(String language, int version) {
        karnataka
                .put(
                        trainee + "/consent",
                        "{\"notice\": \"2026-1\", \"language\": \"" + language + "\", \"purposes\": [\"matching\"]}",
                        "\"" + version + "\"")
                .expect(200);
    }

    private List<String> changes() {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT CONCAT(kind, ' ', version) FROM change_log WHERE feature = 'trainee' AND id = :id
                        ORDER BY sequence
                        """)
                        .bind("id", id)
                        .mapTo(String.class)
                        .list());
    }
}
