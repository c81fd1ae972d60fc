package org.prahari.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** One operation of the contract, with the parameters of its path item among its own. */
public record Operation(String method, String path, JsonNode body, List<JsonNode> parameters) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    /** All there are. */
    public static List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        Contract.root()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    if (METHODS.contains(entry.getKey())) {
                        List<JsonNode> parameters = new ArrayList<>();
                        path.getValue().path("parameters").forEach(node -> parameters.add(resolve(node)));
                        entry.getValue().path("parameters").forEach(node -> parameters.add(resolve(node)));
                        all.add(new Operation(
                                entry.getKey().toUpperCase(Locale.ROOT), path.getKey(), entry.getValue(), parameters));
                    }
                }));
        return all;
    }

    /** What a reference in the contract stands for; what is none stands for itself. */
    public static JsonNode resolve(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null
                ? node
                : resolve(Contract.root().at(reference.asText().substring(1)));
    }

    public String name() {
        return method + " " + path;
    }

    public Set<String> scopes() {
        Set<String> scopes = new TreeSet<>();
        body.path("x-required-scopes").forEach(scope -> scopes.add(scope.asText()));
        return scopes;
    }

    public Set<String> statuses() {
        Set<String> statuses = new TreeSet<>();
        body.path("responses").fieldNames().forEachRemaining(statuses::add);
        return statuses;
    }

    /** The parameters of a place: path, query, header. */
    public List<JsonNode> parameters(String place) {
        return parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals(place))
                .toList();
    }

    /** The names of the headers it takes. */
    public Set<String> headers() {
        Set<String> names = new TreeSet<>();
        parameters("header")
                .forEach(parameter -> names.add(parameter.get("name").asText()));
        return names;
    }

    /** What the operation takes as its body, or nothing. */
    public JsonNode content() {
        return resolve(body.path("requestBody")).path("content");
    }

    /** The examples of what it takes as its body, in that media type. */
    public List<JsonNode> examples(String type) {
        JsonNode media = content().path(type);
        List<JsonNode> examples = new ArrayList<>();
        if (media.has("example")) {
            examples.add(media.get("example"));
        }
        media.path("examples").forEach(example -> examples.add(resolve(example).get("value")));
        return examples;
    }

    /** The examples of its query parameters, as they follow the address. */
    public String query() {
        var query = new StringBuilder();
        for (JsonNode parameter : parameters("query")) {
            JsonNode example = parameter.path("example");
            List<JsonNode> values = new ArrayList<>();
            if (example.isArray()) {
                example.forEach(values::add);
            } else if (!example.isMissingNode()) {
                values.add(example);
            }
            values.forEach(value -> query.append(query.isEmpty() ? '?' : '&')
                    .append(parameter.get("name").asText())
                    .append('=')
                    .append(URLEncoder.encode(value.asText(), StandardCharsets.UTF_8)));
        }
        return query.toString();
    }

    /** An example of a body as it is sent: text, or JSON. */
    public static String text(JsonNode example) {
        return example.isTextual() ? example.asText() : example.toString();
    }

    /** The address with the examples of its path parameters. */
    public String example() {
        String address = path;
        for (JsonNode parameter : parameters("path")) {
            address = address.replace(
                    "{" + parameter.get("name").asText() + "}",
                    parameter.path("example").asText());
        }
        return address;
    }
}
