package org.prahari.app;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.dropwizard.lifecycle.ServerLifecycleListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.eclipse.jetty.server.Server;
import org.prahari.store.EmbeddedServer;

/** The service with an embedded database in {@code ./data}, migrated and filled: for a first look and for development. */
public final class Demo extends PrahariApplication {
    private static final Path DATA = Path.of("data");
    static final String KARNATAKA =
            "changes:read,facilities:read,facilities:write,gaps:read,gaps:write,imports:write,matching:read,trainees:read,trainees:write";
    private static final String READY = """
            ready.
              look          http://localhost:%1$d/
              documentation   http://localhost:%1$d/docs/
              try             curl -s 'http://localhost:%1$d/v1/regions/IN-KA'
              with a key      curl -s -H "Authorization: Bearer $(cat data/admin.key)" http://localhost:%1$d/v1/gaps
              health          http://localhost:%2$d/healthcheck
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
        System.setProperty("dw.keyset", DATA.resolve("keyset.json").toString());
        System.setProperty("dw.logging.level", "WARN");
        System.setProperty("dw.server.requestLog.enabled", "false");
        System.setProperty("liquibase.showSummary", "OFF");
        var demo = new Demo(database);
        if (Files.notExists(DATA.resolve("keyset.json"))) {
            demo.run("keys", "create", "--out", DATA.resolve("keyset.json").toString());
        }
        say("migrating ...");
        quietly("migrate.log", () -> demo.run("db", "migrate", "config.yml"));
        say("filling the catalogue ...");
        demo.run("seed", "config.yml");
        demo.run("demo", "config.yml");
        key(demo, "admin.key", "all", "all");
        key(demo, "karnataka.key", KARNATAKA, "IN-KA");
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
        environment.lifecycle().addServerLifecycleListener(new ServerLifecycleListener() {
            @Override
            public void serverStarted(Server server) {
                say(READY.formatted(getLocalPort(server), getAdminPort(server)));
            }
        });
    }

    private interface Step {
        void run() throws Exception;
    }

    /** What migrations print is of use only when they fail. */
    private static void quietly(String log, Step step) throws Exception {
        PrintStream console = System.out;
        try (PrintStream file = new PrintStream(DATA.resolve(log).toFile(), StandardCharsets.UTF_8)) {
            System.setOut(file);
            step.run();
        } finally {
            System.setOut(console);
        }
    }

    /** Mints a key into the data folder, if there is none yet. */
    private static void key(Demo demo, String name, String scopes, String departments) throws Exception {
        Path file = DATA.resolve(name);
        if (Files.notExists(file)) {
            demo.run(
                    "key",
                    "--name",
                    name,
                    "--scopes",
                    scopes,
                    "--departments",
                    departments,
                    "--out",
                    file.toString(),
                    "config.yml");
            say("a new key, shown once and kept in " + file + ": " + Files.readString(file));
        }
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
