package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;

/** Searches the seed's texts for their own words, in each language. */
class SearchTest extends ServiceTest {
    private static final List<String> LANGUAGES =
            List.of("en", "hi", "bn", "ta", "te", "mr", "kn", "ml", "gu", "pa", "or", "as", "ur");
    private static final int CAMPAIGNS = 6;
    private static final Pattern BLANKS = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}\\p{Cf}]+");

    @Test
    void wordsAndTheirBeginningsAreFoundInEveryScriptAndOthersAreNot() {
        Api reader = Api.with("campaigns:write");
        StringBuilder table = new StringBuilder("language  texts  exact  beginning  decomposed  joiner  wrong\n");
        int missed = 0;
        for (String language : LANGUAGES) {
            int[] found = new int[5];
            int texts = 0;
            for (JsonNode campaign : list(reader, "language=" + language)) {
                if (texts == CAMPAIGNS || !campaign.get("language").asText().equals(language)) {
                    continue;
                }
                texts++;
                String slug = campaign.get("slug").asText();
                String word = longest(campaign.get("title").asText());
                String joined = word.substring(0, 2) + '\u200C' + word.substring(2);
                String wrong = word + word.charAt(0) + word.charAt(0) + word;
                found[0] += finds(reader, word, slug);
                found[1] += finds(reader, word.substring(0, Math.max(2, word.length() - 2)), slug);
                found[2] += finds(reader, Normalizer.normalize(word, Normalizer.Form.NFD), slug);
                found[3] += finds(reader, joined, slug);
                found[4] += list(reader, "q=" + encode(wrong)).size();
            }
            table.append("%-8s %6d %6d %10d %11d %7d %6d%n"
                    .formatted(language, texts, found[0], found[1], found[2], found[3], found[4]));
            assertThat(texts).as(language).isEqualTo(CAMPAIGNS);
            missed += 4 * texts - found[0] - found[1] - found[2] - found[3] + found[4];
        }
        System.out.println(table);
        assertThat(missed).as(table.toString()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "पासवर्ड",
                "পাসওয়ার্ড",
                "கடவுச்சொல்",
                "పాస్‌వర్డ్",
                "कोणालाही",
                "ಪಾಸ್‌ವರ್ಡ್",
                "പാസ്‌വേഡ്",
                "પાસવર્ડ",
                "ਪਾਸਵਰਡ",
                "password",
                "Abha OTP",
                "१९३० ओटीपी"
            })
    void theShortMessageOnPasswordsIsFound(String words) {
        assertThat(finds(Api.anonymous(), words, "never-share-otp")).isOne();
    }

    @Test
    void whatIsFoundHoldsTheWord() {
        List<JsonNode> found = list(Api.anonymous(), "language=en&q=ransomware");
        assertThat(found).isNotEmpty().hasSizeLessThan(15);
        assertThat(found)
                .allSatisfy(
                        campaign -> assertThat(Words.of(campaign.get("title").asText() + " "
                                        + campaign.get("summary").asText() + " "
                                        + campaign.get("body").asText() + " "
                                        + campaign.get("callToAction").asText()))
                                .anyMatch(word -> word.startsWith("ransomware")));
    }

    @Test
    void theSearchNarrowsWithTheFiltersAndIsPaged() {
        List<JsonNode> all = list(Api.anonymous(), "q=1930");
        assertThat(list(Api.anonymous(), "q=1930&audience=patient")).hasSizeBetween(1, all.size() - 1);
        JsonNode first =
                Api.anonymous().get("/v1/campaigns?q=1930&limit=1").expect(200).json();
        JsonNode second = Api.anonymous()
                .get("/v1/campaigns?q=1930&limit=1&cursor=" + first.get("next").asText())
                .expect(200)
                .json();
        assertThat(second.at("/items/0/slug").asText())
                .isEqualTo(all.get(1).get("slug").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%20", "%E2%80%8B", "%3F%21", "a+b+c+d+e+f+g+h+i+j+k"})
    void aSearchForNothingOrForTooMuchIsRefused(String words) {
        Api.anonymous().get("/v1/campaigns?q=" + words).problem(400, "malformed");
    }

    @Test
    void bytesThatAreNoTextAreRefusedOrFindNothing() {
        assertThat(Api.anonymous().get("/v1/campaigns?q=%FF%FE").status()).isEqualTo(400);
    }

    private static int finds(Api reader, String words, String slug) {
        return list(reader, "q=" + encode(words)).stream()
                        .anyMatch(campaign -> campaign.get("slug").asText().equals(slug))
                ? 1
                : 0;
    }

    private static List<JsonNode> list(Api reader, String query) {
        List<JsonNode> items = new ArrayList<>();
        reader.get("/v1/campaigns?limit=200&" + query)
                .expect(200)
                .json()
                .get("items")
                .forEach(items::add);
        return items;
    }

    private static String longest(String text) {
        return BLANKS.splitAsStream(text)
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    private static String encode(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }
}
