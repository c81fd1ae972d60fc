package org.prahari.support;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls that are due so many times a second, as far as so many callers, each of whom waits for his answer, can keep to it. They
 * come from a process of their own that has only what others leave of the processors, as if it were another machine.
 */
public final class Storm {
    private Storm() {}

    /** @param millis after the moment the call was due; {@code tookMillis} since it was sent */
    public record Call(int status, long millis, long tookMillis) {
        private static Call of(String line) {
            String[] parts = line.split(" ");
            return new Call(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        }

        @Override
        public String toString() {
            return status + " " + millis + " " + tookMillis;
        }
    }

    /**
     * Sends them, and waits until the last has been answered.
     *
     * @param perSecond without end if each caller calls again as soon as he is answered
     */
    public static List<Call> over(int port, double perSecond, int callers, Duration length, String request)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(Node.java(List.of("-Xmx256m", "-XX:+UseSerialGC"), Storm.class.getName()));
        command.addAll(List.of(
                Integer.toString(port),
                Double.toString(perSecond),
                Integer.toString(callers),
                Long.toString(length.toSeconds())));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.outputWriter(StandardCharsets.ISO_8859_1)) {
            in.write(request);
        }
        List<Call> calls = process.inputReader().lines().map(Call::of).toList();
        if (process.waitFor() != 0) {
            throw new AssertionError("The storm ended with " + process.exitValue());
        }
        return calls;
    }

    /** @param arguments the port, calls a second, callers, and for how many seconds; the request is read */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        double perSecond = Double.parseDouble(arguments[1]);
        int callers = Integer.parseInt(arguments[2]);
        String request = new String(System.in.readAllBytes(), StandardCharsets.ISO_8859_1);
        long start = System.nanoTime();
        long end = start + Duration.ofSeconds(Long.parseLong(arguments[3])).toNanos();
        var next = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        List<Future<List<Call>>> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            all.add(threads.submit(() -> calls(port, request, perSecond, start, end, next)));
        }
        try (var out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.US_ASCII))) {
            for (Future<List<Call>> own : all) {
                for (Call call : own.get()) {
                    out.write(call + "\n");
                }
            }
        }
        threads.shutdown();
    }

    private static List<Call> calls(int port, String request, double perSecond, long start, long end, AtomicLong next) {
        List<Call> calls = new ArrayList<>();
        try (RawClient client = new RawClient(port)) {
            while (true) {
                long due = start + (long) (next.getAndIncrement() * 1e9 / perSecond);
                if (due >= end || System.nanoTime() >= end) {
                    return calls;
                }
                Thread.sleep(Math.max(0, due - System.nanoTime()) / 1_000_000);
                long sent = System.nanoTime();
                int status = client.send(request, false).status();
                long now = System.nanoTime();
                calls.add(new Call(status, (now - due) / 1_000_000, (now - sent) / 1_000_000));
            }
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
