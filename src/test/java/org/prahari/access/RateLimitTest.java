package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.Instance;
import org.prahari.support.Service;
import org.prahari.support.ServiceTest;

/** The limits over HTTP, at an instance that grants little and takes the tests for a proxy. */
class RateLimitTest extends ServiceTest {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static Instance instance;
    private final String address = "203.0.113." + NEXT.incrementAndGet();

    @BeforeAll
    static void start() {
        Service.get();
        instance = Instance.start(
                "limits.client.requests", "3",
                "limits.client.burst", "3",
                "limits.anonymous.requests", "4",
                "limits.anonymous.burst", "4",
                "limits.failures.requests", "2",
                "limits.failures.burst", "2",
                "trustedProxies", "10.0.0.0/8, ::1,127.0.0.1");
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    /** A new key that this instance knows at once. */
    private String key(String scopes, String department) {
        String key = service.key(scopes, department);
        instance.touch();
        return key;
    }

    private Answer anonymous(String path) {
        return Api.anonymous().at(instance.port()).get(path, "X-Forwarded-For", address);
    }

    private Answer with(String key, String path) {
        return Api.as(key).at(instance.port()).get(path, "X-Forwarded-For", address);
    }

    @Test
    void everyAnswerTellsHowMuchIsLeftAndThenItIsEnough() {
        for (int left = 3; left >= 0; left--) {
            Answer answer = anonymous("/v1/regions/IN-KA").expect(200);
            assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"anonymous\";q=4;w=60");
            assertThat(answer.header("RateLimit")).startsWith("\"anonymous\";r=" + left + ";t=");
            assertThat(answer.header("Retry-After")).isNull();
        }
        Answer refused = anonymous("/v1/regions/IN-KA").problem(429, "too-many-requests");
        assertThat(refused.header("RateLimit")).isEqualTo("\"anonymous\";r=0;t=60");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 15);
        assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
        assertThat(refused.header("X-Request-Id"))
                .isEqualTo(refused.json().path("instance").asText());
    }

    @Test
    void answersOfEveryKindTell() {
        String key = key("facilities:read", "IN-KA");
        assertThat(anonymous("/v1/facilities").expect(401).header("RateLimit")).startsWith("\"anonymous\";r=3");
        assertThat(anonymous("/v1/regions/nowhere").expect(404).header("RateLimit"))
                .startsWith("\"anonymous\";r=2");
        assertThat(anonymous("/v1/nothing").expect(404).header("RateLimit")).startsWith("\"anonymous\";r=1");
        assertThat(anonymous("/v1/regions?x=1").expect(400).header("RateLimit")).startsWith("\"anonymous\";r=0");
        assertThat(with(key, "/v1/gaps").expect(403).header("RateLimit")).startsWith("\"client\";r=2");
        Api client = Api.as(key).at(instance.port());
        assertThat(client.send("PUT", "/v1/facilities", "{}").expect(405).header("RateLimit"))
                .startsWith("\"client\";r=1");
        assertThat(with("prk_no", "/v1/regions").expect(401).header("RateLimit"))
                .startsWith("\"failures\";r=1");
    }

    @Test
    void aClientIsCountedWhereverItComesFromAndWithAllItsKeys() {
        String key = key("facilities:read", "IN-KA");
        for (int i = 0; i < 5; i++) {
            Answer answer = Api.as(key).at(instance.port()).get("/v1/facilities", "X-Forwarded-For", "198.51.100." + i);
            assertThat(answer.status()).isEqualTo(i < 3 ? 200 : 429);
        }
        with(key("facilities:read", "IN-KA"), "/v1/facilities").expect(200);
    }

    @Test
    void nothingIsDoneForARequestTooMany() {
        String key = key("facilities:read facilities:write", "IN-KA");
        Api client = Api.as(key).at(instance.port());
        for (int i = 0; i < 3; i++) {
            client.get("/v1/facilities").expect(200);
        }
        String hospital = "{\"department\":\"IN-KA\",\"name\":\"A hospital\",\"kind\":\"district-hospital\"}";
        client.post("/v1/facilities", hospital).problem(429, "too-many-requests");
        client.post("/v1/facilities", "no JSON at all").problem(429, "too-many-requests");
        assertThat(Api.with("facilities:read", "*").get("/v1/facilities").json().path("items"))
                .isEmpty();
    }

    @Test
    void whoTriesKeysIsStoppedAndWhoHasOneIsNot() {
        String good = key("facilities:read", "IN-KA");
        String bad = ClientKey.mint("test").text();
        with(bad, "/v1/facilities").problem(401, "unauthenticated");
        with("x.y.z", "/v1/regions").problem(401, "unauthenticated");
        for (String each :
                List.of(bad, "x.y.z", "whatever", ClientKey.mint("live").text())) {
            Answer refused = with(each, "/v1/facilities").problem(429, "too-many-requests");
            assertThat(refused.header("WWW-Authenticate")).isNull();
            assertThat(refused.header("Retry-After")).isNotNull();
            assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"failures\";q=2;w=60");
        }
        Api.anonymous()
                .at(instance.port())
                .get("/openapi.json", "X-Forwarded-For", address, "Authorization", "Bearer " + bad)
                .expect(429);
        with(good, "/v1/facilities").expect(200);
        anonymous("/v1/regions").expect(200);
    }

    @Test
    void theDocumentationAndTheAdminPortAreNotLimited() {
        for (int i = 0; i < 12; i++) {
            for (String path : List.of("/docs/", "/openapi.yaml", "/openapi.json")) {
                assertThat(anonymous(path).expect(200).header("RateLimit")).isNull();
            }
            Api.anonymous().at(instance.adminPort()).get("/healthcheck").expect(200);
        }
        anonymous("/v1/regions").expect(200);
    }

    @Test
    void noSpellingOfAnAddressEscapes() throws Exception {
        for (int i = 0; i < 4; i++) {
            anonymous("/v1/regions").expect(200);
        }
        for (String path : List.of(
                "/v1/regions/",
                "/v1/regions?",
                "/%76%31/regions",
                "/v1/regions;x=/openapi.json",
                "/openapi.json/../v1/regions",
                "/openapi.json/v1/regions",
                "/problems/not-found")) {
            assertThat(status(path)).as(path).isIn(429, 400);
        }
    }

    /** Without the check against the contract, which knows no such addresses. */
    private int status(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance.port() + path))
                .header("X-Forwarded-For", address)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void whoInventsForwardedAddressesGainsNothing() {
        int passed = 0;
        for (int i = 0; i < 20; i++) {
            Answer answer = Api.anonymous()
                    .at(instance.port())
                    .get("/v1/regions", "X-Forwarded-For", "1.2.3." + i + ", garbage, " + i + ".2.3.4, " + address);
            passed += answer.status() == 200 ? 1 : 0;
        }
        assertThat(passed).isEqualTo(4);
        passed = 0;
        String other = "203.0.113." + NEXT.incrementAndGet();
        for (int i = 0; i < 20; i++) {
            Answer answer = Api.anonymous()
                    .at(instance.port())
                    .get("/v1/regions", "X-Forwarded-For", "1.2.3." + i, "X-Forwarded-For", other);
            passed += answer.status() == 200 ? 1 : 0;
        }
        assertThat(passed).as("in two headers").isEqualTo(4);
        passed = 0;
        for (int i = 0; i < 20; i++) {
            Answer answer = Api.anonymous()
                    .at(instance.port())
                    .get("/v1/regions", "X-Forwarded-For", "2001:db8:0:" + NEXT + ":" + i + "::1");
            passed += answer.status() == 200 ? 1 : 0;
        }
        assertThat(passed).as("from many addresses of one network").isEqualTo(4);
    }

    @Test
    void withoutATrustedProxyTheHeaderMeansNothing() {
        try (Instance plain = Instance.start("limits.anonymous.requests", "4", "limits.anonymous.burst", "4")) {
            int passed = 0;
            for (int i = 0; i < 10; i++) {
                Answer answer = Api.anonymous()
                        .at(plain.port())
                        .get("/v1/regions", "X-Forwarded-For", "1.2.3." + i, "Forwarded", "for=1.2.3." + i);
                passed += answer.status() == 200 ? 1 : 0;
            }
            assertThat(passed).isEqualTo(4);
        }
    }

    @Test
    void senselessSettingsStopTheStart() {
        assertThatThrownBy(() -> Instance.start("limits.client.requests", "0").close())
                .hasStackTraceContaining("requests 0 and burst");
        assertThatThrownBy(
                        () -> Instance.start("trustedProxies", "proxy.example").close())
                .hasStackTraceContaining("'proxy.example' is no address or network");
    }
}
