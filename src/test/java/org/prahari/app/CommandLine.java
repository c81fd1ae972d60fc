package org.prahari.app;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Runs commands as the application does, and keeps what they print. */
final class CommandLine {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    /** @return what went wrong, which makes the process end with status 1 */
    Optional<Throwable> run(String... arguments) {
        PrahariApplication application = new PrahariApplication();
        Bootstrap<PrahariConfiguration> bootstrap = new Bootstrap<>(application);
        application.initialize(bootstrap);
        PrintStream console = System.out;
        try (PrintStream captured = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            return new Cli(new JarLocation(PrahariApplication.class), bootstrap, captured, errors).run(arguments);
        } finally {
            System.setOut(console);
        }
    }

    String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    List<String> errors() {
        return errors.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
