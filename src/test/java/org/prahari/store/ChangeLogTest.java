package org.prahari.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.junit.jupiter.api.Test;
import org.prahari.support.ServiceTest;

class ChangeLogTest extends ServiceTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");
    private static final int WRITERS = 32;
    private static final int EACH = 20;

    interface Log extends Transactional<Log>, ChangeLog {}

    public record Entry(long sequence, String id) {}

    private final Log log = service.jdbi().onDemand(Log.class);

    private static Change change(String id) {
        return Change.of("log-test", id, 1, Change.Kind.CREATED, "a test", NOON);
    }

    private List<Entry> after(long last) {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT sequence, id FROM change_log WHERE feature = 'log-test' AND sequence > :last"
                                        + " ORDER BY sequence")
                        .bind("last", last)
                        .map(ConstructorMapper.of(Entry.class))
                        .list());
    }

    private long head() {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT sequence FROM change_head")
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void whoFollowsTheSequenceSeesEveryCommittedChangeOnceHoweverManyWrite() throws Exception {
        long start = head();
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS + 1);
        try {
            List<Callable<List<String>>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> (Callable<List<String>>) () -> write(writer))
                    .toList();
            List<Future<List<String>>> running =
                    writers.stream().map(pool::submit).toList();
            List<Entry> seen = new ArrayList<>();
            long last = start;
            boolean done = false;
            while (!done) {
                // Asked before the read: what was committed by then must be in it.
                done = running.stream().allMatch(Future::isDone);
                for (Entry entry : after(last)) {
                    assertThat(entry.sequence()).isGreaterThan(last);
                    last = entry.sequence();
                    seen.add(entry);
                }
            }
            List<String> committed = new ArrayList<>();
            for (Future<List<String>> writer : running) {
                committed.addAll(writer.get());
            }
            assertThat(seen.stream().map(Entry::id)).containsExactlyInAnyOrderElementsOf(committed);
            assertThat(committed).hasSize(WRITERS * EACH - WRITERS * (EACH / 5));
            assertThat(last - start).isEqualTo(committed.size());
        } finally {
            pool.shutdownNow();
            assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Every fifth transaction is taken back after it has logged. */
    private List<String> write(int writer) {
        List<String> committed = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < EACH; i++) {
            String id = writer + "-" + i;
            if (i % 5 == 4) {
                assertThatThrownBy(() -> log.useTransaction(tx -> {
                            tx.log(change(id));
                            throw new IllegalStateException("taken back");
                        }))
                        .isInstanceOf(IllegalStateException.class);
            } else {
                log.useTransaction(tx -> tx.log(change(id)));
                committed.add(id);
            }
        }
        return committed;
    }

    @Test
    void manyChangesOfOneTransactionFollowOneAnother() {
        long start = head();
        log.useTransaction(tx -> tx.logAll(List.of(change("a"), change("b"), change("c"))));
        log.useTransaction(tx -> tx.logAll(List.of()));
        log.useTransaction(tx -> tx.log(change("d")));
        assertThat(after(start))
                .containsExactly(
                        new Entry(start + 1, "a"),
                        new Entry(start + 2, "b"),
                        new Entry(start + 3, "c"),
                        new Entry(start + 4, "d"));
        assertThat(log.lastChange(List.of("log-test", "nothing"))).isEqualTo(start + 4);
        assertThat(log.lastChange(List.of("nothing"))).isZero();
    }

    @Test
    void aChangeKeepsWhatItSays() {
        log.useTransaction(
                tx -> tx.log(new Change("log-test", "x", 7, Change.Kind.DELETED, "IN-KA", null, "somebody", NOON)));
        Change stored = service.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT feature, id, version, kind, department, region, actor, at FROM change_log"
                                        + " WHERE feature = 'log-test' ORDER BY sequence DESC LIMIT 1")
                        .map(ConstructorMapper.of(Change.class))
                        .one());
        assertThat(stored)
                .isEqualTo(new Change("log-test", "x", 7, Change.Kind.DELETED, "IN-KA", null, "somebody", NOON));
    }
}
