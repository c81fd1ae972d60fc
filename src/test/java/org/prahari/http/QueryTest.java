package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private static final Map<String, Boolean> DECLARED = Map.of("limit", false, "q", false, "topic", true);

    @ParameterizedTest
    @CsvSource({
        "topic=b&limit=2&topic=a,        limit=2&topic=a&topic=b",
        "topic=a&topic=a,                topic=a",
        "t%6Fpic=%61,                    topic=a",
        "q=a+b%20c,                      q=a%20b%20c",
        "q=%E0%A4%B8,                    q=%e0%a4%b8",
        "q=a%26b%3Dc%2B,                 q=a%26b%3dc%2b",
        "q=~x-._:/@,                     q=~x-._%3a%2f%40"
    })
    void allSpellingsOfAQueryHaveOneInCommon(String raw, String canonical) {
        assertThat(Query.of(Query.parse(raw, DECLARED))).isEqualTo(canonical);
        assertThat(Query.of(Query.parse(canonical, DECLARED))).isEqualTo(canonical);
    }

    @Test
    void noQueryIsAnEmptyOne() {
        assertThat(Query.parse(null, DECLARED)).isEmpty();
        assertThat(Query.of(Map.of("b", List.of("2", "1"), "a", List.of("x")))).isEqualTo("a=x&b=1&b=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&",
                "limit",
                "limit=",
                "=2",
                "limit=2&",
                "limit=2&limit=2",
                "Limit=2",
                "other=1",
                "q=%",
                "q=%4",
                "q=%zz",
                "q=%00",
                "q=%0a%00",
                "q=%ff",
                "q=%C0%AF",
                "q=%ED%A0%80",
                "q=%EF%BF%BD",
                "q=a;b",
                "q=\"",
                "q=<",
                "q=a=b",
                "q=\u0967",
                "q=%EF%BF%BE",
                "q=%C2%85",
                "q=%\uFF10\uFF10"
            })
    void whateverIsInDoubtIsLeftToOthers(String raw) {
        assertThat(Query.parse(raw, DECLARED)).isNull();
    }

    @Test
    void soIsWhatIsTooLongOrTooMuch() {
        assertThat(Query.parse("q=" + "a".repeat(3000), DECLARED)).isNull();
        assertThat(Query.parse("topic=a" + "&topic=a".repeat(100), DECLARED)).isNull();
        assertThat(Query.parse("topic=a" + "&topic=a".repeat(99), DECLARED)).isNotNull();
    }
}
