package org.prahari.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.setup.Bootstrap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.text.StringSubstitutor;
import org.junit.jupiter.api.Test;

/** Whatever is set to what makes no sense is refused, before anything has begun. */
class SettingsTest {
    private static final Path CONFIG = Path.of("config.yml");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(PRAHARI_[A-Z0-9_]+):-([^}]*)}");

    /** Names, texts and files: the database, the provider or the file itself says what is wrong with them. */
    private static final Pattern FREE = Pattern.compile(
            "PRAHARI_(DB_(URL|USER|PASSWORD|SSL|PUBLIC_KEY_RETRIEVAL)|PEPPER|KEYSET|BADGES|STAFFING_STANDARD|HOST|ADMIN_HOST"
                    + "|AUDIT_CHECKPOINTS|OPENID_[A-Z_]+|TRUSTED_PROXIES|LOG_LEVEL)");

    private final Bootstrap<PrahariConfiguration> bootstrap = bootstrap();

    private static Bootstrap<PrahariConfiguration> bootstrap() {
        var application = new PrahariApplication();
        Bootstrap<PrahariConfiguration> bootstrap = new Bootstrap<>(application);
        application.initialize(bootstrap);
        return bootstrap;
    }

    @Test
    void eachNumberAndTimeIsRefusedWhenItIsSenseless() throws Exception {
        List<String> taken = new ArrayList<>();
        for (String name : variables().keySet()) {
            if (!FREE.matcher(name).matches()) {
                for (String senseless : List.of("-1", "99999999999999", "nonsense!")) {
                    if (isTaken(name, senseless)) {
                        taken.add(name + "=" + senseless);
                    }
                }
            }
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void theDefaultsAreTaken() throws Exception {
        assertThat(isTaken("PRAHARI_THREADS", variables().get("PRAHARI_THREADS")))
                .isTrue();
    }

    @Test
    void aMisspeltFieldStopsTheStartWithItsNameAndTheNearestOne() {
        String text = read().replace("snapshotInterval:", "snapshotIntervall:");
        assertThatThrownBy(() -> build(text, Map.of()))
                .hasMessageContaining("snapshotIntervall")
                .hasMessageContaining("Did you mean?")
                .hasMessageContaining("- snapshotInterval");
        String inner = read().replace("  keptDays: ${PRAHARI_IMPORT", "  keptDay: ${PRAHARI_IMPORT");
        assertThatThrownBy(() -> build(inner, Map.of()))
                .hasMessageContaining("imports.keptDay")
                .hasMessageContaining("- keptDays");
    }

    private boolean isTaken(String name, String value) throws IOException {
        try {
            build(read(), Map.of(name, value));
            return true;
        } catch (ConfigurationException e) {
            return false;
        }
    }

    private PrahariConfiguration build(String text, Map<String, String> set)
            throws IOException, ConfigurationException {
        Map<String, String> values = new TreeMap<>(variables());
        values.put("PRAHARI_PEPPER", "x".repeat(40));
        values.putAll(set);
        String substituted = new StringSubstitutor(values).replace(text);
        return bootstrap
                .getConfigurationFactoryFactory()
                .create(
                        PrahariConfiguration.class,
                        bootstrap.getValidatorFactory().getValidator(),
                        bootstrap.getObjectMapper(),
                        "dw.none")
                .build(path -> new ByteArrayInputStream(substituted.getBytes(StandardCharsets.UTF_8)), "config.yml");
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        VARIABLE.matcher(read()).results().forEach(found -> variables.put(found.group(1), found.group(2)));
        assertThat(new TreeSet<>(variables.keySet())).hasSizeGreaterThan(50);
        return variables;
    }

    private static String read() {
        try {
            return Files.readString(CONFIG);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
