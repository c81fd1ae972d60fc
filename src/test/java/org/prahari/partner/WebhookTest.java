package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

/** Webhooks as resources: what may be asked of them, by whom, and what is refused. */
class WebhookTest extends ServiceTest {
    private static final String GOOD = """
            {"url": "https://hooks.partner.example/prahari", "features": ["facility"], "departments": ["IN-KA"]}
            """;
    private final Api karnataka = Api.with(Hook.SCOPES, "IN-KA");

    @Test
    void aWebhookIsMadeReadChangedAndRemoved() {
        Answer made = karnataka.post("/v1/webhooks", GOOD).expect(201);
        String path = made.header("Location");
        String secret = made.json().get("secret").asText();
        assertThat(Base64.getDecoder().decode(secret.substring("whsec_".length())))
                .hasSize(32);
        Answer read = karnataka.get(path).expect(200);
        assertThat(read.text()).doesNotContain(secret).doesNotContain("whsec");
        assertThat(read.json().get("state").asText()).isEqualTo("active");
        assertThat(read.json().has("previousSecretUntil")).isFalse();
        assertThat(karnataka
                        .get("/v1/webhooks")
                        .expect(200)
                        .json()
                        .at("/items/0/id")
                        .asText())
                .isEqualTo(read.json().get("id").asText());
        Answer changed = karnataka
                .patch(path, "{\"description\": \"Ours\", \"state\": \"paused\"}", read.etag())
                .expect(200);
        assertThat(changed.json().get("description").asText()).isEqualTo("Ours");
        assertThat(changed.json().get("state").asText()).isEqualTo("paused");
        assertThat(karnataka
                        .patch(path, "{\"description\": null}", changed.etag())
                        .expect(200)
                        .json()
                        .get("state")
                        .asText())
                .as("what is not said stays")
                .isEqualTo("paused");
        karnataka.delete(path, "*").expect(204);
        karnataka.get(path).problem(404, "not-found");
    }

    @Test
    void hostileAndSenselessRequestsAreRefused() {
        for (String url : List.of(
                "http://hooks.partner.example/",
                "https://127.0.0.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0177.0.0.1/",
                "https://[::1]/",
                "https://localhost/",
                "https://metadata.google.internal/",
                "https://user:secret@hooks.partner.example/",
                "https://hooks.partner.example:25/",
                "https://hooks.partner.example/#x",
                "file:///etc/passwd",
                "${jndi:ldap://x}",
                "x")) {
            karnataka
                    .post("/v1/webhooks", GOOD.replace("https://hooks.partner.example/prahari", url))
                    .problem(422, "invalid")
                    .at("/url");
        }
        karnataka
                .post("/v1/webhooks", GOOD.replace("prahari", "x".repeat(2000)))
                .problem(422, "invalid")
                .at("/url");
        karnataka
                .post("/v1/webhooks", GOOD.replace("\"facility\"", "\"client\""))
                .problem(422, "invalid")
                .at("/features/0");
        karnataka
                .post("/v1/webhooks", GOOD.replace("[\"facility\"]", "[]"))
                .problem(422, "invalid")
                .at("/features");
        karnataka.post("/v1/webhooks", GOOD.replace("[\"facility\"]", "[null]")).expect(422);
        karnataka
                .post("/v1/webhooks", GOOD.replace("[\"IN-KA\"]", "[\"IN-KA\", \"*\"]"))
                .problem(422, "invalid");
        karnataka
                .post("/v1/webhooks", GOOD.replace("}", ", \"state\": \"disabled\"}"))
                .problem(422, "invalid")
                .at("/state");
        karnataka
                .post("/v1/webhooks", GOOD.replace("}", ", \"secret\": \"whsec_AAAA\"}"))
                .problem(400, "malformed");
        Hook hook = new Hook(
                karnataka, karnataka.post("/v1/webhooks", GOOD).expect(201).header("Location"), null);
        karnataka
                .patch(hook.path(), "{\"url\": \"https://169.254.169.254/\"}", "*")
                .problem(422, "invalid")
                .at("/url");
        for (String hours : List.of("-1", "169")) {
            karnataka
                    .post(hook.path() + "/rotate", "{\"overlapHours\": " + hours + "}", "If-Match", "*")
                    .problem(422, "invalid")
                    .at("/overlapHours");
        }
        for (String from : List.of("x", "A".repeat(60), "first ", "\\u0000")) {
            assertThat(hook.replay(from).status()).isIn(400, 422);
        }
        karnataka
                .get(hook.path() + "/deliveries?state=x")
                .problem(400, "malformed")
                .at("?state");
    }

    @Test
    void aClientIsToldOnlyOfWhatItMayRead() {
        karnataka.post("/v1/webhooks", GOOD.replace("facility", "trainee")).problem(403, "forbidden");
        for (String department : List.of("IN-KL", "IN-XX", "*")) {
            karnataka
                    .post("/v1/webhooks", GOOD.replace("IN-KA", department))
                    .problem(422, "unknown-reference")
                    .at("/departments/0");
        }
        Api.with("webhooks:write", "IN-KA").post("/v1/webhooks", GOOD).problem(403, "forbidden");
        Api.with("facilities:read", "IN-KA").post("/v1/webhooks", GOOD).problem(403, "forbidden");
        String path = karnataka.post("/v1/webhooks", GOOD).expect(201).header("Location");
        // Another client of the department that may not read the feature could have it told to itself.
        Api other = Api.with("webhooks:write", "IN-KA");
        other.get(path).expect(200);
        String theirs = "{\"url\": \"https://hooks.other.example/\"}";
        other.patch(path, theirs, "*").problem(403, "forbidden");
        other.patch(path, "{\"url\": \"https://hooks.other.example/\", \"features\": [\"role\"]}", "*")
                .problem(403, "forbidden");
        other.post(path + "/rotate", "{}", "If-Match", "*").problem(403, "forbidden");
        other.post(path + "/replay", "{\"from\": \"first\"}", "If-Match", "*").problem(403, "forbidden");
        other.send("POST", path + "/test", null).problem(403, "forbidden");
        Api kerala = Api.with(Hook.SCOPES, "IN-KL");
        kerala.get(path).problem(404, "not-found");
        kerala.patch(path, theirs, "*").problem(404, "not-found");
        kerala.get(path + "/deliveries").problem(404, "not-found");
        assertThat(kerala.get("/v1/webhooks").expect(200).json().get("items")).isEmpty();
    }

    @Test
    void aClientHasTwentyAtMost() {
        for (int i = 0; i < 20; i++) {
            karnataka.post("/v1/webhooks", GOOD).expect(201);
        }
        karnataka.post("/v1/webhooks", GOOD).problem(409, "conflict");
    }

    @Test
    void secretsAreSealedInTheDatabaseAndNowhereElse() {
        Answer made = karnataka.post("/v1/webhooks", GOOD).expect(201);
        byte[] secret =
                Base64.getDecoder().decode(made.json().get("secret").asText().substring("whsec_".length()));
        byte[] stored = service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT secret FROM webhook")
                        .mapTo(byte[].class)
                        .one());
        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(secret, StandardCharsets.ISO_8859_1));
        assertThat(stored).hasSize(12 + 32 + 16);
    }

    @Test
    void aTestSaysAtOnceWhatTheReceiverAnswers() {
        try (Receiver receiver = new Receiver()) {
            Hook hook = Hook.of(karnataka, receiver);
            JsonNode good = test(hook);
            assertThat(good.get("delivered").asBoolean()).isTrue();
            assertThat(good.get("status").asInt()).isEqualTo(204);
            Receiver.Message message = receiver.messages().get(0);
            assertThat(message.isSignedWith(hook.secret())).isTrue();
            assertThat(message.json().get("type").asText()).isEqualTo("test");
            assertThat(message.items()).isEmpty();
            receiver.will(Receiver.status(500));
            assertThat(test(hook).get("failure").asText()).isEqualTo("status");
            hook.patch("{\"state\": \"paused\"}").expect(200);
            assertThat(test(hook).get("status").asInt()).isEqualTo(500);
            assertThat(hook.deliveries("pending")).isEmpty();
        }
        Hook nowhere = new Hook(
                karnataka, karnataka.post("/v1/webhooks", GOOD).expect(201).header("Location"), null);
        assertThat(test(nowhere).get("failure").asText()).isEqualTo("address");
    }

    private static JsonNode test(Hook hook) {
        return hook.api().send("POST", hook.path() + "/test", null).expect(200).json();
    }

    @Test
    void theSecretIsChangedForAnotherWithoutAPause() {
        try (Receiver receiver = new Receiver()) {
            Hook hook = Hook.of(karnataka, receiver);
            Hook.facility(karnataka, "IN-KA", "One");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> receiver.messages().size() == 1);
            Answer rotated = karnataka
                    .post(hook.path() + "/rotate", "{\"overlapHours\": 2}", "If-Match", "*")
                    .expect(200);
            String next = rotated.json().get("secret").asText();
            assertThat(next).isNotEqualTo(hook.secret());
            assertThat(rotated.json().has("previousSecretUntil")).isTrue();
            Hook.facility(karnataka, "IN-KA", "Two");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> receiver.messages().size() == 2);
            service.jdbi()
                    .useHandle(handle -> handle.execute(
                            "UPDATE webhook SET previous_secret_until = TIMESTAMPADD(HOUR, -2, UTC_TIMESTAMP(6))"));
            Hook.facility(karnataka, "IN-KA", "Three");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> receiver.messages().size() == 3);
            List<Boolean> old = new ArrayList<>();
            List<Boolean> young = new ArrayList<>();
            for (Receiver.Message message : receiver.messages()) {
                old.add(message.isSignedWith(hook.secret()));
                young.add(message.isSignedWith(next));
            }
            assertThat(old).containsExactly(true, true, false);
            assertThat(young).containsExactly(false, true, true);
        }
    }
}
