package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LanguagesTest {
    private static final List<String> AT_HAND = List.of("en", "hi", "kn", "sat-Olck", "ur");

    @Test
    void languageTagsAreWellFormedAndCanonical() {
        for (String tag : List.of("en", "hi", "kn", "sat-Olck", "mni-Mtei", "en-IN", "brx", "ks-Deva")) {
            assertThat(Languages.isTag(tag)).as(tag).isTrue();
        }
        for (String tag : List.of(
                "",
                " ",
                "en_IN",
                "EN",
                "en-in",
                "e",
                "englishes-x",
                "xx-Latn-999-",
                "kn-",
                "-kn",
                "hi;drop",
                "${7*7}",
                "en\u0000",
                "हिन्दी",
                "a".repeat(40))) {
            assertThat(Languages.isTag(tag)).as(tag).isFalse();
        }
    }

    @Test
    void theLanguageAskedForIsLookedUpByShorteningIt() {
        assertThat(Languages.lookup(null, "kn-IN-x-mysuru", AT_HAND)).contains("kn");
        assertThat(Languages.lookup(null, "sat-Olck-IN", AT_HAND)).contains("sat-Olck");
        assertThat(Languages.lookup(null, "KN-in", AT_HAND)).contains("kn");
        assertThat(Languages.lookup(null, "sat", AT_HAND)).isEmpty();
    }

    @Test
    void aRangeThatIsNoneSaysNothing() {
        for (String header :
                List.of("-", "--, hi", "*-", " ", ",", ";q=1", "hi;q=2", "accept-language:", "hi".repeat(600))) {
            assertThat(Languages.lookup(null, header, AT_HAND)).as(header).isEmpty();
        }
    }

    @Test
    void whatIsWantedMostComesFirst() {
        assertThat(Languages.lookup(null, "ta;q=1, hi;q=0.5, en;q=0.8", AT_HAND))
                .contains("en");
        assertThat(Languages.lookup(null, "ta, kn;q=0", AT_HAND)).isEmpty();
    }

    @Test
    void theParameterWinsOverTheHeader() {
        assertThat(Languages.lookup("ur", "kn", AT_HAND)).contains("ur");
        assertThat(Languages.lookup("ta", "kn", AT_HAND)).isEmpty();
    }

    @Test
    void nonsenseAsksForNothing() {
        for (String header : new String[] {
            null, "", ";", "q=1", "kn;q=2", "kn;q=x", "*;q=", "%00", "kn,".repeat(500), "\uD800", "🇮🇳", "xx-Latn-999"
        }) {
            assertThat(Languages.lookup(null, header, AT_HAND)).as(header).isEmpty();
        }
    }
}
