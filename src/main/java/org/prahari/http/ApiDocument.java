package org.prahari.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The contract as one document, as {@link ApiBundler} has made it. */
public final class ApiDocument {
    static final String YAML = "openapi.yaml";
    static final String JSON = "openapi.json";
    private static final String FOLDER = "/contract/";

    private ApiDocument() {}

    public static byte[] yaml() {
        return read(YAML);
    }

    public static byte[] json() {
        return read(JSON);
    }

    /** The document's root, a new one each time. */
    public static JsonNode root() {
        try {
            return new ObjectMapper().readTree(json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(String name) {
        try (InputStream in = ApiDocument.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("The contract was not bundled: mvn compile does it");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
