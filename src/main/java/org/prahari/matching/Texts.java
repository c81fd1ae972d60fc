package org.prahari.matching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sets of texts as the database keeps them, in JSON. Many rows hold the same one: it is parsed once. For one reading. */
final class Texts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEPT = 20_000;
    private final Map<String, Set<String>> known = new HashMap<>();

    /** @param json an array of texts, or null for none */
    Set<String> of(String json) {
        if (json == null) {
            return Set.of();
        }
        Set<String> texts = known.get(json);
        if (texts == null) {
            texts = parse(json);
            if (known.size() < KEPT) {
                known.put(json, texts);
            }
        }
        return texts;
    }

    private static Set<String> parse(String json) {
        try {
            return Set.copyOf(List.of(JSON.readValue(json, String[].class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database holds what is no list of texts", e);
        }
    }
}
