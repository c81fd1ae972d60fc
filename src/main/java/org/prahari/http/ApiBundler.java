package org.prahari.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the one document of the contract when the service is built, since to read so much YAML takes as long as the rest of
 * its start. The sources in {@code api-spec} are many files, and each reference in them names its file:
 * {@code ./gap.yaml#/schemas/Gap}. Here the path items are put in place, and every schema, parameter, response and header
 * becomes a component of its own name.
 */
public final class ApiBundler {
    private static final Pattern REFERENCE =
            Pattern.compile("\\./([a-z]+\\.yaml)#/(paths|schemas|parameters|responses|headers)/(.+)");
    private final YAMLMapper yaml = new YAMLMapper();
    private final Path folder;
    private final Map<String, JsonNode> files = new HashMap<>();
    private final Map<String, String> origins = new HashMap<>();
    private final ObjectNode root;

    private ApiBundler(Path folder) {
        this.folder = folder;
        this.root = (ObjectNode) file("openapi.yaml").deepCopy();
        root.set("components", root.path("components").isObject() ? root.get("components") : yaml.createObjectNode());
        ObjectNode paths = (ObjectNode) root.get("paths");
        paths.properties().forEach(entry -> entry.setValue(resolve(entry.getValue())));
        paths.forEach(path -> path.forEach(this::secure));
        paths.forEach(path -> path.forEach(this::end));
        paths.forEach(
                path -> path.forEach(operation -> operation.path("responses").forEach(this::limit)));
        root.at("/components/responses").forEach(this::limit);
    }

    /** @param arguments the folder of the sources, and the folder to which the document is written as YAML and as JSON */
    public static void main(String[] arguments) throws IOException {
        var bundler = new ApiBundler(Path.of(arguments[0]));
        Path out = Files.createDirectories(Path.of(arguments[1]));
        bundler.yaml.writeValue(out.resolve(ApiDocument.YAML).toFile(), bundler.root);
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(out.resolve(ApiDocument.JSON).toFile(), bundler.root);
    }

    /**
     * An operation that needs scopes needs a key or token, unless the operator may open it; the others take it or leave it,
     * as the document's root says.
     */
    private void secure(JsonNode operation) {
        if (!operation.path("x-required-scopes").isEmpty()) {
            ArrayNode ways = ((ObjectNode) operation).putArray("security");
            if (operation.path("x-opened-by-operator").asBoolean()) {
                ways.addObject();
            }
            ways.addObject().putArray("clientKey");
            ways.addObject().putArray("accessToken");
        }
    }

    /** Every answer tells how much the caller may still ask. */
    private void limit(JsonNode response) {
        if (!response.has("$ref")) {
            ObjectNode headers = ((ObjectNode) response).withObjectProperty("headers");
            headers.set("RateLimit", header("RateLimit"));
            headers.set("RateLimit-Policy", header("RateLimitPolicy"));
        }
    }

    /** What is going away says so in its own answers. */
    private void end(JsonNode operation) {
        if (operation.path("deprecated").asBoolean()) {
            for (JsonNode response : operation.path("responses")) {
                if (!response.has("$ref")) {
                    ObjectNode headers = ((ObjectNode) response).withObjectProperty("headers");
                    headers.set("Deprecation", header("Deprecation"));
                    headers.set("Sunset", header("Sunset"));
                }
            }
        }
    }

    private JsonNode header(String name) {
        return resolve(yaml.createObjectNode().put("$ref", "./shared.yaml#/headers/" + name));
    }

    private JsonNode resolve(JsonNode node) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, resolve(array.get(i)));
            }
            return array;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        JsonNode reference = object.get("$ref");
        if (reference == null) {
            object.properties().forEach(entry -> entry.setValue(resolve(entry.getValue())));
            return object;
        }
        Matcher matcher = REFERENCE.matcher(reference.asText());
        if (!matcher.matches()) {
            return object;
        }
        String kind = matcher.group(2);
        String name = matcher.group(3).replace("~1", "/").replace("~0", "~");
        JsonNode target = file(matcher.group(1)).path(kind).path(name);
        if (target.isMissingNode()) {
            throw new IllegalStateException("The contract refers to what does not exist: " + reference.asText());
        }
        if (kind.equals("paths")) {
            return resolve(target.deepCopy());
        }
        String origin = origins.putIfAbsent(kind + "/" + name, matcher.group(1));
        if (origin != null && !origin.equals(matcher.group(1))) {
            throw new IllegalStateException(
                    "The contract has two of " + kind + "/" + name + ": in " + origin + " and in " + matcher.group(1));
        }
        ObjectNode section = root.withObject("/components/" + kind);
        if (!section.has(name)) {
            section.putObject(name);
            section.set(name, resolve(target.deepCopy()));
        }
        return yaml.createObjectNode().put("$ref", "#/components/" + kind + "/" + name);
    }

    private JsonNode file(String name) {
        return files.computeIfAbsent(name, key -> {
            try {
                return yaml.readTree(folder.resolve(key).toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
