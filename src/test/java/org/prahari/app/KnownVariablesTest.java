package org.prahari.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.FileConfigurationSourceProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class KnownVariablesTest {
    @Test
    void aMisspeltVariableStopsTheStartWithItsNameAndTheNearestOne() {
        assertThatThrownBy(() -> open("PRAHARI_DB_PASWORD"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the variable PRAHARI_DB_PASWORD is set, and config.yml names none of that name: did you mean"
                                + " PRAHARI_DB_PASSWORD?");
        assertThatThrownBy(() -> open("PATH", "PRAHARI_PEPER")).hasMessageContaining("did you mean PRAHARI_PEPPER?");
    }

    @Test
    void theNamedOnesAndWhatIsOthersOpenTheFileAsItIs() throws IOException {
        String open = open("PRAHARI_DB_PASSWORD", "PATH", "PRAHARIX", "PRAHARI_TEST_DATA", "PRAHARI_BACKUP_OPTIONS");
        assertThat(open).isEqualTo(Files.readString(Path.of("config.yml")));
    }

    @Test
    void theReadmeNamesEveryVariableThatTheConfigurationNames() throws IOException {
        assertThat(names("README.md", "PRAHARI_[A-Z_0-9]+[A-Z0-9]"))
                .containsAll(names("config.yml", "PRAHARI_[A-Z_0-9]+[A-Z0-9]"));
    }

    private static Set<String> names(String file, String pattern) throws IOException {
        Set<String> names = new TreeSet<>();
        Pattern.compile(pattern)
                .matcher(Files.readString(Path.of(file)))
                .results()
                .forEach(found -> names.add(found.group()));
        return names;
    }

    private static String open(String... set) throws IOException {
        var source = new KnownVariables(new FileConfigurationSourceProvider(), Set.of(set));
        try (var in = source.open("config.yml")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
