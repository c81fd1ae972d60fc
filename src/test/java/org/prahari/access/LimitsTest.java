package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.util.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.prahari.access.Limits.Kind;
import org.prahari.access.Limits.Verdict;

class LimitsTest {
    private static final long SECOND = 1_000_000_000L;
    private final AtomicLong nanos = new AtomicLong(SECOND);

    private Limits limits(int requests, int burst, int addresses) {
        var limit = new Limit(requests, Duration.minutes(1), burst);
        return new Limits(new LimitSettings(limit, limit, limit, limit, addresses), nanos::get);
    }

    @Test
    void soManyAtOnceAndThenSoManyPerMinute() {
        Limits limits = limits(60, 5, 100);
        for (int i = 4; i >= 0; i--) {
            Verdict verdict = limits.take(Kind.CLIENT, "a");
            assertThat(verdict.allowed()).isTrue();
            assertThat(verdict.remaining()).isEqualTo(i);
            assertThat(verdict.resetSeconds()).isEqualTo(5 - i);
            assertThat(verdict.policy()).isEqualTo("\"client\";q=60;w=60");
            assertThat(verdict.state()).isEqualTo("\"client\";r=" + i + ";t=" + (5 - i));
        }
        Verdict refused = limits.take(Kind.CLIENT, "a");
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retrySeconds()).isEqualTo(1);
        assertThat(refused.state()).isEqualTo("\"client\";r=0;t=5");
        nanos.addAndGet(SECOND);
        assertThat(limits.take(Kind.CLIENT, "a").allowed()).isTrue();
        assertThat(limits.take(Kind.CLIENT, "a").allowed()).isFalse();
        nanos.addAndGet(3600 * SECOND);
        for (int i = 0; i < 6; i++) {
            assertThat(limits.take(Kind.CLIENT, "a").allowed()).isEqualTo(i < 5);
        }
    }

    @Test
    void nobodyPaysForAnotherOrForAnotherLimit() {
        Limits limits = limits(1, 1, 100);
        for (Kind kind : Kind.values()) {
            for (String who : List.of("a", "b")) {
                assertThat(limits.take(kind, who).allowed()).isTrue();
                assertThat(limits.take(kind, who).allowed()).isFalse();
            }
        }
    }

    @Test
    void theRetryTimeIsTheTimeAfterWhichItPasses() {
        Limits limits = limits(1, 1, 100);
        assertThat(limits.take(Kind.ANONYMOUS, "a").allowed()).isTrue();
        Verdict refused = limits.take(Kind.ANONYMOUS, "a");
        assertThat(refused.retrySeconds()).isEqualTo(60);
        nanos.addAndGet(59 * SECOND);
        assertThat(limits.take(Kind.ANONYMOUS, "a").allowed()).isFalse();
        nanos.addAndGet(SECOND);
        assertThat(limits.take(Kind.ANONYMOUS, "a").allowed()).isTrue();
    }

    @Test
    void manyThreadsTogetherGetNoMoreThanOne() throws Exception {
        Limits limits = limits(1000, 1000, 100);
        var threads = Executors.newFixedThreadPool(8);
        var passed = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(threads.submit(() -> {
                for (int j = 0; j < 1000; j++) {
                    passed.addAndGet(limits.take(Kind.CLIENT, "a").allowed() ? 1 : 0);
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
        assertThat(passed).hasValue(1000);
    }

    @Test
    void tenThousandAddressesStayWithinTheBoundAndTheOneThatKeepsComingIsNotForgotten() {
        Limits limits = limits(1, 1, 1000);
        int passed = 0;
        for (int i = 0; i < 10_000; i++) {
            limits.take(Kind.ANONYMOUS, "10.0." + i / 256 + "." + i % 256);
            passed += limits.take(Kind.ANONYMOUS, "203.0.113.7").allowed() ? 1 : 0;
        }
        System.out.println("Of 10000 addresses are remembered " + limits.remembered(Kind.ANONYMOUS));
        assertThat(limits.remembered(Kind.ANONYMOUS)).isBetween(1L, 1000L);
        assertThat(passed).isEqualTo(1);
    }

    @Test
    void whoHasNotComeForLongEnoughIsForgottenAndLosesNothing() {
        Limits limits = limits(60, 5, 1000);
        limits.take(Kind.ANONYMOUS, "a");
        assertThat(limits.remembered(Kind.ANONYMOUS)).isEqualTo(1);
        nanos.addAndGet(10 * SECOND);
        assertThat(limits.remembered(Kind.ANONYMOUS)).isZero();
        assertThat(limits.take(Kind.ANONYMOUS, "a").remaining()).isEqualTo(4);
    }

    @Test
    void countingCostsNextToNothing() {
        var limit = new Limit(100_000_000, Duration.minutes(1), 1_000_000);
        var limits = new Limits(new LimitSettings(limit, limit, limit, limit, 10_000), System::nanoTime);
        String[] who = new String[10_000];
        for (int i = 0; i < who.length; i++) {
            who[i] = "10.0." + i / 256 + "." + i % 256;
        }
        int count = 300_000;
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            long sum = 0;
            for (int i = 0; i < count; i++) {
                sum += limits.take(Kind.ANONYMOUS, who[i % who.length]).remaining();
            }
            assertThat(sum).isPositive();
            best = Math.min(best, (System.nanoTime() - start) / count);
        }
        System.out.println("Counting one request takes " + best + " ns, with 10000 callers");
        assertThat(best).isLessThan(20_000);
    }

    @Test
    void whatIsLeftOutHasADefault() {
        var settings = new LimitSettings(null, null, null, null, null);
        assertThat(settings.client()).isEqualTo(new Limit(6000, Duration.minutes(1), 1000));
        assertThat(new Limit(7, null, null)).isEqualTo(new Limit(7, Duration.minutes(1), 7));
    }

    @Test
    void senselessSettingsStopTheStart() {
        for (Integer requests : new Integer[] {null, 0, -1, 1_000_000_000}) {
            assertThatThrownBy(() -> new Limit(requests, null, null)).hasMessageContaining("between 1 and");
        }
        assertThatThrownBy(() -> new Limit(1, null, 0)).hasMessageContaining("burst");
        assertThatThrownBy(() -> new Limit(1, Duration.milliseconds(10), 1)).hasMessageContaining("per");
        assertThatThrownBy(() -> new Limit(1, Duration.days(2), 1)).hasMessageContaining("per");
        assertThatThrownBy(() -> new Limit(1, Duration.minutes(1), 2000)).hasMessageContaining("more than a day");
        assertThatThrownBy(() -> new LimitSettings(null, null, null, null, 5)).hasMessageContaining("addresses");
    }
}
