package org.prahari.matching;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** An opening in the numbers of a {@link Catalogue}. */
final class Asked {
    /** The last bit of a set of languages stands for all those that have no bit of their own. */
    static final int COMMON = 31;

    final Opening opening;
    final int role;
    final int region;
    final int level;
    /** Who has these may help to meet a group or a preference; ascending. */
    final int[] certifications;
    /** For each of them the groups, and the preferences, that it meets; a bit each. */
    final int[] meets;

    final int[] likes;
    final int groups;
    final int preferred;
    final int required;
    final int[] rareRequired;
    final int liked;
    final int[] rareLiked;
    final byte[] proven;

    private Asked(Opening opening, Catalogue catalogue) {
        this.opening = opening;
        role = catalogue.roles.of(opening.role());
        region = catalogue.region(opening.department());
        level = opening.level().height();
        proven = catalogue.proven(role);
        groups = (1 << opening.required().size()) - 1;
        preferred = opening.preferred().size();
        if (opening.required().size() >= Integer.SIZE || preferred > Integer.SIZE) {
            throw new IllegalArgumentException("more groups or preferences than there are bits");
        }
        Map<Integer, int[]> useful = new TreeMap<>();
        for (int group = 0; group < opening.required().size(); group++) {
            mark(catalogue, opening.required().get(group), useful, 0, group);
        }
        for (int one = 0; one < preferred; one++) {
            mark(catalogue, List.of(opening.preferred().get(one)), useful, 1, one);
        }
        certifications = useful.keySet().stream().mapToInt(Integer::intValue).toArray();
        meets = useful.values().stream().mapToInt(bits -> bits[0]).toArray();
        likes = useful.values().stream().mapToInt(bits -> bits[1]).toArray();
        Set<String> likedTags = new HashSet<>(opening.preferredLanguages());
        if (opening.officialLanguage() != null) {
            likedTags.add(opening.officialLanguage());
        }
        required = common(catalogue, opening.requiredLanguages());
        rareRequired = rare(catalogue, opening.requiredLanguages());
        liked = common(catalogue, likedTags);
        rareLiked = rare(catalogue, likedTags);
    }

    static Asked of(Opening opening, Catalogue catalogue) {
        return new Asked(opening, catalogue);
    }

    /** Free seats of a gap that takes people; 0 for one that does not. */
    int seats() {
        return opening.open() ? Math.max(0, opening.freeSeats()) : 0;
    }

    /** Where a certification stands among those that help, or -1. */
    int useful(int certification) {
        for (int at = 0; at < certifications.length; at++) {
            if (certifications[at] == certification) {
                return at;
            }
        }
        return -1;
    }

    /** A bit for a language. */
    static int bit(int language) {
        return 1 << Math.min(language, COMMON);
    }

    private static void mark(
            Catalogue catalogue, List<String> demanded, Map<Integer, int[]> useful, int kind, int bit) {
        for (String code : demanded) {
            for (String covering : catalogue.credentials.covering(code)) {
                useful.computeIfAbsent(catalogue.certifications.of(covering), key -> new int[2])[kind] |= 1 << bit;
            }
        }
    }

    private static int common(Catalogue catalogue, Set<String> tags) {
        return numbers(catalogue, tags)
                .filter(number -> number < COMMON)
                .map(Asked::bit)
                .reduce(0, (a, b) -> a | b);
    }

    private static int[] rare(Catalogue catalogue, Set<String> tags) {
        return numbers(catalogue, tags).filter(number -> number >= COMMON).toArray();
    }

    private static IntStream numbers(Catalogue catalogue, Set<String> tags) {
        return tags.stream().mapToInt(catalogue.languages::of);
    }
}
