package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.http.Problem;
import org.prahari.store.Ids;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;
import org.prahari.support.Wire;

class OnceTest extends ServiceTest {
    private static final byte[] PEPPER = "another pepper, known to this test".getBytes(StandardCharsets.UTF_8);
    private static final String FACILITY =
            "{\"department\": \"IN-KA\", \"name\": \"A hospital in Mysuru\", \"kind\": \"district-hospital\"%s}";
    private static final String TRAINEE = """
            {"department": "IN-KA", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}], "languages": ["kn"],
             "home": {"region": "IN-KA"}, "relocation": {"scope": "state"}, "remote": false,
             "experienceMonths": 6, "availableFrom": "2027-01-15"}
            """;
    private static final Viewer KARNATAKA = new Viewer("a client", Set.of(), false, Set.of("IN-KA"));

    /** Counts what was done, in a table of its own. */
    interface TestDao extends Transactional<TestDao>, OnceDao {
        @SqlUpdate("UPDATE once_test SET count = count + 1 WHERE id = :id")
        void raise(int id);

        @SqlQuery("SELECT count FROM once_test WHERE id = :id")
        int count(int id);
    }

    private final TestDao dao = service.jdbi().onDemand(TestDao.class);
    private final Api caller = Api.with("facilities:read facilities:write trainees:read trainees:write", "IN-KA");
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");

    @BeforeEach
    void makeTable() {
        dropTable();
        service.jdbi().useHandle(handle -> {
            handle.execute("CREATE TABLE once_test (id INT NOT NULL PRIMARY KEY, count INT NOT NULL)");
            handle.execute("INSERT INTO once_test VALUES (1, 0), (2, 0)");
        });
    }

    @AfterEach
    void dropTable() {
        service.jdbi().useHandle(handle -> handle.execute("DROP TABLE IF EXISTS once_test"));
    }

    private Idempotency idempotency() {
        return new Idempotency(
                dao, service.support().getEnvironment().getObjectMapper(), PEPPER, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Attempt attempt(Viewer viewer, String key, String request) {
        return idempotency().attempt(viewer, key, () -> request);
    }

    private Once.Reply raise(TestDao tx, int id) {
        tx.raise(id);
        return Once.reply(Response.ok(Map.of("name", "Asha Gowda")).build(), "IN-KA", new UUID(7, 7));
    }

    private long rows() {
        return number("SELECT COUNT(*) FROM idempotency");
    }

    private long number(String query) {
        return service.jdbi()
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    private static WebApplicationException refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, int status) {
        var thrown = org.assertj.core.api.Assertions.catchThrowableOfType(WebApplicationException.class, call);
        assertThat(thrown).isNotNull();
        assertThat(thrown.getResponse().getStatus()).isEqualTo(status);
        return thrown;
    }

    // The header

    @ParameterizedTest
    @ValueSource(strings = {"", "a key", "\"unfinished", "\"", "\"\"", "k\u00e9y", "tab\tkey", "\"tab\tkey\""})
    void aKeyThatIsNoneIsRefused(String key) {
        String body = FACILITY.formatted("");
        Wire.Reply reply = Wire.send(
                "POST /v1/facilities HTTP/1.1",
                "Authorization: Bearer " + service.key("facilities:write", "IN-KA"),
                "Content-Type: application/json",
                "Content-Length: " + body.length(),
                "Idempotency-Key: " + key + "\r\n\r\n" + body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.body()).contains("?Idempotency-Key");
        assertThat(number("SELECT COUNT(*) FROM facility")).isZero();
    }

    @Test
    void aKeyTooLongOrGivenTwiceIsRefused() {
        String body = FACILITY.formatted("");
        caller.post("/v1/facilities", body, "Idempotency-Key", "k".repeat(256))
                .problem(400, "malformed")
                .at("?Idempotency-Key");
        caller.post("/v1/facilities", body, "Idempotency-Key", "one", "Idempotency-Key", "two")
                .problem(400, "malformed")
                .at("?Idempotency-Key");
        assertThat(number("SELECT COUNT(*) FROM facility")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"k", "\"a key in quotes\"", "8e03978e-40d5-43dd-bc93-6894a57f9324", "!#$%&'()*+,-./:;<=>?@~"})
    void aKeyIsTakenAsItIs(String key) {
        Answer first = caller.post("/v1/facilities", FACILITY.formatted(""), "Idempotency-Key", key)
                .expect(201);
        Answer again = caller.post("/v1/facilities", FACILITY.formatted(""), "Idempotency-Key", key)
                .expect(201);
        assertThat(again.text()).isEqualTo(first.text());
        Answer other = caller.post(
                "/v1/facilities",
                FACILITY.formatted(""),
                "Idempotency-Key",
                key.toUpperCase(java.util.Locale.ROOT) + "x".repeat(key.startsWith("\"") ? 0 : 1));
        assertThat(other.text()).isNotEqualTo(first.text());
    }

    @Test
    void theLongestKeyServes() {
        String key = "k".repeat(255);
        Answer first = caller.post("/v1/facilities", FACILITY.formatted(""), "Idempotency-Key", key)
                .expect(201);
        assertThat(caller.post("/v1/facilities", FACILITY.formatted(""), "Idempotency-Key", key)
                        .text())
                .isEqualTo(first.text());
    }

    @Test
    void withoutAKeyNothingIsKeptAndReadsDoNotMind() {
        Answer made = caller.post("/v1/facilities", FACILITY.formatted("")).expect(201);
        caller.post("/v1/facilities", FACILITY.formatted("")).expect(201);
        String path = made.header("Location");
        caller.get(path, "Idempotency-Key", "k").expect(200);
        caller.send("PUT", path, FACILITY.formatted(""), "If-Match", made.etag(), "Idempotency-Key", "k")
                .expect(200);
        caller.send("PUT", path, FACILITY.formatted(""), "If-Match", made.etag(), "Idempotency-Key", "k")
                .problem(412, "precondition-failed");
        assertThat(rows()).isZero();
    }

    @Test
    void theSameQueryInAnotherOrderIsTheSameRequestAndAnotherMediaTypeIsNot() {
        String body = FACILITY.formatted("");
        caller.post("/v1/facilities", body, "Idempotency-Key", "k").expect(201);
        caller.post("/v1/facilities", body, "Idempotency-Key", "k", "Content-Type", "application/json;charset=utf-8")
                .problem(422, "invalid");
    }

    // What fails, what runs, what is gone

    @Test
    void whatFailedMayBeTriedAgainWithTheSameKey() {
        Answer obstacle = caller.post("/v1/facilities", FACILITY.formatted(", \"externalId\": \"X\""))
                .expect(201);
        String body = FACILITY.formatted(", \"externalId\": \"X\", \"beds\": 7");
        caller.post("/v1/facilities", body, "Idempotency-Key", "k").problem(409, "duplicate");
        caller.post("/v1/facilities", body, "Idempotency-Key", "k").problem(409, "duplicate");
        assertThat(rows()).isZero();
        caller.delete(obstacle.header("Location"), obstacle.etag()).expect(204);
        Answer first =
                caller.post("/v1/facilities", body, "Idempotency-Key", "k").expect(201);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        Answer again =
                caller.post("/v1/facilities", body, "Idempotency-Key", "k").expect(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(number("SELECT COUNT(*) FROM facility")).isEqualTo(1);
    }

    @Test
    void whileTheFirstIsRunningTheSecondWaitsAndIsThenTold() throws Exception {
        caller.post("/v1/facilities", FACILITY.formatted(""), "Idempotency-Key", "k")
                .expect(201);
        try (var handle = service.jdbi().open()) {
            // As it stands while the first request has not ended.
            handle.execute("CREATE TEMPORARY TABLE held AS SELECT * FROM idempotency");
            handle.execute("DELETE FROM idempotency");
            handle.begin();
            handle.execute("INSERT INTO idempotency SELECT * FROM held");
            long start = System.nanoTime();
            caller.post("/v1/facilities", FACILITY.formatted(""), "Idempotency-Key", "k")
                    .problem(409, "conflict");
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            System.out.println("A duplicate was told after " + waited.toMillis() + " ms that the first still runs");
            assertThat(waited).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
            handle.rollback();
        }
        assertThat(number("SELECT COUNT(*) FROM facility")).isEqualTo(1);
        Answer next = caller.post("/v1/facilities", FACILITY.formatted(""), "Idempotency-Key", "k")
                .expect(201);
        assertThat(next.header("Idempotency-Replayed")).isNull();
        assertThat(number("SELECT COUNT(*) FROM facility")).isEqualTo(2);
    }

    @Test
    void whatIsErasedIsNotToldAgainNorMadeAgain() {
        Answer made =
                caller.post("/v1/trainees", TRAINEE, "Idempotency-Key", "k").expect(201);
        caller.post("/v1/trainees", TRAINEE, "Idempotency-Key", "k").expect(201);
        caller.delete(made.header("Location"), made.etag()).expect(204);
        caller.post("/v1/trainees", TRAINEE, "Idempotency-Key", "k").problem(409, "conflict");
        assertThat(number("SELECT COUNT(*) FROM trainee")).isZero();
        assertThat(number("""
                SELECT COUNT(*) FROM idempotency
                WHERE body IS NOT NULL OR location IS NOT NULL OR etag IS NOT NULL OR subject IS NOT NULL
                    OR department IS NOT NULL OR fingerprint <> ''
                """)).isZero();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void theDatabaseHoldsNeitherTheKeyNorTheReply() {
        caller.post("/v1/facilities", FACILITY.formatted(""), "Idempotency-Key", "asha@example.in")
                .expect(201);
        List<byte[]> bodies = service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT body FROM idempotency")
                        .mapTo(byte[].class)
                        .list());
        assertThat(bodies).hasSize(1);
        assertThat(new String(bodies.get(0), StandardCharsets.ISO_8859_1)).doesNotContain("Mysuru");
        assertThat(number("SELECT COUNT(*) FROM idempotency WHERE id_key LIKE '%asha%' OR fingerprint LIKE '%asha%'"))
                .isZero();
    }

    @Test
    void whatIsSealedOpensInItsContextOnly() {
        var seal = new Seal(PEPPER);
        byte[] open = "ಆಶಾ".getBytes(StandardCharsets.UTF_8);
        byte[] sealed = seal.seal("a row", open);
        assertThat(seal.open("a row", sealed)).isEqualTo(open);
        assertThat(seal.seal("a row", open)).isNotEqualTo(sealed);
        assertThatThrownBy(() -> seal.open("another row", sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Seal(new byte[32]).open("a row", sealed))
                .isInstanceOf(IllegalStateException.class);
        for (int at = 0; at < sealed.length; at++) {
            byte[] spoiled = sealed.clone();
            spoiled[at] ^= 1;
            assertThatThrownBy(() -> seal.open("a row", spoiled)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> seal.open("a row", new byte[3])).isInstanceOf(IllegalStateException.class);
    }

    // Below HTTP

    @Test
    void aClientThatLostTheDepartmentIsNotShownTheReplyAgain() {
        Response first = attempt(KARNATAKA, "k", "r").run(dao, tx -> raise(tx, 1));
        assertThat(first.getStatus()).isEqualTo(200);
        assertThat(attempt(KARNATAKA, "k", "r").run(dao, tx -> raise(tx, 1)).getHeaderString(Attempt.REPLAYED))
                .isEqualTo("true");
        Viewer moved = new Viewer(KARNATAKA.name(), Set.of(), false, Set.of("IN-TN"));
        refused(() -> attempt(moved, "k", "r").run(dao, tx -> raise(tx, 1)), 409);
        Viewer wider = new Viewer(KARNATAKA.name(), Set.of(), false, Set.of("IN-TN", "IN-KA"));
        assertThat(attempt(wider, "k", "r").run(dao, tx -> raise(tx, 1)).getStatus())
                .isEqualTo(200);
        assertThat(dao.count(1)).isEqualTo(1);
    }

    @Test
    void aSecretIsShownOnceAndKeptNowhere() {
        Response first = attempt(KARNATAKA, "k", "r").unrepeatable(dao, tx -> {
            tx.raise(1);
            return Response.status(201)
                    .location(java.net.URI.create("/v1/clients/7"))
                    .entity(Map.of("key", "prk_test_secret"))
                    .build();
        });
        assertThat(first.getEntity()).isEqualTo(Map.of("key", "prk_test_secret"));
        refused(
                () -> attempt(KARNATAKA, "k", "r")
                        .unrepeatable(dao, tx -> Response.ok().build()),
                409);
        refused(
                () -> attempt(KARNATAKA, "k", "other")
                        .unrepeatable(dao, tx -> Response.ok().build()),
                422);
        assertThat(dao.count(1)).isEqualTo(1);
        assertThat(rows()).isEqualTo(1);
        assertThat(number(
                        "SELECT COUNT(*) FROM idempotency WHERE status IS NULL AND body IS NULL AND location IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void whatBreaksOffLeavesNoTrace() {
        assertThatThrownBy(() -> attempt(KARNATAKA, "k", "r").run(dao, tx -> {
                    tx.raise(1);
                    throw new IllegalStateException("as if killed");
                }))
                .isInstanceOf(IllegalStateException.class);
        refused(
                () -> attempt(KARNATAKA, "k", "r").run(dao, tx -> {
                    tx.raise(1);
                    throw Problem.CONFLICT.because(null);
                }),
                409);
        refused(
                () -> attempt(KARNATAKA, "k", "r").run(dao, tx -> {
                    tx.raise(1);
                    return Once.reply(Response.status(404).build());
                }),
                404);
        assertThat(rows()).isZero();
        assertThat(dao.count(1)).isZero();
        assertThat(attempt(KARNATAKA, "k", "r").run(dao, tx -> raise(tx, 1)).getStatus())
                .isEqualTo(200);
        assertThat(dao.count(1)).isEqualTo(1);
    }

    @Test
    void aReplyWithoutABodyIsRepeatedWithoutOne() {
        assertThat(attempt(KARNATAKA, "k", "r")
                        .run(dao, tx -> Once.reply(Response.noContent().build()))
                        .getStatus())
                .isEqualTo(204);
        Response again = attempt(KARNATAKA, "k", "r").run(dao, tx -> raise(tx, 1));
        assertThat(again.getStatus()).isEqualTo(204);
        assertThat(again.hasEntity()).isFalse();
        assertThat(dao.count(1)).isZero();
    }

    @Test
    void whoLosesADeadlockIsRunAgainAndStillOnce() throws Exception {
        var bothHoldOne = new CyclicBarrier(2);
        var runs = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<Response> one = pool.submit(() -> crosswise("one", 1, 2, bothHoldOne, runs));
            Future<Response> other = pool.submit(() -> crosswise("other", 2, 1, bothHoldOne, runs));
            assertThat(one.get(30, TimeUnit.SECONDS).getStatus()).isEqualTo(200);
            assertThat(other.get(30, TimeUnit.SECONDS).getStatus()).isEqualTo(200);
        } finally {
            pool.shutdownNow();
        }
        assertThat(runs.get()).as("one of them was run again").isGreaterThanOrEqualTo(3);
        assertThat(dao.count(1)).isEqualTo(2);
        assertThat(dao.count(2)).isEqualTo(2);
        assertThat(rows()).isEqualTo(2);
        crosswise("one", 1, 2, null, runs);
        assertThat(dao.count(1)).isEqualTo(2);
    }

    private Response crosswise(String key, int mine, int yours, CyclicBarrier bothHoldOne, AtomicInteger runs) {
        var first = new AtomicInteger();
        return attempt(KARNATAKA, key, "r").run(dao, tx -> {
            runs.incrementAndGet();
            tx.raise(mine);
            if (first.getAndIncrement() == 0) {
                try {
                    bothHoldOne.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            return raise(tx, yours);
        });
    }

    // The age of replies

    @Test
    void aReplyIsKeptForSeventyTwoHours() {
        attempt(KARNATAKA, "k", "r").run(dao, tx -> raise(tx, 1));
        now = now.plus(Duration.ofHours(72)).minusMillis(1);
        idempotency().sweep();
        assertThat(attempt(KARNATAKA, "k", "r").run(dao, tx -> raise(tx, 1)).getHeaderString(Attempt.REPLAYED))
                .isEqualTo("true");
        now = now.plusMillis(1);
        assertThat(attempt(KARNATAKA, "k", "another request")
                        .run(dao, tx -> raise(tx, 1))
                        .getHeaderString(Attempt.REPLAYED))
                .as("too old, though nobody has swept yet")
                .isNull();
        assertThat(dao.count(1)).isEqualTo(2);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void oldRepliesAreDeletedHoweverManyThereAreAndByHoweverManyNodes() throws Exception {
        service.jdbi().useTransaction(handle -> {
            var batch = handle.prepareBatch("INSERT INTO idempotency (client, id_key, fingerprint, created_at)"
                    + " VALUES ('a client', :key, '', :at)");
            for (int i = 0; i < 1203; i++) {
                batch.bind("key", Ids.next().toString())
                        .bind(
                                "at",
                                i < 3 ? now : now.minus(Duration.ofHours(72)).minusSeconds(i))
                        .add();
            }
            batch.execute();
        });
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            for (Future<?> node : List.of(
                    nodes.submit(() -> idempotency().sweep()),
                    nodes.submit(() -> idempotency().sweep()))) {
                node.get(30, TimeUnit.SECONDS);
            }
        } finally {
            nodes.shutdownNow();
        }
        idempotency().sweep();
        assertThat(rows()).isEqualTo(3);
    }
}
