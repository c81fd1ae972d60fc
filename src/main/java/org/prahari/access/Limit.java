package org.prahari.access;

import io.dropwizard.util.Duration;

/**
 * How many requests one caller may make: so many in each such time, evenly, and so many of them at once.
 *
 * @param burst how many may come at once after a pause; as many as {@code requests} if left out
 */
public record Limit(Integer requests, Duration per, Integer burst) {
    private static final int MAX = 100_000_000;

    public Limit {
        per = per == null ? Duration.minutes(1) : per;
        burst = burst == null ? requests : burst;
        if (requests == null || requests < 1 || requests > MAX || burst < 1 || burst > MAX) {
            throw new IllegalArgumentException(
                    "limits: requests " + requests + " and burst " + burst + " must be between 1 and " + MAX);
        }
        if (per.toMilliseconds() < 1000 || per.compareTo(Duration.days(1)) > 0) {
            throw new IllegalArgumentException("limits: per " + per + " is not between a second and a day");
        }
        if (secondsUntilFull(requests, per, burst) > Duration.days(1).toSeconds()) {
            throw new IllegalArgumentException("limits: a burst of " + burst + " takes more than a day to come again");
        }
    }

    /** How long it takes until a whole burst may come again. */
    long secondsUntilFull() {
        return secondsUntilFull(requests, per, burst);
    }

    private static long secondsUntilFull(long requests, Duration per, long burst) {
        return per.toSeconds() * burst / requests + 1;
    }
}
