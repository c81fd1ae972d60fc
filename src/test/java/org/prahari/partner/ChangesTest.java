package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Instance;
import org.prahari.support.Service;
import org.prahari.support.ServiceTest;

class ChangesTest extends ServiceTest {
    private static final String SCOPES = "changes:read facilities:read facilities:write";
    private static final int WRITERS = 4;
    private static final int WRITES = 60;
    private static Instance other;
    private final Api karnataka = Api.with(SCOPES, "IN-KA");
    private final Api kerala = Api.with(SCOPES, "IN-KL");

    ChangesTest() {
        other.touch();
    }

    @BeforeAll
    static void startTheOther() {
        assertThat(Service.get().port()).isPositive();
        other = Instance.start();
    }

    @AfterAll
    static void stopTheOther() {
        other.close();
    }

    @Test
    void tellsWhatHappenedInItsOrderAndOnce() {
        String token = latest(karnataka);
        String id = facility(karnataka, "IN-KA", "One");
        karnataka.patch("/v1/facilities/" + id, "{\"name\": \"Two\"}", "\"1\"").expect(200);
        karnataka.delete("/v1/facilities/" + id, "\"2\"").expect(204);
        JsonNode all = changes(karnataka, token, "");
        assertThat(all.get("items").findValuesAsText("kind")).containsExactly("created", "updated", "deleted");
        assertThat(all.get("items").findValuesAsText("version")).containsExactly("1", "2", "3");
        assertThat(all.get("items").findValuesAsText("id")).containsOnly(id);
        assertThat(all.get("items").get(0).has("sequence")).isFalse();
        assertThat(all.get("more").asBoolean()).isFalse();
        String next = all.get("next").asText();
        assertThat(changes(karnataka, next, "").get("items")).isEmpty();
        assertThat(changes(karnataka, next, "").get("next").asText()).isEqualTo(next);
        List<String> singly = new ArrayList<>();
        String at = token;
        for (boolean more = true; more; ) {
            JsonNode one = changes(karnataka, at, "&limit=1");
            singly.addAll(one.get("items").findValuesAsText("kind"));
            at = one.get("next").asText();
            more = one.get("more").asBoolean();
        }
        assertThat(singly).containsExactly("created", "updated", "deleted");
        assertThat(at).isEqualTo(next);
    }

    @Test
    void aDepartmentLearnsNothingOfAnothersChangesNotEvenFromTheToken() {
        Api all = Api.with(SCOPES, "*");
        String began = latest(all);
        String before = latest(kerala);
        String id = facility(karnataka, "IN-KA", "One");
        assertThat(latest(kerala)).isEqualTo(before);
        JsonNode seen = changes(kerala, before, "");
        assertThat(seen.get("items")).isEmpty();
        assertThat(seen.get("next").asText()).isEqualTo(before);
        assertThat(changes(all, began, "").get("items").findValuesAsText("id")).contains(id);
        kerala.get("/v1/changes?since=" + latest(karnataka))
                .problem(400, "malformed")
                .at("?since");
    }

    @Test
    void whoMayNotReadAThingIsNotToldOfIt() {
        Api narrow = Api.with("changes:read", "IN-KA");
        String before = latest(narrow);
        facility(karnataka, "IN-KA", "One");
        assertThat(changes(narrow, before, "").get("items")).isEmpty();
        narrow.get("/v1/changes?feature=facility").problem(403, "forbidden");
        narrow.get("/v1/changes?feature=client").problem(400, "malformed").at("?feature");
        List<String> catalogue = changes(narrow, null, "&feature=certification&feature=region&limit=1000")
                .get("items")
                .findValuesAsText("feature");
        assertThat(catalogue).containsOnly("certification", "region").hasSizeGreaterThan(100);
        Api.with("facilities:read", "IN-KA").get("/v1/changes").problem(403, "forbidden");
        Api.anonymous().get("/v1/changes").problem(401, "unauthenticated");
    }

    @Test
    void senselessTokensLimitsAndWaitsAreRefused() {
        for (String query : List.of("since=x", "since=", "since=" + "A".repeat(60))) {
            karnataka.get("/v1/changes?" + query).problem(400, "malformed").at("?since");
        }
        for (String query : List.of("limit=0", "limit=1001", "wait=-1", "wait=31", "wait=x", "feature=x", "cursor=x")) {
            karnataka.get("/v1/changes?" + query).problem(400, "malformed");
        }
    }

    @Test
    void aLogThatWasSetBackSaysToBeginAgain() {
        facility(karnataka, "IN-KA", "One");
        String token = latest(karnataka);
        service.jdbi().useHandle(handle -> handle.execute("UPDATE change_head SET sequence = sequence - 1"));
        try {
            karnataka.get("/v1/changes?since=" + token).problem(410, "gone");
        } finally {
            service.jdbi().useHandle(handle -> handle.execute("UPDATE change_head SET sequence = sequence + 1"));
        }
    }

    @Test
    void aCallThatWaitsIsAnsweredAsSoonAsSomethingHappensOnAnyNode() throws Exception {
        String token = latest(karnataka);
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            long began = System.nanoTime();
            Future<JsonNode> waits = one.submit(() -> changes(karnataka, token, "&wait=20"));
            Thread.sleep(500);
            assertThat(waits.isDone()).isFalse();
            facility(karnataka.at(other.port()), "IN-KA", "Elsewhere");
            JsonNode found = waits.get(5, TimeUnit.SECONDS);
            assertThat(found.get("items")).hasSize(1);
            long after = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            assertThat(after).isBetween(500L, 5000L);
            // Another department's change wakes nobody.
            String next = found.get("next").asText();
            Future<JsonNode> idle = one.submit(() -> changes(karnataka, next, "&wait=2"));
            facility(kerala, "IN-KL", "Not theirs");
            JsonNode nothing = idle.get(10, TimeUnit.SECONDS);
            assertThat(nothing.get("items")).isEmpty();
            assertThat(nothing.get("next").asText()).isEqualTo(next);
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void ofOneKeyFourCallsWaitAndTheFifthIsAnsweredAtOnce() throws Exception {
        String token = latest(karnataka);
        ExecutorService many = Executors.newFixedThreadPool(4);
        try {
            List<Future<JsonNode>> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                waiting.add(many.submit(() -> changes(karnataka, token, "&wait=3")));
            }
            Thread.sleep(1000);
            assertThat(waiting).noneMatch(Future::isDone);
            long began = System.nanoTime();
            assertThat(changes(karnataka, token, "&wait=30").get("items")).isEmpty();
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isLessThan(1500);
            for (Future<JsonNode> call : waiting) {
                assertThat(call.get(10, TimeUnit.SECONDS).get("items")).isEmpty();
            }
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void aNodeThatStopsLetsGoOfThoseThatWait() throws Exception {
        Instance third = Instance.start();
        Api there = Api.with(SCOPES, "IN-KA").at(third.port());
        third.touch();
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            String token = latest(there);
            Future<JsonNode> waits = one.submit(() -> changes(there, token, "&wait=30"));
            Thread.sleep(500);
            long began = System.nanoTime();
            third.close();
            assertThat(waits.get(5, TimeUnit.SECONDS).get("items")).isEmpty();
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began))
                    .isLessThan(10);
        } finally {
            one.shutdownNow();
        }
    }

    /** Four writers at two nodes; a follower that changes nodes with every call ends with what is there, and saw each once. */
    @Test
    void aFollowerOfTwoNodesEndsWithAnIdenticalCopy() throws Exception {
        String token = latest(karnataka);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<Integer>> writing = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            int number = w;
            writing.add(writers.submit(writer(number)));
        }
        writers.shutdown();
        Map<String, String> copy = new TreeMap<>();
        Map<String, Integer> versions = new TreeMap<>();
        int told = 0;
        for (int call = 0; ; call++) {
            boolean over = writers.isTerminated();
            Api node = call % 2 == 0 ? karnataka : karnataka.at(other.port());
            JsonNode changes = changes(node, token, "&feature=facility&limit=7");
            for (JsonNode change : changes.get("items")) {
                told++;
                String id = change.get("id").asText();
                int version = change.get("version").asInt();
                assertThat(version).as("never backward, never twice").isEqualTo(versions.getOrDefault(id, 0) + 1);
                versions.put(id, version);
                Answer now = node.get("/v1/facilities/" + id);
                if (now.status() == 404) {
                    copy.remove(id);
                } else {
                    copy.put(id, now.json().toString());
                }
            }
            token = changes.get("next").asText();
            if (over && changes.get("items").isEmpty()) {
                break;
            }
        }
        int written = 0;
        for (Future<Integer> each : writing) {
            written += each.get();
        }
        assertThat(told).isEqualTo(written);
        Map<String, String> there = new TreeMap<>();
        String page = "/v1/facilities?limit=200";
        for (JsonNode item : karnataka.get(page).expect(200).json().get("items")) {
            there.put(item.get("id").asText(), item.toString());
        }
        assertThat(copy).isEqualTo(there).isNotEmpty();
        System.out.println("changes: a follower was told of " + told + " changes by " + WRITERS
                + " writers at two nodes, and holds the same " + copy.size() + " things");
    }

    private Callable<Integer> writer(int number) {
        return () -> {
            Random random = new Random(number);
            Api node = number % 2 == 0 ? karnataka : karnataka.at(other.port());
            List<String> own = new ArrayList<>();
            Map<String, Integer> versions = new TreeMap<>();
            int written = 0;
            for (int i = 0; i < WRITES; i++) {
                int what = own.isEmpty() ? 0 : random.nextInt(3);
                if (what == 0) {
                    String id = facility(node, "IN-KA", "Hospital " + number + " " + i);
                    own.add(id);
                    versions.put(id, 1);
                } else {
                    String id = own.get(random.nextInt(own.size()));
                    String held = "\"" + versions.get(id) + "\"";
                    if (what == 1) {
                        node.patch("/v1/facilities/" + id, "{\"name\": \"Renamed " + i + "\"}", held)
                                .expect(200);
                        versions.merge(id, 1, Integer::sum);
                    } else {
                        node.delete("/v1/facilities/" + id, held).expect(204);
                        own.remove(id);
                    }
                }
                written++;
            }
            return written;
        };
    }

    private static String latest(Api api) {
        return api.get("/v1/changes?since=latest")
                .expect(200)
                .json()
                .get("next")
                .asText();
    }

    private static JsonNode changes(Api api, String since, String more) {
        String query = since == null ? more.replaceFirst("^&", "?") : "?since=" + since + more;
        return api.get("/v1/changes" + query).expect(200).json();
    }

    private static String facility(Api api, String department, String name) {
        return api.post("/v1/facilities", """
                        {"department": "%s", "name": "%s", "kind": "district-hospital"}
                        """.formatted(department, name))
                .expect(201)
                .json()
                .get("id")
                .asText();
    }
}
