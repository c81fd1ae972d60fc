package org.prahari.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.prahari.support.ServiceTest;

class SnapshotRaceTest extends ServiceTest {
    private static final String FEATURE = "race";

    interface Log extends ChangeLog {}

    @Test
    void whoReadsWhileAnotherThreadLoadsWhatWasWrittenWaitsForIt() throws Exception {
        var reads = new AtomicInteger();
        var entered = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var snapshot =
                new Snapshot<>(service.jdbi(), Log.class, log -> read(reads.incrementAndGet(), entered, goOn), FEATURE);
        assertThat(snapshot.value()).isEqualTo(1);
        service.jdbi()
                .useExtension(
                        Log.class,
                        log -> log.log(Change.of(FEATURE, "x", 1, Change.Kind.CREATED, "a test", Instant.EPOCH)));
        snapshot.touch();
        var timer = CompletableFuture.runAsync(snapshot::refresh);
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        var reader = CompletableFuture.supplyAsync(snapshot::value);
        Thread.sleep(100);
        assertThat(reader).isNotDone();
        goOn.countDown();
        assertThat(reader.get(10, TimeUnit.SECONDS)).isEqualTo(2);
        timer.get(10, TimeUnit.SECONDS);
    }

    private static int read(int count, CountDownLatch entered, CountDownLatch goOn) {
        if (count == 2) {
            entered.countDown();
            try {
                assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return count;
    }
}
