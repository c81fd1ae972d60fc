package org.prahari.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prahari.support.Node;

class EmbeddedServerTest {
    private static final Path HOME = Path.of("target/mariadb");

    @TempDir
    Path folder;

    /** A program with a database of its own, which waits to be killed. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            EmbeddedServer server = EmbeddedServer.start(Path.of(arguments[0]), Path.of(arguments[1]));
            System.out.println("port " + server.port());
            Thread.sleep(TimeUnit.MINUTES.toMillis(5));
        }
    }

    @Test
    void aProgramThatIsKilledLeavesNoDatabaseBehind() throws Exception {
        assumeThat(System.getProperty("os.name")).as("the watchdog is a shell").isNotEqualTo("Windows");
        List<String> command = Node.java(List.of(), Child.class.getName());
        command.addAll(List.of(HOME.toString(), folder.resolve("data").toString()));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            int port = port(lines);
            assertThat(listens(port)).isTrue();
            var database = child.descendants().toList();
            assertThat(database).isNotEmpty();

            // kill -9: no hook of the program runs.
            child.destroyForcibly().waitFor();
            await().atMost(Duration.ofSeconds(10)).until(() -> database.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(listens(port)).isFalse();
            assertThat(Files.readString(folder.resolve("data/server.log"))).contains("Shutdown complete");
        } finally {
            child.destroyForcibly();
        }
    }

    private static int port(BufferedReader lines) throws IOException {
        var said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring(5));
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("The child said:\n" + said);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void dataOutliveTheServerAndItCanBeClosedTwice() throws Exception {
        EmbeddedServer server = EmbeddedServer.start(HOME, folder);
        execute(server, "CREATE TABLE kept (id INT)");
        execute(server, "INSERT INTO kept VALUES (1)");
        server.close();
        server.close();
        try (EmbeddedServer again = EmbeddedServer.start(HOME, folder)) {
            execute(again, "INSERT INTO kept VALUES (2)");
        }
    }

    @Test
    void onlyThisMachineMayConnectAndOnlyWithThePassword() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(HOME, folder)) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "wrong")
                                    .close()))
                    .isInstanceOf(SQLException.class);
            for (var network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(network.getInetAddresses())) {
                    if (!address.isLoopbackAddress()) {
                        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                                        () -> new Socket(address, server.port()).close()))
                                .as(address.toString())
                                .isInstanceOf(IOException.class);
                    }
                }
            }
        }
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
