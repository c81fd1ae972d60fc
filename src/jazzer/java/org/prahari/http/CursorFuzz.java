package org.prahari.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.InRange;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithSize;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prahari.support.Tried;

class CursorFuzz {
    private static final Cursor CURSOR = new Cursor("a secret".getBytes(UTF_8));

    static Stream<Arguments> seeds() {
        return Stream.of(
                arguments(List.of("2026-11-23", "IN-KA"), Map.of("q", List.of("a")), Map.of("q", List.of("b")), "me", "AAR0cnVl", 3, 65),
                arguments(List.of(), Map.of(), Map.of(), "", CURSOR.encode(List.of(), new PageBody.Asked("/v1/gaps", Map.of(), "").binding()), 0, 0),
                arguments(List.of(), Map.of("a", List.of("x], b=[y")), Map.of("a", List.of("x"), "b", List.of("y")), "", "", 0, 0));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aCursorIsGoodForTheListItWasMadeForAndForNoOther(
            @NotNull @WithSize(max = 4) List<@NotNull @WithUtf8Length(max = 300) String> values,
            @NotNull @WithSize(max = 3) Map<@NotNull String, @NotNull List<@NotNull String>> query,
            @NotNull @WithSize(max = 3) Map<@NotNull String, @NotNull List<@NotNull String>> another,
            @NotNull String viewer,
            @NotNull String made,
            @InRange(min = 0, max = 500) int place,
            @InRange(min = 0, max = 0xFFFF) int letter) {
        var asked = new PageBody.Asked("/v1/gaps", query, viewer);
        List<String> plain = values.stream().map(value -> new String(value.getBytes(UTF_8), UTF_8)).toList();
        String text = CURSOR.encode(plain, asked.binding());
        assertThat(Tried.of(() -> CURSOR.decode(text, asked.binding())).orElseThrow()).contains(plain);

        String changed = text.substring(0, place % text.length()) + (char) letter + text.substring(place % text.length() + 1);
        // The last letter has bits that nobody reads. What is made up may be the cursor itself, since the fuzzer sees what is compared.
        String read = text.substring(0, text.length() - 1);
        Stream.of(changed, made)
                .filter(cursor -> cursor.length() != text.length() || !cursor.startsWith(read))
                .forEach(cursor -> assertThat(Tried.of(() -> CURSOR.decode(cursor, asked.binding())).orElseThrow())
                        .isEmpty());

        var other = new PageBody.Asked("/v1/gaps", another, viewer);
        boolean filters = Stream.of("cursor", "limit", "fields")
                .noneMatch(name -> query.containsKey(name) || another.containsKey(name));
        if (filters && !Query.of(query).equals(Query.of(another))) {
            assertThat(other.binding()).isNotEqualTo(asked.binding());
        }
        assertThat(CURSOR.decode(text, new PageBody.Asked("/v1/gaps", query, viewer + "x").binding())).isEmpty();
    }
}
