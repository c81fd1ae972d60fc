package org.prahari.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.junit.jupiter.api.Test;
import org.prahari.support.ServiceTest;

class SnapshotTest extends ServiceTest {
    private static final String FEATURE = "snapshot-test";

    interface Counter extends Transactional<Counter>, ChangeLog {
        @SqlQuery("SELECT COUNT(*) FROM change_log WHERE feature = '" + FEATURE + "'")
        int count();
    }

    private final AtomicBoolean down = new AtomicBoolean();
    private final AtomicInteger reads = new AtomicInteger();
    private final Jdbi jdbi = breakable();
    private final Snapshot<Integer> snapshot = new Snapshot<>(jdbi, Counter.class, this::read, FEATURE);

    /** The real database behind a line that can be cut. */
    private Jdbi breakable() {
        Map<String, String> settings = service.databaseSettings();
        Jdbi made = Jdbi.create(() -> {
                    if (down.get()) {
                        throw new SQLException("the line is cut", "08001");
                    }
                    return DriverManager.getConnection(
                            settings.get("database.url"),
                            settings.get("database.user"),
                            settings.get("database.password"));
                })
                .installPlugin(new SqlObjectPlugin());
        return Database.configure(made, new com.fasterxml.jackson.databind.ObjectMapper())
                .configure(AuditKey.class, service::audit);
    }

    private int read(Counter counter) {
        reads.incrementAndGet();
        return counter.count();
    }

    private void write() {
        service.jdbi()
                .onDemand(Counter.class)
                .useTransaction(tx -> tx.log(Change.of(FEATURE, "x", 1, Change.Kind.CREATED, "a test", Instant.EPOCH)));
    }

    @Test
    void afterAWriteOnThisNodeTheNextReadSeesIt() {
        int before = snapshot.value();
        write();
        assertThat(snapshot.value()).isEqualTo(before);
        snapshot.touch();
        assertThat(snapshot.value()).isEqualTo(before + 1);
    }

    @Test
    void theValueIsReadAnewOnlyWhenTheLogHasMoved() {
        int unused = snapshot.value();
        int first = reads.get();
        for (int i = 0; i < 5; i++) {
            snapshot.touch();
            unused = snapshot.value();
            snapshot.refresh();
        }
        assertThat(reads.get()).isEqualTo(first);
        assertThat(unused).isNotNegative();
        write();
        snapshot.refresh();
        assertThat(reads.get()).isEqualTo(first + 1);
    }

    @Test
    void theSequenceSaysWhatTheValueReflects() {
        assertThat(snapshot.sequence()).isEqualTo(-1);
        write();
        int unused = snapshot.value();
        long first = snapshot.sequence();
        assertThat(first).isPositive();
        write();
        snapshot.refresh();
        assertThat(snapshot.sequence()).isGreaterThan(first);
        assertThat(unused).isPositive();
    }

    @Test
    void anotherNodesWriteIsSeenWithinASecond() throws Exception {
        var snapshots = new Snapshots(jdbi, Duration.ofMillis(250));
        Snapshot<Integer> followed = snapshots.of(Counter.class, this::read, FEATURE);
        int before = followed.value();
        snapshots.start();
        try {
            write();
            long written = System.nanoTime();
            while (followed.value() == before && System.nanoTime() - written < 5_000_000_000L) {
                Thread.sleep(5);
            }
            assertThat(followed.value()).isEqualTo(before + 1);
            assertThat(Duration.ofNanos(System.nanoTime() - written)).isLessThan(Duration.ofSeconds(1));
        } finally {
            snapshots.stop();
        }
    }

    @Test
    void theValueOutlivesTheDatabaseAndFollowsItWhenItIsBack() {
        int before = snapshot.value();
        write();
        down.set(true);
        snapshot.touch();
        assertThat(snapshot.value()).isEqualTo(before);
        down.set(false);
        assertThat(snapshot.value()).as("nobody waits again").isEqualTo(before);
        snapshot.refresh();
        assertThat(snapshot.value()).isEqualTo(before + 1);
        write();
        snapshot.touch();
        assertThat(snapshot.value()).isEqualTo(before + 2);
    }

    @Test
    void aValueThatCouldNeverBeMadeIsNoValue() {
        down.set(true);
        assertThatThrownBy(snapshot::value)
                .isInstanceOf(RuntimeException.class)
                .hasStackTraceContaining("the line is cut");
        down.set(false);
        assertThat(snapshot.value()).isNotNegative();
    }

    @Test
    void theLatestValueIsReadWithoutALookAtTheLog() {
        int before = snapshot.latest();
        write();
        snapshot.touch();
        assertThat(snapshot.latest()).isEqualTo(before);
        snapshot.refresh();
        assertThat(snapshot.latest()).isEqualTo(before + 1);
    }

    @Test
    void aValueIsConfirmedByEachLookAtTheDatabaseAndByNothingElse() throws Exception {
        assertThat(snapshot.confirmedWithin(Duration.ofDays(1)))
                .as("never made")
                .isFalse();
        snapshot.refresh();
        assertThat(snapshot.confirmedWithin(Duration.ofMinutes(1))).isTrue();
        Thread.sleep(60);
        assertThat(snapshot.confirmedWithin(Duration.ofMillis(50))).isFalse();
        int unused = snapshot.value();
        down.set(true);
        assertThatThrownBy(snapshot::refresh).isInstanceOf(RuntimeException.class);
        assertThat(snapshot.confirmedWithin(Duration.ofMillis(50))).isFalse();
        down.set(false);
        snapshot.refresh();
        assertThat(snapshot.confirmedWithin(Duration.ofMinutes(1))).isTrue();
        assertThat(unused).isNotNegative();
    }
}
