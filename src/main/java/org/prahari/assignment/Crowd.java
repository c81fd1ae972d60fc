package org.prahari.assignment;

/**
 * For the verifier: all who seek one role, consent to a region and live there, would move there or, for remote gaps, would
 * work from home, side by side, with their prices.
 */
final class Crowd {
    private final Points points;
    private final int words;
    private final int[] profile;
    private int count;
    private final int[] from;
    private final int[] until;
    private final int[] available;
    private final int[] district;
    private final boolean[] local;
    private final boolean[] moves;
    private final boolean[] remote;
    private final byte[] level;
    private final short[] base;
    private final long[] price;
    private final long[][] traits;
    /** The groups of the gap looked at. */
    private long[][] groups = new long[0][];

    private long seen;

    Crowd(Problem problem, int role, int region, boolean online, long[] prices) {
        points = problem.points;
        words = problem.words;
        People people = problem.people;
        Profiles profiles = problem.profiles;
        int most = problem.roleStart[role + 1] - problem.roleStart[role];
        profile = new int[most];
        for (int i = problem.roleStart[role]; i < problem.roleStart[role + 1]; i++) {
            int j = profiles.person[i];
            boolean could =
                    (online && people.remote[j]) || people.home[j] == region || Problem.has(people.moves[j], region);
            if (could && Problem.has(people.allowed[j], region)) {
                profile[count++] = i;
            }
        }
        from = new int[count];
        until = new int[count];
        available = new int[count];
        district = new int[count];
        local = new boolean[count];
        moves = new boolean[count];
        remote = new boolean[count];
        level = new byte[count];
        base = new short[count];
        price = new long[count];
        traits = new long[words][count];
        for (int k = 0; k < count; k++) {
            int i = profile[k];
            int j = profiles.person[i];
            from[k] = profiles.from[i];
            until[k] = profiles.until[i];
            available[k] = people.available[j];
            district[k] = people.district[j];
            local[k] = people.home[j] == region;
            moves[k] = Problem.has(people.moves[j], region);
            remote[k] = people.remote[j];
            level[k] = profiles.level[i];
            base[k] = profiles.base[i];
            price[k] = prices[j];
            for (int word = 0; word < words; word++) {
                traits[word][k] = profiles.traits[word][i];
            }
        }
    }

    /** How many eligible pairs were looked at. */
    long seen() {
        return seen;
    }

    /** The profile of somebody whose score less price is more than a gap's price allows, or -1. */
    int better(Gap gap, long most) {
        groups = gap.groups().stream().map(this::words).toArray(long[][]::new);
        long[] languages = words(gap.languages());
        long[] preferred = words(gap.preferred());
        long[] liked = words(gap.liked());
        int preferredSize = gap.preferred().size();
        int likedSize = gap.liked().size();
        for (int k = 0; k < count; k++) {
            if (level[k] < gap.level()
                    || available[k] > gap.deadline()
                    || gap.start() < from[k]
                    || gap.start() >= until[k]) {
                continue;
            }
            Nearness nearness = gap.remote() && remote[k]
                    ? Nearness.REMOTE
                    : !local[k]
                            ? Nearness.ELSEWHERE
                            : gap.district() >= 0 && gap.district() == district[k]
                                    ? Nearness.DISTRICT
                                    : Nearness.REGION;
            boolean placed = moves[k] || nearness == Nearness.REMOTE || nearness == Nearness.DISTRICT;
            if (!placed || !speaks(languages, k) || !certified(k)) {
                continue;
            }
            seen++;
            int score = base[k]
                    + points.level(level[k] - gap.level())
                    + points.place(nearness)
                    + points.readiness(available[k] - gap.start())
                    + points.certificates(shared(preferred, k), preferredSize)
                    + points.languages(shared(liked, k), likedSize);
            if (score - price[k] > most) {
                return profile[k];
            }
        }
        return -1;
    }

    private long[] words(Bits bits) {
        long[] mask = new long[words];
        for (int word = 0; word < words; word++) {
            mask[word] = bits.word(word);
        }
        return mask;
    }

    private boolean speaks(long[] languages, int k) {
        for (int word = 0; word < words; word++) {
            if ((languages[word] & traits[word][k]) != languages[word]) {
                return false;
            }
        }
        return true;
    }

    private boolean certified(int k) {
        for (long[] group : groups) {
            if (shared(group, k) == 0) {
                return false;
            }
        }
        return true;
    }

    private int shared(long[] mask, int k) {
        int count = 0;
        for (int word = 0; word < words; word++) {
            count += Long.bitCount(mask[word] & traits[word][k]);
        }
        return count;
    }
}
