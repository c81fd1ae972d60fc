package org.prahari.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Galera cluster of three servers with the same data, of which nodes are to write to the first that is there. */
public final class Galera implements AutoCloseable {
    private static final Path PROVIDER = Path.of("/usr/lib/galera/libgalera_smm.so");
    private static final Path TRANSFER = Path.of("src/test/sh/wsrep_sst_missed");
    private static final int MEMBERS = 3;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern POSITION = Pattern.compile("Recovered position: ?(\\S+)");
    private final List<OwnDatabase> members = new ArrayList<>();

    public static boolean isThere() {
        return Files.isReadable(PROVIDER);
    }

    /** @param first with the data, closed; its folder is no member's */
    public Galera(OwnDatabase first) throws Exception {
        // The server looks for it beside itself.
        Files.copy(
                TRANSFER,
                Path.of("target/mariadb/bin").resolve(TRANSFER.getFileName()),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        int[] ports = Node.freePorts(2 * MEMBERS);
        String all = java.util.Arrays.stream(ports, 0, MEMBERS)
                .mapToObj(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(","));
        String run = Long.toString(System.nanoTime(), 36);
        OwnDatabase seed = first;
        for (int i = 0; i < MEMBERS; i++) {
            members.add(seed.copy(
                    "galera-" + run + "-" + i,
                    "--init-file=",
                    "--binlog-format=ROW",
                    "--innodb-autoinc-lock-mode=2",
                    "--wsrep-on=1",
                    "--wsrep-sync-wait=7",
                    "--wsrep-provider=" + PROVIDER,
                    "--wsrep-cluster-name=prahari",
                    "--wsrep-cluster-address=gcomm://" + all,
                    "--wsrep-node-name=member-" + i,
                    "--wsrep-node-address=127.0.0.1",
                    "--wsrep-sst-method=" + TRANSFER.getFileName().toString().substring("wsrep_sst_".length()),
                    "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:" + ports[i]
                            + ";ist.recv_addr=127.0.0.1:" + ports[MEMBERS + i] + ";gcache.size=64M"));
            if (i == 0) {
                // Only who was a member knows the name of the data, by which the others are recognised.
                members.get(0).start("--wsrep-new-cluster");
                members.get(0).close();
                seed = members.get(0);
            }
        }
        members.get(0).start("--wsrep-new-cluster");
        members.get(1).start();
        members.get(2).start();
        awaitSize(MEMBERS);
    }

    public OwnDatabase member(int number) {
        return members.get(number);
    }

    /** What leads nodes to the first of them that is there. */
    public String jdbcUrl() {
        return Cluster.jdbcUrl(
                members.stream().mapToInt(member -> member.server().port()).toArray());
    }

    /** Waits until the last of them sees so many, itself among them, and is one of the majority. */
    public void awaitSize(int size) {
        OwnDatabase last = members.get(MEMBERS - 1);
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> status(last, "wsrep_cluster_size").equals(Integer.toString(size)));
        assertThat(status(last, "wsrep_cluster_status")).isEqualTo("Primary");
    }

    public static String status(OwnDatabase member, String name) {
        return member.jdbi()
                .withHandle(handle -> handle.createQuery("SHOW STATUS LIKE '" + name + "'")
                        .map((row, context) -> row.getString(2))
                        .one());
    }

    /** One that was killed says how far it had come, and is given what it missed. */
    public void comesBack(int number) throws IOException, InterruptedException {
        OwnDatabase member = members.get(number);
        member.start("--wsrep-start-position=" + recovered(member));
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> status(member, "wsrep_local_state_comment").equals("Synced"));
    }

    /** Has one go on without the others. To one that is no majority only a client speaks that asks nothing first. */
    public void goesOnAlone(int number) throws IOException, InterruptedException {
        OwnDatabase member = members.get(number);
        Process client = new ProcessBuilder(
                        "target/mariadb/bin/mariadb",
                        "--no-defaults",
                        "--skip-ssl",
                        "--host=127.0.0.1",
                        "--port=" + member.server().port(),
                        "--user=" + member.server().user(),
                        "--password=" + member.server().password(),
                        "--execute=SET GLOBAL wsrep_provider_pc_bootstrap = ON")
                .redirectErrorStream(true)
                .start();
        String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(client.waitFor()).as(said).isZero();
    }

    private static String recovered(OwnDatabase member) throws IOException, InterruptedException {
        Path log = member.folder().resolve("recovered.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of("target/mariadb/bin/mariadbd").toAbsolutePath().toString(),
                "--no-defaults",
                "--datadir=" + member.folder(),
                "--basedir=" + Path.of("target/mariadb").toAbsolutePath(),
                "--wsrep-on=1",
                "--wsrep-provider=" + PROVIDER,
                "--wsrep-cluster-address=gcomm://",
                "--binlog-format=ROW",
                "--skip-networking",
                "--socket=" + member.folder().resolve("recovery.sock"),
                "--wsrep-recover"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.waitFor();
        Matcher position = POSITION.matcher(Files.readString(log));
        assertThat(position.find()).as(log.toString()).isTrue();
        return position.group(1);
    }

    @Override
    public void close() {
        members.forEach(OwnDatabase::close);
    }
}
