package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.prahari.app.PrahariApplication;
import org.prahari.support.ServiceTest;

/**
 * The clients that this build has generated are compiled as strictly as their language allows, and led through the
 * tutorial against the running service. All three must tell the same; the transcripts are kept beside the clients.
 */
class ClientsTest extends ServiceTest {
    private static final Path CLIENTS = Path.of("target/clients");
    private static final Path TUTORIALS = Path.of("src/clients/tutorial");
    private static final String TYPESCRIPT = "typescript@5.9.3";
    private static final List<String> TRANSCRIPT = List.of(
            "links: true",
            "role: PD-WRL-003",
            "gap: 2 seats, version 1",
            "sent again: true",
            "fits best: true",
            "why not: [certifications, which can be mended]",
            "changed to: 3 seats",
            "a lost update: refused with 412",
            "followed: [created, updated]",
            "in Hindi: hi",
            "deleted: true");
    private final String address = "http://127.0.0.1:" + service.port();
    private final String key = service.key(
            "facilities:read gaps:read gaps:write matching:read changes:read", "IN-KA");

    /** Filling takes longest, so all are led through one population. */
    @TestFactory
    Stream<DynamicTest> eachClientIsLedThroughTheTutorialAndTellsTheSame() throws Exception {
        new PrahariApplication().run("demo", "config.yml");
        service.touch();
        return Stream.of(
                dynamicTest("Java", this::java),
                dynamicTest("TypeScript", this::typescript),
                dynamicTest("Python", this::python));
    }

    private void java() throws Exception {
        Path classes = Files.createDirectories(CLIENTS.resolve("java-classes"));
        List<String> javac = new ArrayList<>(List.of(
                tool("javac"), "-nowarn", "-proc:none", "-d", classes.toString(), "-cp", libraries()));
        javac.add(TUTORIALS.resolve("Tutorial.java").toString());
        javac.addAll(files(CLIENTS.resolve("java/src/main/java"), ".java"));
        run(Path.of("."), javac);
        tell("java", run(Path.of("."), List.of(
                tool("java"), "-cp", classes + System.getProperty("path.separator") + libraries(),
                "Tutorial", address, key)));
    }

    private void typescript() throws Exception {
        assumeTrue(has("npx", "--version"), "there is no npx");
        Path folder = Files.createDirectories(CLIENTS.resolve("typescript-tutorial"));
        Files.copy(TUTORIALS.resolve("tutorial.ts"), folder.resolve("tutorial.ts"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        for (String file : files(CLIENTS.resolve("typescript"), ".ts")) {
            Path copy = folder.resolve("client").resolve(CLIENTS.resolve("typescript").relativize(Path.of(file)));
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(file), copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        run(folder, List.of("npx", "--yes", "--package", TYPESCRIPT, "tsc", "--strict", "--target", "es2022",
                "--module", "commonjs", "--lib", "es2022,dom", "--outDir", "out", "tutorial.ts"));
        tell("typescript", run(folder, List.of("node", "out/tutorial.js", address, key)));
    }

    /** Its generated code needs pydantic 2 and urllib3 2, which not every distribution has. */
    private void python() throws Exception {
        assumeTrue(has("python3", "-c", "import dateutil, pydantic, typing_extensions, urllib3;"
                + " assert pydantic.VERSION >= '2' and urllib3.__version__ >= '2'"), "python3 has no pydantic 2");
        tell("python", run(CLIENTS.resolve("python"), List.of(
                "python3", "-B", "-c",
                "import sys; sys.path.insert(0, '.'); sys.argv = sys.argv[1:]; exec(open(sys.argv[0]).read())",
                TUTORIALS.toAbsolutePath().resolve("tutorial.py").toString(), address, key)));
    }

    private static void tell(String language, String transcript) throws IOException {
        Files.writeString(CLIENTS.resolve("transcript-" + language + ".txt"), transcript);
        assertThat(transcript.lines()).containsExactlyElementsOf(TRANSCRIPT);
    }

    private static boolean has(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(CLIENTS, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // A JVM tells of it in the transcript.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        boolean done = process.waitFor(10, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output);
        Files.delete(output);
        assertThat(done).as("ends in time").isTrue();
        assertThat(process.exitValue()).as("%s", text).isZero();
        return text;
    }

    /** What the generated client for Java needs: Jackson and two sets of annotations. */
    private static String libraries() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return String.join(System.getProperty("path.separator"), Arrays.stream(
                        path.split(System.getProperty("path.separator")))
                .filter(jar -> jar.matches(".*(jackson-(core|annotations|databind|datatype-jsr310)|jakarta\\.annotation-api"
                        + "|jsr305)-[^/\\\\]*\\.jar"))
                .toList());
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static List<String> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).filter(file -> file.endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
