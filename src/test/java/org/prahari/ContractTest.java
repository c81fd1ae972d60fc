package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.prahari.access.Public;
import org.prahari.access.Scope;
import org.prahari.access.Scopes;
import org.prahari.http.ApiDocument;
import org.prahari.http.Deprecations;
import org.prahari.http.StrictQuery;
import org.prahari.support.Contract;
import org.prahari.support.Operation;
import org.prahari.support.Service;

/**
 * What runs and what the contract says are the same, both ways. The contract describes {@code /v1}; the contract itself
 * and the pages of problems are served beside it and not in it.
 */
class ContractTest {
    private static final Path SOURCES = Path.of("api-spec");
    private static final Pattern REFERENCE =
            Pattern.compile("\\./([a-z]+\\.yaml)#/(paths|schemas|parameters|responses|headers)/(.+)");
    /** The operations that use POST only because what they look for does not fit into an address. */
    private static final Set<String> LOOK_UPS = Set.of(
            "POST /v1/trainees/lookup",
            "POST /v1/facilities/{id}/readiness/surge",
            "POST /v1/allocations/{id}/what-if",
            "POST /v1/allocations/{id}/training-plan",
            "POST /v1/webhooks/{id}/test");
    /** The operations that know a repetition by an id in what is sent, since their callers need not have a name. */
    private static final Set<String> COUNTED = Set.of("POST /v1/engagement");
    /** The operations that make something new below something that they leave as it is. */
    private static final Set<String> ADDITIONS =
            Set.of("POST /v1/clients/{id}/keys", "POST /v1/allocations/{id}/apply");

    private static final Set<String> WITH_BODY = Set.of("400", "401", "413", "415", "422", "429", "503");
    private static final Set<String> WITHOUT_BODY = Set.of("400", "401", "429", "503");
    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private final Map<String, Operation> contract =
            Operation.all().stream().collect(Collectors.toMap(Operation::name, operation -> operation));
    private final Map<String, List<Method>> running = running();

    @Test
    void everyOperationThatRunsIsInTheContractAndTheOtherWayRound() {
        assertThat(running.keySet()).isNotEmpty().containsExactlyInAnyOrderElementsOf(contract.keySet());
    }

    @TestFactory
    Stream<DynamicTest> anOperationDeclaresWhatItsMethodDoes() {
        return both(name -> {
            for (Method method : running.get(name)) {
                declares(contract.get(name), method);
            }
        });
    }

    private static void declares(Operation operation, Method method) {
        Scopes scopes = method.getAnnotation(Scopes.class);
        assertThat(operation.scopes()).isEqualTo(scopes == null ? Set.of() : Set.of(scopes.value()));
        assertThat(method.isAnnotationPresent(Public.class)).isEqualTo(scopes == null);
        if (scopes != null) {
            assertThat(operation.statuses()).contains("403");
        }

        Map<String, Boolean> parameters = new TreeMap<>();
        operation
                .parameters("query")
                .forEach(parameter -> parameters.put(
                        parameter.get("name").asText(),
                        Operation.resolve(parameter.path("schema"))
                                .path("type")
                                .asText()
                                .equals("array")));
        assertThat(parameters)
                .as("query parameters, and whether each may be repeated")
                .isEqualTo(StrictQuery.declared(method));
        operation
                .parameters("query")
                .forEach(parameter -> assertThat(parameter.path("style").asText("form")
                                + parameter.path("explode").asText("true"))
                        .as(parameter.path("name").asText() + " is repeated, not joined by commas")
                        .isEqualTo("formtrue"));

        assertThat(operation.headers()).as("header parameters").isEqualTo(headers(method));
    }

    /** The headers a method takes, itself or in a bean. */
    private static Set<String> headers(Method method) {
        Set<String> names = new TreeSet<>();
        for (Parameter parameter : method.getParameters()) {
            Stream.concat(
                            Stream.of(parameter),
                            parameter.isAnnotationPresent(BeanParam.class)
                                    ? Arrays.stream(parameter.getType().getDeclaredFields())
                                    : Stream.empty())
                    .filter(element -> element.isAnnotationPresent(HeaderParam.class))
                    .forEach(element ->
                            names.add(element.getAnnotation(HeaderParam.class).value()));
        }
        return names;
    }

    @TestFactory
    Stream<DynamicTest> whatIsSentByPostCanBeSentAgain() {
        assertThat(contract.keySet()).containsAll(LOOK_UPS).containsAll(COUNTED);
        return contract.values().stream()
                .filter(operation -> operation.method().equals("POST") && !COUNTED.contains(operation.name()))
                .map(operation -> dynamicTest(operation.name(), () -> {
                    boolean writes = !LOOK_UPS.contains(operation.name());
                    assertThat(operation.headers().contains("Idempotency-Key"))
                            .as("takes an Idempotency-Key, unless it only looks something up")
                            .isEqualTo(writes);
                    if (writes) {
                        assertThat(operation.statuses()).contains("409", "422");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> aWriteToWhatExistsSaysWhichVersionItMeans() {
        assertThat(contract.keySet()).containsAll(ADDITIONS);
        return contract.values().stream()
                .filter(operation -> !operation.method().equals("GET"))
                .map(operation -> dynamicTest(
                        operation.name(),
                        () -> assertThat(operation.headers().contains("If-Match"))
                                .as("takes If-Match, unless it makes something new or only looks something up")
                                .isEqualTo(!operation.method().equals("POST")
                                        || (!operation.parameters("path").isEmpty()
                                                && !LOOK_UPS.contains(operation.name())
                                                && !ADDITIONS.contains(operation.name())))));
    }

    @TestFactory
    Stream<DynamicTest> aRequestBodyHasTheFieldsOfItsRecord() {
        return both(name -> {
            Parameter body = body(running.get(name).get(0));
            JsonNode content = contract.get(name).content();
            assertThat(content.isEmpty())
                    .as("the contract has a request body where the method takes none, or none where it takes one")
                    .isEqualTo(body == null);
            content.forEach(media -> {
                if (body.getType().isRecord()) {
                    compare(body.getType(), media.get("schema"), name, new HashSet<>());
                }
            });
        });
    }

    private static void compare(Class<?> type, JsonNode reference, String where, Set<Class<?>> seen) {
        if (!seen.add(type)) {
            return;
        }
        JsonNode schema = Operation.resolve(reference);
        Map<String, RecordComponent> components = new TreeMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.put(component.getName(), component);
        }
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        Set<String> properties = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(properties::add);
        assertThat(properties).as(where + ": fields of " + type.getSimpleName()).isEqualTo(components.keySet());
        components.forEach((name, component) -> {
            assertThat(required.contains(name))
                    .as(where + "." + name + " is required")
                    .isEqualTo(component.getType().isPrimitive() || isRequired(type, name));
            Class<?> part = recordIn(component.getGenericType());
            JsonNode property = schema.path("properties").path(name);
            if (part != null && !(component.getGenericType() instanceof ParameterizedType map && isMap(map))) {
                JsonNode item = Operation.resolve(property);
                while (item.path("type").asText().equals("array")) {
                    item = Operation.resolve(item.path("items"));
                }
                compare(part, item, where + "." + name, seen);
            }
        });
    }

    private static boolean isMap(ParameterizedType type) {
        return type.getRawType() == Map.class;
    }

    /** The record that a component is, or is a list of. */
    private static Class<?> recordIn(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isRecord() ? plain : null;
        }
        if (type instanceof ParameterizedType many
                && many.getRawType() instanceof Class<?> raw
                && Collection.class.isAssignableFrom(raw)) {
            return recordIn(many.getActualTypeArguments()[0]);
        }
        return null;
    }

    private static boolean isRequired(Class<?> type, String name) {
        var property = VALIDATOR.getConstraintsForClass(type).getConstraintsForProperty(name);
        return property != null && property.getConstraintDescriptors().stream().anyMatch(ContractTest::refusesNull);
    }

    private static boolean refusesNull(ConstraintDescriptor<?> constraint) {
        Class<? extends Annotation> type = constraint.getAnnotation().annotationType();
        return type == NotNull.class
                || type == NotBlank.class
                || type == NotEmpty.class
                || constraint.getComposingConstraints().stream().anyMatch(ContractTest::refusesNull);
    }

    @TestFactory
    Stream<DynamicTest> everyOperationIsDescribedWhole() {
        Set<String> tags = new TreeSet<>();
        Contract.root().path("tags").forEach(tag -> tags.add(tag.path("name").asText()));
        return contract.values().stream()
                .map(operation -> dynamicTest(operation.name(), () -> {
                    assertThat(operation.body().path("operationId").asText()).matches("[a-z][A-Za-z]+");
                    assertThat(operation.body().path("summary").asText()).isNotBlank();
                    assertThat(operation.body().path("tags")).hasSize(1);
                    assertThat(tags).contains(operation.body().at("/tags/0").asText());
                    assertThat(operation.body().has("x-required-scopes")).isTrue();
                    assertThat(Scope.ALL).containsAll(operation.scopes());
                    assertThat(operation.body().has("security"))
                            .isEqualTo(!operation.scopes().isEmpty());
                    assertThat(operation.statuses())
                            .containsAll(operation.content().isEmpty() ? WITHOUT_BODY : WITH_BODY)
                            .anyMatch(status -> status.startsWith("2"));
                    if (!operation.parameters("path").isEmpty()) {
                        assertThat(operation.statuses()).contains("404");
                    }
                    if (operation.headers().contains("If-Match")) {
                        assertThat(operation.statuses()).contains("412", "428");
                    }
                    operation
                            .parameters("path")
                            .forEach(parameter -> assertThat(
                                            parameter.path("example").asText())
                                    .as("example of " + parameter.path("name").asText())
                                    .isNotBlank());
                    operation
                            .content()
                            .properties()
                            .forEach(media -> assertThat(media.getValue().has("example")
                                            || media.getValue().has("examples"))
                                    .as("example of " + media.getKey())
                                    .isTrue());
                }));
    }

    @Test
    void everyAnswerTellsHowMuchTheCallerMayStillAsk() {
        for (Operation operation : contract.values()) {
            operation
                    .body()
                    .path("responses")
                    .properties()
                    .forEach(response -> assertThat(
                                    Operation.resolve(response.getValue()).path("headers"))
                            .as(operation.name() + " " + response.getKey())
                            .anyMatch(header -> header.path("$ref").asText().endsWith("/RateLimit"))
                            .anyMatch(header -> header.path("$ref").asText().endsWith("/RateLimitPolicy")));
        }
    }

    @Test
    void whatIsGoingAwaySaysSinceWhenAndUntilWhen() {
        for (Operation operation : contract.values()) {
            boolean deprecated = operation.body().path("deprecated").asBoolean();
            assertThat(operation.body().has("x-deprecated-since"))
                    .as(operation.name())
                    .isEqualTo(deprecated);
            assertThat(operation.body().has("x-sunset")).as(operation.name()).isEqualTo(deprecated);
        }
        assertThat(new Deprecations(Contract.root()).ends().keySet())
                .as("each deprecated operation is one that runs, under the name its method is found by")
                .isSubsetOf(running.keySet());
        running.forEach((name, methods) ->
                methods.forEach(method -> assertThat(Deprecations.name(method.getDeclaringClass(), method))
                        .isEqualTo(name)));
    }

    @Test
    void operationIdsAreUnique() {
        assertThat(contract.values().stream()
                        .map(operation -> operation.body().path("operationId").asText()))
                .doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> everyReferenceNamesItsFileAndLeadsSomewhere() {
        return House.files(SOURCES, ".yaml").stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    for (JsonNode value : yaml(file).findValues("$ref")) {
                        var matcher = REFERENCE.matcher(value.asText());
                        assertThat(matcher.matches()).as(value.asText()).isTrue();
                        String name = matcher.group(3).replace("~1", "/").replace("~0", "~");
                        assertThat(yaml(SOURCES.resolve(matcher.group(1)))
                                        .path(matcher.group(2))
                                        .has(name))
                                .as(value.asText())
                                .isTrue();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyPartOfTheSourcesIsUsed() {
        String all = House.files(SOURCES, ".yaml").stream().map(House::read).collect(Collectors.joining());
        return House.files(SOURCES, ".yaml").stream()
                .filter(file -> !file.endsWith("openapi.yaml") && !file.endsWith("shared.yaml"))
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    for (var section : yaml(file).properties()) {
                        section.getValue()
                                .fieldNames()
                                .forEachRemaining(name -> assertThat(all)
                                        .contains("./" + file.getFileName() + "#/" + section.getKey() + "/"
                                                + name.replace("~", "~0").replace("/", "~1") + "'"));
                    }
                }));
    }

    @Test
    void objectsSayWhetherTheyTakeFieldsUnknownHere() {
        List<String> open = new ArrayList<>();
        Contract.root().at("/components/schemas").properties().forEach(schema -> {
            for (JsonNode node : objects(schema.getValue(), new ArrayList<>())) {
                if (!node.has("additionalProperties")) {
                    open.add(schema.getKey());
                }
            }
        });
        assertThat(open).as("schemas of objects without additionalProperties").isEmpty();
    }

    private static List<JsonNode> objects(JsonNode node, List<JsonNode> found) {
        if (node.path("type").asText().equals("object")) {
            found.add(node);
        }
        node.forEach(child -> objects(child, found));
        return found;
    }

    @Test
    void noSourceHoldsWhatTheCheckOfTheContractCannotHold() {
        for (Path file : House.files(SOURCES, ".yaml")) {
            assertThat(yaml(file).findValues("nullable")).as(file.toString()).isEmpty();
        }
    }

    @Test
    void theBundledContractIsFaultlessToAParserOfOthers() {
        var options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult result = new OpenAPIV3Parser()
                .readContents(new String(ApiDocument.yaml(), StandardCharsets.UTF_8), List.of(), options);
        assertThat(result.getMessages()).isEmpty();
        assertThat(result.getOpenAPI().getPaths())
                .hasSameSizeAs(Contract.root().get("paths").properties());
    }

    @Test
    void theCheckOfRequestBodiesFindsWhatItLooksFor() throws IOException {
        JsonNode good =
                new YAMLMapper().readTree("{properties: {name: {}, note: {}, count: {}}, required: [name, count]}");
        compare(Sample.class, good, "good", new HashSet<>());
        for (String bad : List.of(
                "{properties: {name: {}, note: {}}, required: [name]}",
                "{properties: {name: {}, note: {}, count: {}, more: {}}, required: [name]}",
                "{properties: {name: {}, note: {}, count: {}}, required: [count]}",
                "{properties: {name: {}, note: {}, count: {}}, required: [name, note, count]}",
                "{properties: {name: {}, note: {}, count: {}}, required: [name]}")) {
            JsonNode schema = new YAMLMapper().readTree(bad);
            assertThatThrownBy(() -> compare(Sample.class, schema, "bad", new HashSet<>()))
                    .isInstanceOf(AssertionError.class);
        }
    }

    private record Sample(@org.prahari.http.Text.Line String name, String note, int count) {}

    private interface Check {
        void of(String name) throws Exception;
    }

    private Stream<DynamicTest> both(Check check) {
        Set<String> names = new TreeSet<>(running.keySet());
        names.retainAll(contract.keySet());
        return names.stream().map(name -> dynamicTest(name, () -> check.of(name)));
    }

    private static Parameter body(Method method) {
        for (Parameter parameter : method.getParameters()) {
            boolean bound = Arrays.stream(parameter.getAnnotations())
                    .map(annotation -> annotation.annotationType().getName())
                    .anyMatch(name -> name.startsWith("jakarta.ws.rs.") || name.startsWith("io.dropwizard.auth."));
            if (!bound) {
                return parameter;
            }
        }
        return null;
    }

    /** The methods of our resources under {@code /v1} by operation, as the running application has them. */
    private static Map<String, List<Method>> running() {
        ResourceConfig config =
                Service.get().support().getEnvironment().jersey().getResourceConfig();
        Map<String, List<Method>> methods = new TreeMap<>();
        Stream.concat(config.getInstances().stream().map(Object::getClass), config.getClasses().stream())
                .distinct()
                .filter(type -> type.getPackageName().startsWith("org.prahari."))
                .map(Resource::from)
                .filter(resource -> resource != null)
                .forEach(resource -> collect(resource, "", methods));
        methods.keySet().removeIf(name -> !name.contains(" /v1/"));
        return methods;
    }

    /** One operation may have a method for each representation it answers with. */
    private static void collect(Resource resource, String parent, Map<String, List<Method>> methods) {
        String path = (parent + "/" + (resource.getPath() == null ? "" : resource.getPath()))
                .replaceAll("/{2,}", "/")
                .replaceAll("\\{\\s*(\\w+)\\s*:[^/]*\\}(?=/|$)", "{$1}");
        for (ResourceMethod method : resource.getResourceMethods()) {
            methods.computeIfAbsent(method.getHttpMethod() + " " + path, name -> new ArrayList<>())
                    .add(method.getInvocable().getHandlingMethod());
        }
        resource.getChildResources().forEach(child -> collect(child, path, methods));
    }

    private static JsonNode yaml(Path file) {
        try {
            return new YAMLMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
