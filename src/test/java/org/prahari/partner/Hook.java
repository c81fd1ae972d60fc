package org.prahari.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.prahari.support.Answer;
import org.prahari.support.Api;

/** A webhook of a client, with its secret, as the client keeps it. */
record Hook(Api api, String path, String secret) {
    static final String SCOPES = "webhooks:write changes:read facilities:read facilities:write";

    static Hook of(Api api, Receiver receiver, String features, String departments) {
        Answer made = api.post("/v1/webhooks", """
                        {"url": "%s", "features": [%s], "departments": [%s]}
                        """.formatted(receiver.url(), features, departments))
                .expect(201);
        return new Hook(api, made.header("Location"), made.json().get("secret").asText());
    }

    /** Told of the facilities of Karnataka. */
    static Hook of(Api api, Receiver receiver) {
        return of(api, receiver, "\"facility\"", "\"IN-KA\"");
    }

    String id() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    JsonNode get() {
        return api.get(path).expect(200).json();
    }

    Answer patch(String json) {
        return api.patch(path, json, "*");
    }

    List<JsonNode> deliveries(String state) {
        List<JsonNode> items = new java.util.ArrayList<>();
        api.get(path + "/deliveries?limit=200&state=" + state)
                .expect(200)
                .json()
                .get("items")
                .forEach(items::add);
        return items;
    }

    Answer replay(String from) {
        return api.post(path + "/replay", "{\"from\": \"" + from + "\"}", "If-Match", "*");
    }

    static String facility(Api api, String department, String name) {
        return api.post("/v1/facilities", """
                        {"department": "%s", "name": "%s", "kind": "district-hospital"}
                        """.formatted(department, name))
                .expect(201)
                .json()
                .get("id")
                .asText();
    }
}
