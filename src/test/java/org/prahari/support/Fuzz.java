package org.prahari.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes requests of an operation of the contract: some as its schemas want them, most with something wrong. What it changes is
 * its own: writes name only what a request of this generator has made.
 */
public final class Fuzz {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final int DEEPEST = 6;
    private static final int LONGEST = 300;
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "'",
            "\"",
            "' OR 1=1 --",
            "%00",
            "\u0000",
            "\u202E\u0915\u094D\u0937",
            "\uD83D\uDE00",
            "e\u0301",
            "../../etc/passwd",
            "${jndi:x}",
            "null",
            "NaN",
            "-1",
            "0",
            "99999999999999999999",
            "1e309",
            "2026-02-30",
            "2026-11-30T10:00:00Z",
            "9999-12-31",
            "-999999999-01-01",
            "+999999999-12-31T23:59:59Z",
            "FREQ=YEARLY;INTERVAL=0",
            "FREQ=SECONDLY",
            "x-klingon",
            "zh-Hant-u-co-stroke",
            "IN-KA",
            "IN-XX",
            "*",
            "=cmd()",
            "a,b;c|d",
            "<script>",
            "x".repeat(300),
            "x".repeat(5_000));

    private final Random random;
    private final Map<String, List<String>> made = new HashMap<>();

    public Fuzz(long seed) {
        random = new Random(seed);
    }

    /** What is written anywhere, in addresses too, is nobody's name. */
    static boolean isItsText(String text) {
        return TEXTS.contains(text);
    }

    /** @param headers names and values in turn */
    public record Request(Operation operation, String address, String body, List<String> headers) {
        @Override
        public String toString() {
            String text = operation.name() + " " + address + " " + headers + " " + body;
            return text.length() > 2_000 ? text.substring(0, 2_000) + "..." : text;
        }
    }

    public Request request(Operation operation) {
        List<String> headers = new ArrayList<>();
        String body = null;
        if (!operation.content().isEmpty()) {
            List<String> types = new ArrayList<>();
            operation.content().fieldNames().forEachRemaining(types::add);
            String type = pick(types);
            body = chance(3) ? "" : body(operation, type);
            headers.addAll(List.of("Content-Type", chance(4) ? "application/xml" : type));
        }
        for (String name : operation.headers()) {
            header(operation, name, headers);
        }
        if (chance(20) && operation.method().equals("GET")) {
            headers.addAll(List.of("Accept", pick(List.of("*/*", "text/csv", "application/json;q=0", "x", "a/b/c"))));
        }
        return new Request(operation, path(operation) + query(operation), body, headers);
    }

    /** Keeps the id of what was made, to be asked for and written to. */
    public void learn(Request request, Answer answer) {
        if (request.operation().method().equals("POST")
                && answer.status() == 201
                && answer.header("Location") != null) {
            String location = answer.header("Location");
            int cut = location.lastIndexOf('/');
            made.computeIfAbsent(location.substring(0, cut), key -> new ArrayList<>())
                    .add(location.substring(cut + 1));
        }
    }

    private void header(Operation operation, String name, List<String> headers) {
        switch (name) {
            case "If-Match" -> {
                if (!chance(10)) {
                    headers.addAll(List.of(
                            name, chance(70) ? "*" : pick(List.of("\"1\"", "\"2\"", "W/\"1\"", "1", "\"", ","))));
                }
            }
            case "If-None-Match" -> {
                if (chance(50)) {
                    headers.addAll(List.of(name, pick(List.of("*", "\"1\"", "W/\"x\"", "\"", ",,"))));
                }
            }
            default -> {
                if (chance(30)) {
                    String value = chance(50) ? UUID.randomUUID().toString() : pick(TEXTS);
                    headers.addAll(List.of(
                            name, value.replaceAll("[^\\x20-\\x7E]", "?").strip()));
                }
            }
        }
    }

    private String path(Operation operation) {
        boolean reads = operation.method().equals("GET");
        Matcher matcher = PARAMETER.matcher(operation.path());
        var path = new StringBuilder();
        while (matcher.find()) {
            StringBuilder before = new StringBuilder();
            matcher.appendReplacement(before, "");
            path.append(before);
            String prefix = path.substring(0, path.length() - 1);
            List<String> own = made.getOrDefault(prefix, List.of());
            String example = operation.parameters("path").stream()
                    .filter(parameter -> parameter.get("name").asText().equals(matcher.group(1)))
                    .map(parameter -> parameter.path("example").asText())
                    .findFirst()
                    .orElse("");
            String value = chance(10)
                    ? pick(TEXTS)
                    : !own.isEmpty() && chance(80) ? pick(own) : reads ? example : stranger(prefix, example);
            // What nothing is left of when it is trimmed has no operation by the validator of the contract.
            path.append(encoded(value.trim().isEmpty() || value.matches("[./]+.*") ? "x" : value));
        }
        return matcher.appendTail(path).toString();
    }

    /** What nobody has, in the form of the example; the language and the number of a thing of one's own may be any. */
    private String stranger(String prefix, String example) {
        if (prefix.endsWith("/translations") || prefix.endsWith("/revisions")) {
            return example;
        }
        return example.matches("[0-9a-f]{8}-.*")
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : "fuzz-" + random.nextInt(1_000);
    }

    private String query(Operation operation) {
        var query = new StringBuilder();
        for (JsonNode parameter : operation.parameters("query")) {
            String name = parameter.get("name").asText();
            boolean required = parameter.path("required").asBoolean();
            if (name.equals("wait") || (name.equals("dryRun")) || !(chance(required ? 90 : 35))) {
                continue;
            }
            for (int times = chance(8) ? 2 : 1; times > 0; times--) {
                JsonNode value = chance(35) ? NODES.textNode(pick(TEXTS)) : value(parameter.path("schema"), 0);
                if (!chance(40) && parameter.has("example")) {
                    value = parameter.get("example");
                }
                JsonNode one = value.isArray() && !value.isEmpty() ? value.get(0) : value;
                String text = one.isContainerNode() ? one.toString() : one.asText();
                // An address that is too long reaches no operation.
                query.append('&')
                        .append(name)
                        .append('=')
                        .append(encoded(text.substring(0, Math.min(text.length(), LONGEST))));
            }
        }
        if (operation.path().startsWith("/v1/imports/") && operation.method().equals("POST")) {
            query.append("&dryRun=true");
        }
        if (chance(3)) {
            query.append("&unknown=1");
        }
        return query.isEmpty() ? "" : "?" + query.substring(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String body(Operation operation, String type) {
        List<JsonNode> examples = operation.examples(type);
        JsonNode schema = operation.content().path(type).path("schema");
        JsonNode node = !examples.isEmpty() && chance(60) ? pick(examples).deepCopy() : value(schema, 0);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            node = mutated(node);
        }
        String text = Operation.text(node);
        if (chance(5) && !text.isEmpty()) {
            int cut = random.nextInt(text.length());
            return text.substring(0, cut)
                    + pick(TEXTS)
                    + text.substring(Math.min(text.length(), cut + random.nextInt(3)));
        }
        return text;
    }

    private JsonNode mutated(JsonNode node) {
        if (node instanceof ObjectNode object && !object.isEmpty() && !chance(5)) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = pick(names);
            switch (random.nextInt(5)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name, hostile());
                case 2 -> object.set(pick(List.of("unknown", name + " ", "constructor")), hostile());
                default -> object.set(name, mutated(object.get(name)));
            }
            // The service takes null for absent, as many clients write it; the validator of the contract has no word
            // for that.
            object.properties().removeIf(property -> property.getValue().isNull());
            return object;
        }
        if (node instanceof ArrayNode array && !array.isEmpty() && !chance(5)) {
            int at = random.nextInt(array.size());
            switch (random.nextInt(4)) {
                case 0 -> array.remove(at);
                case 1 -> array.add(array.get(at).deepCopy());
                case 2 -> array.insert(at, hostile());
                default -> array.set(at, mutated(array.get(at)));
            }
            return array;
        }
        if (node.isTextual() && chance(30)) {
            String text = node.asText();
            int at = random.nextInt(text.length() + 1);
            return NODES.textNode(text.substring(0, at) + pick(TEXTS) + text.substring(at));
        }
        return hostile();
    }

    private JsonNode hostile() {
        return switch (random.nextInt(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextInt());
            case 3 -> NODES.numberNode(new BigDecimal(pick(List.of("1e400", "-0.5", "9223372036854775808", "1E-400"))));
            case 4 -> NODES.arrayNode();
            case 5 -> NODES.objectNode();
            case 6 -> NODES.arrayNode().add(NODES.arrayNode().add(NODES.nullNode()));
            default -> NODES.textNode(pick(TEXTS));
        };
    }

    /** A value as a schema wants it, as far as that is easily told. */
    private JsonNode value(JsonNode unresolved, int depth) {
        JsonNode schema = Operation.resolve(unresolved);
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        if (schema.has("example") && chance(60)) {
            return schema.get("example").deepCopy();
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice)) {
                return value(
                        schema.get(choice).get(random.nextInt(schema.get(choice).size())), depth + 1);
            }
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray()
                ? type.get(0).asText()
                : type.asText(schema.has("properties") || schema.has("allOf") ? "object" : "string")) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "integer" -> NODES.numberNode(number(schema));
            case "number" -> NODES.numberNode(random.nextDouble());
            default -> text(schema);
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        schema.path("allOf").forEach(part -> {
            if (value(part, depth + 1) instanceof ObjectNode inner) {
                object.setAll(inner);
            }
        });
        schema.path("properties").properties().forEach(property -> {
            boolean required = schema.path("required").toString().contains("\"" + property.getKey() + "\"");
            if ((required || chance(60)) && depth < DEEPEST) {
                object.set(property.getKey(), value(property.getValue(), depth + 1));
            }
        });
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        int least = schema.path("minItems").asInt(0);
        for (int i = least + random.nextInt(3); i > 0 && depth < DEEPEST; i--) {
            array.add(value(schema.path("items"), depth + 1));
        }
        return array;
    }

    private long number(JsonNode schema) {
        long least = schema.path("minimum").asLong(-5);
        long most = schema.path("maximum").asLong(least + 1_000);
        return switch (random.nextInt(5)) {
            case 0 -> least;
            case 1 -> most;
            case 2 -> pick(List.of(least - 1, most + 1, Long.MAX_VALUE, (long) Integer.MIN_VALUE));
            default -> least + (long) (random.nextDouble() * (most - least));
        };
    }

    private JsonNode text(JsonNode schema) {
        return NODES.textNode(
                switch (schema.path("format").asText()) {
                    case "date" -> pick(List.of("2026-11-30", "2027-02-28", "1900-01-01", "2026-02-30", "9999-12-31"));
                    case "date-time" ->
                        pick(List.of(
                                "2026-11-30T00:00:00Z", "2027-01-01T00:00:00.123456789+05:30", "0001-01-01T00:00:00Z"));
                    case "uuid" ->
                        made.isEmpty() || chance(30)
                                ? UUID.randomUUID().toString()
                                : pick(pick(List.copyOf(made.values())));
                    default -> chance(50) ? "fuzz " + random.nextInt(100_000) : pick(TEXTS);
                });
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
