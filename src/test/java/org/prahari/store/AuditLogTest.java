package org.prahari.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.prahari.store.Ledger.change;
import static org.prahari.store.Ledger.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class AuditLogTest {
    private static final List<String> CHAINS = java.util.Arrays.asList("IN-KA", "IN-KL", "IN-TN", "IN-UP", null);
    private static final int WRITERS = 16;
    private static final int EACH = 30;
    private Ledger ledger;

    @BeforeEach
    void open() throws Exception {
        ledger = new Ledger("prahari_audit_log_test");
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    private List<AuditChain.Link> links() {
        return ledger.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT chain, sequence, action, feature, id, department, actor, outcome, request_id, at,"
                                        + " change_sequence, mac FROM audit_log ORDER BY chain, sequence")
                        .map(ConstructorMapper.of(AuditChain.Link.class))
                        .list());
    }

    @Test
    void eachDepartmentHasAChainAndSoHasWhatBelongsToNone() {
        ledger.log().useTransaction(tx -> {
            tx.logAll(List.of(change("a", "IN-KA"), change("b", null), change("c", "IN-KA")));
            tx.audit(read("d", "IN-TN"));
            tx.audit(read("e", "IN-KA").refused());
        });
        assertThat(links())
                .extracting(link -> link.chain()
                        + link.sequence()
                        + link.deed().id()
                        + link.deed().outcome()
                        + link.deed().changeSequence())
                .containsExactly("*1bdone2", "IN-KA1adone1", "IN-KA2cdone3", "IN-KA3erefusednull", "IN-TN1ddonenull");
        assertThat(ledger.faults()).isEmpty();
        assertThat(ledger.verify())
                .extracting(AuditVerification.Finding::what, AuditVerification.Finding::rows)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("*", 1L),
                        org.assertj.core.groups.Tuple.tuple("IN-KA", 3L),
                        org.assertj.core.groups.Tuple.tuple("IN-TN", 1L),
                        org.assertj.core.groups.Tuple.tuple("change log", 3L));
    }

    @Test
    void aRowKeepsWhatItSaysAndTheRequestItWasDoneIn() {
        MDC.put("requestId", "request-0001");
        Deed deed;
        try {
            deed = Deed.of("listed", "trainee", null, "IN-KA", "ಕನ್ನಡ", Ledger.NOON.plusNanos(999))
                    .refused();
        } finally {
            MDC.remove("requestId");
        }
        ledger.log().audit(deed);
        ledger.log().audit(read("x", "IN-KA"));
        assertThat(links()).extracting(AuditChain.Link::deed).containsExactly(deed, read("x", "IN-KA"));
        assertThat(deed.requestId()).isEqualTo("request-0001");
        assertThat(deed.at()).isEqualTo(Ledger.NOON);
        assertThat(read("x", "IN-KA").requestId()).isEmpty();
    }

    @Test
    void whatIsTakenBackIsNotTold() {
        assertThatThrownBy(() -> ledger.log().useTransaction(tx -> {
                    tx.log(change("a", "IN-KA"));
                    tx.audit(read("a", "IN-KA"));
                    throw new IllegalStateException("taken back");
                }))
                .hasMessage("taken back");
        assertThat(links()).isEmpty();
        ledger.log().log(change("b", "IN-KA"));
        assertThat(links()).extracting(AuditChain.Link::sequence).containsExactly(1L);
        assertThat(ledger.faults()).isEmpty();
    }

    @Test
    void withoutTheKeyNothingIsWritten() {
        var log = ledger.unkeyed().onDemand(Ledger.Log.class);
        assertThatThrownBy(() -> log.audit(read("a", "IN-KA"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> log.log(change("a", "IN-KA"))).isInstanceOf(IllegalStateException.class);
        assertThat(ledger.number("SELECT COUNT(*) FROM change_log") + ledger.number("SELECT COUNT(*) FROM audit_head"))
                .isZero();
    }

    @Test
    void nothingIsAppendedToAHeadThatAnotherHandHasChanged() {
        ledger.log().log(change("a", "IN-KA"));
        ledger.log().log(change("b", "IN-KA"));
        ledger.sql("DELETE FROM audit_log WHERE sequence = 2");
        ledger.sql("UPDATE audit_head SET sequence = 1, mac = (SELECT mac FROM audit_log WHERE sequence = 1)");
        assertThatThrownBy(() -> ledger.log().log(change("c", "IN-KA"))).hasStackTraceContaining("another hand");
        assertThat(ledger.number("SELECT sequence FROM change_head")).isEqualTo(2);
        ledger.log().log(change("d", "IN-KL"));
    }

    @Test
    void anotherKeyIsAnotherHand() {
        ledger.log().log(change("a", "IN-KA"));
        byte[] other = Ledger.KEY.clone();
        other[0]++;
        assertThatThrownBy(() -> ledger.open(other).onDemand(Ledger.Log.class).log(change("b", "IN-KA")))
                .hasStackTraceContaining("another hand");
    }

    /** Writers of every kind at once: single changes, many over all departments, reads, and reads beside changes. */
    @Test
    void manyWritersInAllDepartmentsWaitForOneAnotherAndNeverForEver() throws Exception {
        long before = deadlocks();
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        int rows = 0;
        try {
            List<Callable<Integer>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> (Callable<Integer>) () -> write(writer))
                    .toList();
            for (Future<Integer> writer : pool.invokeAll(writers, 120, TimeUnit.SECONDS)) {
                rows += writer.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(ledger.number("SELECT COUNT(*) FROM audit_log")).isEqualTo(rows);
        assertThat(ledger.faults()).isEmpty();
        assertThat(deadlocks() - before).as("deadlocks").isZero();
    }

    private int write(int writer) {
        Random random = new Random(writer);
        int rows = 0;
        try (Handle handle = ledger.jdbi().open()) {
            Ledger.Log log = handle.attach(Ledger.Log.class);
            for (int i = 0; i < EACH; i++) {
                String id = writer + "-" + i;
                String department = CHAINS.get(random.nextInt(CHAINS.size()));
                switch (i % 4) {
                    case 0 -> log.log(change(id, department));
                    case 1 -> {
                        List<Change> changes = new ArrayList<>();
                        CHAINS.forEach(chain -> changes.add(change(id, chain)));
                        java.util.Collections.shuffle(changes, random);
                        log.logAll(changes);
                        rows += CHAINS.size() - 1;
                    }
                    case 2 -> log.audit(read(id, department));
                    default -> {
                        log.useTransaction(tx -> {
                            tx.audit(read(id, department));
                            tx.log(change(id, department));
                            tx.audit(read(id, department));
                        });
                        rows += 2;
                    }
                }
                rows++;
            }
        }
        return rows;
    }

    private long deadlocks() {
        return ledger.jdbi()
                .withHandle(handle -> handle.createQuery("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'")
                        .map((row, context) -> row.getLong(2))
                        .findOne()
                        .orElse(0L));
    }

    @Test
    void twoChainsAgainstTheOrderAreTriedAgain() throws Exception {
        ledger.log().auditAll(List.of(read("x", "IN-KA"), read("x", "IN-KL")));
        var attempts = new java.util.concurrent.atomic.AtomicInteger();
        var bothHoldOne = new java.util.concurrent.CyclicBarrier(2);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (List<String> order : List.of(List.of("IN-KA", "IN-KL"), List.of("IN-KL", "IN-KA"))) {
                running.add(pool.submit(() -> {
                    var first = new java.util.concurrent.atomic.AtomicBoolean(true);
                    ledger.log().useTransaction(tx -> {
                        attempts.incrementAndGet();
                        tx.audit(read("a", order.get(0)));
                        if (first.getAndSet(false)) {
                            meet(bothHoldOne);
                        }
                        tx.audit(read("a", order.get(1)));
                    });
                }));
            }
            for (Future<?> one : running) {
                one.get(30, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(attempts.get()).isGreaterThanOrEqualTo(3);
        assertThat(ledger.number("SELECT COUNT(*) FROM audit_log")).isEqualTo(6);
        assertThat(ledger.faults()).isEmpty();
    }

    private static void meet(java.util.concurrent.CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
