package org.prahari.assignment;

/**
 * Who can be reached for a role in a place, as lists of packed entries: a person stands in few lists, and a gap looks at no
 * more than five. Within a list the best stand first and the alike together, in blocks of {@value #BLOCK} that know the best
 * of each part, so that whole blocks are passed over.
 */
final class Postings {
    static final int BLOCK = 64;
    private static final int REGIONS = 64;
    /** Of the traits, so many of the highest order a list. */
    private static final int SIGN_BITS = 20;
    /** Points of base that count as alike. */
    private static final int RANK = 400;

    static final int ANYWHERE = 0;
    static final int REMOTE = 1;
    static final int HOME = 2;
    static final int CHOSEN = HOME + REGIONS;
    static final int REMOTE_WITHIN = CHOSEN + REGIONS;
    static final int DISTRICT = REMOTE_WITHIN + REGIONS;

    final Problem problem;
    private final int stride;
    /** A buffer: one district, one home, everywhere and remote, or each region twice. */
    private final int[] found = new int[2 + 2 * REGIONS];
    /** First block of each list. */
    final int[] listStart;
    /** First entry of each block. */
    final int[] blockStart;

    final Blocks blocks;

    final int[] person;
    final byte[] home;
    final int[] district;
    final boolean[] remote;
    final int[] from;
    final int[] until;
    final int[] available;
    final byte[] level;
    final short[] base;
    final long[][] traits;

    Postings(Problem problem) {
        this.problem = problem;
        int districts = 0;
        for (int j = 0; j < problem.people(); j++) {
            districts = Math.max(districts, problem.people.district[j] + 1);
        }
        for (Gap gap : problem.gaps) {
            districts = Math.max(districts, gap.district() + 1);
        }
        stride = Math.addExact(DISTRICT, districts);
        int lists = Math.multiplyExact(stride, problem.roleStart.length - 1);
        boolean[] asked = asked(lists);
        int[] count = new int[lists + 1];
        for (int i = 0; i < problem.profiles.size(); i++) {
            for (int k = lists(i, asked) - 1; k >= 0; k--) {
                count[found[k]]++;
            }
        }
        listStart = new int[lists + 1];
        int[] next = new int[lists];
        int entries = 0;
        for (int list = 0; list < lists; list++) {
            next[list] = entries;
            entries += count[list];
            listStart[list + 1] = listStart[list] + (count[list] + BLOCK - 1) / BLOCK;
        }
        blockStart = new int[listStart[lists] + 1];
        for (int list = 0; list < lists; list++) {
            for (int block = listStart[list]; block < listStart[list + 1]; block++) {
                blockStart[block] = next[list] + (block - listStart[list]) * BLOCK;
            }
        }
        blockStart[listStart[lists]] = entries;
        person = new int[entries];
        home = new byte[entries];
        district = new int[entries];
        remote = new boolean[entries];
        from = new int[entries];
        until = new int[entries];
        available = new int[entries];
        level = new byte[entries];
        base = new short[entries];
        traits = new long[problem.words][entries];
        for (int profile : bestFirst()) {
            for (int k = lists(profile, asked) - 1; k >= 0; k--) {
                put(next[found[k]]++, profile);
            }
        }
        blocks = new Blocks(this);
    }

    /** The same entries for a problem that has grown: more gaps with the same places, and more people, who stand in no list. */
    Postings(Postings other, Problem grown) {
        problem = grown;
        stride = other.stride;
        listStart = other.listStart;
        blockStart = other.blockStart;
        blocks = new Blocks(other.blocks);
        person = other.person;
        home = other.home;
        district = other.district;
        remote = other.remote;
        from = other.from;
        until = other.until;
        available = other.available;
        level = other.level;
        base = other.base;
        traits = other.traits;
    }

    /** The lists asked for that a profile stands in; how many, and which in {@code found}. */
    private int lists(int profile, boolean[] asked) {
        People people = problem.people;
        int j = problem.profiles.person[profile];
        int first = problem.profiles.role[profile] * stride;
        int home = people.home[j];
        long allowed = people.allowed[j];
        long reach = people.moves[j] & allowed;
        int count = 0;
        if (home >= 0 && Problem.has(allowed, home)) {
            if (people.district[j] >= 0) {
                count = find(first + DISTRICT + people.district[j], asked, count);
            }
            if (Problem.has(reach, home)) {
                count = find(first + HOME + home, asked, count);
            }
        }
        if (reach == People.EVERYWHERE) {
            count = find(first + ANYWHERE, asked, count);
        } else {
            long elsewhere = home < 0 ? reach : reach & ~(1L << home);
            for (long rest = elsewhere; rest != 0; rest &= rest - 1) {
                count = find(first + CHOSEN + Long.numberOfTrailingZeros(rest), asked, count);
            }
        }
        if (people.remote[j]) {
            if (allowed == People.EVERYWHERE) {
                count = find(first + REMOTE, asked, count);
            } else {
                for (long rest = allowed; rest != 0; rest &= rest - 1) {
                    count = find(first + REMOTE_WITHIN + Long.numberOfTrailingZeros(rest), asked, count);
                }
            }
        }
        return count;
    }

    private int find(int list, boolean[] asked, int count) {
        if (!asked[list]) {
            return count;
        }
        found[count] = list;
        return count + 1;
    }

    private boolean[] asked(int lists) {
        boolean[] asked = new boolean[lists];
        for (Gap gap : problem.gaps) {
            for (int kind = 0; kind < Probe.LISTS; kind++) {
                int list = list(gap, kind);
                if (list >= 0) {
                    asked[list] = true;
                }
            }
        }
        return asked;
    }

    /** The list of a kind that a gap looks at, or -1; kinds as {@link Probe} numbers them. */
    int list(Gap gap, int kind) {
        int first = gap.role() * stride;
        return switch (kind) {
            case Probe.SAME_DISTRICT -> gap.district() < 0 ? -1 : first + DISTRICT + gap.district();
            case Probe.SAME_REGION -> first + HOME + gap.region();
            case Probe.CHOSEN -> first + CHOSEN + gap.region();
            case Probe.ANYWHERE -> first + ANYWHERE;
            case Probe.REMOTE -> gap.remote() ? first + REMOTE : -1;
            default -> gap.remote() ? first + REMOTE_WITHIN + gap.region() : -1;
        };
    }

    /** Level and base descending, then what is alike by its highest traits, then availability. */
    private int[] bestFirst() {
        Profiles profiles = problem.profiles;
        int high = 0;
        long earliest = Integer.MAX_VALUE;
        for (int i = 0; i < profiles.size(); i++) {
            high = Math.max(high, Long.SIZE - Long.numberOfLeadingZeros(profiles.traits[0][i]));
            earliest = Math.min(earliest, problem.people.available[profiles.person[i]]);
        }
        int shift = Math.max(0, high - SIGN_BITS);
        long[] keys = new long[profiles.size()];
        for (int i = 0; i < keys.length; i++) {
            long height = 7L - Math.min(7, profiles.level[i]);
            int rank = (Points.MOST - profiles.base[i]) / RANK;
            long sign = profiles.traits[0][i] >>> shift;
            long weeks = Math.min(63L, (problem.people.available[profiles.person[i]] - earliest) / 7);
            keys[i] = ((height << 5 | rank) << SIGN_BITS | sign) << 6 | weeks;
        }
        return Sorting.order(keys);
    }

    private void put(int entry, int profile) {
        Profiles profiles = problem.profiles;
        People people = problem.people;
        int j = profiles.person[profile];
        person[entry] = j;
        home[entry] = people.home[j];
        district[entry] = people.district[j];
        remote[entry] = people.remote[j];
        from[entry] = profiles.from[profile];
        until[entry] = profiles.until[profile];
        available[entry] = people.available[j];
        level[entry] = profiles.level[profile];
        base[entry] = profiles.base[profile];
        for (int word = 0; word < traits.length; word++) {
            traits[word][entry] = profiles.traits[word][profile];
        }
    }
}
