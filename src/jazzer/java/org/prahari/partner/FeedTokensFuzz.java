package org.prahari.partner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.InRange;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prahari.access.Viewer;
import org.prahari.http.Cursor;
import org.prahari.support.Tried;

class FeedTokensFuzz {
    private static final FeedTokens TOKENS = new FeedTokens(new Cursor("a secret".getBytes(UTF_8)));

    static Stream<Arguments> seeds() {
        return Stream.of(arguments("me", "you", 1L, 2L, "latest"), arguments("a", "", 0L, 0L, "AAAA"));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aPlaceIsToldToItsOwnClientAndNobodyElse(
            @NotNull String client,
            @NotNull String another,
            @InRange(min = 0, max = Long.MAX_VALUE) long place,
            @InRange(min = 0, max = Long.MAX_VALUE) long head,
            @NotNull String made) {
        String token = TOKENS.of(client, place);
        assertThat(TOKENS.of(client, place)).isEqualTo(token);
        Viewer viewer = new Viewer(client, Set.of(), false, Set.of());
        Optional<Long> read = Tried.of(() -> TOKENS.sequence(viewer, "since", token, head));
        assertThat(read).isEqualTo(place > head ? Optional.empty() : Optional.of(place));
        assertThat(Tried.of(() -> TOKENS.sequence(viewer, "since", made, Long.MAX_VALUE))).isEmpty();
        if (!new String(another.getBytes(UTF_8), UTF_8).equals(new String(client.getBytes(UTF_8), UTF_8))) {
            assertThat(TOKENS.read(another, token)).isEmpty();
        }
    }
}
