package org.prahari.readiness;

import java.util.UUID;

/**
 * Somebody who could help at once.
 *
 * @param moved whether they work at another facility
 * @param movedFrom that facility, or null
 * @param days after the first day on which they can come
 */
public record Volunteer(UUID trainee, boolean moved, UUID movedFrom, Distance distance, int days) {
    private static final long DAY = 1;
    private static final long CLASS = 100_000;
    private static final long MOVE = 100_000_000;

    /** How near somebody is, the nearest first: from home, or from where they work. */
    public enum Distance {
        REMOTE(0),
        SAME_DISTRICT(1),
        SAME_STATE(2),
        ELSEWHERE(3);

        private final int steps;

        Distance(int steps) {
            this.steps = steps;
        }
    }

    /** Fewest moved, then nearest, then soonest: sums over {@link SurgeRequest#MOST_SEATS} people keep that order. */
    long cost() {
        return (moved ? MOVE : 0) + distance.steps * CLASS + days * DAY;
    }
}
