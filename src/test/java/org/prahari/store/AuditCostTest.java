package org.prahari.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prahari.store.Ledger.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** What the trail costs; the numbers are printed to {@code target/audit-cost.txt}, the bounds are generous. */
class AuditCostTest {
    private static final int ROWS = Integer.parseInt(System.getenv().getOrDefault("PRAHARI_TEST_AUDIT_ROWS", "10000"));
    private static final int BATCH = 2_000;
    private static final int SINGLE = 300;
    private final List<String> lines = new ArrayList<>();

    /** The change log as it is without a trail: its own statements alone. */
    private static void bare(Ledger.Log log, List<Change> changes) {
        log.useTransaction(tx -> {
            long last = tx.advance(changes.size());
            tx.append(
                    java.util.stream.LongStream.rangeClosed(last - changes.size() + 1, last)
                            .boxed()
                            .toList(),
                    changes);
        });
    }

    private static List<Change> changes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> change(Ids.next().toString(), "IN-K" + (char) ('A' + i % 20)))
                .toList();
    }

    private double microseconds(String what, int count, Runnable work) {
        long start = System.nanoTime();
        work.run();
        double each = (System.nanoTime() - start) / 1e3 / count;
        lines.add(String.format("%-60s %10.1f us", what, each));
        return each;
    }

    @Test
    void theCostIsKnown() throws Exception {
        try (Ledger ledger = new Ledger("prahari_audit_cost_test");
                Handle handle = ledger.jdbi().open()) {
            Ledger.Log log = handle.attach(Ledger.Log.class);
            // Warms up, and makes the chains.
            log.logAll(changes(BATCH));
            for (int i = 0; i < SINGLE; i++) {
                log.log(changes(1).get(0));
            }
            // Both parts are of the same length, so that the trail may be verified beside them.
            double with = microseconds("one change, with the trail", SINGLE, () -> {
                for (int i = 0; i < SINGLE; i++) {
                    log.log(changes(1).get(0));
                }
            });
            double many = microseconds("one of many changes, with the trail", ROWS, () -> {
                for (int i = 0; i < ROWS; i += BATCH) {
                    log.logAll(changes(BATCH));
                }
            });
            double verified = microseconds(
                    "one row verified",
                    (int) ledger.number("SELECT COUNT(*) FROM audit_log"),
                    () -> assertThat(ledger.faults()).isEmpty());
            lines.add(String.format("%-60s %10.0f", "rows verified per second", 1e6 / verified));
            double without = microseconds("one change, without", SINGLE, () -> {
                for (int i = 0; i < SINGLE; i++) {
                    bare(log, changes(1));
                }
            });
            double manyWithout = microseconds("one of many changes, without", ROWS, () -> {
                for (int i = 0; i < ROWS; i += BATCH) {
                    bare(log, changes(BATCH));
                }
            });
            lines.add(String.format("%-60s %10.1f us", "the trail costs one change", with - without));
            lines.add(String.format("%-60s %10.1f us", "the trail costs one of many changes", many - manyWithout));
            lines.add(ROWS + " changes");
            assertThat(with).isLessThan(50_000);
            assertThat(many).isLessThan(5_000);
            assertThat(verified).isLessThan(2_000);
        } finally {
            write();
        }
    }

    private void write() throws IOException {
        Files.write(Path.of("target/audit-cost.txt"), lines);
    }
}
