package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.prahari.access.Scope;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Operation;
import org.prahari.support.ServiceTest;

/**
 * Every example of the contract is tried: who may do everything is understood, whatever the state of the service. Nearly
 * last, for it archives what others look at.
 */
@Order(Integer.MAX_VALUE - 2)
class ExampleTest extends ServiceTest {
    private static final Set<Integer> NOT_UNDERSTOOD = Set.of(400, 401, 403, 405, 406, 413, 415, 428);
    private Api administrator;

    @BeforeEach
    void mintItsKey() {
        administrator = Api.with(String.join(" ", Scope.ALL), "*");
    }

    @TestFactory
    Stream<DynamicTest> reading() {
        return Operation.all().stream()
                .filter(operation -> operation.method().equals("GET"))
                .map(operation -> dynamicTest(operation.name(), () -> {
                    Answer answer = administrator.get(operation.example() + operation.query());
                    if (needsWhatMayNotBeThere(operation) && answer.status() == 400) {
                        return;
                    }
                    understood(operation, answer);
                    boolean wholesale = operation.parameters("path").isEmpty();
                    if (wholesale || operation.scopes().isEmpty()) {
                        assertThat(answer.status())
                                .as("the example of public things is there: " + answer.text())
                                .isLessThan(400);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> writing() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Operation operation : Operation.all()) {
            if (operation.content().isEmpty() && !operation.method().equals("GET")) {
                tests.add(dynamicTest(operation.name(), () -> understood(operation, send(operation, null, null))));
            }
            operation
                    .content()
                    .properties()
                    .forEach(media -> operation
                            .examples(media.getKey())
                            .forEach(example -> tests.add(dynamicTest(
                                    operation.name() + " " + media.getKey(),
                                    () -> understood(
                                            operation, send(operation, media.getKey(), Operation.text(example)))))));
        }
        return tests.stream();
    }

    /** A parameter that must be given may name what is not in the database of the tests. */
    private static boolean needsWhatMayNotBeThere(Operation operation) {
        return operation.parameters("query").stream()
                .anyMatch(parameter -> parameter.path("required").asBoolean());
    }

    private Answer send(Operation operation, String type, String body) {
        List<String> headers = new ArrayList<>();
        if (type != null) {
            headers.addAll(List.of("Content-Type", type));
        }
        if (operation.headers().contains("If-Match")) {
            headers.addAll(List.of("If-Match", "*"));
        }
        return administrator.send(
                operation.method(), operation.example() + operation.query(), body, headers.toArray(new String[0]));
    }

    private static void understood(Operation operation, Answer answer) {
        assertThat(operation.statuses()).as(answer.text()).contains(Integer.toString(answer.status()));
        assertThat(answer.status()).as(answer.text()).isNotIn(NOT_UNDERSTOOD).isLessThan(500);
    }
}
