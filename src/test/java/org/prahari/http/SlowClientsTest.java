package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;
import org.prahari.support.Api;
import org.prahari.support.Instance;
import org.prahari.support.ServiceTest;
import org.prahari.support.SlowClients;

/** Callers who send and read so slowly that each would hold a thread. The profile drills takes as many as are promised. */
class SlowClientsTest extends ServiceTest {
    private static final boolean DRILL = Boolean.getBoolean("drill");
    private static final int BODIES = DRILL ? 1200 : 200;
    private static final int HEADS = DRILL ? 1500 : 200;
    private static final int READERS = DRILL ? 200 : 80;
    private static final Duration HELD = Duration.ofSeconds(DRILL ? 60 : 3);
    private static final Duration SETTLED = Duration.ofSeconds(20);
    private static final Duration WORST = Duration.ofMillis(DRILL ? 250 : 3000);
    private static final String FACILITY =
            "{\"department\": \"IN-KA\", \"name\": \"Hospital\", \"kind\": \"district-hospital\"}";
    private final String key = service.key("facilities:read facilities:write", "IN-KA");

    @Test
    void goodClientsAreAnsweredBesideManySlowOnes() throws Exception {
        try (Instance instance = Instance.start("server.maxThreads", "64")) {
            try (SlowClients slow = attack(instance)) {
                settle(instance);
                List<Long> millis = serveGoodClients(instance);
                long p99 = millis.get(millis.size() * 99 / 100);
                System.out.printf(
                        "slow bodies %d, heads %d, readers %d for %d s (%d opened anew): %d asked, all answered, p99 %d ms%n",
                        BODIES, HEADS, READERS, HELD.toSeconds(), slow.reopened(), millis.size(), p99);
                assertThat(p99).isLessThan(WORST.toMillis());
            }
        }
    }

    /** The control: where threads read bodies and write answers, as the server does by itself, good clients wait in vain. */
    @Test
    void withoutTheEdgeTheSameAttackShutsGoodClientsOut() throws Exception {
        try (Instance instance = Instance.start(SlowClientsTest::withoutEdge, "server.maxThreads", "64")) {
            try (SlowClients slow = attack(instance)) {
                assertThat(slow.size()).isPositive();
                await().atMost(SETTLED).until(() -> !isAnswered(instance, Duration.ofSeconds(2)));
            }
        }
    }

    private static boolean isAnswered(Instance instance, Duration patience) throws InterruptedException {
        try {
            return SlowClients.status(instance.port(), "/v1/regions/IN-KA", patience) == 200;
        } catch (HttpTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void withoutEdge(Environment environment) {
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle started) {
                Server server = (Server) started;
                Handler rest = server.getDescendant(Admission.class).getHandler();
                server.getDescendant(GracefulHandler.class).setHandler(rest);
            }
        });
    }

    private SlowClients attack(Instance instance) throws IOException {
        for (int i = 0; i < 100; i++) {
            Api.as(key).post("/v1/facilities", FACILITY).expect(201);
        }
        instance.touch();
        var slow = new SlowClients(instance.port());
        String as = "Authorization: Bearer " + key + "\r\n";
        slow.open(
                BODIES,
                "POST /v1/facilities HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + as
                        + "Content-Length: 4000\r\n\r\n{\"name\": \"");
        slow.open(HEADS, "GET /v1/regions HTTP/1.1\r\nHost: localhost\r\nX-Slow: a");
        // More than the buffers on the way hold.
        slow.openReaders(
                READERS,
                ("GET /v1/exports/facilities HTTP/1.1\r\nHost: localhost\r\n" + as
                                + "\r\nGET /v1/facilities?limit=100 HTTP/1.1\r\nHost: localhost\r\n" + as + "\r\n")
                        .repeat(5));
        return slow;
    }

    /** What the readers ask for is work as well, until nothing fits into what is between them and the service any more. */
    private void settle(Instance instance) throws InterruptedException {
        Api clerk = Api.as(key).at(instance.port());
        long end = System.nanoTime() + SETTLED.toNanos();
        for (int quiet = 0; quiet < 10 && System.nanoTime() < end; Thread.sleep(50)) {
            quiet = clerk.post("/v1/facilities", FACILITY).status() == 201 ? quiet + 1 : 0;
        }
    }

    private List<Long> serveGoodClients(Instance instance) throws InterruptedException {
        Api clerk = Api.as(key).at(instance.port());
        List<Long> millis = new ArrayList<>();
        long end = System.nanoTime() + HELD.toNanos();
        while (System.nanoTime() < end) {
            for (boolean write : new boolean[] {false, true}) {
                long start = System.nanoTime();
                if (write) {
                    clerk.post("/v1/facilities", FACILITY).expect(201);
                } else {
                    clerk.get("/v1/regions/IN-KA").expect(200);
                }
                millis.add((System.nanoTime() - start) / 1_000_000);
            }
            Thread.sleep(20);
        }
        return millis.stream().sorted().toList();
    }
}
