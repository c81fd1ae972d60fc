package org.prahari.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One more node of the service on the same database: a process of its own, which can be killed. */
public final class Node implements AutoCloseable {
    private static final int PATIENCE_MS = 180_000;
    /** Of the JVM; benchmarks have none. */
    private static final List<String> OPTIONS = Arrays.stream(
                    System.getProperty("node.options", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList();

    private final String name;
    private final int port;
    private final int adminPort;
    private ProcessBuilder program;
    private Process process;

    private Node(String name, ProcessBuilder program, int port, int adminPort) {
        this.name = name;
        this.program = program;
        this.port = port;
        this.adminPort = adminPort;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param name of its log below {@code target}
     */
    public static Node start(String name) throws IOException, InterruptedException {
        return start(name, "256m");
    }

    /** The same with so much heap at most, as {@code -Xmx} takes it. */
    public static Node start(String name, String heap) throws IOException, InterruptedException {
        return start(name, heap, Map.of());
    }

    /** The same with settings of its own besides; one that is null is left to {@code config.yml}. */
    public static Node start(String name, String heap, Map<String, String> own)
            throws IOException, InterruptedException {
        return start(name, List.of("-Xmx" + heap), own);
    }

    /** The same with options of the JVM of its own. */
    public static Node start(String name, List<String> options, Map<String, String> own)
            throws IOException, InterruptedException {
        int port = freePort();
        int adminPort = freePort();
        Map<String, String> settings = settings(own);
        settings.put("server.applicationConnectors[0].port", Integer.toString(port));
        settings.put("server.adminConnectors[0].port", Integer.toString(adminPort));
        List<String> command = command(options, settings, "server", "config.yml");
        return started(new Node(name, new ProcessBuilder(command), port, adminPort));
    }

    /** The same of a release, which is set up by its environment alone. */
    public static Node start(String name, Release release) throws IOException, InterruptedException {
        int port = freePort();
        int adminPort = freePort();
        return started(new Node(name, release.serving(port, adminPort), port, adminPort));
    }

    private static Node started(Node node) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(node::close));
        node.again();
        return node;
    }

    /** Another release is in its place the next time it is started. */
    public void install(Release release) {
        program = release.serving(port, adminPort);
    }

    /** Starts it once more where it was, after it has stopped, and waits until it answers. */
    public void again() throws IOException, InterruptedException {
        process = program.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", name + ".log").toFile()))
                .start();
        for (int waited = 0; !answers(); waited += 50) {
            if (waited > PATIENCE_MS || !process.isAlive()) {
                close();
                throw new AssertionError("Another node did not start: target/" + name + ".log");
            }
            Thread.sleep(50);
        }
    }

    /** Runs a command in a process of its own, and waits until it has done its work. */
    public static void run(String name, Map<String, String> own, String... arguments)
            throws IOException, InterruptedException {
        var log = Path.of("target", name + ".log").toFile();
        Process process = new ProcessBuilder(command(List.of("-Xmx256m"), settings(own), arguments))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", arguments) + " failed: " + log);
        }
    }

    private static Map<String, String> settings(Map<String, String> own) {
        Map<String, String> settings = new TreeMap<>(Instance.settings());
        settings.putAll(Service.get().databaseSettings());
        settings.putAll(own);
        settings.values().removeIf(Objects::isNull);
        settings.put("pepper", System.getProperty("dw.pepper"));
        settings.put("environment", System.getProperty("dw.environment"));
        settings.put("keyset", Service.get().keyset().toString());
        return settings;
    }

    private static List<String> command(List<String> options, Map<String, String> settings, String... arguments) {
        List<String> all = new ArrayList<>(options);
        all.addAll(OPTIONS);
        settings.forEach((key, value) -> all.add("-Ddw." + key + "=" + value));
        List<String> command = java(all, "org.prahari.app.PrahariApplication");
        command.addAll(List.of(arguments));
        return command;
    }

    /** The command of another program that knows all that this one knows; its arguments are to be added. */
    public static List<String> java(List<String> options, String mainClass) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(mainClass);
        return command;
    }

    public int port() {
        return port;
    }

    public int adminPort() {
        return adminPort;
    }

    /** CPU time it has taken so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    public long pid() {
        return process.pid();
    }

    /** As kill -9 does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("The node does not die");
        }
    }

    /** As its service manager does: what it has accepted it finishes. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            throw new AssertionError("The node does not stop");
        }
    }

    /** Waits until it says on its admin port that it may be given requests. */
    public void awaitReady() {
        await().atMost(Duration.ofMillis(PATIENCE_MS))
                .ignoreExceptions()
                .until(() -> Api.anonymous(adminPort).get("/ready").status() == 200);
    }

    private boolean answers() {
        try {
            return Api.anonymous(port).get("/v1/regions/IN-KA").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        return freePorts(1)[0];
    }

    /** So many ports on which nobody listens. */
    static int[] freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        int[] ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
