package org.prahari.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.prahari.support.Service;

/**
 * How long the packaged service takes from its command to its first answer from an existing database, and what it holds in
 * memory thereafter, with and without an archive of its classes. To be run after {@code mvn package -DskipTests}.
 */
public final class StartBenchmark {
    private static final Path JAR = Path.of("target/prahari-0.1.0.jar");
    private static final int ROUNDS = 5;
    private static final int IDLE_S = 15;
    private static final int PATIENCE_S = 60;
    private static final String SMALL = "-XX:+UseSerialGC -Xss512k -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20";
    private final Map<String, String> settings = new TreeMap<>(Service.get().databaseSettings());

    private record Run(Process process, int port) {}

    public static void main(String[] arguments) throws Exception {
        var benchmark = new StartBenchmark();
        Path archive = benchmark.archive();
        System.out.printf("archive: %d MB%n", Files.size(archive) >> 20);
        System.out.println("| flags | start s, median of " + ROUNDS + " | fastest | RSS after " + IDLE_S + " s MB | threads |");
        System.out.println("|---|---|---|---|---|");
        String archived = "-XX:SharedArchiveFile=" + archive;
        benchmark.measure("none", "");
        benchmark.measure("-Xmx1g", "-Xmx1g");
        benchmark.measure("archive, -Xmx1g", "-Xmx1g " + archived);
        benchmark.measure("archive, -Xmx256m " + SMALL, "-Xmx256m " + SMALL + " " + archived);
        System.exit(0);
    }

    /** As the recipe of the image makes it: of a service that has started without its database, and was told to stop. */
    private Path archive() throws Exception {
        Path archive = Path.of("target/prahari.jsa");
        Files.deleteIfExists(archive);
        Process process = run("-XX:ArchiveClassesAtExit=" + archive + " -Ddw.database.url=jdbc:mysql://127.0.0.1:1/prahari")
                .process();
        Thread.sleep(IDLE_S * 1000L);
        process.destroy();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new AssertionError("The service does not end");
        }
        return archive;
    }

    private void measure(String name, String flags) throws Exception {
        double[] seconds = new double[ROUNDS];
        long memory = 0;
        long threads = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            Run run = run(flags);
            try {
                seconds[round] = answered(run, start);
                if (round == ROUNDS - 1) {
                    Thread.sleep(IDLE_S * 1000L);
                    memory = status(run, "VmRSS:") >> 10;
                    threads = status(run, "Threads:");
                }
            } finally {
                run.process().destroyForcibly().waitFor();
            }
        }
        Arrays.sort(seconds);
        System.out.printf("| %s | %.2f | %.2f | %d | %d |%n", name, seconds[ROUNDS / 2], seconds[0], memory, threads);
    }

    private Run run(String flags) throws IOException {
        int port = freePort();
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        settings.forEach((key, value) -> words.add("-Ddw." + key + "=" + value));
        words.addAll(Arrays.stream(flags.split(" ")).filter(flag -> !flag.isEmpty()).toList());
        words.add("-Ddw.pepper=" + System.getProperty("dw.pepper"));
        words.add("-Ddw.keyset=" + Service.get().keyset());
        words.add("-Ddw.audit.checkpoints=");
        words.add("-Ddw.server.applicationConnectors[0].port=" + port);
        words.add("-Ddw.server.adminConnectors[0].port=" + freePort());
        words.addAll(List.of("-jar", JAR.toString(), "server", "config.yml"));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/start-benchmark.log").toFile())
                .start();
        return new Run(process, port);
    }

    private static double answered(Run run, long start) throws InterruptedException {
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + run.port() + "/v1/regions/IN-KA"))
                .build();
        while (run.process().isAlive() && System.nanoTime() - start < PATIENCE_S * 1_000_000_000L) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return (System.nanoTime() - start) / 1e9;
                }
            } catch (IOException e) {
                // Nobody listens yet.
            }
            Thread.sleep(10);
        }
        throw new AssertionError("It does not answer: target/start-benchmark.log");
    }

    private static long status(Run run, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + run.process().pid() + "/status")).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
