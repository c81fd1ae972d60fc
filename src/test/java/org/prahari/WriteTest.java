package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.prahari.access.Scope;
import org.prahari.store.Change;
import org.prahari.store.ChangeLog;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Imports;
import org.prahari.support.Operation;
import org.prahari.support.Placed;
import org.prahari.support.Rounds;
import org.prahari.support.ServiceTest;

/** The promises that the contract makes of all writes, tried on each one of them with its own example. */
class WriteTest extends ServiceTest {
    /** The operations whose reply shows a secret, once. */
    private static final Set<String> SHOWN_ONCE = Set.of(
            "POST /v1/clients", "POST /v1/clients/{id}/keys", "POST /v1/webhooks", "POST /v1/webhooks/{id}/rotate");

    private static final String ALL = String.join(" ", Scope.ALL);
    private static final String STALE = "\"999999\"";

    interface Log extends ChangeLog {}

    /** What an operation needs: the thing it writes to, in the state it starts from, and what to send. */
    private record Scene(Api caller, Operation operation, String address, String body, String etag) {
        Answer send(Api other, String key, String match) {
            return send(other, key, match, body);
        }

        Answer send(Api other, String key, String match, String text) {
            List<String> headers = new ArrayList<>();
            if (!operation.content().isEmpty()) {
                headers.addAll(
                        List.of("Content-Type", operation.content().fieldNames().next()));
            }
            if (key != null) {
                headers.addAll(List.of("Idempotency-Key", key));
            }
            if (match != null) {
                headers.addAll(List.of("If-Match", match));
            }
            return other.send(operation.method(), address, text, headers.toArray(new String[0]));
        }
    }

    @AfterEach
    void removeTheCampaigns() {
        service.jdbi().useTransaction(handle -> {
            handle.execute("DELETE FROM campaign WHERE author <> 'seed:author'");
            handle.attach(Log.class).log(Change.of("campaign", "all", 0, Change.Kind.DELETED, "test", Instant.now()));
        });
    }

    @TestFactory
    Stream<DynamicTest> aRepetitionIsAnsweredByteByByteAsTheFirstTime() {
        return operations(operation -> operation.headers().contains("Idempotency-Key"), scene -> {
            String key = UUID.randomUUID().toString();
            long before = changes();
            Answer first = scene.send(scene.caller, key, scene.etag);
            assertThat(first.status()).as(first.text()).isBetween(200, 299);
            assertThat(first.header("Idempotency-Replayed")).isNull();
            assertThat(changes()).as("what the first request did").isGreaterThan(before);

            long after = changes();
            if (SHOWN_ONCE.contains(scene.operation.name())) {
                scene.send(scene.caller, key, scene.etag).problem(409, "conflict");
                assertThat(changes()).as("a repetition does nothing").isEqualTo(after);
                return;
            }
            for (int repetition = 0; repetition < 2; repetition++) {
                Answer again = scene.send(scene.caller, key, scene.etag).expect(first.status());
                assertThat(again.text()).isEqualTo(first.text());
                for (String header : List.of("ETag", "Location", "Content-Type", "Cache-Control")) {
                    assertThat(again.header(header)).as(header).isEqualTo(first.header(header));
                }
                assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
                assertThat(changes()).as("a repetition does nothing").isEqualTo(after);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aKeyIsForOneRequestOnly() {
        return operations(operation -> operation.headers().contains("Idempotency-Key"), scene -> {
            String key = UUID.randomUUID().toString();
            assertThat(scene.send(scene.caller, key, scene.etag).status()).isBetween(200, 299);
            long after = changes();
            scene.send(scene.caller, key, scene.etag, scene.body == null ? "{}" : scene.body + " ")
                    .problem(422, "invalid")
                    .at("?Idempotency-Key");
            assertThat(changes()).isEqualTo(after);
        });
    }

    @TestFactory
    Stream<DynamicTest> aKeyOfOneClientIsNothingToAnother() {
        return operations(operation -> operation.headers().contains("Idempotency-Key"), scene -> {
            String key = UUID.randomUUID().toString();
            Answer first = scene.send(scene.caller, key, scene.etag);
            assertThat(first.status()).isBetween(200, 299);
            Answer others = scene.send(Api.with(ALL, "*"), key, scene.etag);
            assertThat(others.header("Idempotency-Replayed")).isNull();
            assertThat(others.text()).isNotEqualTo(first.text());
        });
    }

    @TestFactory
    Stream<DynamicTest> aWriteThatNamesNoVersionOrAnOldOneDoesNothing() {
        return operations(operation -> operation.headers().contains("If-Match"), scene -> {
            long before = changes();
            scene.send(scene.caller, null, null).problem(428, "precondition-required");
            scene.send(scene.caller, null, STALE).problem(412, "precondition-failed");
            scene.send(scene.caller, null, "\"0\", " + STALE).problem(412, "precondition-failed");
            assertThat(changes()).isEqualTo(before);

            Answer done = scene.send(scene.caller, null, scene.etag);
            assertThat(done.status()).as(done.text()).isBetween(200, 299);
            long after = changes();
            assertThat(scene.send(scene.caller, null, scene.etag).status())
                    .as("the version that it replaced")
                    .isIn(404, 412);
            assertThat(changes()).isEqualTo(after);
        });
    }

    private interface Try {
        void on(Scene scene);
    }

    private Stream<DynamicTest> operations(Predicate<Operation> which, Try test) {
        List<Operation> chosen = Operation.all().stream().filter(which).toList();
        assertThat(chosen).isNotEmpty();
        return chosen.stream().map(operation -> dynamicTest(operation.name(), () -> test.on(scene(operation))));
    }

    /** Sets the scene by a client of its own. */
    private Scene scene(Operation operation) {
        Api caller = Api.with(ALL, "*");
        String path = operation.path();
        if (path.startsWith("/v1/imports/")) {
            return upload(caller, operation);
        }
        if (operation.parameters("path").isEmpty()) {
            return new Scene(caller, operation, path, example(caller, operation), null);
        }
        if (path.startsWith("/v1/editorial/campaigns/")) {
            return campaign(caller, operation);
        }
        if (path.startsWith("/v1/notices/")) {
            String notice = "/v1/notices/" + UUID.randomUUID().toString().substring(0, 20);
            String text = example(operation).toString();
            Answer made = caller.send("PUT", notice, text, "If-None-Match", "*").expect(201);
            return new Scene(caller, operation, notice, text.replace("Your data", "Your own data"), made.etag());
        }
        if (path.equals("/v1/allocations/{id}")) {
            Answer made = caller.post("/v1/allocations", "{\"departments\": [\"IN-KA\"]}")
                    .expect(202);
            String id = made.json().get("id").asText();
            Rounds.over(caller, id);
            Rounds.unbegun(id);
            String etag = caller.get("/v1/allocations/" + id).etag();
            return new Scene(caller, operation, "/v1/allocations/" + id, null, etag);
        }
        if (path.equals("/v1/allocations/{id}/apply")) {
            Placed.gap(caller, "IN-KA", 1);
            Placed.trainee(caller, "IN-KA");
            String round = Placed.round(caller, "IN-KA");
            return new Scene(
                    caller,
                    operation,
                    path.replace("{id}", round),
                    example(operation).toString(),
                    null);
        }
        if (path.startsWith("/v1/offers/{id}/")) {
            String offer = Placed.offer(caller, "IN-KA");
            String step = path.substring(path.lastIndexOf('/'));
            return new Scene(
                    caller, operation, offer + step, null, caller.get(offer).etag());
        }
        if (path.equals("/v1/trainees/{id}/evidence")) {
            String trainee = "/v1/trainees/" + Placed.trainee(caller, "IN-KA");
            String email = "write-test@example.invalid";
            Answer named = caller.put(
                            trainee + "/identity", "{\"name\": \"Write Test\", \"email\": \"" + email + "\"}", "*")
                    .expect(200);
            String badge = "{\"credential\": \"" + service.badges().badge(email) + "\"}";
            return new Scene(caller, operation, trainee + "/evidence", badge, named.etag());
        }
        String collection = path.substring(0, path.indexOf("/{"));
        Operation create = named("POST " + collection);
        Answer made = caller.post(collection, example(caller, create)).expect(201);
        String address = made.header("Location") + path.substring(path.indexOf('}') + 1);
        if (path.startsWith("/v1/clients/")) {
            address = address.replace("{key}", made.json().at("/keys/0/id").asText());
        }
        assertThat(address).as("set a scene for " + operation.name()).doesNotContain("{");
        String etag = made.etag();
        if (operation.name().equals("DELETE /v1/trainees/{id}/consent")) {
            String consent = example(named("PUT /v1/trainees/{id}/consent")).toString();
            etag = caller.put(address, consent, etag).expect(200).etag();
        }
        return new Scene(caller, operation, address, body(operation, made), etag);
    }

    /** Uploads are tried dry, for what a job writes comes at any time. */
    private static Scene upload(Api caller, Operation operation) {
        if (operation.parameters("path").isEmpty()) {
            String type = operation.content().fieldNames().next();
            String rows = operation.examples(type).get(0).asText();
            return new Scene(caller, operation, operation.path() + operation.query(), rows, null);
        }
        String address = "/v1/imports/" + Imports.unbegun(caller);
        return new Scene(caller, operation, address, null, caller.get(address).etag());
    }

    /** What replaces a thing must belong where the thing belongs. */
    private static String body(Operation operation, Answer made) {
        if (operation.content().isEmpty()) {
            return null;
        }
        ObjectNode example = example(operation);
        if (example.has("facility")) {
            example.set("facility", made.json().get("facility"));
        }
        return example.toString();
    }

    private static Operation named(String name) {
        return Operation.all().stream()
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + name + ": set another scene"));
    }

    private static ObjectNode example(Operation operation) {
        String type = operation.content().fieldNames().next();
        return operation.examples(type).get(0).deepCopy();
    }

    /** The example of what makes a thing, in a world that has what it refers to and not yet what it makes. */
    private static String example(Api caller, Operation create) {
        ObjectNode example = example(create);
        if (example.has("facility")) {
            Operation facility = named("POST /v1/facilities");
            Answer made =
                    caller.post(facility.path(), example(caller, facility)).expect(201);
            example.set("facility", made.json().get("id"));
        }
        if (example.has("slug")) {
            example.put("slug", "write-test-" + UUID.randomUUID());
        }
        return example.toString();
    }

    private static Scene campaign(Api caller, Operation operation) {
        Api author = Api.with(ALL, "*");
        Operation create = named("POST /v1/editorial/campaigns");
        Answer made = author.post(create.path(), example(author, create)).expect(201);
        String slug = made.json().get("slug").asText();
        String root = create.path() + "/" + slug;
        String address = operation.example().replaceFirst("/campaigns/[^/]+", "/campaigns/" + slug);
        String etag = made.etag();
        String step = address.substring(address.lastIndexOf('/') + 1);
        boolean proposal = operation.path().contains("/translations/{language}/");
        if (proposal || List.of("publish", "return", "archive").contains(step)) {
            etag = author.post(root + "/submit", null, "If-Match", etag)
                    .expect(200)
                    .etag();
        }
        if (proposal || step.equals("archive")) {
            etag = caller.post(root + "/publish", null, "If-Match", etag)
                    .expect(200)
                    .etag();
        }
        if (proposal) {
            String target = address.substring(0, address.lastIndexOf('/'));
            String text = example(named("PUT "
                            + operation.path().substring(0, operation.path().lastIndexOf('/'))))
                    .toString();
            etag = author.put(target, text, etag).expect(200).etag();
            if (!step.equals("submit")) {
                etag = author.post(target + "/submit", null, "If-Match", etag)
                        .expect(200)
                        .etag();
            }
        }
        String body = body(operation, made);
        if (operation.name().startsWith("DELETE ") && address.contains("/translations/")) {
            String translation = example(named("PUT " + operation.path())).toString();
            etag = author.put(address, translation, etag).expect(200).etag();
        }
        if (operation.name().equals("PUT /v1/editorial/campaigns/{slug}")) {
            ObjectNode example = example(operation);
            example.put("slug", slug);
            example.set("sourceLanguage", made.json().get("sourceLanguage"));
            body = example.toString();
        }
        return new Scene(caller, operation, address, body, etag);
    }

    private long changes() {
        Rounds.quiet();
        return service.jdbi().withHandle(handle -> handle.attach(Log.class).head());
    }
}
