package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.InRange;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.provider.CsvSource;
import org.prahari.support.Tried;

class ConditionalFuzz {
    /** As long as all headers of a request may be. */
    private static final int MOST = 8192;

    @CsvSource(
            delimiter = '|',
            value = {"\"1\" | 1", "W/\"1\" | 1", "* | 7", "\"3\", \"4.99--gzip\" | 4", "\"1--gzip\",\"\" | 1"})
    @FuzzTest
    void aWriteIsForTheVersionThatItNamesOrRefused(
            @NotNull @WithUtf8Length(max = MOST) String header, @InRange(min = 0, max = Integer.MAX_VALUE) int current) {
        OptionalInt version = Tried.of(() -> OptionalInt.of(Conditional.version(header, current))).orElse(OptionalInt.empty());
        List<String> tags = List.of(header.split(",", -1));
        assertThat(version.isPresent())
                .isEqualTo(tags.stream().map(String::strip).anyMatch(tag -> tag.equals("*") || isOf(tag, current)));
        assertThat(version.orElse(current)).isEqualTo(current);
        boolean held = Tried.of(() -> Conditional.isHeld(header, Integer.toString(current))).orElseThrow();
        assertThat(!held || header.strip().equals("*") || header.contains("\"" + current)).isTrue();
    }

    private static boolean isOf(String tag, int current) {
        String bare = tag.endsWith("--gzip\"") ? tag.substring(0, tag.length() - 7) + "\"" : tag;
        String version = "\"" + current;
        if (!bare.startsWith(version)) {
            return false;
        }
        String rest = bare.substring(version.length());
        return rest.equals("\"")
                || (rest.length() > 2
                        && rest.startsWith(".")
                        && rest.endsWith("\"")
                        && rest.substring(1, rest.length() - 1).chars().allMatch(c -> c >= '0' && c <= '9'));
    }
}
