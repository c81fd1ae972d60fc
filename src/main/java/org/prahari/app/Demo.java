package org.prahari.app;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.prahari.store.EmbeddedServer;

/** The service with an embedded database in {@code ./data}, migrated and filled: for a first look and for development. */
public final class Demo extends PrahariApplication {
    private static final Path DATA = Path.of("data");
    private static final String READY = """
            ready.
              documentation   http://localhost:8080/docs/
              try             curl -s 'http://localhost:8080/v1/regions?limit=2'
              stop            Ctrl-C""";
    private final EmbeddedServer database;

    private Demo(EmbeddedServer database) {
        this.database = database;
    }

    public static void main(String[] arguments) throws Exception {
        try {
            start();
        } catch (Exception e) {
            System.err.println("The demo could not start: " + e.getMessage());
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void start() throws Exception {
        say("starting the database in ./data (the first time takes a little longer) ...");
        EmbeddedServer database = EmbeddedServer.start(DATA.resolve("mariadb"), DATA.resolve("database"));
        System.setProperty("dw.database.url", database.jdbcUrl());
        System.setProperty("dw.database.user", database.user());
        System.setProperty("dw.database.password", database.password());
        System.setProperty("dw.database.properties.allowPublicKeyRetrieval", "true");
        System.setProperty("dw.environment", "demo");
        System.setProperty("dw.pepper", pepper());
        var demo = new Demo(database);
        say("migrating ...");
        demo.run("db", "migrate", "config.yml");
        say("filling the catalogue ...");
        demo.run("seed", "config.yml");
        demo.run("server", "config.yml");
    }

    @Override
    public void run(PrahariConfiguration configuration, Environment environment) {
        environment.lifecycle().manage(new Managed() {
            @Override
            public void stop() {
                database.close();
            }
        });
        super.run(configuration, environment);
        environment.lifecycle().addServerLifecycleListener(server -> say(READY));
    }

    private static String pepper() throws IOException {
        Path file = DATA.resolve("pepper");
        if (!Files.exists(file)) {
            byte[] bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            Files.writeString(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file);
    }

    private static void say(String text) {
        System.out.println("prahari: " + text);
    }
}
