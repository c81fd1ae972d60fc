package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.partner.Receiver;
import org.prahari.support.Api;
import org.prahari.support.Imports;
import org.prahari.support.Node;
import org.prahari.support.OwnDatabase;
import org.prahari.support.Placed;
import org.prahari.support.RawClient;

/**
 * One node under a mixed load for {@code -Dminutes} on data that do not grow: neither do its memory, its threads, its
 * connections and the lag of those it tells.
 */
@EnabledIfSystemProperty(named = "minutes", matches = "[0-9]+", disabledReason = "takes as long as -Dminutes says")
class SoakTest {
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("minutes", 30));
    private static final int SAMPLES = 60;
    private static final int HOSPITALS = 50;
    private static final String SCOPES =
            Placed.SCOPES + " matching:read imports:write webhooks:write changes:read facilities:read";
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Map<String, List<Double>> samples = new LinkedHashMap<>();
    private OwnDatabase database;
    private Node node;
    private Api api;
    private volatile boolean over;

    private interface Act {
        void run(int turn) throws Exception;
    }

    @BeforeEach
    void begin() throws Exception {
        database = new OwnDatabase("soaked-" + System.nanoTime());
        database.fill();
        String key = database.key(SCOPES, "IN-KA");
        // All of the heap is there from the start, so that what is resident grows by nothing but what grows outside of
        // it.
        node = Node.start(
                "soaked-node",
                List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"),
                Map.of("database.url", database.server().jdbcUrl()));
        api = Api.as(key).at(node.port());
    }

    @AfterEach
    void end() {
        over = true;
        node.close();
        database.close();
    }

    @Test
    void nothingGrows() throws Exception {
        try (Receiver receiver = new Receiver()) {
            soak(receiver);
        }
        assertThat(failed.get()).isZero();
        samples.forEach(
                (what, values) -> assertThat(climbs(what, values)).as(what).isFalse());
    }

    /** The control: a partner who takes as long to answer as he may is seen in the lag. */
    @Test
    void whatGrowsIsSeen() throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.will(exchange -> {
                try {
                    TimeUnit.SECONDS.sleep(LENGTH.toSeconds());
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            });
            soak(receiver);
        }
        assertThat(climbs("lag", samples.get("lag"))).isTrue();
    }

    private void soak(Receiver receiver) throws Exception {
        api.post("/v1/webhooks", """
                {"url": "%s", "features": ["facility"], "departments": ["IN-KA"]}
                """.formatted(receiver.url())).expect(201);
        String gap = Placed.gap(api, "IN-KA", 3);
        List<String> trainees = new ArrayList<>();
        List<String> hospitals = new ArrayList<>();
        for (int i = 0; i < HOSPITALS; i++) {
            trainees.add(Placed.trainee(api, "IN-KA"));
            hospitals.add(
                    api.post("/v1/facilities", hospital("H", i)).expect(201).header("Location"));
        }
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(threads.submit(() -> repeat(5, new Reading()::read)));
        }
        all.add(threads.submit(() -> repeat(
                20,
                turn -> api.patch(hospitals.get(turn % HOSPITALS), "{\"beds\": " + (100 + turn % 100) + "}", "*")
                        .expect(200))));
        all.add(threads.submit(() -> repeat(
                50,
                turn -> api.put(
                                "/v1/trainees/" + trainees.get(turn % HOSPITALS) + "/consent",
                                "{\"notice\": \"2026-1\", \"language\": \"%s\", \"purposes\": [\"matching\"]}"
                                        .formatted(turn % 2 == 0 ? "en" : "kn"),
                                "*")
                        .expect(200))));
        all.add(threads.submit(() ->
                repeat(50, turn -> api.get("/v1/gaps/" + gap + "/candidates").expect(200))));
        all.add(threads.submit(() -> repeat(2000, turn -> upload(turn))));
        all.add(threads.submit(() -> repeat(5000, turn -> Placed.round(api, "IN-KA"))));
        try {
            for (int i = 0; i < SAMPLES; i++) {
                TimeUnit.MILLISECONDS.sleep(LENGTH.toMillis() / SAMPLES);
                sample();
                receiver.forget();
            }
        } finally {
            over = true;
            threads.shutdown();
        }
        for (Future<?> one : all) {
            one.get();
        }
        System.out.printf("soak: %d min, %d requests, %d failed%n", LENGTH.toMinutes(), requests.get(), failed.get());
        samples.forEach((what, values) -> System.out.printf(
                "soak: %-12s second third %.1f, last third %.1f%n", what, third(values, 1), third(values, 2)));
    }

    /** Reads on one connection, as it goes over the wire. */
    private final class Reading {
        private final RawClient client = new RawClient(node.port());

        void read(int turn) {
            String path = turn % 2 == 0 ? "/v1/campaigns?limit=20" : "/v1/roles";
            int status = client.send("GET", path, List.of()).status();
            if (status != 200) {
                failed.incrementAndGet();
            }
        }
    }

    private void repeat(long pauseMs, Act act) {
        for (int turn = 0; !over; turn++) {
            try {
                act.run(turn);
                requests.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(pauseMs);
            } catch (Exception | AssertionError e) {
                failed.incrementAndGet();
                System.out.println("soak: " + e);
            }
        }
    }

    private void upload(int turn) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < HOSPITALS; i++) {
            rows.append(hospital("upload " + turn, i).replaceFirst("\\{", "{\"externalId\": \"" + i + "\", "))
                    .append('\n');
        }
        Imports.done(api, "facilities", Imports.NDJSON, rows.toString());
    }

    private static String hospital(String name, int number) {
        return "{\"department\": \"IN-KA\", \"name\": \"%s %d\", \"kind\": \"district-hospital\"}"
                .formatted(name, number);
    }

    private void sample() throws IOException, InterruptedException {
        collect();
        String metrics;
        try (RawClient client = new RawClient(node.adminPort())) {
            metrics = client.send("GET", "/prometheus", List.of()).text();
        }
        add("heap MB", sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / 1e6);
        add("resident MB", resident());
        add("threads", sum(metrics, "jvm_threads_current"));
        String pool = "io_dropwizard_db_ManagedPooledDataSource_database_";
        add("connections", sum(metrics, pool + "active") + sum(metrics, pool + "idle"));
        add("lag", sum(metrics, "webhooks_lag_seconds"));
        add("snapshots s", sum(metrics, "prahari_snapshot_age_seconds"));
    }

    /** So that what is in use of the heap is what is needed. */
    private void collect() throws IOException, InterruptedException {
        Process collection = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(node.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(collection.waitFor()).isZero();
    }

    private void add(String what, double value) {
        samples.computeIfAbsent(what, name -> new ArrayList<>()).add(value);
    }

    private double resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + node.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1000)
                .sum();
    }

    private static double sum(String metrics, String name) {
        double[] found = metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .toArray();
        assertThat(found).as(name).isNotEmpty();
        return java.util.Arrays.stream(found).sum();
    }

    /** The middle of a third. */
    private static double third(List<Double> values, int which) {
        List<Double> part = values.subList(SAMPLES * which / 3, SAMPLES * (which + 1) / 3).stream()
                .sorted()
                .toList();
        return part.get(part.size() / 2);
    }

    /** The first third is for warming up. A tenth more, and a little of what is small, is noise. */
    private static boolean climbs(String what, List<Double> values) {
        return third(values, 2) > third(values, 1) * 1.1 + (what.endsWith("MB") ? 10 : 4);
    }
}
