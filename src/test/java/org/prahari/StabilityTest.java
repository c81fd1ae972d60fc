package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.ConsoleRender;
import org.prahari.http.ApiDocument;

/** The contract breaks nothing that the last released one promised; and what would break it is caught. */
class StabilityTest {
    private static final Path RELEASED = Path.of("src/test/resources/released/openapi.yaml");
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void nothingPromisedIsBroken() throws IOException {
        var said = new StringBuilder();
        boolean compatible =
                compatible(Files.readString(RELEASED), new String(ApiDocument.yaml(), StandardCharsets.UTF_8), said);
        assertThat(compatible).as("%s", said).isTrue();
    }

    /** What a caller of the released contract would stumble over, each made in a copy of it. */
    @TestFactory
    Stream<DynamicTest> whatWouldBreakIsCaught() throws IOException {
        String released = few();
        Map<String, Consumer<ObjectNode>> breaks = new LinkedHashMap<>();
        breaks.put("a path is gone", root -> object(root, "/paths").remove("/v1/gaps"));
        breaks.put(
                "an operation is gone",
                root -> object(root, "/paths/~1v1~1gaps").remove("post"));
        breaks.put(
                "a parameter is gone",
                root -> array(root, "/paths/~1v1~1roles/get/parameters").remove(0));
        breaks.put(
                "a parameter is needed",
                root -> array(root, "/paths/~1v1~1roles/get/parameters")
                        .addObject()
                        .put("name", "new")
                        .put("in", "query")
                        .put("required", true)
                        .putObject("schema")
                        .put("type", "string"));
        breaks.put("a field is needed", root -> {
            object(root, "/components/schemas/GapRequest/properties")
                    .putObject("new")
                    .put("type", "string");
            array(root, "/components/schemas/GapRequest/required").add("new");
        });
        breaks.put(
                "a field may be shorter only",
                root -> object(root, "/components/schemas/FacilityRequest/properties/name")
                        .put("maxLength", 3));
        breaks.put(
                "a value is no longer taken",
                root -> array(root, "/components/schemas/WorkMode/enum").remove(0));
        breaks.put(
                "an answer leaves out what it promised",
                root -> array(root, "/components/schemas/Gap/required").remove(0));
        breaks.put("a field of an answer is gone", root -> {
            object(root, "/components/schemas/Gap/properties").remove("headcount");
            ArrayNode required = array(root, "/components/schemas/Gap/required");
            for (int i = required.size() - 1; i >= 0; i--) {
                if (required.get(i).asText().equals("headcount")) {
                    required.remove(i);
                }
            }
        });
        breaks.put(
                "a field has another type",
                root -> object(root, "/components/schemas/Gap/properties/headcount")
                        .put("type", "string"));
        String message = "/components/schemas/WebhookMessage";
        String event = "/components/schemas/WebhookEvent";
        breaks.put("receivers are no longer sent a field", root -> {
            object(root, event + "/properties").remove("version");
            array(root, event + "/required").remove(3);
        });
        breaks.put(
                "receivers may not be sent a field",
                root -> array(root, event + "/required").remove(2));
        breaks.put(
                "receivers are sent another type",
                root -> object(root, event + "/properties/version").put("type", "string"));
        breaks.put(
                "receivers are sent it elsewhere",
                root -> object(root, message + "/properties").remove("data"));
        breaks.put(
                "receivers are not sent anything",
                root -> object(root, "/paths/~1v1~1webhooks/post").remove("callbacks"));
        breaks.put(
                "receivers are not sent a header",
                root -> array(
                                root,
                                "/paths/~1v1~1webhooks/post/callbacks/message/{$request.body#~1url}/post/parameters")
                        .remove(0));
        breaks.put(
                "an operation needs one scope more",
                root -> array(root, "/paths/~1v1~1gaps/get/x-required-scopes").add("audit:read"));
        return breaks.entrySet().stream()
                .map(each -> dynamicTest(each.getKey(), () -> {
                    ObjectNode changed = (ObjectNode) YAML.readTree(released);
                    each.getValue().accept(changed);
                    assertThat(compatible(released, YAML.writeValueAsString(changed), new StringBuilder()))
                            .isFalse();
                }));
    }

    @Test
    void whatIsAddedBreaksNothing() throws IOException {
        String released = few();
        ObjectNode changed = (ObjectNode) YAML.readTree(released);
        object(changed, "/paths")
                .set("/v1/new", changed.at("/paths/~1v1~1topics").deepCopy());
        ((ObjectNode) changed.at("/paths/~1v1~1new/get")).put("operationId", "listNew");
        object(changed, "/components/schemas/GapRequest/properties")
                .putObject("new")
                .put("type", "string");
        object(changed, "/components/schemas/Gap/properties").putObject("new").put("type", "string");
        array(changed, "/components/schemas/GapStatus/enum").add("new");
        object(changed, "/paths/~1v1~1roles/get")
                .put("deprecated", true)
                .put("x-deprecated-since", "2027-01-01")
                .put("x-sunset", "2027-07-01");
        array(changed, "/components/schemas/WebhookMessage/properties/type/enum")
                .add("new");
        object(changed, "/components/schemas/WebhookEvent/properties")
                .putObject("new")
                .put("type", "string");
        var said = new StringBuilder();
        assertThat(compatible(released, YAML.writeValueAsString(changed), said))
                .as("%s", said)
                .isTrue();
    }

    private static boolean compatible(String before, String after, StringBuilder said) throws IOException {
        // Answers may hold new values of what is enumerated and longer texts: the contract says that enums are
        // open-ended.
        OpenApiDiffOptions options = OpenApiDiffOptions.builder()
                .configProperty("incompatible.response.enum.increased", "false")
                .configProperty("incompatible.response.max.length.increased", "false")
                .configProperty("incompatible.response.numeric.range.increased", "false")
                .build();
        ChangedOpenApi changes =
                OpenApiCompare.fromContents(withMessages(before), withMessages(after), List.of(), options);
        var out = new ByteArrayOutputStream();
        try (var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            new ConsoleRender().render(changes, writer);
        }
        said.append(out.toString(StandardCharsets.UTF_8));
        boolean scoped = true;
        JsonNode now = YAML.readTree(after).get("paths");
        for (Map.Entry<String, JsonNode> path :
                YAML.readTree(before).get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                List<String> was = scopes(operation.getValue());
                JsonNode same = now.path(path.getKey()).path(operation.getKey());
                if (!was.containsAll(scopes(same))) {
                    said.append(operation.getKey())
                            .append(' ')
                            .append(path.getKey())
                            .append(" needs more scopes\n");
                    scoped = false;
                }
            }
        }
        return scoped && changes.isCompatible();
    }

    /**
     * With a path for each message that callers are sent. The library does not look at callbacks; and what receivers are sent
     * is to them as an answer is: it may have more in it, and never less.
     */
    private static String withMessages(String contract) throws IOException {
        ObjectNode root = (ObjectNode) YAML.readTree(contract);
        ObjectNode messages = YAML.createObjectNode();
        object(root, "/paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operation
                                .getValue()
                                .path("callbacks")
                                .properties()
                                .forEach(callback -> {
                                    JsonNode sent = callback.getValue()
                                            .elements()
                                            .next()
                                            .get("post");
                                    ObjectNode response = messages.putObject(
                                                    "/messages" + path.getKey() + "/" + callback.getKey())
                                            .putObject("get")
                                            .putObject("responses")
                                            .putObject("200");
                                    response.put("description", "sent").set("content", sent.at("/requestBody/content"));
                                    ObjectNode headers = response.putObject("headers");
                                    sent.path("parameters")
                                            .forEach(header -> headers.putObject(
                                                            header.get("name").asText())
                                                    .set("schema", header.get("schema")));
                                })));
        object(root, "/paths").setAll(messages);
        return YAML.writeValueAsString(root);
    }

    /** A few paths of the released contract: comparing all of it takes seconds. */
    private static String few() throws IOException {
        ObjectNode root = (ObjectNode) YAML.readTree(Files.readString(RELEASED));
        object(root, "/paths").retain("/v1/gaps", "/v1/facilities", "/v1/roles", "/v1/topics", "/v1/webhooks");
        return YAML.writeValueAsString(root);
    }

    private static List<String> scopes(JsonNode operation) {
        return YAML.convertValue(
                operation.path("x-required-scopes").isArray()
                        ? operation.get("x-required-scopes")
                        : YAML.createArrayNode(),
                YAML.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    private static ObjectNode object(ObjectNode root, String pointer) {
        return (ObjectNode) root.at(pointer);
    }

    private static ArrayNode array(ObjectNode root, String pointer) {
        return (ArrayNode) root.at(pointer);
    }
}
