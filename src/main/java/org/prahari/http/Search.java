package org.prahari.http;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A query of words: it matches a text in which every word of the query begins some word, whatever the case or accents. */
public final class Search {
    // Vowel signs of Indian scripts are marks too and belong to the word; only Latin accents are taken off.
    private static final Pattern ACCENT = Pattern.compile("[\\u0300-\\u036f]");
    private static final Pattern BREAK = Pattern.compile("[^\\p{L}\\p{M}\\p{N}+#]+");
    private final List<String> words;

    private Search(List<String> words) {
        this.words = words;
    }

    /** @param query up to 200 characters, or null, which matches everything */
    public static Search of(String query) {
        if (query != null && query.length() > 200) {
            throw Problem.parameter("q", "is longer than 200 characters");
        }
        return new Search(query == null ? List.of() : words(query));
    }

    /** The words of the texts, for repeated matching. */
    public static List<String> index(Iterable<String> texts) {
        List<String> index = new ArrayList<>();
        texts.forEach(text -> {
            if (text != null) {
                index.addAll(words(text));
            }
        });
        return List.copyOf(index);
    }

    public boolean matches(List<String> index) {
        return words.stream().allMatch(word -> index.stream().anyMatch(candidate -> candidate.startsWith(word)));
    }

    private static List<String> words(String text) {
        String plain =
                ACCENT.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return BREAK.splitAsStream(
                        Normalizer.normalize(plain, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
