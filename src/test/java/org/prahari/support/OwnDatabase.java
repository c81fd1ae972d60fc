package org.prahari.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.prahari.app.PrahariApplication;
import org.prahari.http.StrictJson;
import org.prahari.store.Database;
import org.prahari.store.EmbeddedServer;

/** A database server that a drill has for itself, to kill and to drop; nodes of the service are led to it by settings. */
public final class OwnDatabase implements AutoCloseable {
    private static final Path PROGRAMS = Path.of("target/mariadb");
    private static final String URL = "dw.database.url";
    private final Path folder;
    private final String[] options;
    private EmbeddedServer server;

    /**
     * @param name of its folder below {@code target}
     * @param options of the server besides
     */
    public OwnDatabase(String name, String... options) throws IOException, InterruptedException {
        this(folder(name), options.clone());
        start();
    }

    private OwnDatabase(Path folder, String[] options) {
        this.folder = folder;
        this.options = options;
    }

    private static Path folder(String name) {
        return Path.of("target", name + "-" + ProcessHandle.current().pid()).toAbsolutePath();
    }

    /** One with the same data, which has not been started; this one must not run meanwhile. */
    public OwnDatabase copy(String name, String... itsOptions) throws IOException {
        Path copy = folder(name);
        try (var files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(folder.relativize(file)));
            }
        }
        return new OwnDatabase(copy, itsOptions.clone());
    }

    /** @param more options for this time only */
    public void start(String... more) throws IOException, InterruptedException {
        server = EmbeddedServer.start(
                PROGRAMS,
                folder,
                Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new));
    }

    /** As kill -9 does. */
    public void kill() throws IOException, InterruptedException {
        String pid = Files.readString(folder.resolve("server.pid")).strip();
        assertThat(new ProcessBuilder("kill", "-9", pid).start().waitFor()).isZero();
        server.close();
    }

    public Path folder() {
        return folder;
    }

    public EmbeddedServer server() {
        return server;
    }

    /** What leads a node here. */
    public Map<String, String> settings() {
        return Map.of("database.url", server.jdbcUrl());
    }

    /** Makes the tables and what the service comes with. */
    public void fill() throws Exception {
        command("db", "migrate", "config.yml");
        command("seed", "config.yml");
    }

    /** A new client's key with these scopes, separated by spaces, for departments, separated by commas. */
    public String key(String scopes, String departments) throws Exception {
        Path file = folder.resolve("key-" + System.nanoTime());
        String[] scope = {"--scopes", scopes.replace(' ', ','), "--departments", departments};
        command(
                "key",
                "--name",
                "a drill",
                scope[0],
                scope[1],
                scope[2],
                scope[3],
                "--out",
                file.toString(),
                "config.yml");
        return Files.readString(file).strip();
    }

    /** Runs a command of the service here, for which it is led to this database. */
    private void command(String... arguments) throws Exception {
        Service.get();
        synchronized (OwnDatabase.class) {
            String usual = System.setProperty(URL, server.jdbcUrl());
            try {
                new PrahariApplication().run(arguments);
            } finally {
                System.setProperty(URL, usual);
            }
        }
    }

    /** Of whoever may do anything, also give rights to others. */
    public Jdbi root() {
        return Jdbi.create(server.jdbcUrl(), "root", "");
    }

    public Jdbi jdbi() {
        Jdbi jdbi =
                Jdbi.create(server.jdbcUrl(), server.user(), server.password()).installPlugin(new SqlObjectPlugin());
        return Database.configure(jdbi, StrictJson.configure(io.dropwizard.jackson.Jackson.newObjectMapper()));
    }

    @Override
    public void close() {
        server.close();
    }
}
