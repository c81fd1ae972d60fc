package org.prahari.matching;

/**
 * What a {@link Judge} could at most find of entries and blocks of {@link Postings}: never less than it finds. A bound says
 * whether eligible, then the score, then how early somebody registered, in one number; {@link #NONE} if nobody can be found.
 */
final class Sieve {
    static final int NONE = -1;

    private static final int ELIGIBLE = 1 << 30;
    private final Postings postings;
    private final Asked asked;
    private final long[] groups;
    private final long[] preferred;
    private final boolean nearMisses;
    private final int start;
    private final int deadline;
    private final int today;
    private final int region;
    private final boolean remote;
    /** Shortened as in the entries, or -1 if unknown. */
    private final int district;

    private final int needed;
    private final Weights weights;
    private final int[] qualifications;
    private final int[] tongues;
    private final Steps steps;
    /** What waiting may have added at most since the points of blocks were summed up. */
    private final int growth;

    Sieve(Judge judge, Postings postings, boolean nearMisses) {
        this.postings = postings;
        this.asked = judge.asked;
        this.nearMisses = nearMisses;
        groups = new long[Integer.bitCount(asked.groups)];
        preferred = new long[asked.preferred];
        for (int at = 0; at < asked.certifications.length; at++) {
            long signature = postings.signatures.bit(asked.role, asked.certifications[at]);
            mark(groups, asked.meets[at], signature);
            mark(preferred, asked.likes[at], signature);
        }
        start = judge.start;
        deadline = judge.deadline;
        today = judge.today;
        region = asked.region;
        remote = asked.opening.remote();
        district = asked.opening.district() == null ? -1 : Layout.district(asked.opening.district());
        needed = asked.required | (asked.rareRequired.length > 0 ? Asked.bit(Asked.COMMON) : 0);
        weights = judge.weights;
        qualifications = points(weights.qualification(), asked.preferred);
        tongues = points(weights.language(), Integer.bitCount(asked.liked) + asked.rareLiked.length);
        steps = postings.steps;
        int since = today - postings.day;
        growth = since <= 0 ? 0 : weights.waiting() * (Score.waiting(since) + 1);
    }

    /** By how many of so many somebody has. */
    private static int[] points(int weight, int of) {
        int[] points = new int[of + 1];
        for (int has = 0; has <= of; has++) {
            points[has] = weight * Score.part(has, of);
        }
        return points;
    }

    static int key(boolean eligible, int score, int registered) {
        return (eligible ? ELIGIBLE : 0) | (score << 16) | (Layout.LAST_DAY - Layout.day(registered));
    }

    int block(int block) {
        long[] words = postings.blocks;
        int at = block * Layout.BLOCK_WORDS;
        long days = words[at + Layout.DAYS];
        int languages = Layout.languages(days);
        int available = Layout.available(days);
        if (((words[at + Layout.ALLOWED] >>> region) & 1) == 0
                || (languages & needed) != needed
                || available > deadline) {
            return NONE;
        }
        long rest = words[at + Layout.BLOCK_REST];
        Proximity place = place(Layout.group(rest), words[at + Layout.ALLOWED] < 0);
        if (place == null) {
            return NONE;
        }
        if (place == Proximity.STATE && district >= 0 && Layout.mayHave(rest, district)) {
            place = Proximity.DISTRICT;
        }
        long certifications = words[at + Layout.CERTIFICATIONS];
        int highest = Layout.highestOfBlock(rest);
        boolean eligible = highest >= asked.level && meets(certifications);
        if (!eligible && !nearMisses) {
            return NONE;
        }
        int fixed = Layout.best(rest) + growth;
        int lowest = Layout.lowestOfBlock(rest);
        return bound(
                eligible, fixed, place, lowest, highest, certifications, languages, available, Layout.registered(days));
    }

    /** @param group of the entry's block */
    int entry(int entry, int group) {
        long[] words = postings.entries;
        int at = entry * Layout.ENTRY_WORDS;
        long rest = words[at + Layout.PERSON_REST];
        long days = words[at + Layout.DAYS];
        int languages = Layout.languages(days);
        int available = Layout.available(days);
        if (((rest & Layout.CROSS) == 0 && Layout.department(rest) != region)
                || (languages & needed) != needed
                || available > deadline) {
            return NONE;
        }
        boolean teleworks = (rest & Layout.REMOTE) != 0;
        Proximity place = place(group, teleworks);
        // Nobody is found twice: at home, who lives in the region or would work from there; outside all others.
        if (place == null || (group >= Postings.OUTSIDE && ((remote && teleworks) || Layout.place(rest) == region))) {
            return NONE;
        }
        if (place == Proximity.STATE) {
            if (Layout.place(rest) == district) {
                place = Proximity.DISTRICT;
            } else if ((rest & Layout.ROOTED) != 0) {
                return NONE;
            }
        }
        long certifications = words[at + Layout.CERTIFICATIONS];
        int highest = Layout.highest(rest);
        boolean eligible = highest >= asked.level && meets(certifications);
        if (!eligible && !nearMisses) {
            return NONE;
        }
        int registered = Layout.registered(days);
        int fixed = Layout.points(rest) + steps.waiting(today - registered);
        return bound(
                eligible, fixed, place, Layout.lowest(rest), highest, certifications, languages, available, registered);
    }

    private static void mark(long[] signatures, int places, long signature) {
        for (int left = places; left != 0; left &= left - 1) {
            signatures[Integer.numberOfTrailingZeros(left)] |= signature;
        }
    }

    /** The nearest that one of a group can be, but for the district; null if out of reach. */
    private Proximity place(int group, boolean teleworks) {
        if (group >= Postings.OUTSIDE) {
            return group == Postings.ABROAD || group == (region | Postings.OUTSIDE) ? Proximity.ELSEWHERE : null;
        }
        if (remote && teleworks) {
            return Proximity.REMOTE;
        }
        return group == region ? Proximity.STATE : null;
    }

    private boolean meets(long certifications) {
        for (long group : groups) {
            if ((group & certifications) == 0) {
                return false;
            }
        }
        return true;
    }

    private int bound(
            boolean eligible,
            int fixed,
            Proximity place,
            int lowest,
            int highest,
            long certifications,
            int languages,
            int available,
            int registered) {
        int liking = 0;
        for (long one : preferred) {
            liking += (one & certifications) == 0 ? 0 : 1;
        }
        int spoken = Integer.bitCount(languages & asked.liked) + (languages < 0 ? asked.rareLiked.length : 0);
        int score = fixed
                + weights.proximity() * Score.proximity(place)
                + (highest < asked.level ? 0 : steps.level(Math.max(lowest - asked.level, 0)))
                + qualifications[liking]
                + tongues[spoken]
                + steps.readiness(available - start);
        return (eligible ? ELIGIBLE : 0) | (score << 16) | (Layout.LAST_DAY - registered);
    }
}
