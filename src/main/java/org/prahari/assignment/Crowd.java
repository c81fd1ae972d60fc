package org.prahari.assignment;

import java.util.Arrays;

/**
 * For the verifier: all who seek one role, side by side, with their prices; turned to one region after the other, and there to
 * gaps on site or remote.
 */
final class Crowd {
    private final Points points;
    private final int words;
    private final int first;
    private final int count;
    private final byte[] home;
    private final int[] district;
    private final long[] allowed;
    private final long[] moves;
    private final boolean[] remote;
    private final int[] available;
    private final int[] from;
    private final int[] until;
    private final byte[] level;
    private final short[] base;
    private final long[] price;
    private final long[][] traits;
    /** A bit for each of them: by trait, who has it; by level, who has reached it. */
    private final long[][] having;

    private final long[][] reach;
    /** Who consents to the region and lives there, would move there or, for remote gaps, would work from home. */
    private final long[] near;

    private int region;
    /** Who may fit the gap looked at, and a buffer. */
    private final long[] fits;

    private final long[] any;
    private long seen;

    Crowd(Problem problem, int role, long[] prices) {
        points = problem.points;
        words = problem.words;
        People people = problem.people;
        Profiles profiles = problem.profiles;
        first = problem.roleStart[role];
        count = problem.roleStart[role + 1] - first;
        home = new byte[count];
        district = new int[count];
        allowed = new long[count];
        moves = new long[count];
        remote = new boolean[count];
        available = new int[count];
        from = new int[count];
        until = new int[count];
        level = new byte[count];
        base = new short[count];
        price = new long[count];
        traits = new long[words][count];
        int length = (count + Long.SIZE - 1) / Long.SIZE;
        having = new long[words * Long.SIZE][length];
        reach = new long[Byte.SIZE][length];
        near = new long[length];
        fits = new long[length];
        any = new long[length];
        for (int k = 0; k < count; k++) {
            int i = first + k;
            int j = profiles.person[i];
            home[k] = people.home[j];
            district[k] = people.district[j];
            allowed[k] = people.allowed[j];
            moves[k] = people.moves[j];
            remote[k] = people.remote[j];
            available[k] = people.available[j];
            from[k] = profiles.from[i];
            until[k] = profiles.until[i];
            level[k] = profiles.level[i];
            base[k] = profiles.base[i];
            price[k] = prices[j];
            for (int word = 0; word < words; word++) {
                traits[word][k] = profiles.traits[word][i];
                for (long rest = traits[word][k]; rest != 0; rest &= rest - 1) {
                    having[word * Long.SIZE + Long.numberOfTrailingZeros(rest)][k / Long.SIZE] |= 1L << k;
                }
            }
            for (int reached = 0; reached <= level[k]; reached++) {
                reach[reached][k / Long.SIZE] |= 1L << k;
            }
        }
    }

    /** Turns to the gaps of a region that are remote, or to those that are not. */
    void turn(int region, boolean online) {
        this.region = region;
        Arrays.fill(near, 0);
        for (int k = 0; k < count; k++) {
            boolean could = (online && remote[k]) || home[k] == region || Problem.has(moves[k], region);
            if (could && Problem.has(allowed[k], region)) {
                near[k / Long.SIZE] |= 1L << k;
            }
        }
    }

    /** How many eligible pairs were looked at. */
    long seen() {
        return seen;
    }

    /** The profile of somebody whose score less price is more than a gap's price allows, or -1. */
    int better(Gap gap, long most) {
        fit(gap);
        int preferredSize = gap.preferred().size();
        int likedSize = gap.liked().size();
        for (int at = 0; at < fits.length; at++) {
            for (long rest = fits[at]; rest != 0; rest &= rest - 1) {
                int k = at * Long.SIZE + Long.numberOfTrailingZeros(rest);
                Nearness nearness = available[k] > gap.deadline() || gap.start() < from[k] || gap.start() >= until[k]
                        ? null
                        : nearness(gap, k);
                if (nearness == null) {
                    continue;
                }
                seen++;
                int score = base[k]
                        + points.level(level[k] - gap.level())
                        + points.place(nearness)
                        + points.readiness(available[k] - gap.start())
                        + points.certificates(shared(gap.preferred(), k), preferredSize)
                        + points.languages(shared(gap.liked(), k), likedSize);
                if (score - price[k] > most) {
                    return first + k;
                }
            }
        }
        return -1;
    }

    /** How near somebody lives, or null if they would not come from there. */
    private Nearness nearness(Gap gap, int k) {
        if (gap.remote() && remote[k]) {
            return Nearness.REMOTE;
        }
        if (home[k] == region && gap.district() >= 0 && gap.district() == district[k]) {
            return Nearness.DISTRICT;
        }
        boolean comes = Problem.has(moves[k], region);
        return !comes ? null : home[k] == region ? Nearness.REGION : Nearness.ELSEWHERE;
    }

    /** Finds those who have the level, all languages, and one certificate of each group: 64 at a time. */
    private void fit(Gap gap) {
        for (int at = 0; at < fits.length; at++) {
            fits[at] = near[at] & reach[gap.level()][at];
        }
        for (int word = 0; word < words; word++) {
            for (long rest = gap.languages().word(word); rest != 0; rest &= rest - 1) {
                long[] those = having[word * Long.SIZE + Long.numberOfTrailingZeros(rest)];
                for (int at = 0; at < fits.length; at++) {
                    fits[at] &= those[at];
                }
            }
        }
        for (Bits group : gap.groups()) {
            Arrays.fill(any, 0);
            for (int word = 0; word < words; word++) {
                for (long rest = group.word(word); rest != 0; rest &= rest - 1) {
                    long[] those = having[word * Long.SIZE + Long.numberOfTrailingZeros(rest)];
                    for (int at = 0; at < any.length; at++) {
                        any[at] |= those[at];
                    }
                }
            }
            for (int at = 0; at < fits.length; at++) {
                fits[at] &= any[at];
            }
        }
    }

    private int shared(Bits bits, int k) {
        int count = 0;
        for (int word = 0; word < words; word++) {
            count += Long.bitCount(bits.word(word) & traits[word][k]);
        }
        return count;
    }
}
