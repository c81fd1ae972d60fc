package org.prahari.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** A caller who repeats under the same key what was not acknowledged, as long as it takes, whatever dies meanwhile. */
public final class Stubborn {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private final int port;
    private final String key;

    public Stubborn(int port, String key) {
        this.port = port;
        this.key = key;
    }

    /** Once; empty if it was not acknowledged, whatever became of it. */
    public Optional<JsonNode> attempt(String path, String type, String body, String once) {
        return exchange("POST " + path + " HTTP/1.1\r\nContent-Type: " + type + "\r\nIdempotency-Key: "
                + UUID.nameUUIDFromBytes(once.getBytes(StandardCharsets.UTF_8)) + "\r\nContent-Length: "
                + body.length() + "\r\n%s" + body);
    }

    /** Until it is acknowledged. */
    public JsonNode post(String path, String type, String body, String once) {
        return until(() -> attempt(path, type, body, once), answer -> true, path);
    }

    public JsonNode post(String path, String json, String once) {
        return post(path, "application/json", json, once);
    }

    /** Replaces what is there, whichever version it has. */
    public JsonNode put(String path, String json) {
        return until(
                () -> exchange("PUT " + path
                        + " HTTP/1.1\r\nContent-Type: application/json\r\nIf-Match: *\r\nContent-Length: "
                        + json.length() + "\r\n%s" + json),
                answer -> true,
                path);
    }

    /** Reads until it is so. */
    public JsonNode until(String path, Predicate<JsonNode> so) {
        return until(() -> exchange("GET " + path + " HTTP/1.1\r\n%s"), so, path);
    }

    private interface Attempt {
        Optional<JsonNode> make();
    }

    private static JsonNode until(Attempt attempt, Predicate<JsonNode> so, String path) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<JsonNode> answer = attempt.make();
            if (answer.filter(so).isPresent()) {
                return answer.get();
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError(path + " is not as expected after " + PATIENCE.toSeconds() + " s");
    }

    private Optional<JsonNode> exchange(String request) {
        try (RawClient client = new RawClient(port)) {
            RawClient.Reply reply = client.send(
                    request.formatted(
                            "Host: localhost\r\nConnection: close\r\nAuthorization: Bearer " + key + "\r\n\r\n"),
                    false);
            return reply.status() / 100 == 2 ? Optional.of(MAPPER.readTree(reply.text())) : Optional.empty();
        } catch (UncheckedIOException | IndexOutOfBoundsException | NumberFormatException | JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
