package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.prahari.access.Scope;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Operation;
import org.prahari.support.ServiceTest;
import org.prahari.support.Wire;

/** Every answer tells browsers and caches what they may not do with it, whoever gives it. */
class SecurityHeadersTest extends ServiceTest {
    private static final Map<String, String> ALWAYS = new TreeMap<>(Map.of(
            "Cross-Origin-Opener-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()",
            "Referrer-Policy", "no-referrer",
            "Strict-Transport-Security", "max-age=63072000; includeSubDomains",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY"));

    private final Api administrator = Api.with(String.join(" ", Scope.ALL), "*");

    private static void assertHeaders(String what, Function<String, String> header) {
        ALWAYS.forEach((name, value) ->
                assertThat(header.apply(name)).as(what + ": " + name).isEqualTo(value));
        // A campaign's page to print has a style, which it names by its hash.
        assertThat(header.apply("Content-Security-Policy"))
                .as(what)
                .matches("default-src 'none'; (object-src 'none'|style-src 'sha256-[\\w+/=]+'); base-uri 'none';"
                        + " form-action 'none'; frame-ancestors 'none'");
        assertThat(header.apply("Server")).as(what).isNull();
        assertThat(header.apply("X-Powered-By")).as(what).isNull();
        assertThat(header.apply("Set-Cookie")).as(what).isNull();
    }

    private static void assertPrivate(String what, Function<String, String> header) {
        assertThat(header.apply("Cache-Control")).as(what).isEqualTo("no-store");
        assertThat(header.apply("Cross-Origin-Resource-Policy")).as(what).isEqualTo("same-origin");
    }

    @TestFactory
    Stream<DynamicTest> everyOperation() {
        return Operation.all().stream()
                .map(operation -> dynamicTest(operation.name(), () -> {
                    for (Api caller : List.of(Api.anonymous(), administrator, Api.as("prk_test_nonsense"))) {
                        Answer answer = caller.send(
                                operation.method(),
                                operation.example(),
                                operation.content().isEmpty() ? null : "{");
                        assertHeaders(operation.name(), answer::header);
                        for (String name : ALWAYS.keySet()) {
                            assertThat(answer.headers().allValues(name)).hasSize(1);
                        }
                        if (!operation.scopes().isEmpty() || answer.status() == 401) {
                            assertPrivate(operation.name(), answer::header);
                        } else {
                            assertThat(answer.header("Cross-Origin-Resource-Policy"))
                                    .isEqualTo("cross-origin");
                            assertThat(answer.header("Cache-Control"))
                                    .startsWith(answer.status() == 200 ? "public, max-age=" : "no-store");
                        }
                    }
                }));
    }

    @Test
    void whatNoOperationAnswersToo() {
        for (String request : List.of(
                "GET /nothing HTTP/1.1",
                "GET /v1/nothing HTTP/1.1",
                "DELETE /v1/regions HTTP/1.1",
                "OPTIONS /v1/gaps HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "HEAD /v1/gaps HTTP/1.1",
                "TRACE /v1/regions HTTP/1.1",
                "FOO /v1/regions HTTP/1.1",
                "GET /v1/regions/..%2f HTTP/1.1",
                "GET /docs/nothing HTTP/1.1",
                "GET /docs/%2e%2e/config.yml HTTP/1.1",
                "GET /docs/../v1/gaps HTTP/1.1",
                "GET /pages/../v1/gaps HTTP/1.1",
                "GET /pages/nothing HTTP/1.1",
                "GET /pages/lib/nothing HTTP/1.1")) {
            Wire.Reply reply = Wire.send(request);
            assertThat(reply.status()).as(request).isPositive();
            assertHeaders(request, reply::header);
            assertPrivate(request, reply::header);
        }
    }

    @Test
    void whatTheServerItselfRefusesToo() {
        Map<String, Wire.Reply> replies = Map.of(
                "an address too long", Wire.send("GET /" + "a".repeat(9000) + " HTTP/1.1"),
                "headers too large", Wire.send("GET / HTTP/1.1", "X-Large: " + "a".repeat(9000)),
                "no host", Wire.raw("GET / HTTP/1.1\r\n\r\n"),
                "a broken header", Wire.send("GET / HTTP/1.1", "X Bad: a"),
                "two lengths", Wire.send("POST /v1/gaps HTTP/1.1", "Content-Length: 1", "Content-Length: 2"),
                "a broken escape", Wire.send("GET /%zz HTTP/1.1"),
                "a version nobody speaks", Wire.send("GET / HTTP/3.7"));
        replies.forEach((what, reply) -> {
            assertThat(reply.status()).as(what + reply.text()).isBetween(400, 505);
            assertHeaders(what, reply::header);
            assertPrivate(what, reply::header);
        });
    }

    @Test
    void theDocumentationLoadsItsOwnAndMayBeKept() {
        for (String path : List.of("/docs/", "/docs/index.html", "/docs/docs.js", "/docs/ui/swagger-ui.css")) {
            Answer page = Api.anonymous().get(path).expect(200);
            assertThat(page.headers().allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .startsWith("default-src 'self'; ")
                    .contains("object-src 'none'; base-uri 'none'", "frame-ancestors 'none'");
            ALWAYS.forEach((name, value) -> assertThat(page.header(name)).isEqualTo(value));
            assertThat(page.headers().allValues("Cache-Control")).containsExactly("public, max-age=3600");
        }
        for (String path : List.of("/openapi.json", "/openapi.yaml", "/problems/not-found")) {
            assertHeaders(path, Api.anonymous().get(path).expect(200)::header);
        }
    }

    @Test
    void thePagesLoadNothingButTheirOwnAndWhatWasKeptIsAskedAfter() {
        String library = "/pages/lib/echarts-5.3.1/echarts.common.min.js";
        for (String path : List.of("/", "/pages/role.html", "/pages/page.js", "/pages/texts/hi.json", library)) {
            Answer page = Api.anonymous().get(path, "Accept-Encoding", "gzip").expect(200);
            assertThat(page.headers().allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
                    .doesNotContain("unsafe", "http", "*");
            ALWAYS.forEach((name, value) -> assertThat(page.header(name)).isEqualTo(value));
            assertThat(page.header("Cache-Control"))
                    .isEqualTo(path.equals(library) ? "public, max-age=31536000, immutable" : "public, no-cache");
            assertThat(page.header("Content-Encoding")).as(path).isEqualTo("gzip");
            assertThat(Api.anonymous()
                            .get(path, "If-None-Match", page.header("ETag"), "Accept-Encoding", "gzip")
                            .status())
                    .isEqualTo(304);
        }
    }

    @Test
    void theAdminPortToo() throws IOException, InterruptedException {
        for (String path : List.of("/", "/ping", "/healthcheck", "/metrics", "/nothing", "/%zz")) {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + service.adminPort() + path.replace("%zz", "..;/")))
                    .build();
            var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            Function<String, String> header =
                    name -> answer.headers().firstValue(name).orElse(null);
            ALWAYS.forEach((name, value) ->
                    assertThat(header.apply(name)).as(path + name).isEqualTo(value));
            assertThat(header.apply("Cache-Control")).as(path).contains("no-store");
        }
    }
}
