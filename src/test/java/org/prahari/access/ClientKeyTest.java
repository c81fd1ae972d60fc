package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientKeyTest {
    private static final byte[] PEPPER =
            "a pepper that is used by tests and nowhere else".getBytes(StandardCharsets.UTF_8);
    private final ClientKey key = ClientKey.mint("test");

    @Test
    void aKeyIsReadAsItWasWritten() {
        assertThat(key.text()).matches("prk_test_[0-9a-f]{88}");
        assertThat(ClientKey.parse(key.text())).contains(key);
    }

    @Test
    void noTwoKeysAreTheSame() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            assertThat(seen.add(ClientKey.mint("test").secret())).isTrue();
        }
    }

    @Test
    void anyCharacterChangedIsNoticedByTheChecksum() {
        String text = key.text();
        Random random = new Random(11);
        for (int at = 0; at < text.length(); at++) {
            char other = "0123456789abcdef".charAt(random.nextInt(16));
            if (other != text.charAt(at)) {
                assertThat(ClientKey.parse(text.substring(0, at) + other + text.substring(at + 1)))
                        .isEmpty();
            }
        }
    }

    @Test
    void whatIsNoKeyIsNotRead() {
        String text = key.text();
        for (String bad : List.of(
                "",
                "prk_",
                "prk_test_",
                text.substring(1),
                text.substring(0, text.length() - 1),
                text + "0",
                text + "\n",
                " " + text,
                text.toUpperCase(Locale.ROOT),
                text.replace("test", "live"),
                text.replace("prk", "sk"),
                text.substring(0, text.length() - 8) + "00000000",
                "x".repeat(100_000))) {
            assertThat(ClientKey.parse(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void theSecretIsNotPrinted() {
        assertThat(key.toString()).doesNotContain(key.secret()).contains(key.id());
    }

    @Test
    void whatIsStoredDependsOnThePepperAndTellsNothing() {
        byte[] other = "another pepper, which is just as long as it has to be".getBytes(StandardCharsets.UTF_8);
        assertThat(key.hash(PEPPER))
                .hasSize(64)
                .isEqualTo(key.hash(PEPPER))
                .isNotEqualTo(key.hash(other))
                .doesNotContain(key.secret());
        assertThat(ClientKey.hmac(PEPPER, "cursor", "a")).isNotEqualTo(ClientKey.hmac(PEPPER, "client-key", "a"));
    }
}
