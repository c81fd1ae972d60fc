package org.prahari.matching;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.prahari.assignment.Bits;

/**
 * The traits by which the gaps of one role tell people apart, numbered: languages, then certifications that may be held or
 * expected, then those that must be held.
 */
final class RoleTraits {
    private final Map<String, Integer> languages = new LinkedHashMap<>();
    private final Map<String, Integer> ready = new LinkedHashMap<>();
    private final Map<String, Integer> held = new LinkedHashMap<>();
    private final int words;
    private final List<long[]> speaking = new ArrayList<>();
    private final List<long[]> holding = new ArrayList<>();
    private final List<long[]> expecting = new ArrayList<>();

    /** @param gaps all of the role */
    RoleTraits(Catalogue catalogue, List<Asked> gaps) {
        for (Asked gap : gaps) {
            liked(gap.opening).forEach(tag -> number(languages, tag, 0));
            gap.opening.requiredLanguages().forEach(tag -> number(languages, tag, 0));
        }
        for (Asked gap : gaps) {
            gap.opening.required().forEach(group -> group.forEach(code -> number(ready, code, languages.size())));
        }
        for (Asked gap : gaps) {
            gap.opening.preferred().forEach(code -> number(held, code, languages.size() + ready.size()));
        }
        words = (languages.size() + ready.size() + held.size()) / Long.SIZE + 1;
        languages.forEach((tag, trait) -> set(speaking, catalogue.languages.of(tag), trait));
        ready.forEach((code, trait) -> catalogue.credentials.covering(code).forEach(covering -> {
            set(holding, catalogue.certifications.of(covering), trait);
            set(expecting, catalogue.certifications.of(covering), trait);
        }));
        held.forEach((code, trait) -> catalogue
                .credentials
                .covering(code)
                .forEach(covering -> set(holding, catalogue.certifications.of(covering), trait)));
    }

    int words() {
        return words;
    }

    /** The traits of one who speaks a language. */
    void speaks(int language, long[] traits) {
        add(speaking, language, traits);
    }

    void holds(int certification, long[] traits) {
        add(holding, certification, traits);
    }

    void expects(int certification, long[] traits) {
        add(expecting, certification, traits);
    }

    List<Bits> groups(Opening opening) {
        return opening.required().stream()
                .map(group -> bits(ready, group.stream()))
                .toList();
    }

    Bits required(Opening opening) {
        return bits(languages, opening.requiredLanguages().stream());
    }

    Bits preferred(Opening opening) {
        return bits(held, opening.preferred().stream());
    }

    Bits likes(Opening opening) {
        return bits(languages, liked(opening));
    }

    private static Stream<String> liked(Opening opening) {
        return Stream.concat(opening.preferredLanguages().stream(), Stream.ofNullable(opening.officialLanguage()));
    }

    private static Bits bits(Map<String, Integer> numbers, Stream<String> names) {
        return Bits.of(names.mapToInt(numbers::get).toArray());
    }

    private static void number(Map<String, Integer> numbers, String name, int first) {
        numbers.putIfAbsent(name, first + numbers.size());
    }

    private void set(List<long[]> table, int number, int trait) {
        while (table.size() <= number) {
            table.add(null);
        }
        if (table.get(number) == null) {
            table.set(number, new long[words]);
        }
        table.get(number)[trait / Long.SIZE] |= 1L << trait;
    }

    private static void add(List<long[]> table, int number, long[] traits) {
        long[] more = number < table.size() ? table.get(number) : null;
        for (int word = 0; more != null && word < traits.length; word++) {
            traits[word] |= more[word];
        }
    }
}
