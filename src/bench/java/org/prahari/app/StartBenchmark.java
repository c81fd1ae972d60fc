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
        Path checked = benchmark.archive("check");
        Path served = benchmark.archive("server");
        System.out.printf("archives: of check %d MB, of server %d MB%n", Files.size(checked) >> 20, Files.size(served) >> 20);
        System.out.println("| flags | start s, median of " + ROUNDS + " | fastest | RSS after " + IDLE_S + " s MB | threads |");
        System.out.println("|---|---|---|---|---|");
        benchmark.measure("none", "");
        benchmark.measure("archive of `check`", "-XX:SharedArchiveFile=" + checked);
        benchmark.measure("archive of `server`", "-XX:SharedArchiveFile=" + served);
        benchmark.measure("the same, -Xmx1g -XX:TieredStopAtLevel=1", "-Xmx1g -XX:TieredStopAtLevel=1 -XX:SharedArchiveFile=" + served);
        benchmark.measure("the same, " + SMALL, "-Xmx1g " + SMALL + " -XX:SharedArchiveFile=" + served);
        System.exit(0);
    }

    private Path archive(String command) throws Exception {
        Path archive = Path.of("target/" + command + ".jsa");
        Files.deleteIfExists(archive);
        Run run = run("-XX:ArchiveClassesAtExit=" + archive, command);
        if (command.equals("server")) {
            answered(run, System.nanoTime());
            run.process().destroy();
        }
        if (!run.process().waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new AssertionError(command + " does not end");
        }
        return archive;
    }

    private void measure(String name, String flags) throws Exception {
        double[] seconds = new double[ROUNDS];
        long memory = 0;
        long threads = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            Run run = run(flags, "server");
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

    private Run run(String flags, String command) throws IOException {
        int port = freePort();
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(Arrays.stream(flags.split(" ")).filter(flag -> !flag.isEmpty()).toList());
        settings.forEach((key, value) -> words.add("-Ddw." + key + "=" + value));
        words.add("-Ddw.pepper=" + System.getProperty("dw.pepper"));
        words.add("-Ddw.keyset=" + Service.get().keyset());
        words.add("-Ddw.audit.checkpoints=");
        words.add("-Ddw.server.applicationConnectors[0].port=" + port);
        words.add("-Ddw.server.adminConnectors[0].port=" + freePort());
        words.addAll(List.of("-jar", JAR.toString(), command, "config.yml"));
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
