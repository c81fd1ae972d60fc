package org.prahari.partner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.prahari.support.Api;
import org.prahari.support.Imports;
import org.prahari.support.Service;

/**
 * How many changes a second are told to receivers on loopback, from the moment their webhooks wake until the last receiver has
 * the last change, and how long a single change takes; each is another client's. Read from the log, filtered by what each client may see, signed, sent, noted. The receivers only count.
 * Argument: how many changes.
 */
public final class WebhookBenchmark {
    private static final String SCOPES = "webhooks:write imports:write facilities:read facilities:write";
    private static final int[] RECEIVERS = {1, 10};
    private static final int ROUNDS = 3;
    private static final int WARM_UP = 20_000;
    private static final int LAGS = 30;
    private final Service service = Service.get();

    public static void main(String[] arguments) throws Exception {
        int changes = arguments.length == 0 || arguments[0].isEmpty() ? 20_000 : Integer.parseInt(arguments[0]);
        var benchmark = new WebhookBenchmark();
        benchmark.told(WARM_UP, 1);
        System.out.println("| receivers | changes | messages to each | s | changes/s to each | messages/s "
                + "| us of CPU a change told | a single change is there after ms, p50 | worst of 30 |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (int receivers : RECEIVERS) {
            for (int round = 0; round < ROUNDS; round++) {
                System.out.println(benchmark.told(changes, receivers));
            }
        }
        System.exit(0);
    }

    private String told(int changes, int count) throws Exception {
        service.sweep();
        Api api = Api.as(service.key(SCOPES, "IN-KA"));
        List<Counter> receivers = new ArrayList<>();
        Map<String, Api> hooks = new LinkedHashMap<>();
        try {
            for (int i = 0; i < count; i++) {
                Counter receiver = new Counter();
                receivers.add(receiver);
                Api partner = Api.as(service.key(SCOPES, "IN-KA"));
                hooks.put(
                        partner.post("/v1/webhooks", """
                                        {"url": "%s", "features": ["facility"], "departments": ["IN-KA"],
                                         "state": "paused"}
                                        """.formatted(receiver.url()))
                                .expect(201)
                                .header("Location"),
                        partner);
            }
            Imports.done(api, "facilities", Imports.NDJSON, facilities(changes));
            long spent = cpu();
            long start = System.nanoTime();
            hooks.forEach((hook, partner) -> partner.patch(hook, "{\"state\": \"active\"}", "*").expect(200));
            while (receivers.stream().anyMatch(receiver -> receiver.changes.get() < changes)) {
                Thread.sleep(5);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long told = (long) count * changes;
            long each = (cpu() - spent) / told;
            long messages = receivers.stream()
                    .mapToLong(receiver -> receiver.messages.get())
                    .sum();
            long[] lags = lags(api, receivers, changes);
            return "| %d | %d | %d | %.2f | %.0f | %.0f | %d | %d | %d |"
                    .formatted(
                            count,
                            changes,
                            messages / count,
                            seconds,
                            changes / seconds,
                            messages / seconds,
                            each,
                            lags[LAGS / 2],
                            lags[LAGS - 1]);
        } finally {
            receivers.forEach(Counter::close);
        }
    }

    /** How long it takes from the answer to a write until the last receiver has been told, in ms, sorted. */
    private static long[] lags(Api api, List<Counter> receivers, int before) throws InterruptedException {
        long[] lags = new long[LAGS];
        for (int i = 0; i < LAGS; i++) {
            int wanted = before + i + 1;
            api.post("/v1/facilities", """
                            {"department": "IN-KA", "name": "A", "kind": "laboratory"}
                            """).expect(201);
            long start = System.nanoTime();
            while (receivers.stream().anyMatch(receiver -> receiver.changes.get() < wanted)) {
                Thread.sleep(1);
            }
            lags[i] = (System.nanoTime() - start) / 1_000_000;
        }
        Arrays.sort(lags);
        return lags;
    }

    /** Processor time of this process, in microseconds: the service, the receivers and this benchmark. */
    private static long cpu() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElseThrow()
                        .toNanos()
                / 1_000;
    }

    private static String facilities(int count) {
        var lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("{\"externalId\": \"H-%d\", \"department\": \"IN-KA\", \"name\": \"A\", \"kind\": \"laboratory\"}\n"
                    .formatted(i));
        }
        return lines.toString();
    }

    /** Counts the changes it is told of, and answers 204. */
    private static final class Counter implements AutoCloseable {
        private static final Pattern CHANGE = Pattern.compile("\"event\":");
        private final AtomicLong changes = new AtomicLong();
        private final AtomicLong messages = new AtomicLong();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpServer server;

        Counter() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::count);
            server.setExecutor(threads);
            server.start();
        }

        private void count(HttpExchange exchange) throws IOException {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            messages.incrementAndGet();
            changes.addAndGet(CHANGE.matcher(body).results().count());
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
