package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;
import org.prahari.support.Wire;
import org.prahari.support.Wire.Reply;

/** What goes over the wire when the other side is careless or hostile: a clear problem, never a page, never a trace. */
class HttpTest extends ServiceTest {
    private final Api anybody = Api.anonymous();

    private static void assertProblem(int status, Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).as(reply.text()).startsWith("application/problem+json");
        assertThat(reply.text())
                .doesNotContainIgnoringCase("<html")
                .doesNotContain("Exception")
                .doesNotContain("jetty")
                .doesNotContain("Jetty")
                .doesNotContain("org.prahari");
        String body = reply.body();
        try {
            var json = new ObjectMapper().readTree(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1));
            assertThat(json.path("status").asInt()).as(reply.text()).isEqualTo(status);
            assertThat(json.path("type").asText()).startsWith("/problems/");
        } catch (java.io.IOException e) {
            throw new AssertionError(reply.text(), e);
        }
    }

    @Test
    void aPlainRequestWorksOverThisWire() {
        Reply reply = Wire.send("GET /v1/regions/IN-KA HTTP/1.1");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Server")).isNull();
        assertThat(reply.header("X-Powered-By")).isNull();
    }

    @Test
    void addressesWithWhatNoAddressMayHoldAreRefused() {
        for (String path : List.of(
                "/v1/regions/%00",
                "/v1/regions/%0d%0a",
                "/v1/regions/%ff%fe",
                "/v1/regions/%zz",
                "/v1/regions/%",
                "/v1/regions/..%2f..%2fetc",
                "/v1/regions/a%2fb",
                "/v1/regions/%c0%ae",
                "/../../etc/passwd",
                "/v1/../../etc/passwd",
                "/docs/..%2f..%2fetc/passwd",
                "/docs/%2e%2e/%2e%2e/config.yml",
                "/v1/regions;a=b/IN-KA",
                "/v1/regions/IN-KA;x",
                "//v1//regions",
                "/v1/regions/\\",
                "/v1/regions/%5c")) {
            Reply reply = Wire.send("GET " + path + " HTTP/1.1");
            assertProblem(reply.status() == 404 ? 404 : 400, reply);
        }
    }

    @Test
    void aQueryWithWhatNoTextMayHoldIsRefused() {
        for (String query : List.of(
                "limit=%ff%fe",
                "limit=%00",
                "limit=%",
                "limit=%zz",
                "%00=1",
                "%ff=1",
                "cursor=%c3%28",
                "cursor=%ed%a0%80",
                "cursor=%0d%0aSet-Cookie:a=b",
                "limit",
                "limit=1&&nosuch=1",
                "nosuch=1",
                "Limit=1",
                "limit=1;x=2",
                "limit[]=1",
                "limit=1&limit=2",
                "cursor=" + "a".repeat(3000))) {
            Reply reply = Wire.send("GET /v1/regions?" + query + " HTTP/1.1");
            assertThat(reply.status()).as(query).isEqualTo(400);
            assertProblem(400, reply);
            assertThat(reply.header("Set-Cookie")).isNull();
        }
    }

    @Test
    void tenThousandParametersAreRefusedQuickly() {
        String many = IntStream.range(0, 1000).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining("&"));
        long start = System.nanoTime();
        assertProblem(400, Wire.send("GET /v1/regions?" + many + " HTTP/1.1"));
        String more = IntStream.range(0, 10_000).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining("&"));
        assertProblem(414, Wire.send("GET /v1/regions?" + more + " HTTP/1.1"));
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }

    @Test
    void anAddressTooLongIsRefused() {
        assertProblem(414, Wire.send("GET /v1/regions/" + "a".repeat(9000) + " HTTP/1.1"));
        assertProblem(404, Wire.send("GET /v1/regions/" + "a".repeat(7000) + " HTTP/1.1"));
    }

    @Test
    void headersTooLargeAreRefused() {
        assertProblem(431, Wire.send("GET /v1/regions HTTP/1.1", "X-Large: " + "a".repeat(9000)));
        String[] many = IntStream.range(0, 2000).mapToObj(i -> "X-" + i + ": 1").toArray(String[]::new);
        assertProblem(431, Wire.send("GET /v1/regions HTTP/1.1", many));
    }

    @Test
    void brokenHeadersAreRefused() {
        for (String header : List.of(
                "X-Bad: a\rb",
                "X-Bad\r: a",
                "X Bad: a",
                ": a",
                "X-Bad: a\u0000b",
                "X-Bad: a\r\n folded",
                "Content-Length: -1",
                "Content-Length: 1\r\nContent-Length: 2",
                "Content-Length: x",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Transfer-Encoding: nonsense",
                "Host: other")) {
            Reply reply = Wire.send("GET /v1/regions HTTP/1.1", header);
            assertProblem(reply.status() == 501 ? 501 : 400, reply);
        }
        assertProblem(400, Wire.raw("GET /v1/regions HTTP/1.1\r\n\r\n"));
        assertProblem(400, Wire.raw("GET /v1/regions HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n"));
    }

    @Test
    void whatIsNoHttpIsRefused() {
        assertProblem(505, Wire.send("GET /v1/regions HTTP/3.7"));
        for (String line : List.of("GET", "nonsense", "GET  HTTP/1.1", "\u0016\u0003\u0001\u0002")) {
            Reply reply = Wire.raw(line + "\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(reply.status()).as(line + reply.text()).isIn(0, 400, 404, 426, 505);
            assertThat(reply.text()).doesNotContainIgnoringCase("<html");
        }
    }

    @Test
    void aHeaderCannotBeSmuggledIntoTheAnswer() {
        Reply reply = Wire.send("GET /v1/regions/IN-KA HTTP/1.1", "X-Request-Id: abcdefgh%0d%0aSet-Cookie: a=b");
        assertThat(reply.header("Set-Cookie")).isNull();
        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void theHostHeaderIsNotRepeated() {
        Reply reply = Wire.raw("GET /v1/regions?limit=1 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        assertThat(reply.text()).doesNotContain("evil.example");
    }

    @Test
    void methodsThatAreNotOfferedAreRefusedWithTheListOfThoseThatAre() {
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            Answer answer = anybody.send(method, "/v1/regions", method.equals("DELETE") ? null : "{}")
                    .problem(405, "method-not-allowed");
            assertThat(answer.header("Allow")).contains("GET");
        }
        for (String method : List.of("FOO", "TRACE", "PROPFIND", "get", "CONNECT", "TRACK")) {
            Reply reply = Wire.send(method + " /v1/regions HTTP/1.1", "X-Secret: hunter2");
            assertProblem(reply.status() == 400 || reply.status() == 501 ? reply.status() : 405, reply);
            assertThat(reply.text()).doesNotContain("hunter2");
        }
    }

    @Test
    void optionsListsTheMethodsAndNothingElse() {
        Answer answer = anybody.send("OPTIONS", "/v1/regions", null);
        assertThat(answer.status()).as(answer.text()).isIn(200, 204);
        assertThat(answer.header("Allow")).contains("GET");
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
    }

    @Test
    void headIsAnsweredWithoutABody() {
        Reply reply = Wire.send("HEAD /v1/regions HTTP/1.1");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        Reply missing = Wire.send("HEAD /v1/regions/IN-XX HTTP/1.1");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.body()).isEmpty();
    }

    @Test
    void anExpectationNobodyKnowsIsRefused() {
        Reply reply = Wire.send("GET /v1/regions HTTP/1.1", "Expect: nonsense");
        assertThat(reply.status()).as(reply.text()).isIn(200, 400, 417);
        if (reply.status() != 200) {
            assertProblem(reply.status(), reply);
        }
    }

    @Test
    void theRequestsIdIsGivenBackWhereItIsAPlainToken() {
        assertThat(anybody.get("/v1/regions", "X-Request-Id", "portal-0000.42").header("X-Request-Id"))
                .isEqualTo("portal-0000.42");
        Answer problem = anybody.get("/v1/nothing", "X-Request-Id", "portal-0000.42");
        assertThat(problem.json().get("instance").asText()).isEqualTo("portal-0000.42");
        for (String bad : List.of("short", "a".repeat(65), "has space in", "<script>alert</script>", "${jndi:ldap}")) {
            assertThat(anybody.get("/v1/regions", "X-Request-Id", bad).header("X-Request-Id"))
                    .isNotEqualTo(bad)
                    .hasSize(36);
        }
    }

    @Test
    void theDocumentationMayNotLoadWhatIsNotItsOwn() {
        Answer page = anybody.get("/docs/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'");
    }
}
