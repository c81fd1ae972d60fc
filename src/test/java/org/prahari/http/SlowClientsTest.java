package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;
import org.prahari.support.Instance;
import org.prahari.support.ServiceTest;

/** Callers who send so slowly that each would hold a thread. The profile drills takes as many as are promised. */
class SlowClientsTest extends ServiceTest {
    private static final boolean DRILL = Boolean.getBoolean("drill");
    private static final int BODIES = DRILL ? 1200 : 300;
    private static final int HEADS = DRILL ? 1500 : 300;
    private static final Duration HELD = Duration.ofSeconds(DRILL ? 60 : 5);
    private static final Duration WORST = Duration.ofMillis(DRILL ? 250 : 3000);
    private static final Duration PATIENCE = Duration.ofSeconds(DRILL ? 5 : 10);
    private static final String FACILITY =
            "{\"department\": \"IN-KA\", \"name\": \"Hospital\", \"kind\": \"district-hospital\"}";

    /** How good clients fared beside the slow ones. */
    private record Fared(int asked, int answered, List<Long> millis) {
        long p99() {
            return millis.get(Math.min(millis.size() - 1, millis.size() * 99 / 100));
        }
    }

    @Test
    void goodClientsAreAnsweredBesideManySlowOnes() throws Exception {
        try (Instance instance = Instance.start("server.maxThreads", "64")) {
            Fared fared = attack(instance);
            System.out.printf(
                    "slow bodies %d, slow heads %d, %d s: %d of %d answered, p99 %d ms%n",
                    BODIES, HEADS, HELD.toSeconds(), fared.answered(), fared.asked(), fared.p99());
            assertThat(fared.answered()).isEqualTo(fared.asked()).isGreaterThan(20);
            assertThat(fared.p99()).isLessThan(WORST.toMillis());
        }
    }

    /** The control: where bodies are read by threads, as the server does by itself, good clients are not answered. */
    @Test
    void withoutTheEdgeTheSameAttackShutsGoodClientsOut() throws Exception {
        try (Instance instance = Instance.start(SlowClientsTest::withoutEagerness, "server.maxThreads", "64")) {
            Fared fared = attack(instance);
            assertThat(fared.answered()).isLessThan(fared.asked());
        }
    }

    private static void withoutEagerness(Environment environment) {
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle started) {
                Server server = (Server) started;
                Handler rest = server.getDescendant(EagerContentHandler.class).getHandler();
                server.getDescendant(GracefulHandler.class).setHandler(rest);
            }
        });
    }

    private Fared attack(Instance instance) throws Exception {
        String key = service.key("facilities:write", "IN-KA");
        instance.touch();
        List<Socket> slow = new ArrayList<>();
        try {
            String body = "POST /v1/facilities HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + key + "\r\nContent-Length: 4000\r\n\r\n{\"name\": \"";
            for (int i = 0; i < BODIES; i++) {
                slow.add(open(instance, body));
            }
            for (int i = 0; i < HEADS; i++) {
                slow.add(open(instance, "GET /v1/regions HTTP/1.1\r\nHost: localhost\r\nX-Slow: a"));
            }
            return serveGoodClients(instance, key, slow);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static Socket open(Instance instance, String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), instance.port());
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    private static Fared serveGoodClients(Instance instance, String key, List<Socket> slow) throws Exception {
        String base = "http://127.0.0.1:" + instance.port();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest read = HttpRequest.newBuilder(URI.create(base + "/v1/regions/IN-KA"))
                .timeout(PATIENCE)
                .build();
        HttpRequest write = HttpRequest.newBuilder(URI.create(base + "/v1/facilities"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(FACILITY))
                .build();
        List<Long> millis = new ArrayList<>();
        int asked = 0;
        int answered = 0;
        long end = System.nanoTime() + HELD.toNanos();
        while (System.nanoTime() < end || asked < 30) {
            if (asked % 10 == 0) {
                dribble(slow);
            }
            for (HttpRequest request : List.of(read, write)) {
                long start = System.nanoTime();
                asked++;
                try {
                    int status = client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode();
                    answered += status == 200 || status == 201 ? 1 : 0;
                } catch (IOException e) {
                    // Not answered.
                    if (asked > 5 && answered == 0) {
                        return new Fared(asked, answered, List.of(PATIENCE.toMillis()));
                    }
                }
                millis.add((System.nanoTime() - start) / 1_000_000);
            }
            Thread.sleep(100);
        }
        Collections.sort(millis);
        return new Fared(asked, answered, millis);
    }

    /** One byte more from each. */
    private static void dribble(List<Socket> slow) {
        for (Socket socket : slow) {
            try {
                socket.getOutputStream().write('a');
            } catch (IOException e) {
                // It has been shut out.
            }
        }
    }
}
