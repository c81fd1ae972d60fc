package org.prahari.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.json.Json;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prahari.support.ServiceTest;

class DatabaseTest extends ServiceTest {
    public enum Mode {
        ON_SITE,
        REMOTE
    }

    public record Part(String name, LocalDate on, Mode mode) {}

    public record Thing(
            UUID id,
            Instant at,
            LocalDate day,
            Mode mode,
            boolean open,
            @Json List<String> tags,
            @Json List<Part> parts) {}

    @RegisterConstructorMapper(Thing.class)
    interface ThingDao extends Transactional<ThingDao> {
        @SqlUpdate("""
                INSERT INTO database_test (id, at, day, mode, open, tags, parts)
                VALUES (:id, :at, :day, :mode, :open, :tags, :parts)
                """)
        void insert(@BindMethods Thing thing);

        @SqlQuery("SELECT id, at, day, mode, open, tags, parts FROM database_test WHERE id = :id")
        Thing get(UUID id);

        @SqlQuery("SELECT CAST(at AS CHAR) FROM database_test WHERE id = :id")
        String text(UUID id);

        @SqlQuery("SELECT id FROM database_test WHERE mode = :mode AND at = :at")
        List<UUID> find(Mode mode, Instant at);

        @SqlUpdate("UPDATE database_test SET day = NULL WHERE id = :id")
        void clear(UUID id);

        @SqlUpdate("UPDATE database_test SET mode = 'nonsense' WHERE id = :id")
        void spoil(UUID id);
    }

    private final ThingDao dao = service.jdbi().onDemand(ThingDao.class);

    @BeforeEach
    void makeTable() {
        dropTable();
        service.jdbi().useHandle(handle -> handle.execute("""
                CREATE TABLE database_test (
                    id BINARY(16) NOT NULL PRIMARY KEY, at DATETIME(6), day DATE, mode VARCHAR(20),
                    open TINYINT(1), tags JSON, parts JSON
                ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
                """));
    }

    @AfterEach
    void dropTable() {
        service.jdbi().useHandle(handle -> handle.execute("DROP TABLE IF EXISTS database_test"));
    }

    private static Thing thing(Instant at) {
        return new Thing(
                Ids.next(),
                at,
                LocalDate.of(2026, 11, 23),
                Mode.ON_SITE,
                true,
                List.of("ಕನ್ನಡ", "a \"b\" \\ c", "\uD83D\uDE00", "${7*7}", ""),
                List.of(new Part("x", LocalDate.of(2024, 2, 29), Mode.REMOTE), new Part("y", null, null)));
    }

    @Test
    void whatIsStoredIsReadAsItWas() {
        for (String moment : List.of(
                "2026-11-23T12:34:56.123456Z",
                "2026-11-23T12:34:56Z",
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "1000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z",
                "2026-03-29T01:30:00.000001Z")) {
            Thing thing = thing(Instant.parse(moment));
            dao.insert(thing);
            assertThat(dao.get(thing.id())).as(moment).isEqualTo(thing);
            assertThat(dao.find(Mode.ON_SITE, thing.at())).containsExactly(thing.id());
        }
    }

    @Test
    void momentsAreStoredInUtcWhateverTheZoneOfTheMachine() {
        Thing thing = thing(Instant.parse("2026-11-23T18:45:00.000001Z"));
        dao.insert(thing);
        assertThat(dao.text(thing.id())).isEqualTo("2026-11-23 18:45:00.000001");
    }

    @Test
    void whatIsAbsentStaysAbsent() {
        var empty = new Thing(Ids.next(), null, null, null, false, List.of(), null);
        dao.insert(empty);
        assertThat(dao.get(empty.id())).isEqualTo(empty);
    }

    @Test
    void aConstantNobodyKnowsIsNotReadAsNothing() {
        Thing thing = thing(Instant.EPOCH);
        dao.insert(thing);
        dao.spoil(thing.id());
        assertThatThrownBy(() -> dao.get(thing.id())).hasStackTraceContaining("unknown Mode");
    }

    @Test
    void idsAreInTheOrderTheyWereMinted() {
        List<UUID> minted = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Thing thing = thing(Instant.EPOCH);
            dao.insert(new Thing(Ids.next(), thing.at(), null, Mode.REMOTE, false, List.of(), List.of()));
        }
        service.jdbi()
                .useHandle(handle -> minted.addAll(handle.createQuery("SELECT id FROM database_test ORDER BY id")
                        .mapTo(UUID.class)
                        .list()));
        List<String> texts = minted.stream().map(UUID::toString).toList();
        assertThat(texts).hasSize(200).isSorted();
        assertThat(minted).allMatch(id -> id.version() == 7);
    }

    @Test
    void aTransactionThatLosesADeadlockIsRunAgain() throws Exception {
        Thing first = thing(Instant.EPOCH);
        Thing second = thing(Instant.EPOCH);
        dao.insert(first);
        dao.insert(second);
        var bothHoldOne = new CyclicBarrier(2);
        var attempts = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<?> one = pool.submit(() -> crosswise(first, second, bothHoldOne, attempts));
            Future<?> other = pool.submit(() -> crosswise(second, first, bothHoldOne, attempts));
            one.get(30, TimeUnit.SECONDS);
            other.get(30, TimeUnit.SECONDS);
        } finally {
            pool.shutdownNow();
        }
        assertThat(attempts.get()).isGreaterThanOrEqualTo(3);
        assertThat(dao.get(first.id()).day()).isNull();
        assertThat(dao.get(second.id()).day()).isNull();
    }

    private void crosswise(Thing mine, Thing yours, CyclicBarrier bothHoldOne, AtomicInteger attempts) {
        var first = new AtomicInteger();
        dao.useTransaction(tx -> {
            attempts.incrementAndGet();
            tx.clear(mine.id());
            if (first.getAndIncrement() == 0) {
                meet(bothHoldOne);
            }
            tx.clear(yours.id());
        });
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
