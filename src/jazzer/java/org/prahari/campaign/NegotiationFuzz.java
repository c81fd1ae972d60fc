package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithSize;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import jakarta.ws.rs.core.MediaType;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.glassfish.jersey.message.internal.HttpHeaderReader;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prahari.http.Languages;
import org.prahari.support.Tried;

class NegotiationFuzz {
    private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE;

    static Stream<Arguments> seeds() {
        return Stream.of(
                arguments("hi-IN, ta;q=0.8, *;q=0", List.of("en", "hi", "ta"), "application/json", "gzip"),
                arguments("he, iw;q=0.5, zh-cmn", List.of("he", "zh"), "text/html, */*;q=0.1", "gzip;q=0, br"));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"hi-IN", "iw", "no-bok", "zh-guoyu", ";q=0.5", ";q=0", "*", "application/*", "gzip", ","})
    @FuzzTest
    void theOneSpellingAsksForTheSame(
            @NotNull @WithUtf8Length(max = 1200) String languages,
            @NotNull @WithSize(max = 6) List<@NotNull String> tags,
            @NotNull @WithUtf8Length(max = 1200) String accept,
            @NotNull @WithUtf8Length(max = 1200) String encodings)
            throws ParseException {
        Set<String> available = new TreeSet<>(tags.stream().filter(Languages::isKnown).toList());
        available.add("en");
        var choice = new LanguageChoice(null, languages, List.of("ta", "hi"));
        LanguageChoice.Served served = Tried.of(() -> choice.among(available, "en")).orElseThrow();
        assertThat(available).contains(served.language());
        String spelling = Tried.of(() -> Negotiation.languages(languages)).orElse(null);
        if (spelling != null) {
            assertThat(new LanguageChoice(null, spelling.isEmpty() ? null : spelling, List.of("ta", "hi")).among(available, "en"))
                    .isEqualTo(served);
            assertThat(Negotiation.languages(spelling)).isEqualTo(spelling);
        }
        // What is in doubt is not taken, so that the resource can say what is wrong with it.
        if (Tried.of(() -> Negotiation.accepts(accept, "application/json")).orElseThrow()) {
            assertThat(HttpHeaderReader.readAcceptMediaType(accept)).anyMatch(type -> type.isCompatible(JSON) && type.getQuality() > 0);
        }
        Tried.of(() -> Negotiation.gzip(encodings));
    }
}
