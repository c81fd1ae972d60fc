package org.prahari.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.support.Instance;
import org.prahari.support.Line;
import org.prahari.support.RawClient;
import org.prahari.support.ServiceTest;

/** The database is killed, hangs, or is beyond a line that seems to be open; and the service is there before it. */
class DatabaseAwayTest extends ServiceTest {
    private static final boolean DRILL = Boolean.getBoolean("drill");
    private static final Duration AWAY = Duration.ofSeconds(DRILL ? 30 : 3);
    private static final long PROMPT_MS = DRILL ? 2000 : 4000;
    private static final long BACK_MS = DRILL ? 5000 : 10_000;
    private static final int WRITERS = 16;
    private static final int READERS = 4;
    private static final int MOST_THREADS = 150;
    private static final String FACILITY =
            "{\"department\": \"IN-KA\", \"name\": \"Hospital\", \"kind\": \"district-hospital\"}";
    private final String write = "POST /v1/facilities HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer " + service.key("facilities:write", "IN-KA") + "\r\nContent-Length: "
            + FACILITY.length() + "\r\n\r\n" + FACILITY;
    private final String read = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private final String url = service.databaseSettings().get("database.url");
    private final Line line = new Line(url);

    DatabaseAwayTest() throws IOException {}

    @AfterEach
    void hangUp() throws IOException {
        line.close();
    }

    private record Call(int status, String retry, long millis) {}

    private interface Act {
        void run() throws Exception;
    }

    private Instance start(String silence) {
        return Instance.start("database.url", line.jdbcUrl(url), "database.silence", silence);
    }

    @Test
    void beyondALineThatIsCutItIsSaidAtOnce() throws Exception {
        endures("cut", line::cut, line::mend);
    }

    @Test
    void beyondALineThatIsSilentItIsSaidSoon() throws Exception {
        endures("silent", line::silence, line::mend);
    }

    @Test
    @EnabledIfSystemProperty(named = "drill", matches = "true", disabledReason = "stops the database of all tests")
    void aDatabaseThatHangsIsSaidSoon() throws Exception {
        String pid = Files.readString(service.databaseFolder().orElseThrow().resolve("server.pid"))
                .strip();
        endures("frozen", () -> signal("-STOP", pid), () -> signal("-CONT", pid));
    }

    private static void signal(String signal, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
    }

    private void endures(String kind, Act takeAway, Act giveBack) throws Exception {
        try (Instance instance = start("1200ms")) {
            instance.touch();
            assertThat(call(instance, write).status()).isEqualTo(201);
            assertThat(call(instance, read.formatted("/v1/campaigns?limit=3")).status())
                    .isEqualTo(200);
            assertThat(call(instance, read.formatted("/v1/roles")).status()).isEqualTo(200);
            takeAway.run();
            List<Call> writes = Collections.synchronizedList(new ArrayList<>());
            List<Call> reads = Collections.synchronizedList(new ArrayList<>());
            int threads;
            try {
                threads = loadWhileAway(instance, writes, reads);
            } finally {
                giveBack.run();
            }
            long back = System.nanoTime();
            while (call(instance, write).status() != 201) {
                assertThat((System.nanoTime() - back) / 1_000_000).isLessThan(BACK_MS);
                Thread.sleep(20);
            }
            long backMillis = (System.nanoTime() - back) / 1_000_000;
            System.out.printf(
                    "database %s for %d s: %d writes answered 503, slowest %d ms; %d reads answered 200, slowest %d ms;"
                            + " %d threads; back after %d ms%n",
                    kind,
                    AWAY.toSeconds(),
                    writes.size(),
                    slowest(writes),
                    reads.size(),
                    slowest(reads),
                    threads,
                    backMillis);
            assertThat(writes).isNotEmpty().allMatch(call -> call.status() == 503 && call.retry() != null);
            assertThat(reads).isNotEmpty().allMatch(call -> call.status() == 200);
            assertThat(slowest(writes)).isLessThan(PROMPT_MS);
            assertThat(threads).isLessThan(MOST_THREADS);
        }
    }

    private static long slowest(List<Call> calls) {
        return calls.stream().mapToLong(Call::millis).max().orElseThrow();
    }

    /** The control: a service that waits as long as its driver does leaves its callers without an answer. */
    @Test
    void withoutAPulseItWouldNotBeSaid() throws Exception {
        try (Instance instance = start("60s")) {
            instance.touch();
            assertThat(call(instance, write).status()).isEqualTo(201);
            line.silence();
            ExecutorService thread = Executors.newSingleThreadExecutor();
            Future<Call> answer = thread.submit(() -> call(instance, write));
            Thread.sleep(PROMPT_MS);
            assertThat(answer.isDone()).isFalse();
            line.mend();
            assertThat(answer.get().status()).isIn(201, 503);
            thread.shutdown();
        }
    }

    @Test
    void theServiceIsThereBeforeItsDatabase() throws Exception {
        line.cut();
        try (Instance instance = start("1200ms")) {
            for (String request : List.of(write, read.formatted("/v1/roles"), read.formatted("/v1/campaigns"))) {
                Call call = call(instance, request);
                assertThat(call.status()).isEqualTo(503);
                assertThat(call.retry()).isNotNull();
                assertThat(call.millis()).isLessThan(PROMPT_MS);
            }
            line.mend();
            long back = System.nanoTime();
            while (call(instance, write).status() != 201
                    || call(instance, read.formatted("/v1/roles")).status() != 200) {
                assertThat((System.nanoTime() - back) / 1_000_000).isLessThan(BACK_MS);
                Thread.sleep(20);
            }
        }
    }

    private static Call call(Instance instance, String request) {
        try (RawClient client = new RawClient(instance.port())) {
            return call(client, request);
        }
    }

    private static Call call(RawClient client, String request) {
        long start = System.nanoTime();
        RawClient.Reply reply = client.send(request, false);
        return new Call(reply.status(), reply.header("Retry-After"), (System.nanoTime() - start) / 1_000_000);
    }

    /** @return the most threads there were, of this service and of all that runs beside it here */
    private int loadWhileAway(Instance instance, List<Call> writes, List<Call> reads) throws Exception {
        long end = System.nanoTime() + AWAY.toNanos();
        var beans = ManagementFactory.getThreadMXBean();
        int before = beans.getThreadCount();
        int most = 0;
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + READERS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < WRITERS + READERS; i++) {
            boolean writer = i < WRITERS;
            String target = i % 2 == 0 ? "/v1/campaigns?limit=3" : "/v1/roles";
            all.add(threads.submit(() -> {
                try (RawClient client = new RawClient(instance.port())) {
                    while (System.nanoTime() < end) {
                        (writer ? writes : reads).add(call(client, writer ? write : read.formatted(target)));
                        Thread.sleep(20);
                    }
                }
                return null;
            }));
        }
        while (System.nanoTime() < end) {
            most = Math.max(most, beans.getThreadCount() - before);
            Thread.sleep(100);
        }
        threads.shutdown();
        for (Future<?> one : all) {
            one.get();
        }
        return most;
    }
}
