package org.prahari.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.InRange;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prahari.http.Cursor;
import org.prahari.support.Tried;

class SyncTokenFuzz {
    private static final Cursor CURSOR = new Cursor("a secret".getBytes(UTF_8));
    private static final Selection HINDI = Selection.of("hi");
    /** The years 1000 to 9999. */
    private static final long FIRST = -30_610_224_000L;

    private static final long LAST = 253_402_300_799L;

    static Stream<Arguments> seeds() {
        return Stream.of(
                arguments(true, 0L, 0L, 0, false, false, "", ""),
                arguments(true, 17L, 1_790_000_000L, 123_456_789, true, true, "slug never-share-otp", "AAAA"));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aTokenTellsWhatWasPutIntoItAndToItsOwnSelectionOnly(
            boolean hasBase,
            long sequence,
            @InRange(min = FIRST, max = LAST) long second,
            @InRange(min = 0, max = 999_999_999) int nanos,
            boolean hasFirst,
            boolean hasReached,
            @NotNull String after,
            @NotNull String made) {
        var mark = new Mark(sequence, Instant.ofEpochSecond(second, nanos));
        var token = new SyncToken(
                hasBase ? mark : null,
                hasFirst ? mark : null,
                hasReached ? mark : null,
                new String(after.getBytes(UTF_8), UTF_8));
        String sealed = token.seal(CURSOR, HINDI);
        assertThat(Tried.of(() -> SyncToken.open(sealed, CURSOR, HINDI)).orElseThrow()).contains(token);
        assertThat(SyncToken.open(sealed, CURSOR, Selection.of("ta"))).isEmpty();
        assertThat(Tried.of(() -> SyncToken.open(made, CURSOR, HINDI)).orElseThrow()).isEmpty();
    }
}
