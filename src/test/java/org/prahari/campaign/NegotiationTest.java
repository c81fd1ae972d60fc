package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prahari.http.Languages;
import org.prahari.http.Memo;

class NegotiationTest {
    private static final List<String> TAGS = List.of(
            "hi",
            "hi-IN",
            "ta",
            "en",
            "en-GB",
            "EN-us",
            "*",
            "*-IN",
            "mni-Beng",
            "mni",
            "ks-Arab",
            "he",
            "iw",
            "zh-Hant-TW",
            "ur",
            "x-private",
            "i-klingon",
            "no such",
            "",
            "te-Latn");
    private static final List<String> WEIGHTS =
            List.of("", "", ";q=0", ";q=0.5", ";q=1", ";q=0.001", "; q=0.9", ";q=1.0", ";q=2", ";q=x", ";q=0.000");

    @Test
    void theCanonicalHeaderLeadsToTheSameLanguageWhateverThereIs() {
        Random random = new Random(1);
        int canonical = 0;
        for (int i = 0; i < 20_000; i++) {
            List<String> parts = new ArrayList<>();
            for (int j = random.nextInt(5); j >= 0; j--) {
                parts.add(any(random, TAGS) + any(random, WEIGHTS));
            }
            String header = String.join(random.nextBoolean() ? "," : ", ", parts);
            String spelling = Negotiation.languages(header);
            if (spelling == null) {
                continue;
            }
            canonical++;
            Set<String> available = new TreeSet<>(List.of("en"));
            for (int j = random.nextInt(5); j >= 0; j--) {
                String tag = any(random, TAGS);
                if (Languages.isKnown(tag)) {
                    available.add(tag);
                }
            }
            List<String> regional = random.nextBoolean() ? List.of() : List.of("ta", "hi");
            assertThat(new LanguageChoice(null, spelling.isEmpty() ? null : spelling, regional).among(available, "en"))
                    .as("%s as %s among %s", header, spelling, available)
                    .isEqualTo(new LanguageChoice(null, header, regional).among(available, "en"));
            assertThat(Negotiation.languages(spelling)).isEqualTo(spelling);
        }
        assertThat(canonical).isGreaterThan(15_000);
    }

    private static <T> T any(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json                 | true",
                "*/*                              | true",
                "application/*;q=0.5              | true",
                "text/html, application/json;q=0.1| true",
                "text/html                        | false",
                "application/json;q=0             | false",
                "application/json;q=0.0, */*      | false",
                "application/json;charset=utf-8   | false",
                "nonsense, application/json       | false",
                "**/*                             | false",
                "*/json, application/json         | false"
            })
    void onlyWhatIsSurelyAcceptedIsGiven(String header, boolean accepted) {
        assertThat(Negotiation.accepts(header, "application/json")).isEqualTo(accepted);
    }

    @Test
    void aMemoryOfTextsNeverTakesOneForAnother() {
        var calls = new AtomicInteger();
        Memo<String> memo = new Memo<>(4, text -> {
            calls.incrementAndGet();
            return "of " + text;
        });
        // "Aa" and "BB" have the same hash.
        for (String text : List.of("Aa", "BB", "AaAa", "BBBB", "AaBB", "x".repeat(5000))) {
            assertThat(memo.get(text)).isEqualTo("of " + text);
            assertThat(memo.get(text)).isEqualTo("of " + text);
        }
        assertThat(calls.get()).isLessThan(12);
    }

    @Test
    void aRouteIsWhatItsResourceDeclares() {
        List<Route> routes = Route.of(CampaignResource.class, OutletResource.class, CoverageResource.class);
        assertThat(Wanted.of(routes, "/v1/campaigns?limit=2&kind=tip").query()).isEqualTo("kind=tip&limit=2");
        assertThat(Wanted.of(routes, "/v1/campaigns/x-y").slug()).isEqualTo("x-y");
        assertThat(Wanted.of(routes, "/v1/campaigns/x-y/page.html").type()).isEqualTo("text/html");
        assertThat(Wanted.of(routes, "/v1/campaigns/coverage").slug()).isNull();
        assertThat(Wanted.of(routes, "/v1/campaigns/x-y?language=hi").negotiated())
                .isFalse();
        for (String other : List.of(
                "/v1/campaigns/sync",
                "/v1/campaigns/bundles/hi",
                "/v1/campaigns/",
                "/v1/campaigns/X",
                "/v1/campaigns/x?limit=2",
                "/v1/campaigns/x;a",
                "/v1//campaigns",
                "/v1/campaigns/x%2Dy",
                "/v1/campaigns/x/cap.xml?language=hi",
                "*")) {
            assertThat(Wanted.of(routes, other)).as(other).isNull();
        }
    }
}
