package org.prahari.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prahari.support.Api;
import org.prahari.support.Instance;
import org.prahari.support.ServiceTest;

class AuditCommandTest extends ServiceTest {
    private final CommandLine line = new CommandLine();

    @TempDir
    Path folder;

    /** A node that has seen a write and was stopped. */
    private Path checkpoints() throws Exception {
        Path file = folder.resolve("checkpoints.jsonl");
        // A node knows the keys there were when it started.
        Api client = Api.with("facilities:write", "IN-KA");
        try (Instance node = Instance.start("audit.checkpoints", file.toString(), "audit.interval", "1s")) {
            Api writer = client.at(node.port());
            for (int i = 0; i < 2; i++) {
                writer.post("/v1/facilities", "{\"department\": \"IN-KA\", \"name\": \"x\", \"kind\": \"laboratory\"}")
                        .expect(201);
                Thread.sleep(1500);
            }
            writer.post("/v1/facilities", "{\"department\": \"IN-KA\", \"name\": \"x\", \"kind\": \"laboratory\"}")
                    .expect(201);
        }
        return file;
    }

    @Test
    void theTrailOfTheServiceIsGoodAndWhatWasSignedSaysSoToAnOutsider() throws Exception {
        Path file = checkpoints();
        assertThat(line.run("audit", "verify", "--checkpoints", file.toString(), "config.yml"))
                .as(line.output())
                .isEmpty();
        assertThat(line.output().lines())
                .allMatch(row -> row.endsWith("good"))
                .anyMatch(row -> row.startsWith("IN-KA"));
        assertThat(line.output()).contains("change log", "checkpoints");

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).as("more than one while at work").hasSizeGreaterThanOrEqualTo(2);
        long last = service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT sequence FROM audit_head WHERE chain = 'IN-KA'")
                        .mapTo(Long.class)
                        .one());
        assertThat(lines.get(lines.size() - 1)).as("at the stop").contains("\"IN-KA\":[" + last + ",");
        JsonNode answer = Api.anonymous().get("/v1/audit/key").expect(200).json();
        byte[] encoded =
                Base64.getMimeDecoder().decode(answer.get("pem").asText().replaceAll("-----[A-Z ]+-----", ""));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(encoded))
                .endsWith(answer.get("x").asText().substring(2));
        var key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        for (String checkpoint : lines) {
            String[] parts = checkpoint.split(",\"signature\":\"");
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update((parts[0] + "}").getBytes(StandardCharsets.UTF_8));
            assertThat(signature.verify(Base64.getDecoder().decode(parts[1].replace("\"}", ""))))
                    .isTrue();
        }
    }

    @Test
    void aCheckpointThatWasChangedMakesTheCommandFail() throws Exception {
        Path file = checkpoints();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(0, lines.get(0).replaceFirst("\"at\":\"2", "\"at\":\"1"));
        Files.write(file, lines);
        assertThat(line.run("audit", "verify", "--checkpoints", file.toString(), "config.yml"))
                .isPresent();
        assertThat(line.output()).containsPattern("checkpoints .* BAD: line 1: its signature is not good");
        assertThat(line.errors()).singleElement().asString().startsWith("audit: 1 of ");
    }

    @Test
    void withoutCheckpointsTheCommandSaysWhatItCannotSee() {
        assertThat(line.run("audit", "verify", "config.yml")).isEmpty();
        assertThat(line.output()).contains("without checkpoints");
    }

    @Test
    void aFileThatIsNotThereIsSaidInOneLine() {
        assertThat(line.run(
                        "audit",
                        "verify",
                        "--checkpoints",
                        folder.resolve("none").toString(),
                        "config.yml"))
                .isPresent();
        assertThat(line.errors()).singleElement().asString().contains("cannot be read");
    }
}
