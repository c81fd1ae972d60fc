package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.support.Instance;
import org.prahari.support.RawClient;
import org.prahari.support.ServiceTest;
import org.prahari.support.SlowClients;

/** Three times as much as the service can do: a figure only a machine has that does nothing else. It does as much as it can, says no at once to the rest, and its health is seen. */
@EnabledIfSystemProperty(
        named = "drill",
        matches = "true",
        disabledReason = "measures, on a machine that does nothing else")
class OverloadTest extends ServiceTest {
    private static final Duration PEAK = Duration.ofSeconds(10);
    private static final Duration STORM = Duration.ofSeconds(30);
    /** An answer that comes later is of no use: that long at least, and three times as long as answers take at the peak. */
    private static final long USEFUL_MS = 250;

    private static final int AT_ONCE = 16;
    private static final int CALLERS = 400;
    private static final String FACILITY =
            "{\"department\": \"IN-KA\", \"name\": \"Hospital\", \"kind\": \"district-hospital\"}";
    private final String request =
            "POST /v1/facilities HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + service.key("facilities:write", "IN-KA") + "\r\nContent-Length: "
                    + FACILITY.length() + "\r\n\r\n" + FACILITY;

    /** @param millis after the moment the request was due; {@code tookMillis} since it was sent */
    private record Call(int status, long millis, long tookMillis) {
        boolean isUseful(double peak) {
            return status == 201 && millis <= Math.max(USEFUL_MS, 3 * 1000 * AT_ONCE / peak);
        }
    }

    @Test
    void threeTimesTheLoadIsRefusedInPartAndAtOnce() throws Exception {
        try (Instance instance = Instance.start("server.maxThreads", "16")) {
            instance.touch();
            double peak = peak(instance);
            var health = new ArrayList<Integer>();
            List<Call> calls = storm(instance, 3 * peak, health);
            double goodput = goodput(calls, peak);
            List<Long> refusals = calls.stream()
                    .filter(call -> call.status() == 503)
                    .map(Call::tookMillis)
                    .sorted()
                    .toList();
            System.out.printf(
                    "overload: peak %.0f/s, goodput at 3 x %.0f/s (%.0f %%), %d of %d refused, p50 %d ms, p99 %d ms%n",
                    peak,
                    goodput,
                    100 * goodput / peak,
                    refusals.size(),
                    calls.size(),
                    refusals.get(refusals.size() / 2),
                    refusals.get(refusals.size() * 99 / 100));
            assertThat(calls).allMatch(call -> call.status() == 201 || call.status() == 503);
            assertThat(goodput).isGreaterThan(0.8 * peak);
            assertThat(refusals.get(refusals.size() * 99 / 100)).isLessThan(100);
            assertThat(health).hasSizeGreaterThan(5).containsOnly(200);
        }
    }

    /** The control: without admission all wait for all, and hardly an answer comes while it is of use. */
    @Test
    void withoutAdmissionHardlyAnAnswerIsOfUse() throws Exception {
        try (Instance instance = Instance.start(OverloadTest::withoutAdmission, "server.maxThreads", "16")) {
            instance.touch();
            double peak = peak(instance);
            List<Call> calls = storm(instance, 3 * peak, new ArrayList<>());
            double goodput = goodput(calls, peak);
            System.out.printf(
                    "overload without admission: peak %.0f/s, goodput at 3 x %.0f/s (%.0f %%)%n",
                    peak, goodput, 100 * goodput / peak);
            assertThat(goodput).isLessThan(0.8 * peak);
        }
    }

    private static void withoutAdmission(Environment environment) {
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle started) {
                Server server = (Server) started;
                Handler rest = server.getDescendant(Admission.class).getHandler();
                server.getDescendant(Answers.class).setHandler(rest);
            }
        });
    }

    private static double goodput(List<Call> calls, double peak) {
        return calls.stream().filter(call -> call.isUseful(peak)).count() / (double) STORM.toSeconds();
    }

    /** What a few callers get done, each of whom waits for his answer: per second, when the service is warm. */
    private double peak(Instance instance) throws Exception {
        double best = 0;
        for (int round = 0; round < 2; round++) {
            long end = System.nanoTime() + PEAK.toNanos() / 2;
            var done = new AtomicLong();
            run(AT_ONCE, caller -> {
                try (RawClient client = new RawClient(instance.port())) {
                    while (System.nanoTime() < end) {
                        done.addAndGet(client.send(request, false).status() == 201 ? 1 : 0);
                    }
                }
            });
            best = Math.max(best, done.get() * 1e9 / (PEAK.toNanos() / 2));
        }
        return best;
    }

    /** Calls that are due so many times a second, whether the service keeps up or not. */
    private List<Call> storm(Instance instance, double perSecond, List<Integer> health) throws Exception {
        long start = System.nanoTime();
        long end = start + STORM.toNanos();
        var next = new AtomicLong();
        List<Call> calls = new ArrayList<>();
        run(CALLERS + 1, caller -> {
            if (caller == CALLERS) {
                look(instance, end, health);
                return;
            }
            List<Call> own = new ArrayList<>();
            try (RawClient client = new RawClient(instance.port())) {
                while (true) {
                    long due = start + (long) (next.getAndIncrement() * 1e9 / perSecond);
                    if (due >= end || System.nanoTime() >= end) {
                        break;
                    }
                    Thread.sleep(Math.max(0, due - System.nanoTime()) / 1_000_000);
                    long sent = System.nanoTime();
                    int status = client.send(request, false).status();
                    long now = System.nanoTime();
                    own.add(new Call(status, (now - due) / 1_000_000, (now - sent) / 1_000_000));
                }
            }
            synchronized (calls) {
                calls.addAll(own);
            }
        });
        return calls;
    }

    private static void look(Instance instance, long end, List<Integer> health) throws Exception {
        while (System.nanoTime() < end) {
            health.add(SlowClients.status(instance.adminPort(), "/healthcheck", Duration.ofSeconds(5)));
            Thread.sleep(200);
        }
    }

    private interface Caller {
        void run(int number) throws Exception;
    }

    private static void run(int callers, Caller caller) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    caller.run(number);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
