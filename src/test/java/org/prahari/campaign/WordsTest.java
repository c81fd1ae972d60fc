package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "PassWord, password",
        "réseau, reseau",
        "ＯＴＰ, otp",
        "१९३०, 1930",
        "۱۹۳۰, 1930",
        "௧௯௩௦, 1930",
        "फ़ोन, फोन",
        "\u095Eोन, फ\u093Cोन",
        "हूँ, हूं",
        "পাসওয়\u09BEর্ড, পাসওয\u09BC\u09BEর্ড",
        "ড\u09BC, \u09DC",
        "হঠাৎ, হঠাত\u09CD\u200D",
        "ਸ਼, ਸ",
        "ଡ\u0B3C, \u0B5C",
        "പിന\u0D4D\u200D, പിൻ",
        "പാസ്\u200Cവേഡ്, പാസ്വേഡ്",
        "பொ, ப\u0BC6\u0BBE",
        "ಪಾಸ್\u200Cವರ್ಡ್, ಪಾಸ್ವರ್ಡ್",
        "پاسورڈ, پاسو\u200Cرڈ",
        "كيا, کیا",
        "ﮐﯿﺎ, کیا",
        "آپ, اپ",
        "ہسپتال, هسپتال"
    })
    void whatReadersTypeForOneIsOne(String one, String other) {
        assertThat(Words.of(one)).hasSize(1).isEqualTo(Words.of(other));
    }

    @ParameterizedTest
    @CsvSource({"पासवर्ड, पासपोर्ट", "ক, খ", "பின், பிண்", "کل, گل", "कि, की", "ಕಡಿ, ಕಾಡಿ", "اب, آم"})
    void whatDiffersStaysDifferent(String one, String other) {
        assertThat(Words.of(one)).isNotEqualTo(Words.of(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "पासवर्ड अभी बदलें।",
                "பணம் போனதா? உடனே 1930-ஐ",
                "پاس ورڈ، پن: کسی کو نہ بتائیں۔",
                "ലോക്ക് ചെയ്യുക"
            })
    void compositionDoesNotCount(String text) {
        for (Normalizer.Form form : Normalizer.Form.values()) {
            assertThat(Words.of(Normalizer.normalize(text, form))).isEqualTo(Words.of(text));
        }
    }

    @Test
    void allWordsMustBeginWordsOfOneText() {
        Words words = new Words(List.of(text("Lock the screen"), text("स्क्रीन लॉक करें")));
        assertThat(words.hold(List.of())).isTrue();
        assertThat(words.hold(Words.of("screen LOCK"))).isTrue();
        assertThat(words.hold(Words.of("scr"))).isTrue();
        assertThat(words.hold(Words.of("creen"))).isFalse();
        assertThat(words.hold(Words.of("स्क्री"))).isTrue();
        assertThat(words.hold(Words.of("स्क्रीन lock"))).isFalse();
        assertThat(words.hold(Words.of("zzz"))).isFalse();
    }

    private static Translation text(String title) {
        return new Translation(title, "s", "b", "c", List.of(), null, 1, false, Instant.EPOCH);
    }
}
