package org.prahari.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prahari.store.BadFile;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

class ImportCommandTest extends ServiceTest {
    private final CommandLine line = new CommandLine();

    @TempDir
    Path folder;

    @Test
    void anOfficialFileIsImported() {
        assertThat(run("nice", "src/test/resources/cprt/bare-1.10.0.json")).isEmpty();
        service.touch();
        var versions = Api.anonymous().get("/v1/frameworks/nice").expect(200).json();
        assertThat(versions.at("/versions/0/version").asText()).isEqualTo("1.10.0");
    }

    @Test
    void districtsAreImportedToo() throws Exception {
        Path file = Files.writeString(
                folder.resolve("districts.csv"),
                "State Code,State Name,District Code,District Name\n29,KARNATAKA,900201,Testpur\n");
        assertThat(run("districts", file.toString())).isEmpty();
        assertThat(Api.anonymous().get("/v1/regions/IN-KA/districts").text()).contains("Testpur");
    }

    @Test
    void aBadFileFailsTheCommandWithOneLineThatNamesThePlace() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.json"), "{\"documents\": [}");
        assertThat(run("nice", file.toString())).containsInstanceOf(BadFile.class);
        assertThat(line.errors()).containsExactly("import: " + file + ": line 1, column 16: is not JSON");
    }

    @Test
    void aFileThatCannotBeReadFailsTheCommandWithOneLine() {
        assertThat(run("nice", folder.resolve("none.json").toString())).isPresent();
        assertThat(run("districts", folder.toString())).isPresent();
        assertThat(line.errors()).hasSize(2).allMatch(line -> line.endsWith(": cannot be read"));
    }

    private Optional<Throwable> run(String what, String file) {
        return line.run("import", what, file, "config.yml");
    }
}
