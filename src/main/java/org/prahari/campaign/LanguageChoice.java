package org.prahari.campaign;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.prahari.http.Languages;

/**
 * What a reader wishes to read, and which of the languages at hand that gives: the one asked for, else the region's in
 * their order, else English, Hindi, the language the text was written in. A language refused by {@code q=0} is passed
 * over, but for the last.
 *
 * @param asked one language tag, which wins over the header, or null
 * @param accepted the header Accept-Language, or null
 * @param regional the languages of the reader's region
 */
record LanguageChoice(String asked, String accepted, List<String> regional) {
    private static final Set<String> RIGHT_TO_LEFT_SCRIPTS =
            Set.of("Arab", "Aran", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm");
    private static final Set<String> RIGHT_TO_LEFT =
            Set.of("ar", "bal", "ckb", "dv", "fa", "he", "ks", "pnb", "prx", "ps", "sd", "skr", "ug", "ur", "yi");

    /** The language given, and why if it is not one that was asked for. */
    record Served(String language, Fallback fallback) {}

    /** Why another language than the one asked for is given. */
    public record Fallback(String asked, Reason reason) {}

    public enum Reason {
        REGION_LANGUAGE,
        ENGLISH,
        HINDI,
        SOURCE_LANGUAGE
    }

    public enum Direction {
        LTR,
        RTL
    }

    static Direction direction(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        boolean rightToLeft = locale.getScript().isEmpty()
                ? RIGHT_TO_LEFT.contains(locale.getLanguage())
                : RIGHT_TO_LEFT_SCRIPTS.contains(locale.getScript());
        return rightToLeft ? Direction.RTL : Direction.LTR;
    }

    /** @param source the language the text was written in, one of those available */
    Served among(Collection<String> available, String source) {
        Optional<String> hit = Languages.lookup(asked, accepted, available);
        if (hit.isPresent()) {
            return new Served(hit.get(), null);
        }
        List<Locale.LanguageRange> ranges = asked != null || accepted == null ? List.of() : Languages.ranges(accepted);
        List<String> refused = ranges.stream()
                .filter(range -> range.getWeight() == 0)
                .map(Locale.LanguageRange::getRange)
                .toList();
        String first = asked != null
                ? asked
                : ranges.stream()
                        .filter(range ->
                                range.getWeight() > 0 && !range.getRange().equals("*"))
                        .map(range -> Locale.forLanguageTag(range.getRange()).toLanguageTag())
                        .findFirst()
                        .orElse(null);
        for (String language : regional) {
            Optional<String> served = offer(language, available, refused);
            if (served.isPresent()) {
                return served(served.get(), first, Reason.REGION_LANGUAGE);
            }
        }
        if (offer("en", available, refused).isPresent()) {
            return served("en", first, Reason.ENGLISH);
        }
        if (offer("hi", available, refused).isPresent()) {
            return served("hi", first, Reason.HINDI);
        }
        return served(source, first, Reason.SOURCE_LANGUAGE);
    }

    private static Served served(String language, String wanted, Reason reason) {
        return new Served(language, wanted == null ? null : new Fallback(wanted, reason));
    }

    private static Optional<String> offer(String language, Collection<String> available, List<String> refused) {
        return Languages.lookup(language, null, available)
                .filter(tag -> refused.stream().noneMatch(tag::equalsIgnoreCase));
    }
}
