package org.prahari.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.prahari.support.Answer;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

/** What the README and the guide show is what happens: their commands are run against the service, filled as the demo is. */
class GuideTest extends ServiceTest {
    private static final Path PAGES = Path.of("src/main/resources/docs");
    private static final Pattern SHOWN = Pattern.compile("(?s)```sh\n(.*?)```(?:\n```json\n(.*?)```)?");
    private static final Pattern PAGE = Pattern.compile("(?s)<code class=\"sh\">(.*?)</code>");
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":");
    private static final Pattern ANSWERED = Pattern.compile("(?m)^ANSWERED (\\d+) (.*)$");
    private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

    private record Example(String commands, String answer) {}

    /** Filling takes longest, so all are tried on one population. */
    @TestFactory
    Stream<DynamicTest> theCallsThatAreShownGiveWhatIsShown() throws IOException {
        assertThat(new CommandLine().run("demo", "config.yml")).isEmpty();
        service.touch();
        return Stream.concat(
                Stream.of(dynamicTest("README.md", this::readme)),
                pages().stream()
                        .filter(page -> read(page).contains("class=\"sh\""))
                        .map(page -> dynamicTest(page, () -> guide(page))));
    }

    private void readme() throws Exception {
        List<Example> examples = new ArrayList<>();
        Matcher shown = SHOWN.matcher(Files.readString(Path.of("README.md")));
        while (shown.find()) {
            if (shown.group(1).contains("curl")) {
                examples.add(new Example(shown.group(1), shown.group(2)));
            }
        }
        assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
        String[] answers = run(examples).split("EXAMPLE\n", -1);
        for (int i = 0; i < examples.size(); i++) {
            Set<String> fields = new TreeSet<>();
            FIELD.matcher(String.valueOf(examples.get(i).answer()))
                    .results()
                    .forEach(match -> fields.add(match.group()));
            assertThat(answers[i + 1]).as(examples.get(i).commands()).contains(fields);
        }
    }

    private void guide(String page) throws Exception {
        String commands = PAGE.matcher(read(page))
                .results()
                .map(match -> plain(match.group(1)))
                .collect(Collectors.joining("\n"));
        String said = run(List.of(new Example(commands, null)));
        if (page.equals("proof.html")) {
            assertThat(said).contains("proven");
        }
    }

    /** What the guide gives receivers of webhooks to copy takes what is signed, and nothing else. */
    @TestFactory
    Stream<DynamicTest> theReceiversOfTheGuideTakeWhatIsSignedAndNothingElse() throws Exception {
        String secret = "whsec_" + Base64.getEncoder().encodeToString("a secret of receivers".getBytes(UTF_8));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("a secret of receivers".getBytes(UTF_8), "HmacSHA256"));
        String good = "v1," + Base64.getEncoder().encodeToString(mac.doFinal("msg_1.1000.{\"a\":1}".getBytes(UTF_8)));
        String other = "v1," + Base64.getEncoder().encodeToString(new byte[32]);
        List<List<String>> cases = List.of(
                List.of("true", "msg_1", "1000", good, "{\"a\":1}"),
                List.of("true", "msg_1", "1000", other + " " + good, "{\"a\":1}"),
                List.of("false", "msg_1", "1000", other, "{\"a\":1}"),
                List.of("false", "msg_2", "1000", good, "{\"a\":1}"),
                List.of("false", "msg_1", "1001", good, "{\"a\":1}"),
                List.of("false", "msg_1", "1000", good, "{\"a\":2}"),
                List.of("false", "msg_1", "1000", good.replace("v1,", "v2,"), "{\"a\":1}"),
                List.of("false", "msg_1", "soon", good, "{\"a\":1}"),
                List.of("false", "msg_1", "1000", "", "{\"a\":1}"),
                List.of("false", "msg_1", "1000", "v1", "{\"a\":1}"),
                List.of("false", "", "", good, "{\"a\":1}"));
        String javascript = code("js") + """

                const [id, timestamp, signature, body, at] = process.argv.slice(1);
                const headers = {'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature};
                console.log(verified('%s', headers, body, Number(at)));
                """.formatted(secret);
        String python = code("python") + """

                import sys
                id, timestamp, signature, body, at = sys.argv[1:]
                headers = {'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature}
                print(str(verified('%s', headers, body.encode(), int(at))).lower())
                """.formatted(secret);
        return Map.of("node", List.of("node", "-e", javascript), "python3", List.of("python3", "-c", python))
                .entrySet()
                .stream()
                .map(language -> dynamicTest(language.getKey(), () -> {
                    for (List<String> each : cases) {
                        List<String> command = new ArrayList<>(language.getValue());
                        command.addAll(each.subList(1, 5));
                        assertThat(said(command, "1100")).as(each.toString()).isEqualTo(each.get(0));
                    }
                    List<String> late = new ArrayList<>(language.getValue());
                    late.addAll(cases.get(0).subList(1, 5));
                    assertThat(said(late, "1400")).as("too late").isEqualTo("false");
                }));
    }

    private static String said(List<String> command, String at) throws IOException {
        List<String> whole = new ArrayList<>(command);
        whole.add(at);
        Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private static String code(String language) {
        Matcher matcher = Pattern.compile("(?s)<code class=\"" + language + "\">(.*?)</code>")
                .matcher(read("webhooks.html"));
        assertThat(matcher.find()).isTrue();
        return plain(matcher.group(1));
    }

    private static String plain(String html) {
        return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    @TestFactory
    Stream<DynamicTest> everyPageIsThereWithAllItLeadsTo() throws IOException {
        Set<String> all = pages();
        assertThat(all).contains("index.html", "reference.html");
        return all.stream()
                .map(page -> dynamicTest(page, () -> {
                    Answer answer = Api.anonymous().get("/docs/" + page).expect(200);
                    assertThat(answer.text())
                            .contains("<html lang=\"en\">", "name=\"viewport\"", "<title>Prahari")
                            .doesNotContain("style=", "<style", "onclick", "javascript:");
                    Set<String> leadsTo = new TreeSet<>();
                    ADDRESS.matcher(answer.text()).results().forEach(match -> leadsTo.add(match.group(1)));
                    for (String address : leadsTo) {
                        if (!address.startsWith("#")) {
                            assertThat(address)
                                    .as("what a page loads or leads to is local")
                                    .startsWith("/");
                            Api.anonymous().get(address).expect(200);
                        }
                    }
                    if (!page.equals("reference.html")) {
                        assertThat(leadsTo)
                                .containsAll(all.stream()
                                        .map(other -> "/docs/" + (other.equals("index.html") ? "" : other))
                                        .toList());
                    }
                }));
    }

    @Test
    void theStartLeadsToEveryPlaceThatNeedsNoId() {
        Answer start = Api.anonymous().get("/v1/").expect(200);
        assertThat(Api.anonymous().get("/v1").expect(200).text()).isEqualTo(start.text());
        for (String field : List.of("guide", "reference", "contract")) {
            Api.anonymous().get(start.json().get(field).asText()).expect(200);
        }
        int followed = 0;
        for (var link : start.json().get("links")) {
            String address = link.get("href").asText();
            if (link.get("method").asText().equals("GET") && link.get("scopes").isEmpty() && !address.contains("{")) {
                Answer answer = Api.anonymous().get(address);
                assertThat(answer.status()).as(address + answer.text()).isIn(200, 400);
                followed++;
            }
        }
        assertThat(followed).isGreaterThan(10);
    }

    /** Runs them in one shell, in a folder like the demo's. Each answer of the service is below 400, or this fails. */
    private String run(List<Example> examples) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Path.of("target"), "guide");
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("karnataka.key"), service.key(Demo.KARNATAKA.replace(',', ' '), "IN-KA"));
        Files.writeString(data.resolve("admin.key"), service.key(String.join(" ", org.prahari.access.Scope.ALL), "*"));
        var script =
                new StringBuilder("curl() { command curl -w '%{stderr}ANSWERED %{http_code} %{url}\\n' \"$@\"; }\n");
        for (Example example : examples) {
            script.append("echo EXAMPLE\n").append(example.commands()).append("\necho\n");
        }
        Path output = folder.resolve("output");
        Path answers = folder.resolve("answers");
        Process shell = new ProcessBuilder(
                        "bash", "-c", script.toString().replace("localhost:8080", "127.0.0.1:" + service.port()))
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(answers.toFile())
                .start();
        boolean done = shell.waitFor(10, TimeUnit.MINUTES);
        shell.destroyForcibly();
        String errors = Files.readString(answers);
        assertThat(done).as(errors).isTrue();
        List<String> refused = new ArrayList<>();
        Matcher answered = ANSWERED.matcher(errors);
        int count = 0;
        while (answered.find()) {
            count++;
            if (Integer.parseInt(answered.group(1)) >= 400 || answered.group(1).equals("000")) {
                refused.add(answered.group());
            }
        }
        assertThat(refused).as(errors + Files.readString(output)).isEmpty();
        assertThat(count).as(errors).isPositive();
        return Files.readString(output);
    }

    private static Set<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".html"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String read(String page) {
        try {
            return Files.readString(PAGES.resolve(page));
        } catch (IOException e) {
            throw new AssertionError(page, e);
        }
    }
}
