package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.InRange;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prahari.support.Tried;

class ClientKeyFuzz {
    private static final ClientKey KEY = new ClientKey("live", "0123456789abcdef", "0123456789abcdef".repeat(4));

    static Stream<Arguments> seeds() {
        return Stream.of(
                arguments(KEY.text(), 0, 0), arguments(new ClientKey("a", "f".repeat(16), "0".repeat(64)).text(), 20, 'x'));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aKeyIsOneWholeOrNone(
            @NotNull String text, @InRange(min = 0, max = 200) int place, @InRange(min = 0, max = 0xFFFF) int letter) {
        Tried.of(() -> ClientKey.parse(text)).orElseThrow().ifPresent(key -> {
            assertThat(key.text()).isEqualTo(text);
            assertThat(ClientKey.id(text)).contains(key.id());
            assertThat(key.toString()).doesNotContain(key.secret());
        });
        Tried.of(() -> ClientKey.id(text)).orElseThrow().ifPresent(id -> assertThat(text).contains(id));
        String good = KEY.text();
        int at = place % good.length();
        String changed = good.substring(0, at) + (char) letter + good.substring(at + 1);
        assertThat(ClientKey.parse(changed).isPresent()).isEqualTo(changed.equals(good));
    }
}
