package org.prahari.assignment;

import java.util.List;

/**
 * One gap: seats of one kind in one place.
 *
 * @param role number of the role, from 0
 * @param region number of the region, 0..62
 * @param district number of the district, unique over all regions, or -1 if unknown
 * @param seats free ones; 0 for a gap that is closed
 * @param weight of a filled seat, 1 or more
 * @param level asked, 1..7
 * @param start the day certificates are judged on
 * @param deadline the last day on which somebody may become available
 * @param groups of traits, any one of each is needed
 * @param languages traits that are all needed
 * @param preferred traits whose share counts as certificates
 * @param liked traits whose share counts as languages
 */
public record Gap(
        int role,
        int region,
        int district,
        boolean remote,
        int seats,
        long weight,
        int level,
        int start,
        int deadline,
        List<Bits> groups,
        Bits languages,
        Bits preferred,
        Bits liked) {
    public Gap {
        if (role < 0 || region < 0 || region > 62 || seats < 0 || weight < 1 || level < 1 || level > 7) {
            throw new IllegalArgumentException("gap out of range");
        }
        groups = List.copyOf(groups);
    }

    public Gap withSeats(int seats) {
        return new Gap(
                role, region, district, remote, seats, weight, level, start, deadline, groups, languages, preferred,
                liked);
    }

    public Gap withWeight(long weight) {
        return new Gap(
                role, region, district, remote, seats, weight, level, start, deadline, groups, languages, preferred,
                liked);
    }

    /** The traits of one word that are needed one and all: languages, and groups of one. */
    long needs(int word) {
        long needed = languages.word(word);
        for (Bits group : groups) {
            needed |= group.size() == 1 ? group.word(word) : 0;
        }
        return needed;
    }

    /** The words that hold every trait it names. */
    int words() {
        int most = Math.max(languages.words(), Math.max(preferred.words(), liked.words()));
        for (Bits group : groups) {
            most = Math.max(most, group.words());
        }
        return most;
    }
}
