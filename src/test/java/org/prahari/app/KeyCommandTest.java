package org.prahari.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class KeyCommandTest extends ServiceTest {
    private final CommandLine line = new CommandLine();

    @TempDir
    Path folder;

    @Test
    void aKeyIsShownOnceAndOpensWhatItWasMadeFor() {
        assertThat(run("gaps:read", "IN-KA")).isEmpty();
        service.touch();
        Api caller = Api.as(line.output().strip());
        caller.get("/v1/gaps").expect(200);
        caller.get("/v1/facilities").problem(403, "forbidden");
        List<String> hashes = service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT hash FROM client_key")
                        .mapTo(String.class)
                        .list());
        assertThat(hashes).isNotEmpty().noneMatch(stored -> line.output().contains(stored));
    }

    @Test
    void aKeyGoesToANewFileThatItsOwnerAloneReads() throws Exception {
        Path file = folder.resolve("portal.key");
        assertThat(line.run(
                        "key",
                        "--name",
                        "x",
                        "--scopes",
                        "all",
                        "--departments",
                        "all",
                        "--out",
                        file.toString(),
                        "config.yml"))
                .isEmpty();
        assertThat(line.output()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        service.touch();
        Api.as(Files.readString(file)).get("/v1/trainees").expect(200);
        assertThat(line.run(
                        "key",
                        "--name",
                        "x",
                        "--scopes",
                        "all",
                        "--departments",
                        "all",
                        "--out",
                        file.toString(),
                        "config.yml"))
                .as("a file that is there already")
                .isPresent();
    }

    @Test
    void anUnknownScopeOrDepartmentMakesNoClient() {
        assertThat(run("gaps:read,gaps:eat", "IN-KA")).isPresent();
        assertThat(run("gaps:read", "IN-XX")).isPresent();
        assertThat(line.output()).doesNotContain("prk_");
        int clients = service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM client")
                        .mapTo(Integer.class)
                        .one());
        assertThat(clients).isZero();
    }

    private Optional<Throwable> run(String scopes, String departments) {
        return line.run("key", "--name", "a portal", "--scopes", scopes, "--departments", departments, "config.yml");
    }
}
