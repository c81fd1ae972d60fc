package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Node;
import org.prahari.support.ServiceTest;

/**
 * A partner that follows the feed of two nodes, one of which is killed in the middle of writes and of its own calls, ends with
 * the same as is there: it misses nothing, sees nothing twice and never goes back.
 */
class FollowerTest extends ServiceTest {
    private static final String SCOPES = "changes:read facilities:read facilities:write gaps:read gaps:write";
    private static final int WRITERS = 4;
    private static final int WRITES = 60;
    private static final int BEFORE_THE_KILL = 80;
    private final Api here = Api.with(SCOPES, "IN-KA");

    @Test
    void aFollowerRebuildsAnIdenticalCopyAlthoughANodeIsKilled() throws Exception {
        try (Node node = Node.start("killed-feed")) {
            Api there = here.at(node.port());
            String token =
                    here.get("/v1/changes?since=latest").json().get("next").asText();
            String hospital = Hook.facility(here, "IN-KA", "Where the gaps are");
            var written = new AtomicInteger();
            var enough = new CountDownLatch(BEFORE_THE_KILL);
            ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
            List<Future<?>> writing = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                var writer = new Writer(new Random(w), w % 2 == 0 ? here : there, hospital, written, enough);
                writing.add(writers.submit(writer));
            }
            writers.shutdown();
            Future<?> killer = Executors.newSingleThreadExecutor().submit(() -> {
                assertThat(enough.await(120, TimeUnit.SECONDS)).isTrue();
                node.kill();
                return null;
            });
            var copy = new Copy();
            int calls = 0;
            int lost = 0;
            for (boolean over = false; ; ) {
                boolean wasOver = over;
                over = writers.isTerminated() && killer.isDone();
                Api asked = calls++ % 2 == 0 ? here : there;
                JsonNode changes;
                try {
                    changes = asked.get("/v1/changes?feature=facility&feature=gap&limit=9&since=" + token)
                            .expect(200)
                            .json();
                } catch (UncheckedIOException e) {
                    lost++;
                    continue;
                }
                changes.get("items").forEach(copy::take);
                token = changes.get("next").asText();
                if (wasOver && changes.get("items").isEmpty()) {
                    break;
                }
            }
            for (Future<?> each : writing) {
                each.get();
            }
            killer.get();
            assertThat(lost).as("calls of a node that is dead").isPositive();
            assertThat(copy.things).isEqualTo(all()).isNotEmpty();
            assertThat(copy.told).as("at least what was confirmed").isGreaterThanOrEqualTo(written.get());
            System.out.println("changes: a follower of two nodes, one killed, was told of " + copy.told
                    + " changes (" + written + " confirmed) in " + calls + " calls, of which " + lost
                    + " failed, and holds the same " + copy.things.size() + " things");
        }
    }

    /** What there is, by the lists. */
    private Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        for (String list : List.of("/v1/facilities", "/v1/gaps")) {
            String cursor = "";
            do {
                JsonNode page =
                        here.get(list + "?limit=200" + cursor).expect(200).json();
                page.get("items").forEach(item -> all.put(item.get("id").asText(), item.toString()));
                cursor = page.has("next") ? "&cursor=" + page.get("next").asText() : "";
            } while (!cursor.isEmpty());
        }
        return all;
    }

    /** What a partner keeps: each thing as it is when it is told of a change. */
    private final class Copy {
        private final Map<String, String> things = new TreeMap<>();
        private final Map<String, Integer> versions = new HashMap<>();
        private int told;

        private void take(JsonNode change) {
            told++;
            String id = change.get("id").asText();
            int version = change.get("version").asInt();
            assertThat(version).as("none missed, none twice, never back").isEqualTo(versions.getOrDefault(id, 0) + 1);
            versions.put(id, version);
            String list = change.get("feature").asText().equals("gap") ? "/v1/gaps/" : "/v1/facilities/";
            Answer now = here.get(list + id);
            if (now.status() == 404) {
                things.remove(id);
            } else {
                things.put(id, now.expect(200).json().toString());
            }
        }
    }

    /** Makes, changes and removes; goes on at the other node when its own is gone, and leaves alone what it does not know. */
    private final class Writer implements Runnable {
        private final Random random;
        private final String hospital;
        private final AtomicInteger written;
        private final CountDownLatch enough;
        private final Map<String, Integer> own = new TreeMap<>();
        private Api api;

        private Writer(Random random, Api api, String hospital, AtomicInteger written, CountDownLatch enough) {
            this.random = random;
            this.api = api;
            this.hospital = hospital;
            this.written = written;
            this.enough = enough;
        }

        @Override
        public void run() {
            for (int i = 0; i < WRITES; i++) {
                List<String> paths = List.copyOf(own.keySet());
                String path =
                        paths.isEmpty() || random.nextInt(3) == 0 ? null : paths.get(random.nextInt(paths.size()));
                try {
                    write(path, i);
                    written.incrementAndGet();
                    enough.countDown();
                } catch (UncheckedIOException e) {
                    // Perhaps it was written; nobody knows.
                    own.remove(path == null ? "" : path);
                    api = here;
                }
            }
        }

        private void write(String path, int number) {
            if (path == null) {
                own.put(random.nextBoolean() ? facility(number) : gap(), 1);
            } else if (random.nextBoolean()) {
                String change = path.contains("gaps")
                        ? "{\"priority\": " + (1 + number % 5) + "}"
                        : "{\"name\": \"N" + number + "\"}";
                api.patch(path, change, "\"" + own.get(path) + "\"").expect(200);
                own.merge(path, 1, Integer::sum);
            } else {
                api.delete(path, "\"" + own.get(path) + "\"").expect(204);
                own.remove(path);
            }
        }

        private String facility(int number) {
            return "/v1/facilities/" + Hook.facility(api, "IN-KA", "Hospital " + number);
        }

        private String gap() {
            return api.post("/v1/gaps", """
                            {"facility": "%s", "role": "PD-WRL-003", "level": "basic", "headcount": 1, "priority": 3,
                             "workMode": "on-site", "startsOn": "2027-04-01"}
                            """.formatted(hospital)).expect(201).header("Location");
        }
    }
}
