package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.prahari.support.Api;
import org.prahari.support.Contract;
import org.prahari.support.ServiceTest;

/** What receivers are sent, in which order, how often, and what becomes of what they do not take. */
class DeliveryTest extends ServiceTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private final String key = service.key(Hook.SCOPES, "IN-KA");
    private final Api karnataka = Api.as(key);
    private final Api kerala = Api.with(Hook.SCOPES, "IN-KL");

    @Test
    void whatHappensIsToldSignedInItsOrderAndByIdsAlone() {
        try (Receiver receiver = new Receiver()) {
            Hook hook = Hook.of(karnataka, receiver);
            String id = Hook.facility(karnataka, "IN-KA", "Sealed Lips Hospital");
            karnataka
                    .patch("/v1/facilities/" + id, "{\"name\": \"Two\"}", "\"1\"")
                    .expect(200);
            karnataka.delete("/v1/facilities/" + id, "\"2\"").expect(204);
            Hook.facility(kerala, "IN-KL", "Not theirs");
            String last = Hook.facility(karnataka, "IN-KA", "Last");
            await().atMost(SOON).until(() -> receiver.items().size() == 4);
            List<JsonNode> items = receiver.items();
            assertThat(items.stream().map(item -> item.get("kind").asText()))
                    .containsExactly("created", "updated", "deleted", "created");
            assertThat(items.stream().map(item -> item.get("version").asInt())).containsExactly(1, 2, 3, 1);
            assertThat(items.stream().map(item -> item.get("id").asText())).containsExactly(id, id, id, last);
            JsonNode schema = Contract.root().at("/components/schemas/WebhookEvent");
            for (Receiver.Message message : receiver.messages()) {
                assertThat(message.isSignedWith(hook.secret())).isTrue();
                assertThat(message.type()).startsWith("application/json");
                assertThat(message.body()).doesNotContain("Sealed Lips").doesNotContain("sequence");
                assertThat(message.json().get("type").asText()).isEqualTo("changes");
                assertThat(fields(message.json())).containsExactly("data", "timestamp", "type");
                for (JsonNode item : message.items()) {
                    assertThat(fields(schema.get("properties"))).containsAll(fields(item));
                    schema.get("required")
                            .forEach(field ->
                                    assertThat(item.has(field.asText())).isTrue());
                }
            }
            // An event is a place in the feed of the same client.
            JsonNode after = karnataka
                    .get("/v1/changes?feature=facility&since="
                            + items.get(2).get("event").asText())
                    .expect(200)
                    .json();
            assertThat(after.get("items").findValuesAsText("id")).containsExactly(last);
            await().atMost(SOON).until(() -> hook.deliveries("pending").isEmpty());
            assertThat(hook.deliveries("delivered")).hasSameSizeAs(receiver.messages());
            assertThat(service.support()
                            .getEnvironment()
                            .metrics()
                            .meter("webhooks.delivered")
                            .getCount())
                    .isPositive();
        }
    }

    private static Set<String> fields(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A receiver slower than the writers: one message at a time, and what waits comes together in the next. */
    @Test
    void aSlowReceiverGetsEverythingOnceInOrderAndOneMessageAtATime() throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.will(Receiver.after(Duration.ofMillis(150), Receiver.status(200)));
            Hook.of(karnataka, receiver);
            String since =
                    karnataka.get("/v1/changes?since=latest").json().get("next").asText();
            var writers = Executors.newFixedThreadPool(3);
            for (int w = 0; w < 3; w++) {
                String name = "Writer " + w;
                var unused = writers.submit(() -> {
                    for (int i = 0; i < 40; i++) {
                        String id = Hook.facility(karnataka, "IN-KA", name + " " + i);
                        karnataka
                                .patch("/v1/facilities/" + id, "{\"name\": \"Two\"}", "\"1\"")
                                .expect(200);
                    }
                    return null;
                });
            }
            writers.shutdown();
            assertThat(writers.awaitTermination(120, TimeUnit.SECONDS)).isTrue();
            await().atMost(SOON).until(() -> receiver.items().size() >= 240);
            List<String> fed = new ArrayList<>();
            karnataka
                    .get("/v1/changes?feature=facility&limit=1000&since=" + since)
                    .json()
                    .get("items")
                    .forEach(item -> fed.add(item.get("id").asText() + item.get("version")));
            assertThat(receiver.items().stream().map(item -> item.get("id").asText() + item.get("version")))
                    .containsExactlyElementsOf(fed);
            assertThat(receiver.mostAtOnce()).isEqualTo(1);
            assertThat(receiver.messages().size())
                    .as("what waited came together")
                    .isLessThan(240);
            assertThat(receiver.messages().stream().map(Receiver.Message::id)).doesNotHaveDuplicates();
        }
    }

    /** Ten attempts, with the clock moved on in between; then it is dead, and the next goes on. */
    @Test
    void whoIsDownForLongGetsTenAttemptsADeadLetterAndAReplay() {
        try (Receiver receiver = new Receiver()) {
            receiver.will(Receiver.status(500));
            Hook hook = Hook.of(karnataka, receiver);
            String first = Hook.facility(karnataka, "IN-KA", "One");
            await().atMost(SOON).until(() -> !receiver.messages().isEmpty());
            String second = Hook.facility(karnataka, "IN-KA", "Two");
            Duration all = Duration.ZERO;
            for (int attempt = 1; attempt < 10; attempt++) {
                int done = attempt;
                await().atMost(SOON).until(() -> attempts(hook) == done);
                JsonNode pending = hook.deliveries("pending").get(0);
                assertThat(pending.get("status").asInt()).isEqualTo(500);
                assertThat(pending.get("failure").asText()).isEqualTo("status");
                Duration pause = Duration.between(
                        Instant.parse(pending.get("attemptedAt").asText()),
                        Instant.parse(pending.get("nextAt").asText()));
                assertThat(pause).isBetween(Delivery.pause(attempt, 0), Delivery.pause(attempt, 1));
                all = all.plus(Delivery.pause(attempt, 0.5));
                moveTheClockOn();
            }
            assertThat(all).isBetween(Duration.ofHours(66), Duration.ofHours(72));
            await().atMost(SOON).until(() -> hook.deliveries("dead").size() == 1);
            assertThat(receiver.messages().stream()
                            .limit(10)
                            .map(Receiver.Message::id)
                            .distinct())
                    .as("one message, ten times")
                    .hasSize(1);
            assertThat(receiver.messages().stream()
                            .limit(10)
                            .map(Receiver.Message::body)
                            .distinct())
                    .as("the same, to the byte")
                    .hasSize(1);
            JsonNode dead = hook.deliveries("dead").get(0);
            assertThat(dead.get("attempts").asInt()).isEqualTo(10);
            assertThat(dead.has("nextAt")).isFalse();
            String event = receiver.items().get(0).get("event").asText();

            receiver.will(Receiver.status(204));
            moveTheClockOn();
            await().atMost(SOON).until(() -> !hook.deliveries("delivered").isEmpty());
            List<JsonNode> told = receiver.items();
            assertThat(told.get(told.size() - 1).get("id").asText()).isEqualTo(second);

            receiver.forget();
            hook.replay(dead.get("from").asText()).expect(200);
            await().atMost(SOON).until(() -> receiver.items().size() == 2);
            assertThat(receiver.items().stream().map(item -> item.get("id").asText()))
                    .containsExactly(first, second);
            assertThat(receiver.items().get(0).get("event").asText()).isEqualTo(event);
            assertThat(receiver.messages().get(0).id())
                    .isNotEqualTo(dead.get("id").asText());
        }
    }

    private static int attempts(Hook hook) {
        List<JsonNode> pending = hook.deliveries("pending");
        return pending.isEmpty() ? 0 : pending.get(0).get("attempts").asInt();
    }

    /** So that what waits is due. */
    private void moveTheClockOn() {
        service.jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE webhook_delivery SET next_at = UTC_TIMESTAMP(6) WHERE state = 'pending'"));
    }

    @Test
    void aReplayGoesBackToAnyPlaceButNotAhead() {
        try (Receiver receiver = new Receiver()) {
            Hook hook = Hook.of(karnataka, receiver);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ids.add(Hook.facility(karnataka, "IN-KA", "Hospital " + i));
            }
            await().atMost(SOON).until(() -> receiver.items().size() == 4);
            List<String> events = receiver.items().stream()
                    .map(item -> item.get("event").asText())
                    .toList();
            receiver.forget();
            hook.replay(events.get(1)).expect(200);
            await().atMost(SOON).until(() -> receiver.items().size() == 2);
            assertThat(receiver.items().stream().map(item -> item.get("id").asText()))
                    .containsExactlyElementsOf(ids.subList(2, 4));
            receiver.forget();
            hook.replay("first").expect(200);
            await().atMost(SOON).until(() -> ids(receiver).containsAll(ids));
            hook.patch("{\"state\": \"paused\"}").expect(200);
            Hook.facility(karnataka, "IN-KA", "Ahead");
            String ahead =
                    karnataka.get("/v1/changes?since=latest").json().get("next").asText();
            hook.replay(ahead).problem(422, "invalid").at("/from");
            String others =
                    kerala.get("/v1/changes?since=latest").json().get("next").asText();
            hook.replay(others).problem(422, "invalid").at("/from");
        }
    }

    private static Set<String> ids(Receiver receiver) {
        Set<String> ids = new TreeSet<>();
        receiver.items().forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }

    @Test
    void goneDisablesAndNothingIsLostUntilItGoesOn() {
        try (Receiver receiver = new Receiver()) {
            receiver.will(Receiver.status(410));
            Hook hook = Hook.of(karnataka, receiver);
            String one = Hook.facility(karnataka, "IN-KA", "One");
            await().atMost(SOON).until(() -> hook.get().get("state").asText().equals("disabled"));
            assertThat(hook.get().get("reason").asText()).isEqualTo("gone");
            receiver.will(Receiver.status(200));
            String two = Hook.facility(karnataka, "IN-KA", "Two");
            hook.patch("{\"description\": \"still\"}").expect(200);
            pause();
            assertThat(receiver.messages()).hasSize(1);
            assertThat(hook.get().get("state").asText()).isEqualTo("disabled");
            hook.patch("{\"state\": \"active\"}").expect(200);
            await().atMost(SOON).until(() -> receiver.items().size() == 3);
            assertThat(receiver.items().stream().map(item -> item.get("id").asText()))
                    .as("what was refused comes again, then the rest")
                    .containsExactly(one, one, two);
            assertThat(receiver.messages().get(1).id())
                    .isEqualTo(receiver.messages().get(0).id());
            assertThat(hook.get().has("reason")).isFalse();
        }
    }

    @Test
    void whatHappensDuringAPauseIsToldAfterIt() {
        try (Receiver receiver = new Receiver()) {
            Hook hook = Hook.of(karnataka, receiver);
            hook.patch("{\"state\": \"paused\"}").expect(200);
            String id = Hook.facility(karnataka, "IN-KA", "One");
            pause();
            assertThat(receiver.messages()).isEmpty();
            hook.patch("{\"state\": \"active\"}").expect(200);
            await().atMost(SOON).until(() -> ids(receiver).equals(Set.of(id)));
        }
    }

    /** A change of address takes effect at once: what failed there comes here. */
    @Test
    void aNewAddressIsTriedAtOnce() {
        try (Receiver broken = new Receiver();
                Receiver good = new Receiver()) {
            broken.will(Receiver.status(503));
            Hook hook = Hook.of(karnataka, broken);
            String id = Hook.facility(karnataka, "IN-KA", "One");
            await().atMost(SOON).until(() -> attempts(hook) == 1);
            hook.patch("{\"url\": \"" + good.url() + "\"}").expect(200);
            await().atMost(SOON).until(() -> ids(good).equals(Set.of(id)));
            assertThat(good.messages().get(0).id())
                    .isEqualTo(broken.messages().get(0).id());
        }
    }

    @Test
    void whoLosesADepartmentAScopeOrItsKeysIsToldNothingMore() {
        try (Receiver receiver = new Receiver();
                Receiver control = new Receiver()) {
            String both = service.key(Hook.SCOPES, "IN-KA", "IN-KL");
            Api client = Api.as(both);
            Hook.of(client, receiver, "\"facility\", \"role\"", "\"IN-KA\", \"IN-KL\"");
            Hook.of(Api.with(Hook.SCOPES, "*"), control, "\"facility\"", "\"*\"");
            Hook.facility(karnataka, "IN-KA", "One");
            Hook.facility(kerala, "IN-KL", "Two");
            await().atMost(SOON).until(() -> receiver.items().size() == 2);

            String admin = "/v1/clients/" + receiverClient(client);
            Api clients = Api.with(Hook.SCOPES + " clients:write", "*");
            clients.patch(admin, "{\"departments\": [\"IN-KA\"]}", "*").expect(200);
            Hook.facility(kerala, "IN-KL", "Three");
            String four = Hook.facility(karnataka, "IN-KA", "Four");
            await().atMost(SOON).until(() -> receiver.items().size() == 3);
            assertThat(receiver.items().get(2).get("id").asText()).isEqualTo(four);

            clients.patch(admin, "{\"scopes\": [\"webhooks:write\"]}", "*").expect(200);
            Hook.facility(karnataka, "IN-KA", "Five");
            await().atMost(SOON).until(() -> control.items().size() == 5);
            pause();
            assertThat(receiver.items()).hasSize(3);

            clients.patch(admin, "{\"scopes\": [\"webhooks:write\", \"facilities:read\"]}", "*")
                    .expect(200);
            clients.delete(admin, "*").expect(204);
            Hook.facility(karnataka, "IN-KA", "Six");
            await().atMost(SOON).until(() -> control.items().size() == 6);
            pause();
            assertThat(receiver.items()).hasSize(3);
        }
    }

    /** What waits for its next attempt is judged anew as well. */
    @Test
    void aMessageThatMayNoLongerBeReadIsNotSentAgain() {
        try (Receiver receiver = new Receiver()) {
            receiver.will(Receiver.status(500));
            Api client = Api.with(Hook.SCOPES, "IN-KA", "IN-KL");
            Hook hook = Hook.of(client, receiver, "\"facility\"", "\"IN-KA\", \"IN-KL\"");
            Hook.facility(kerala, "IN-KL", "One");
            await().atMost(SOON).until(() -> attempts(hook) == 1);
            Api clients = Api.with(Hook.SCOPES + " clients:write", "*");
            clients.patch("/v1/clients/" + receiverClient(client), "{\"departments\": [\"IN-KA\"]}", "*")
                    .expect(200);
            receiver.will(Receiver.status(200));
            moveTheClockOn();
            String two = Hook.facility(karnataka, "IN-KA", "Two");
            await().atMost(SOON).until(() -> receiver.items().size() == 2);
            assertThat(receiver.items().get(1).get("id").asText()).isEqualTo(two);
            assertThat(receiver.messages()).hasSize(2);
        }
    }

    private String receiverClient(Api client) {
        // The client of the first of its webhooks.
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT client FROM webhook ORDER BY id LIMIT 1")
                        .mapTo(java.util.UUID.class)
                        .one())
                .toString();
    }

    /** One receiver that hangs does not keep others waiting. */
    @Test
    void whoHangsKeepsNobodyElseWaiting() {
        try (Receiver hangs = new Receiver();
                Receiver good = new Receiver()) {
            hangs.will(Receiver.after(Duration.ofSeconds(20), Receiver.status(200)));
            Map<String, Hook> hooks = new HashMap<>();
            for (int i = 0; i < 10; i++) {
                hooks.put("hangs " + i, Hook.of(karnataka, hangs));
            }
            Hook.of(Api.with(Hook.SCOPES, "IN-KA"), good);
            String id = Hook.facility(karnataka, "IN-KA", "One");
            await().atMost(Duration.ofSeconds(10)).until(() -> ids(good).contains(id));
            assertThat(hangs.mostAtOnce()).as("of one client two at a time").isLessThanOrEqualTo(2);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
