package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.prahari.http.Problem;
import org.prahari.http.ProblemMapper;
import org.prahari.support.Service;
import org.prahari.support.SuiteLog;

/** What {@code .github/asvs.md} says of the requirements of the OWASP ASVS is so: what it names exists, and is enough. */
class AsvsTest {
    private static final Path FILE = Path.of(".github/asvs.md");
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Set<String> STATES = Set.of("met", "part", "later", "operator", "n/a");
    private static final Pattern TICKED = Pattern.compile("`([^`]+)`");
    private static final Pattern LATER = Pattern.compile("later: (\\w+)");
    private static final int WANTED = 100;
    private static final Pattern CRYPTOGRAPHY = Pattern.compile(
            "SecureRandom|MessageDigest|Mac\\.getInstance|Cipher\\.|CRC32|Signature\\.|KeyPair|crypto\\.tink|com\\.nimbusds");
    private static final Pattern LOGGER = Pattern.compile("getLogger\\((?:\"([^\"]+)\"|(\\w+)\\.class)\\)");

    private record Row(String id, String level, String asks, String state, String where, String shown) {}

    private final String text = House.read(FILE);
    private final List<Row> rows = rows();
    private final Map<String, String> tests = sources(TESTS);
    private final Map<String, String> main = sources(MAIN);

    private List<Row> rows() {
        List<Row> found = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] cells = line.split(" ?\\| ?", -1);
            if (line.matches("\\| \\d+\\.\\d+\\.\\d+.*")) {
                assertThat(cells).as(line).hasSize(8);
                found.add(new Row(cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]));
            }
        }
        return found;
    }

    private static Map<String, String> sources(Path root) {
        Map<String, String> sources = new TreeMap<>();
        House.files(root, ".java")
                .forEach(file ->
                        sources.put(file.getFileName().toString().replaceFirst("\\.java$", ""), House.read(file)));
        return sources;
    }

    private static List<String> ticked(String cell) {
        return TICKED.matcher(cell).results().map(result -> result.group(1)).toList();
    }

    /** What is wrong with a name that a row is shown by, or null. */
    private String fault(String name) {
        if (name.contains(" :: ")) {
            String[] sides = name.split(" :: ", 2);
            return Files.exists(Path.of(sides[0]))
                            && House.read(Path.of(sides[0])).contains(sides[1])
                    ? null
                    : "no such setting: " + name;
        }
        String[] sides = name.split("#", 2);
        String source = tests.get(sides[0]);
        if (source == null || !sides[0].endsWith("Test")) {
            return "no such test: " + name;
        }
        boolean found = sides.length == 1
                || Pattern.compile("\n    (void|Stream<\\w+>) " + sides[1] + "\\(")
                        .matcher(source)
                        .find();
        return found ? null : "no such test: " + name;
    }

    @Test
    void everyTestAndSettingThatIsNamedExists() {
        List<String> faults = new ArrayList<>();
        for (Row row : rows) {
            for (String name : ticked(row.shown())) {
                String fault = fault(name);
                if (fault != null) {
                    faults.add(row.id() + ": " + fault);
                }
            }
            for (String name : ticked(row.where())) {
                if (name.matches("[A-Z]\\w+")
                        ? !main.containsKey(name)
                        : isPath(name) && !Files.exists(Path.of(name))) {
                    faults.add(row.id() + ": no such class or file: " + name);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static boolean isPath(String name) {
        return name.matches("[\\w./-]+\\.(md|yml|yaml|xml)");
    }

    @Test
    void aNameThatIsNoneIsFound() {
        assertThat(fault("AsvsTest#aNameThatIsNoneIsFound")).isNull();
        assertThat(fault("pom.xml :: <artifactId>prahari</artifactId>")).isNull();
        for (String wrong : List.of(
                "AsvsTest#fault", "AsvsTest#noSuchTest", "NoTest", "House", "pom.xml :: no such text", "no.xml :: x")) {
            assertThat(fault(wrong)).as(wrong).isNotNull();
        }
    }

    @Test
    void everyRowIsWholeAndEnoughAreTied() throws IOException {
        for (Row row : rows) {
            assertThat(STATES).as(row.id()).contains(row.state());
            assertThat(row.level()).as(row.id()).matches("1|2|1-2");
            assertThat(row.asks()).as(row.id()).isNotBlank();
            if (row.state().equals("met")) {
                assertThat(ticked(row.shown()))
                        .as(row.id() + " is shown by something")
                        .isNotEmpty();
                assertThat(row.shown()).as(row.id()).doesNotContain("later:");
            }
            if (row.state().equals("later")) {
                assertThat(row.shown())
                        .as(row.id() + " names what will show it")
                        .contains("later: ");
            }
            if (Set.of("n/a", "operator", "part").contains(row.state())) {
                assertThat(row.where()).as(row.id() + " says why").isNotBlank();
            }
        }
        assertThat(rows.stream().map(Row::id)).doesNotHaveDuplicates();
        Map<String, Integer> states = new TreeMap<>();
        rows.forEach(row -> states.merge(row.state(), 1, Integer::sum));
        long tied = rows.stream().filter(row -> !ticked(row.shown()).isEmpty()).count();
        Set<String> awaited = new TreeSet<>();
        rows.forEach(row -> LATER.matcher(row.shown()).results().forEach(result -> awaited.add(result.group(1))));
        Set<String> there = new TreeSet<>(awaited);
        there.retainAll(tests.keySet());
        String report = "asvs: " + rows.size() + " rows " + states + ", " + tied
                + " tied to a test or a setting; awaited " + awaited + ", of which there " + there + "\n";
        System.out.print(report);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/asvs.txt"), report);
        assertThat(tied).isGreaterThanOrEqualTo(WANTED);
    }

    private String section(String heading) {
        int start = text.indexOf("### " + heading);
        assertThat(start).as(heading).isPositive();
        int end = text.indexOf("\n### ", start);
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }

    @Test
    void theInventoryOfCryptographyIsComplete() {
        Set<String> used = new TreeSet<>();
        main.forEach((name, source) -> {
            if (CRYPTOGRAPHY.matcher(source).find()) {
                used.add(name);
            }
        });
        assertThat(used).isNotEmpty();
        assertThat(ticked(section("Cryptography")))
                .as("classes that use cryptography have a row in " + FILE + ", Cryptography")
                .containsAll(used);
    }

    @Test
    void theInventoryOfLogsNamesEveryLogger() {
        Set<String> loggers = new TreeSet<>();
        main.forEach((name, source) -> {
            Matcher matcher = LOGGER.matcher(source);
            while (matcher.find()) {
                String packageName = source.replaceFirst("(?s)^package ([\\w.]+);.*", "$1");
                loggers.add(matcher.group(1) != null ? matcher.group(1) : packageName + "." + matcher.group(2));
            }
        });
        assertThat(loggers).isNotEmpty();
        assertThat(ticked(section("Logs")))
                .as("loggers have a row in " + FILE + ", Logs")
                .containsAll(loggers);
    }

    @Test
    void theClassesOfDataAreWrittenDown() {
        assertThat(section("Classes of data"))
                .contains("| public |", "| of a department |", "| of a person |", "| secret |");
    }

    @Test
    void noWeakAlgorithmIsNamed() {
        assertThat(naming(main.entrySet(), "\"(MD2|MD5|SHA-?1|DES|DESede|RC2|RC4|AES/ECB[^\"]*|[^\"]*PKCS1Padding)\""))
                .isEmpty();
        assertThat(naming(Map.of("Planted", "getInstance(\"MD5\")").entrySet(), "\"MD5\""))
                .containsExactly("Planted");
    }

    @Test
    void whatIsSecretIsMadeBySecureRandom() {
        assertThat(naming(main.entrySet(), "new Random\\(|ThreadLocalRandom|SplittableRandom|Math\\.random"))
                .as("only the made-up population is drawn by a seed, and ids of requests are no secrets")
                .containsExactly("Draws", "RequestId");
    }

    @Test
    void noSecretIsInTheSources() {
        List<Path> files = new ArrayList<>(House.files(Path.of("src"), ""));
        files.removeIf(file -> !file.toString().matches(".*\\.(java|yaml|yml|sql|sh|json|properties|html|js)"));
        files.addAll(List.of(Path.of("config.yml"), Path.of("README.md"), Path.of("pom.xml")));
        Map<String, String> all = new TreeMap<>();
        files.forEach(file -> all.put(file.toString(), House.read(file)));
        assertThat(all).hasSizeGreaterThan(200);
        assertThat(naming(all.entrySet(), "prk_[a-z]{1,10}_[0-9a-f]{88}|-----BEGIN [A-Z ]*PRIVATE KEY-----"))
                .isEmpty();
    }

    private static List<String> naming(Collection<Map.Entry<String, String>> sources, String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return sources.stream()
                .filter(source -> compiled.matcher(source.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void unexpectedErrorsAreLogged() throws IOException {
        Service.get();
        var answer = new ProblemMapper().toResponse(new IllegalStateException("planted failure 4711"));
        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(((Problem.Document) answer.getEntity()).toString()).doesNotContain("4711");
        assertThat(SuiteLog.lines())
                .anyMatch(line -> line.startsWith("ERROR org.prahari.http.ProblemMapper"))
                .anyMatch(line -> line.contains("planted failure 4711"));
    }
}
