package org.prahari.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;

/** What came back from a call. */
public record Answer(int status, HttpHeaders headers, String text) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public JsonNode json() {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }

    public String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    public String etag() {
        return header("ETag");
    }

    /** Asserts the status and gives this back. */
    public Answer expect(int wanted) {
        assertThat(status).as(text).isEqualTo(wanted);
        return this;
    }

    /** Asserts a problem of that kind and gives this back. */
    public Answer problem(int wanted, String kind) {
        expect(wanted);
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        assertThat(json().path("type").asText()).isEqualTo("/problems/" + kind);
        assertThat(text).doesNotContain("Exception").doesNotContain("SELECT").doesNotContain("org.prahari");
        return this;
    }

    /** Asserts that the problem names that place, a JSON Pointer or {@code ?parameter}, and gives this back. */
    public Answer at(String pointer) {
        assertThat(json().path("errors").findValuesAsText("pointer")).as(text).contains(pointer);
        return this;
    }
}
