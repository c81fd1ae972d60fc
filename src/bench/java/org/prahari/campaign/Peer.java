package org.prahari.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server that is measured: an address, and the processes behind it, which several may share.
 *
 * @param processes the first is the one that the others belong to
 * @param targets what is asked of it for a question
 * @param kind what it can be held to
 */
record Peer(String name, Kind kind, int port, List<ProcessHandle> processes, Targets targets) {
    private static final int TICK_MICROS = 10_000;

    enum Kind {
        /** This service: what it answers is what the others are given to answer. */
        SERVICE,
        /** It was given the bytes of the answers. */
        BYTES,
        /** It was given the same facts, and words them in its own way. */
        FACTS
    }

    interface Targets {
        /**
         * @param number of the question in the mix
         * @param headers with which it is asked: the answer may depend on them
         */
        String target(int number, Question question, Question.Headers headers);
    }

    boolean takes(Case how) {
        return kind != Kind.FACTS || how == Case.PLAIN;
    }

    /** Microseconds of the processors that its processes have taken so far, in the kernel and outside, by 10,000. */
    long cpu() throws IOException {
        long ticks = 0;
        for (ProcessHandle process : processes) {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return ticks * TICK_MICROS;
    }

    void stop() {
        stop(processes.get(0));
    }

    /** The name of the file that holds an answer. */
    static String file(int number, Question.Headers headers) {
        return "%d-%04d.json".formatted(headers == Question.Headers.TWO ? 2 : 12, number);
    }

    static Targets files() {
        return (number, question, headers) -> question.file(file(number, headers));
    }

    /** A process of a peer, which ends with the benchmark, however that ends. */
    static Process start(Path folder, Path log, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process.toHandle())));
        return process;
    }

    /** Waits for a command to end well. */
    static void run(Path folder, Path log, Map<String, String> environment, List<String> command, int minutes)
            throws IOException, InterruptedException {
        Process process = start(folder, log, environment, command);
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            stop(process.toHandle());
            throw new IOException(command.get(0) + " took longer than " + minutes + " minutes, see " + log);
        }
        if (process.exitValue() != 0) {
            throw new IOException(command.get(0) + " failed, see " + log);
        }
    }

    static void awaitPort(Process process, int port, Path log) throws IOException, InterruptedException {
        for (int waited = 0; waited < 1200 && process.isAlive(); waited++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        stop(process.toHandle());
        throw new IOException("It did not start, see " + log);
    }

    /** Asks it to end, and makes it end if it does not; its children end with it. */
    static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
