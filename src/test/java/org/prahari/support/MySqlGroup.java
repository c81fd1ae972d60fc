package org.prahari.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;

/** Three MySQL servers in group replication with one primary, which is what InnoDB Cluster makes of them. */
public final class MySqlGroup implements AutoCloseable {
    private static final Path SCRIPT = Path.of("src/test/sh/mysql9.sh");
    private static final int MEMBERS = 3;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String NAME = "prahari";
    private final int[] ports = Node.freePorts(MEMBERS);
    private final int[] groupPorts = Node.freePorts(MEMBERS);

    public MySqlGroup() throws IOException {
        String group = UUID.randomUUID().toString();
        for (int i = 0; i < MEMBERS; i++) {
            assertThat(script(
                            "start",
                            Integer.toString(ports[i]),
                            "--server-id=" + (i + 1),
                            "--report-host=127.0.0.1",
                            "--gtid-mode=ON",
                            "--enforce-gtid-consistency=ON",
                            // Liquibase makes a table without a key, which a group refuses to write.
                            "--sql-generate-invisible-primary-key=ON",
                            "--innodb-buffer-pool-size=128M"))
                    .isZero();
            join(i, group);
        }
        await().atMost(SOON).until(() -> members("ONLINE") == MEMBERS);
    }

    /** The first begins the group; the later one is the less is it to be the next primary. */
    private void join(int number, String group) {
        String seeds =
                IntStream.of(groupPorts).mapToObj(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        List<String> statements = new ArrayList<>(List.of(
                "RESET BINARY LOGS AND GTIDS",
                "INSTALL PLUGIN group_replication SONAME 'group_replication.so'",
                "SET GLOBAL group_replication_group_name = '" + group + "'",
                "SET GLOBAL group_replication_local_address = '127.0.0.1:" + groupPorts[number] + "'",
                "SET GLOBAL group_replication_group_seeds = '" + seeds + "'",
                "SET GLOBAL group_replication_member_weight = " + (90 - 30 * number),
                "SET GLOBAL group_replication_consistency = 'BEFORE_ON_PRIMARY_FAILOVER'",
                "SET GLOBAL group_replication_recovery_get_public_key = ON",
                "CHANGE REPLICATION SOURCE TO SOURCE_USER = 'prahari', SOURCE_PASSWORD = 'prahari'"
                        + " FOR CHANNEL 'group_replication_recovery'"));
        String bootstrap = "SET GLOBAL group_replication_bootstrap_group = ";
        statements.add(bootstrap + (number == 0 ? "ON" : "OFF"));
        statements.add("START GROUP_REPLICATION");
        statements.add(bootstrap + "OFF");
        jdbi(number).useHandle(handle -> statements.forEach(handle::execute));
    }

    private int members(String state) {
        return jdbi(MEMBERS - 1)
                .withHandle(handle -> handle.createQuery(
                                "SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE member_state = ?")
                        .bind(0, state)
                        .mapTo(int.class)
                        .one());
    }

    /** What leads nodes to the first of them that is there, which is the primary. */
    public String jdbcUrl() {
        return Cluster.jdbcUrl(ports);
    }

    public String user() {
        return NAME;
    }

    public Jdbi jdbi(int number) {
        return Jdbi.create(
                "jdbc:mysql://127.0.0.1:" + ports[number] + "/prahari?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                NAME,
                NAME);
    }

    /** As kill -9 does. */
    public void kill(int number) throws IOException, InterruptedException {
        Path run = Path.of(System.getProperty("java.io.tmpdir"), "prahari-mysql9-" + ports[number]);
        String pid = Files.readString(run.resolve("server.pid")).strip();
        assertThat(new ProcessBuilder("kill", "-9", pid).start().waitFor()).isZero();
    }

    private static int script(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target/mysql-group.log").toFile()))
                .start()
                .onExit()
                .join()
                .exitValue();
    }

    @Override
    public void close() throws IOException {
        for (int port : ports) {
            int unused = script("stop", Integer.toString(port));
        }
    }
}
