package org.prahari.matching;

/**
 * What a {@link Judge} could at most find of entries and blocks of {@link Postings}: never less than it finds. A bound says
 * whether eligible, then the score, then how early somebody registered, in one number; {@link #NONE} if nobody can be found.
 */
final class Sieve {
    static final int NONE = -1;
    static final int REMOTE = 1 << 4;
    static final int CROSS = 1 << 5;
    /** Who would not leave the home district. */
    static final int ROOTED = 1 << 6;

    private static final int ELIGIBLE = 1 << 30;
    private static final int LAST_DAY = 0xffff;
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
    private final boolean known;
    private final char district;
    private final int needed;
    private final Weights weights;
    private final int[] levels = new int[4];
    private final int[] qualifications;
    private final int[] tongues;
    private final int[] waiting = new int[367];
    private final int[] readiness = new int[92];

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
        weights = judge.weights;
        remote = asked.opening.remote();
        known = asked.opening.district() != null;
        district = known ? Postings.district(asked.opening.district()) : 0;
        needed = asked.required | (asked.rareRequired.length > 0 ? Asked.bit(Asked.COMMON) : 0);
        for (int above = 0; above < levels.length; above++) {
            levels[above] = weights.level() * Score.level(above);
        }
        qualifications = points(weights.qualification(), asked.preferred);
        tongues = points(weights.language(), Integer.bitCount(asked.liked) + asked.rareLiked.length);
        for (int days = 0; days < waiting.length; days++) {
            waiting[days] = weights.waiting() * Score.waiting(days);
        }
        for (int days = 0; days < readiness.length; days++) {
            readiness[days] = weights.readiness() * Score.readiness(days);
        }
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
        return (eligible ? ELIGIBLE : 0) | (score << 16) | (LAST_DAY - Postings.day(registered));
    }

    int block(int block) {
        if (((postings.anyAllowed[block] >>> region) & 1) == 0
                || (postings.anyLanguage[block] & needed) != needed
                || postings.earliestAvailable[block] > deadline) {
            return NONE;
        }
        Proximity place = place(postings.group[block], postings.remote[block]);
        if (place == null) {
            return NONE;
        }
        if (place == Proximity.STATE && known && ((postings.anyDistrict[block] >>> district) & 1) != 0) {
            place = Proximity.DISTRICT;
        }
        int highest = postings.highest[block];
        boolean eligible = highest >= asked.level && meets(postings.anyCertification[block]);
        if (!eligible && !nearMisses) {
            return NONE;
        }
        return bound(
                eligible,
                postings.mostPoints[block] + weights.proximity() * Score.proximity(place),
                postings.lowest[block],
                highest,
                postings.anyCertification[block],
                postings.anyLanguage[block],
                postings.earliestAvailable[block],
                postings.earliestRegistered[block]);
    }

    /** @param group of the entry's block */
    int entry(int entry, int group) {
        int traits = postings.traits[entry];
        if (((traits & CROSS) == 0 && postings.department[entry] != region)
                || (postings.languages[entry] & needed) != needed
                || postings.available[entry] > deadline) {
            return NONE;
        }
        boolean teleworks = (traits & REMOTE) != 0;
        Proximity place = place(group, teleworks);
        // Nobody is found twice: at home, who lives in the region or would work from there; outside all others.
        if (place == null || (group >= Postings.OUTSIDE && ((remote && teleworks) || postings.home[entry] == region))) {
            return NONE;
        }
        if (place == Proximity.STATE) {
            if (known && postings.district[entry] == district) {
                place = Proximity.DISTRICT;
            } else if ((traits & ROOTED) != 0) {
                return NONE;
            }
        }
        int highest = (traits >>> 2) & 3;
        boolean eligible = highest >= asked.level && meets(postings.certifications[entry]);
        if (!eligible && !nearMisses) {
            return NONE;
        }
        return bound(
                eligible,
                postings.points[entry] + weights.proximity() * Score.proximity(place),
                traits & 3,
                highest,
                postings.certifications[entry],
                postings.languages[entry],
                postings.available[entry],
                postings.registered[entry]);
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
                + (highest < asked.level ? 0 : levels[Math.max(lowest - asked.level, 0)])
                + qualifications[liking]
                + tongues[spoken]
                + readiness[Math.max(0, Math.min(readiness.length - 1, available - start))]
                + waiting[Math.max(0, Math.min(waiting.length - 1, today - registered))];
        return (eligible ? ELIGIBLE : 0) | (score << 16) | (LAST_DAY - registered);
    }
}
