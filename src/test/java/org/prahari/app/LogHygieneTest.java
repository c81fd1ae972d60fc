package org.prahari.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.prahari.support.Api;
import org.prahari.support.Secrets;
import org.prahari.support.ServiceTest;
import org.prahari.support.SuiteLog;
import org.prahari.support.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs last: what the whole suite has logged, at DEBUG and unmasked, names nobody and opens nothing. */
@Order(Integer.MAX_VALUE)
class LogHygieneTest extends ServiceTest {
    private static final Logger LOG = LoggerFactory.getLogger(LogHygieneTest.class);
    private static final String PLANTED = "planted by the test of the logs";
    private static final List<Pattern> SHAPES = List.of(
            Pattern.compile("prk_[a-z]{1,10}_[0-9a-f]{17,}"),
            Pattern.compile("(?i)bearer [a-z0-9._~+/-]{8,}"),
            Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"));

    /** The lines that hold what no line may hold. Keys are known by their shape. */
    private static List<String> guilty(List<String> lines, Set<String> secrets) {
        List<String> people =
                secrets.stream().filter(secret -> !secret.startsWith("prk_")).toList();
        return lines.stream()
                .filter(line ->
                        SHAPES.stream().anyMatch(shape -> shape.matcher(line).find())
                                || people.stream().anyMatch(line::contains))
                .toList();
    }

    /** So that there is something to find if this class is run alone. */
    private static Set<String> secrets() {
        Api api = Api.with("trainees:read trainees:write trainees:identity", "IN-KA");
        String made = api.post("/v1/trainees", """
                        {"department": "IN-KA", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}],
                         "languages": ["en"], "home": {"region": "IN-KA"}, "relocation": {"scope": "state"},
                         "remote": false, "experienceMonths": 6, "availableFrom": "2027-01-15"}
                        """).expect(201).header("Location");
        String identity = "{\"name\": \"Planted Person\", \"email\": \"planted@example.invalid\", \"phone\": \"%s\"}";
        api.put(made + "/identity", identity.formatted("+919000012345"), "*").expect(200);
        api.put(made + "/identity", identity.formatted("12"), "*").problem(422, "invalid");
        api.get(made + "/identity").expect(200);
        return Secrets.all();
    }

    @Test
    void noLineOfTheLogHoldsAKeyOrAPerson() throws IOException {
        Set<String> secrets = secrets();
        assertThat(secrets).contains("Planted Person", "planted@example.invalid", "+919000012345");
        List<String> lines = new ArrayList<>(SuiteLog.lines());
        lines.removeIf(line -> line.contains(PLANTED));
        assertThat(lines).as("the log was heard").isNotEmpty();
        System.out.println("log hygiene: " + lines.size() + " lines of the log, " + secrets.size() + " secrets");
        assertThat(guilty(lines, secrets)).isEmpty();
    }

    @Test
    void noLineOfTheLogOfRequestsDoes() throws IOException, InterruptedException {
        String key = service.key("trainees:read", "IN-KA");
        Wire.send("GET /v1/trainees?q=asha@example.in&key=" + key + " HTTP/1.1", "User-Agent: " + key);
        Wire.send("GET /v1/trainees/asha@example.in/" + key + " HTTP/1.1", "Referer: " + key);
        List<String> lines = SuiteLog.requests("[e-mail]");
        assertThat(lines).anyMatch(line -> line.contains("[e-mail]") && line.contains("***"));
        System.out.println("log hygiene: " + lines.size() + " lines of the log of requests");
        assertThat(guilty(lines, secrets())).isEmpty();
        assertThat(lines).noneMatch(line -> line.contains("asha@") || line.contains(key));
    }

    @Test
    void noLineOfTheConsoleDoes() throws IOException {
        Set<String> secrets = secrets();
        FileTime begun =
                FileTime.from(ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH));
        try (Stream<Path> files = Files.list(Path.of("target/surefire-reports"))) {
            for (Path file : files.filter(file -> file.toString().endsWith("-output.txt"))
                    .toList()) {
                if (Files.getLastModifiedTime(file).compareTo(begun) >= 0) {
                    assertThat(guilty(Files.readAllLines(file), secrets))
                            .as(file.toString())
                            .isEmpty();
                }
            }
        }
    }

    /** The server's DEBUG holds what callers send; it is closed by the configuration, and masked should somebody open it. */
    @Test
    void whatTheServerWouldLogOfAKeyIsMasked() {
        String key = service.key("trainees:read", "IN-KA");
        List<String> lines = SuiteLog.ofTheServerDuring(() ->
                Wire.send("GET /v1/trainees HTTP/1.1", "Authorization: Bearer " + key, "X-Mail: asha@example.in"));
        assertThat(lines).anyMatch(line -> line.contains(key)).anyMatch(line -> line.contains("asha@example.in"));
        assertThat(lines.stream().map(MaskedLog::mask))
                .noneMatch(line -> line.contains(key) || line.contains("asha@example.in"));
    }

    @Test
    void aPlantedLineIsFound() throws IOException {
        Set<String> secrets = secrets();
        String key = service.key("trainees:read", "IN-KA");
        int before = SuiteLog.lines().size();
        LOG.debug(PLANTED + ": a key {}", key);
        LOG.debug(PLANTED + ": a person {}", "Planted Person");
        LOG.debug(PLANTED, new IllegalStateException(PLANTED + ": +919000012345"));
        LOG.debug(PLANTED + ": nothing to find here");
        List<String> lines = SuiteLog.lines();
        assertThat(guilty(lines.subList(before, lines.size()), secrets)).hasSize(3);
        assertThat(guilty(List.of("Bearer abcdefgh12", "eyJhbGciOiJub25lIn0.e30."), Set.of()))
                .hasSize(2);
    }
}
