package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class ProblemTest extends ServiceTest {
    private final Api anybody = Api.anonymous();

    @Test
    void everyKindOfProblemHasAPageThatExplainsIt() {
        for (Problem problem : Problem.values()) {
            Answer page = anybody.get("/problems/" + problem.kind(), "Accept", "text/html")
                    .expect(200);
            assertThat(page.header("Content-Type")).startsWith("text/html");
            assertThat(page.text()).contains(problem.title()).contains(problem.kind());
        }
    }

    @Test
    void theContractNamesNoProblemThatIsNone() {
        assertThat(Arrays.stream(Problem.values()).map(Problem::kind)).doesNotHaveDuplicates();
        for (Problem problem : Problem.values()) {
            assertThat(Problem.of(problem.status()).status()).isEqualTo(problem.status());
        }
    }

    @Test
    void whatIsNowhereIsAProblemAndNoPage() {
        for (String path : List.of(
                "/",
                "/v1",
                "/v1/",
                "/v1/nothing",
                "/problems/nothing",
                "/problems",
                "/v2/regions",
                "/favicon.ico",
                "/v1/regions/IN-KA/",
                "/V1/regions",
                "/docs.html",
                "/openapi.xml")) {
            Answer answer = anybody.get(path, "Accept", "text/html,*/*;q=0.8");
            if (answer.status() >= 300) {
                answer.problem(404, "not-found");
                assertThat(answer.json().path("instance").asText()).as(path).isEqualTo(answer.header("X-Request-Id"));
            }
        }
    }

    @Test
    void aFileThatTheDocumentationDoesNotHaveIsNoPageEither() {
        for (String path : List.of("/docs/nothing", "/docs/ui/nothing", "/docs/ui/", "/docs/../config.yml")) {
            anybody.get(path, "Accept", "text/html").problem(404, "not-found");
        }
    }

    @Test
    void whatIsNotForBrowsersIsJsonToBrowsersToo() {
        anybody.get("/v1/nothing", "Accept", "text/html").problem(404, "not-found");
        anybody.get("/v1/regions", "Accept", "text/html").problem(406, "not-acceptable");
        anybody.get("/v1/regions", "Accept", "application/xml").problem(406, "not-acceptable");
        anybody.get("/v1/regions", "Accept", "nonsense").problem(406, "not-acceptable");
        anybody.get("/v1/regions", "Accept", "application/json;q=0.1, text/html")
                .expect(200);
    }

    @Test
    void theAdministratorsPortShowsNoPagesEither() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.adminPort() + "/nothing"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContainIgnoringCase("<html").doesNotContain("Jetty");
    }
}
