package org.prahari.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What the tests have sent or been given that no log may hold: keys, and the names, addresses and numbers of people. */
public final class Secrets {
    private static final Set<String> ALL = ConcurrentHashMap.newKeySet();
    private static final List<String> OF_PEOPLE = List.of("name", "email", "phone");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Shorter ones stand in log lines by chance. */
    private static final int MIN_LENGTH = 8;

    private Secrets() {}

    static void of(String key, String path, String body, Answer answer) {
        add(key);
        if (path.contains("/identity") || path.contains("/lookup")) {
            OF_PEOPLE.forEach(field -> add(json(body).path(field).asText()));
        }
        if (answer.status() == 201 && answer.text().contains("\"key\"")) {
            add(json(answer.text()).path("key").asText());
        }
        if (path.startsWith("/v1/webhooks") && answer.text().contains("\"secret\"")) {
            add(json(answer.text()).path("secret").asText());
        }
    }

    private static JsonNode json(String text) {
        try {
            return text == null ? MAPPER.nullNode() : MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MAPPER.nullNode();
        }
    }

    private static void add(String secret) {
        if (secret != null && secret.strip().length() >= MIN_LENGTH && !Fuzz.isItsText(secret.strip())) {
            ALL.add(secret.strip());
        }
    }

    public static Set<String> all() {
        return new TreeSet<>(ALL);
    }
}
