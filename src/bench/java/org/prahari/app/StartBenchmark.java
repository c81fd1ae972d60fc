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
    private static final Path UNIT = Path.of("src/main/systemd/prahari.service");
    private final Map<String, String> settings = new TreeMap<>(Service.get().databaseSettings());

    private record Run(Process process, int port) {}

    public static void main(String[] arguments) throws Exception {
        var benchmark = new StartBenchmark();
        String image = "-XX:SharedArchiveFile=" + benchmark.archive("image", "-Ddw.database.url=jdbc:mysql://127.0.0.1:1/prahari");
        String unit = unit().replaceAll("-XX:SharedArchiveFile=\\S+", "-XX:SharedArchiveFile=" + benchmark.archive("unit", ""));
        System.out.println("| flags | start s, median of " + ROUNDS + " | fastest | RSS after " + IDLE_S + " s MB | threads |");
        System.out.println("|---|---|---|---|---|");
        benchmark.measure("none", "");
        benchmark.measure("archive of the image, -Xmx1g", "-Xmx1g " + image);
        benchmark.measure("archive and flags of the unit", unit);
        benchmark.measure("the same, first compiler alone", unit + " -XX:TieredStopAtLevel=1");
        System.exit(0);
    }

    /** Of a service that has started and was told to stop: that of the image without its database, that of the unit with it. */
    private Path archive(String name, String flags) throws Exception {
        Path archive = Path.of("target/" + name + ".jsa");
        Files.deleteIfExists(archive);
        Process process = run("-XX:ArchiveClassesAtExit=" + archive + " " + flags).process();
        Thread.sleep(IDLE_S * 1000L);
        process.destroy();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new AssertionError("The service does not end");
        }
        System.out.printf("archive of the %s: %d MB%n", name, Files.size(archive) >> 20);
        return archive;
    }

    /** What the service is started with on a machine of its own. */
    private static String unit() throws IOException {
        return Files.readAllLines(UNIT).stream()
                .filter(line -> line.startsWith("ExecStart="))
                .map(line -> line.replaceAll("^\\S+ | -jar .*$", ""))
                .findFirst()
                .orElseThrow();
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
