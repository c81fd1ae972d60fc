package org.prahari.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;
import org.prahari.support.SuiteLog;

/** What the operator sees. */
class ObservationTest extends ServiceTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern NAME =
            Pattern.compile("\\b(?:prahari|webhooks|io_dropwizard|org_prahari|jvm|process)_[A-Za-z0-9_]+");

    private HttpResponse<String> admin(String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.adminPort() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** All samples, by name with labels. */
    private Map<String, Double> samples() throws IOException, InterruptedException {
        HttpResponse<String> answer = admin("/prometheus");
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, Double> samples = new TreeMap<>();
        answer.body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> samples.put(
                        line.substring(0, line.lastIndexOf(' ')),
                        Double.valueOf(line.substring(line.lastIndexOf(' ') + 1).replace("+Inf", "Infinity"))));
        return samples;
    }

    private static double of(Map<String, Double> samples, String name) {
        return samples.getOrDefault(name, 0.0);
    }

    @Test
    void requestsAreCountedAndTimedByOperationAndStatus() throws Exception {
        Api clerk = Api.with("facilities:read facilities:write", "IN-KA");
        String reads = "prahari_requests_total{operation=\"GET /v1/facilities/{id}\",status=\"%s\"}";
        String times = "prahari_request_seconds_count{operation=\"GET /v1/facilities/{id}\"}";
        Map<String, Double> before = samples();
        String path = clerk.post(
                        "/v1/facilities", "{\"department\": \"IN-KA\", \"name\": \"Ward\", \"kind\": \"laboratory\"}")
                .expect(201)
                .header("Location");
        for (int i = 0; i < 3; i++) {
            clerk.get(path).expect(200);
        }
        clerk.get("/v1/facilities/018f0000-0000-7000-8000-000000000000").expect(404);
        // Counted when the answer has gone, which its reader may have seen before.
        Map<String, Double> after =
                await().until(this::samples, samples -> of(samples, times) - of(before, times) >= 4);
        assertThat(of(after, reads.formatted(200)) - of(before, reads.formatted(200)))
                .isEqualTo(3);
        assertThat(of(after, reads.formatted(404)) - of(before, reads.formatted(404)))
                .isEqualTo(1);
        assertThat(of(after, times) - of(before, times)).isEqualTo(4);
        assertThat(after.keySet()).noneMatch(name -> name.contains(path));
    }

    @Test
    void theDatabaseTheLogAndTheSnapshotsAreSeen() throws Exception {
        Map<String, Double> before = samples();
        assertThat(of(before, "prahari_database_up")).isEqualTo(1);
        assertThat(before.get("prahari_snapshot_age_seconds{snapshot=\"region\"}"))
                .isNotNull()
                .isLessThan(30);
        Api.with("facilities:write", "IN-KA")
                .post("/v1/facilities", "{\"department\": \"IN-KA\", \"name\": \"Ward\", \"kind\": \"laboratory\"}")
                .expect(201);
        assertThat(of(samples(), "prahari_log_sequence")).isGreaterThan(of(before, "prahari_log_sequence"));
    }

    @Test
    void everybodyMayAskWhetherTheServiceIsWell() {
        JsonNode status = Api.anonymous().get("/v1/status").expect(200).json();
        assertThat(status.get("database").asText()).isEqualTo("up");
        assertThat(status.get("memory").asText()).isEqualTo("ready");
        Instant startedAt = Instant.parse(status.get("startedAt").asText());
        assertThat(startedAt).isBefore(Instant.now());
        assertThat(Instant.parse(status.get("asOf").asText())).isBetween(startedAt.minusSeconds(60), Instant.now());
    }

    @Test
    void jobsAreSeenByKindAndState() throws Exception {
        service.jdbi().useHandle(handle -> handle.execute("""
                INSERT INTO job (task_name, task_instance, execution_time, picked, consecutive_failures, version)
                VALUES ('observed', 'a', UTC_TIMESTAMP(6) + INTERVAL 1 DAY, 0, 0, 1),
                    ('observed', 'b', UTC_TIMESTAMP(6) + INTERVAL 1 DAY, 0, 3, 1)
                """));
        Map<String, Double> samples = samples();
        assertThat(of(samples, "prahari_jobs{kind=\"observed\",state=\"waiting\"}"))
                .isEqualTo(1);
        assertThat(of(samples, "prahari_jobs{kind=\"observed\",state=\"failing\"}"))
                .isEqualTo(1);
    }

    @Test
    void whatTheDashboardAndTheAlertsAskForIsThere() throws Exception {
        service.jdbi().useHandle(handle -> handle.execute("""
                INSERT INTO job (task_name, task_instance, execution_time, picked, version)
                VALUES ('observed', 'a', UTC_TIMESTAMP(6) + INTERVAL 1 DAY, 0, 1)
                """));
        Api.anonymous().get("/v1/regions/IN-KA").expect(200);
        Set<String> there = new TreeSet<>();
        samples().keySet().forEach(name -> there.add(name.replaceFirst("\\{.*", "")));
        for (String file : new String[] {"src/main/grafana/prahari.json", "src/main/prometheus/alerts.yml"}) {
            Set<String> asked = new TreeSet<>();
            NAME.matcher(Files.readString(Path.of(file))).results().forEach(found -> asked.add(found.group()));
            assertThat(asked).as(file).hasSizeGreaterThan(8);
            assertThat(there).as(file).containsAll(asked);
        }
    }

    @Test
    void liveAndReadyAreTold() throws Exception {
        assertThat(admin("/live").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = admin("/ready");
        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        assertThat(ready.body()).contains("database ok").contains("leaving ok").contains("snapshots ok");
    }

    @Test
    void aNodeThatIsToldToStopIsNotReadyForAWhileBeforeItStops() throws Exception {
        Leaving leaving = new Leaving(Duration.ofMinutes(5));
        Thread stop = new Thread(() -> leaving.lifeCycleStopping(null));
        assertThat(leaving.check().isHealthy()).isTrue();
        stop.start();
        await().until(() -> !leaving.check().isHealthy());
        assertThat(stop.isAlive()).isTrue();
        stop.interrupt();
        stop.join();
    }

    @Test
    void theTraceOfACallerStandsInTheLogAndNothingElseThatHeSays() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Api stranger = Api.as("prk_test_0123456789abcdef");
        stranger.get("/v1/facilities", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .expect(401);
        stranger.get("/v1/facilities", "traceparent", "00-" + trace.replace('4', 'g') + "-00f067aa0ba902b7-01")
                .expect(401);
        assertThat(SuiteLog.lines())
                .anyMatch(line -> line.contains("org.prahari.security") && line.contains("traceId=" + trace))
                .noneMatch(line -> line.contains("traceId=" + trace.replace('4', 'g')));
    }
}
