package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import java.util.List;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.support.Tried;

class WordsFuzz {
    @ValueSource(strings = {"ओटीपी, पिन, ABHA", "\u0D15\u0D7B \u0915\u093C \u0967\u0968", "İstanbul \uFB01\u00DF \uD835\uDFD8", "\u0622\u064E"})
    @FuzzTest
    void whatIsFoldedStaysAsItIs(@NotNull @WithUtf8Length(max = 4096) String text) {
        List<String> words = Tried.of(() -> Words.of(text)).orElseThrow();
        assertThat(words).doesNotContain("");
        assertThat(Words.of(String.join(" ", words))).isEqualTo(words);
    }
}
