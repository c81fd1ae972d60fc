package org.prahari.matching;

import java.util.stream.IntStream;

/** What days and levels add to a score under some weights, in basis points, worked out once. */
final class Steps {
    /** Beyond these many days nothing changes any more. */
    private static final int MOST_WAITING = 366;

    private static final int MOST_READINESS = 91;
    private final int[] waiting;
    private final int[] readiness;
    private final int[] levels;

    Steps(Weights weights) {
        waiting = IntStream.rangeClosed(0, MOST_WAITING)
                .map(days -> weights.waiting() * Score.waiting(days))
                .toArray();
        readiness = IntStream.rangeClosed(0, MOST_READINESS)
                .map(days -> weights.readiness() * Score.readiness(days))
                .toArray();
        levels = IntStream.rangeClosed(0, Level.values().length)
                .map(above -> weights.level() * Score.level(above))
                .toArray();
    }

    /** @param days since registration */
    int waiting(int days) {
        return waiting[Math.max(0, Math.min(MOST_WAITING, days))];
    }

    /** @param days from the start until somebody is available */
    int readiness(int days) {
        return readiness[Math.max(0, Math.min(MOST_READINESS, days))];
    }

    /** @param above steps above the level asked, not below 0 */
    int level(int above) {
        return levels[above];
    }
}
