package org.prahari.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Quarkus application that holds the answers as bytes in a map: on its worker threads, and on its event loops. */
final class Quarkus {
    private static final Path SOURCE = Path.of("src/bench/quarkus");

    private Quarkus() {}

    /** @param folder in which {@code files} are the answers */
    static List<Peer> start(Path folder) throws IOException, InterruptedException {
        Path target = Path.of("target/quarkus").toAbsolutePath();
        Files.createDirectories(target);
        Peer.run(
                SOURCE,
                target.resolve("build.log"),
                Map.of(),
                List.of("mvn", "-B", "-q", "package", "-Dbuild=" + target),
                10);
        int port = Peer.freePort();
        Path said = folder.resolve("quarkus.log");
        Process process = Peer.start(
                folder,
                said,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dfiles=" + folder.resolve("files/v1/campaigns").toAbsolutePath(),
                        "-jar",
                        target.resolve("quarkus-app/quarkus-run.jar").toString()));
        Peer.awaitPort(process, port, said);
        return List.of(
                new Peer(
                        "Quarkus, `@NonBlocking`",
                        Peer.Kind.BYTES,
                        port,
                        List.of(process.toHandle()),
                        (number, question, headers) -> question.file(Peer.file(number, headers))
                                .replace("/v1/", "/v2/")),
                new Peer("Quarkus", Peer.Kind.BYTES, port, List.of(process.toHandle()), Peer.files()));
    }
}
