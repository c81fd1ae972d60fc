package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithSize;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prahari.support.Tried;

class LanguagesFuzz {
    static Stream<Arguments> seeds() {
        return Stream.of(
                arguments("hi", "hi-IN, ta;q=0.8, *;q=0", List.of("en", "hi", "ta")),
                arguments("zh-cmn-Hans-CN", "*-IN,mni-Beng;q=0.5", List.of("mni-Beng", "zh-Hant-TW")),
                arguments("x-private", "i-klingon, art-lojban", List.of("en")));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"hi-IN", "zh-cmn", "i-", "x-", ";q=0.5", ";q=0", "*", ",", "-Deva", "sgn-ase"})
    @FuzzTest
    void whateverIsAskedForOneOfThoseThereIsOrNone(
            @NotNull @WithUtf8Length(max = 60) String tag,
            @NotNull @WithUtf8Length(max = 8192) String header,
            @NotNull @WithSize(max = 8) List<@NotNull String> tags) {
        if (Tried.of(() -> Languages.isKnown(tag)).orElseThrow()) {
            assertThat(Languages.isTag(tag)).isTrue();
            assertThat(Locale.forLanguageTag(tag).toLanguageTag()).isEqualTo(tag);
            assertThat(Languages.lookup(tag, header, List.of(tag))).contains(tag);
        }
        List<String> available = tags.stream().filter(Languages::isKnown).toList();
        for (String asked : new String[] {tag, null}) {
            Optional<String> found = Tried.of(() -> Languages.lookup(asked, header, available)).orElseThrow();
            assertThat(available).containsAll(found.stream().toList());
        }
    }
}
