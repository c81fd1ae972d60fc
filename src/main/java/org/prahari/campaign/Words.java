package org.prahari.campaign;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of a campaign's texts, folded and sorted, one list for each language. Made at the first search, so that a shelf
 * turns no slower for it. To look a word up by its beginning is a binary search: O(languages x log words) a campaign.
 *
 * <p>Folding treats as one what readers type for one: compatibility forms (NFKD), case, accents of Latin, digits of all
 * scripts, joiners, nukta, Arabic and Urdu forms of alef, yeh, kaf and heh and their vowel signs, Malayalam chillu and
 * Bengali khanda ta with their spelled-out forms, candrabindu with anusvara in Devanagari.
 */
final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}]+");
    private static final String CHILLU = "\u0D7A\u0D7B\u0D7C\u0D7D\u0D7E\u0D7F";
    private static final String CHILLU_BASE = "\u0D23\u0D28\u0D30\u0D32\u0D33\u0D15";
    private final List<Translation> texts;
    private volatile List<String[]> sorted;

    Words(Collection<Translation> texts) {
        this.texts = List.copyOf(texts);
    }

    /** The words of a text, as they are compared. */
    static List<String> of(String text) {
        StringBuilder plain = new StringBuilder();
        // To lower case first and again: some compatibility forms decompose to capitals.
        Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .codePoints()
                .forEach(point -> fold(point, plain));
        return WORD.matcher(plain.toString().toLowerCase(Locale.ROOT))
                .results()
                .map(result -> result.group())
                .toList();
    }

    /** Whether one of the texts holds all the words, each as the beginning of one of its own. */
    boolean hold(List<String> beginnings) {
        return beginnings.isEmpty()
                || sorted().stream().anyMatch(words -> beginnings.stream().allMatch(word -> holds(words, word)));
    }

    private static boolean holds(String[] words, String beginning) {
        int found = Arrays.binarySearch(words, beginning);
        int next = -found - 1;
        return found >= 0 || (next < words.length && words[next].startsWith(beginning));
    }

    private List<String[]> sorted() {
        List<String[]> made = sorted;
        if (made == null) {
            made = texts.stream().map(Words::sorted).toList();
            sorted = made;
        }
        return made;
    }

    private static String[] sorted(Translation text) {
        String sms = text.sms() == null ? "" : text.sms().text();
        return Stream.of(text.title(), text.summary(), text.body(), text.callToAction(), sms)
                .flatMap(part -> of(part).stream())
                .sorted()
                .distinct()
                .toArray(String[]::new);
    }

    private static void fold(int point, StringBuilder plain) {
        int chillu = CHILLU.indexOf(point);
        if (chillu >= 0) {
            plain.append(CHILLU_BASE.charAt(chillu)).append('\u0D4D');
        } else if (Character.isDigit(point)) {
            plain.append(Character.digit(point, 10));
        } else if (!isSilent(point)) {
            switch (point) {
                case 0x09CE -> plain.append("\u09A4\u09CD");
                case 0x0901 -> plain.append('\u0902');
                case 0x0671 -> plain.append('\u0627');
                case 0x064A, 0x0649, 0x06D2 -> plain.append('\u06CC');
                case 0x0643, 0x06AA -> plain.append('\u06A9');
                case 0x0647, 0x0629, 0x06D5 -> plain.append('\u06C1');
                default -> plain.appendCodePoint(point);
            }
        }
    }

    /** Joiners and other format characters, nukta, accents of Latin, Arabic vowel signs, hamza above and tatweel. */
    private static boolean isSilent(int point) {
        return Character.getType(point) == Character.FORMAT
                || (point >= 0x0300 && point <= 0x036F)
                || (point >= 0x064B && point <= 0x065F)
                || point == 0x0640
                || point == 0x0670
                || point == 0x093C
                || point == 0x09BC
                || point == 0x0A3C
                || point == 0x0ABC
                || point == 0x0B3C
                || point == 0x0CBC;
    }
}
