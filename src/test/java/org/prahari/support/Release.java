package org.prahari.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A version of the service as it is shipped: a jar beside its libraries and a configuration that takes all settings from the
 * environment.
 *
 * @param folder of its sources, in which it has been packaged
 * @param settings by the names of their environment variables
 */
public record Release(Path folder, Map<String, String> settings) {
    private static final Path JAR = Path.of("target/prahari-0.1.0.jar");

    /** This version. */
    public static Release current(Map<String, String> settings) {
        return new Release(Path.of("").toAbsolutePath(), settings);
    }

    /** The one that {@code src/test/sh/earlier.sh} has built. */
    public static Release earlier(Map<String, String> settings) {
        return new Release(Path.of("target/earlier").toAbsolutePath(), settings);
    }

    public boolean isThere() {
        return Files.exists(folder.resolve(JAR));
    }

    /** Runs a command and waits until it has done its work. */
    public void run(String... arguments) throws IOException, InterruptedException {
        Path log = Path.of("target/release.log").toAbsolutePath();
        assertThat(begin(log, arguments).waitFor())
                .as(String.join(" ", arguments) + ": " + log)
                .isZero();
    }

    /** Starts a command. */
    public Process begin(Path log, String... arguments) throws IOException {
        return program(arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    ProcessBuilder serving(int port, int adminPort) {
        ProcessBuilder program = program("server", "config.yml");
        program.environment().put("PRAHARI_PORT", Integer.toString(port));
        program.environment().put("PRAHARI_ADMIN_PORT", Integer.toString(adminPort));
        return program;
    }

    private ProcessBuilder program(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder program = new ProcessBuilder(command).directory(folder.toFile());
        program.environment().keySet().removeIf(name -> name.startsWith("PRAHARI_"));
        program.environment().putAll(settings);
        return program;
    }
}
