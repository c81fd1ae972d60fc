package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.campaign.LanguageChoice.Direction;
import org.prahari.campaign.LanguageChoice.Fallback;
import org.prahari.campaign.LanguageChoice.Reason;
import org.prahari.campaign.LanguageChoice.Served;
import org.prahari.http.Languages;

class LanguageChoiceTest {
    private static final List<String> KARNATAKA = List.of("kn", "en");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "hi, -, hi",
                "hi, ta, hi",
                "hi-IN, -, hi",
                "HI, -, hi",
                "-, 'ta-IN, en;q=0.5', ta",
                "-, 'en;q=0.3, hi;q=0.9', hi",
                "-, 'hi;q=0, ta', ta",
                "-, -, en",
                "-, *, en",
                "-, ';;;', en",
            })
    void whatWasAskedForIsGivenWithoutAWord(String asked, String header, String language) {
        assertThat(new LanguageChoice(asked, header, List.of()).among(List.of("en", "hi", "ta"), "en"))
                .isEqualTo(new Served(language, null));
    }

    @Test
    void aMissingLanguageFallsBackToTheRegionThenEnglishThenHindiThenTheSource() {
        var reader = new LanguageChoice("fr", null, KARNATAKA);
        assertThat(reader.among(List.of("en", "hi", "kn"), "en"))
                .isEqualTo(new Served("kn", new Fallback("fr", Reason.REGION_LANGUAGE)));
        assertThat(new LanguageChoice("fr", null, List.of()).among(List.of("en", "hi"), "hi"))
                .isEqualTo(new Served("en", new Fallback("fr", Reason.ENGLISH)));
        assertThat(reader.among(List.of("hi", "ta"), "ta"))
                .isEqualTo(new Served("hi", new Fallback("fr", Reason.HINDI)));
        assertThat(reader.among(List.of("bn", "ta"), "ta"))
                .isEqualTo(new Served("ta", new Fallback("fr", Reason.SOURCE_LANGUAGE)));
    }

    @Test
    void whoAsksForNothingGetsTheRegionsLanguage() {
        assertThat(new LanguageChoice(null, null, KARNATAKA).among(List.of("en", "kn"), "en"))
                .isEqualTo(new Served("kn", null));
    }

    @Test
    void whatIsRefusedIsPassedOver() {
        assertThat(new LanguageChoice(null, "fr, en;q=0", List.of()).among(List.of("en", "hi"), "en"))
                .isEqualTo(new Served("hi", new Fallback("fr", Reason.HINDI)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "hi-IN", "ks-Arab", "sat-Olck", "lbj", "prx", "es-419", "zh-Hant-TW"})
    void languageTagsAreKnown(String tag) {
        assertThat(Languages.isKnown(tag)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "xx", "xx-Latn-999", "en-999", "hi-Xxxx", "h", "hi_IN", "hi IN", "-", "*", "${7*7}", "हि"})
    void otherTextsAreNot(String tag) {
        assertThat(Languages.isKnown(tag)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ur, RTL",
        "ks-Arab, RTL",
        "ks-Deva, LTR",
        "sd-Arab, RTL",
        "sd-Deva, LTR",
        "pa-Arab, RTL",
        "pa, LTR",
        "hi, LTR"
    })
    void theScriptTellsTheDirection(String tag, Direction direction) {
        assertThat(LanguageChoice.direction(tag)).isEqualTo(direction);
    }
}
