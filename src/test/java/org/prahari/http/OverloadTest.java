package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.support.Instance;
import org.prahari.support.ServiceTest;
import org.prahari.support.SlowClients;
import org.prahari.support.Storm;

/** Three times as much as the service can do: it does as much as it can, says no at once to the rest, and its health is seen. */
@EnabledIfSystemProperty(
        named = "drill",
        matches = "true",
        disabledReason = "measures, on a machine that does nothing else")
class OverloadTest extends ServiceTest {
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int ROUNDS = 12;
    private static final Duration STORM = Duration.ofSeconds(30);
    /** An answer that comes later is of no use: that long at least, and three times as long as answers take at the peak. */
    private static final long USEFUL_MS = 250;

    private static final int AT_ONCE = 16;
    private static final int CALLERS = 400;
    private static final double WARM_UP_PER_SECOND = 2_000;
    private static final String FACILITY =
            "{\"department\": \"IN-KA\", \"name\": \"Hospital\", \"kind\": \"district-hospital\"}";
    private final String request =
            "POST /v1/facilities HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + service.key("facilities:write", "IN-KA") + "\r\nContent-Length: "
                    + FACILITY.length() + "\r\n\r\n" + FACILITY;

    @Test
    void threeTimesTheLoadIsRefusedInPartAndAtOnce() throws Exception {
        try (Instance instance = Instance.start("server.maxThreads", "16")) {
            instance.touch();
            // What is refused is compiled, too.
            storm(instance, WARM_UP_PER_SECOND, new ArrayList<>());
            double peak = peak(instance);
            var health = new ArrayList<Integer>();
            List<Storm.Call> calls = storm(instance, 3 * peak, health);
            double goodput = goodput(calls, peak);
            List<Long> refusals = calls.stream()
                    .filter(call -> call.status() == 503)
                    .map(Storm.Call::tookMillis)
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
            List<Storm.Call> calls = storm(instance, 3 * peak, new ArrayList<>());
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

    private static double goodput(List<Storm.Call> calls, double peak) {
        double useful = Math.max(USEFUL_MS, 3 * 1000 * AT_ONCE / peak);
        return calls.stream()
                        .filter(call -> call.status() == 201 && call.millis() <= useful)
                        .count()
                / (double) STORM.toSeconds();
    }

    /**
     * What a few callers get done, each of whom waits for his answer: per second, over two rounds that are no faster than
     * the ones before, when the service is warm.
     */
    private double peak(Instance instance) throws Exception {
        double best = 0;
        double last = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double before = last;
            last = round(instance);
            if ((before + last) / 2 <= best * 1.03) {
                return (before + last) / 2;
            }
            best = Math.max(best, before);
        }
        throw new AssertionError("It becomes faster and faster");
    }

    private double round(Instance instance) throws Exception {
        long done = Storm.over(instance.port(), Double.POSITIVE_INFINITY, AT_ONCE, ROUND, request).stream()
                .filter(call -> call.status() == 201)
                .count();
        return done / (double) ROUND.toSeconds();
    }

    /** Calls that nobody could all answer, with a look at the health in between. */
    private List<Storm.Call> storm(Instance instance, double perSecond, List<Integer> health) throws Exception {
        long end = System.nanoTime() + STORM.toNanos();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> looking = thread.submit(() -> {
                look(instance, end, health);
                return null;
            });
            List<Storm.Call> calls = Storm.over(instance.port(), perSecond, CALLERS, STORM, request);
            looking.get();
            return calls;
        } finally {
            thread.shutdownNow();
        }
    }

    private static void look(Instance instance, long end, List<Integer> health) throws Exception {
        while (System.nanoTime() < end) {
            health.add(SlowClients.status(instance.adminPort(), "/healthcheck", Duration.ofSeconds(5)));
            Thread.sleep(200);
        }
    }
}
