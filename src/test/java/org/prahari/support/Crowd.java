package org.prahari.support;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/** Writers and readers, each of whom asks on a connection of its own; what is acknowledged and what fails is written down. */
public final class Crowd {
    private static final int WRITERS = 4;
    private static final int READERS = 4;
    private static final int PAUSE_MS = 20;
    /** Who can be in the middle of something at one moment. */
    public static final int SIZE = WRITERS + READERS;

    private final int port;
    private final String head;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean over;

    /** Something to be done meanwhile. */
    public interface Act {
        void run() throws Exception;
    }

    /** @param key of a client that may read and write the facilities of IN-KA */
    public Crowd(int port, String key) {
        this.port = port;
        this.head = "Host: localhost\r\nAuthorization: Bearer " + key + "\r\n";
    }

    /** Asks as long as the act takes; failures and answers are those of this time only. */
    public void during(Act act) throws Exception {
        over = false;
        failures.clear();
        answered.set(0);
        ExecutorService threads = Executors.newFixedThreadPool(SIZE);
        List<Future<?>> all = new ArrayList<>();
        String run = Long.toString(System.nanoTime(), 36);
        for (int i = 0; i < SIZE; i++) {
            int number = i;
            all.add(threads.submit(() -> ask(number < WRITERS ? run + "-" + number : null)));
        }
        try {
            act.run();
        } finally {
            over = true;
            threads.shutdown();
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    /** @param writer its name; null who reads */
    private void ask(String writer) {
        try (RawClient client = new RawClient(port)) {
            for (int i = 0; !over; i++) {
                String name = writer + "-" + i;
                try {
                    int status = client.send(writer == null ? read(i) : write(name), false)
                            .status();
                    if (status == (writer == null ? 200 : 201)) {
                        answered.incrementAndGet();
                        if (writer != null) {
                            acknowledged.add(name);
                        }
                    } else {
                        failures.add((writer == null ? "read " : "write ") + status);
                    }
                } catch (UncheckedIOException e) {
                    failures.add(
                            (writer == null ? "read " : "write ") + e.getCause().getMessage());
                }
                pause(PAUSE_MS);
            }
        }
    }

    private String read(int turn) {
        return "GET /v1/" + (turn % 2 == 0 ? "facilities" : "campaigns") + "?limit=3 HTTP/1.1\r\n" + head + "\r\n";
    }

    private String write(String name) {
        String body = "{\"department\": \"IN-KA\", \"name\": \"" + name + "\", \"kind\": \"laboratory\"}";
        return "POST /v1/facilities HTTP/1.1\r\n" + head + "Content-Type: application/json\r\nIdempotency-Key: "
                + UUID.randomUUID() + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    public static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<String> failures() {
        return List.copyOf(failures);
    }

    public int answered() {
        return answered.get();
    }

    /** Of all times. */
    public int acknowledged() {
        return acknowledged.size();
    }

    /** How many writes that were ever acknowledged are not there. */
    public int lost(Jdbi database) {
        Set<String> there = new HashSet<>(database.withHandle(handle -> handle.createQuery("SELECT name FROM facility")
                .mapTo(String.class)
                .list()));
        return (int) acknowledged.stream().filter(name -> !there.contains(name)).count();
    }
}
