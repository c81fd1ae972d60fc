package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Operation;
import org.prahari.support.ServiceTest;

/** What a page of another site may read by its visitor's browser: the public reads, without credentials. */
class CrossOriginTest extends ServiceTest {
    private static final List<String> ORIGINS = List.of("https://portal.example", "null", "http://127.0.0.1");
    private final Api administrator = Api.with(String.join(" ", Scope.ALL), "*");

    private static List<String> corsHeaders(Answer answer) {
        return answer.headers().map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("access-control-"))
                .sorted()
                .toList();
    }

    private static boolean isPublicRead(Operation operation) {
        return operation.scopes().isEmpty() && operation.method().equals("GET");
    }

    @TestFactory
    Stream<DynamicTest> onlyPublicReadsAreShared() {
        return Operation.all().stream()
                .map(operation -> dynamicTest(operation.name(), () -> {
                    for (String origin : ORIGINS) {
                        for (Api caller : List.of(Api.anonymous(), administrator)) {
                            Answer answer = caller.send(
                                    operation.method(),
                                    operation.example(),
                                    operation.content().isEmpty() ? null : "{",
                                    "Origin",
                                    origin);
                            assertThat(corsHeaders(answer))
                                    .isEqualTo(
                                            isPublicRead(operation)
                                                    ? List.of(
                                                            "access-control-allow-origin",
                                                            "access-control-expose-headers")
                                                    : List.of());
                            if (isPublicRead(operation)) {
                                assertThat(answer.header("Access-Control-Allow-Origin"))
                                        .isEqualTo("*");
                                assertThat(answer.header("Access-Control-Expose-Headers"))
                                        .contains("ETag", "Link", "Content-Language", "RateLimit");
                            }
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> aPreflightIsAnsweredForPublicReadsOnly() {
        return Operation.all().stream()
                .map(operation -> dynamicTest(operation.name(), () -> {
                    Answer answer = preflight(operation.example(), operation.method());
                    if (isPublicRead(operation)) {
                        answer.expect(200);
                        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
                        assertThat(answer.header("Access-Control-Allow-Methods"))
                                .isEqualTo("GET, HEAD");
                        assertThat(Arrays.asList(answer.header("Access-Control-Allow-Headers")
                                        .split(", ")))
                                .contains("If-None-Match", "Accept-Language")
                                .doesNotContain("Authorization", "*");
                        assertThat(answer.header("Access-Control-Allow-Credentials"))
                                .isNull();
                    } else {
                        assertThat(corsHeaders(answer)).isEmpty();
                    }
                }));
    }

    @Test
    void aPreflightForWhatIsNotThereOrNotOfferedIsNotGranted() {
        for (String method : List.of("POST", "PUT", "DELETE", "get", "TRACE", "x".repeat(100))) {
            assertThat(corsHeaders(preflight("/v1/regions", method))).as(method).isEmpty();
        }
        assertThat(corsHeaders(preflight("/v1/nothing", "GET"))).isEmpty();
        assertThat(corsHeaders(preflight("/", "GET"))).isEmpty();
        Answer plain = Api.anonymous().send("OPTIONS", "/v1/regions", null, "Origin", ORIGINS.get(0));
        assertThat(corsHeaders(plain)).isEmpty();
    }

    @Test
    void theProblemsOfAPublicReadCanBeReadToo() {
        for (String path : List.of("/v1/regions/IN-XX", "/v1/regions?limit=0", "/v1/roles/none")) {
            Answer answer = Api.anonymous().get(path, "Origin", ORIGINS.get(0));
            assertThat(answer.status()).isBetween(400, 404);
            assertThat(answer.header("Access-Control-Allow-Origin")).as(path).isEqualTo("*");
        }
        Answer held = Api.anonymous().get("/v1/regions/IN-KA", "If-None-Match", "*");
        assertThat(held.expect(304).header("Access-Control-Allow-Origin")).isEqualTo("*");
        Answer head = Api.anonymous().send("HEAD", "/v1/regions", null, "Origin", ORIGINS.get(0));
        assertThat(head.expect(200).header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(Api.anonymous().get("/openapi.json").header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
    }

    @Test
    void aBadKeyIsNotAnsweredToAnotherSitesPage() {
        Answer answer = Api.as("prk_test_nonsense").get("/v1/regions", "Origin", ORIGINS.get(0));
        assertThat(corsHeaders(answer.expect(401))).isEmpty();
    }

    private static Answer preflight(String path, String method) {
        return Api.anonymous()
                .send(
                        "OPTIONS",
                        path,
                        null,
                        "Origin",
                        ORIGINS.get(0),
                        "Access-Control-Request-Method",
                        method,
                        "Access-Control-Request-Headers",
                        "authorization,if-none-match");
    }
}
