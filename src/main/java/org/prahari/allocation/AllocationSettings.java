package org.prahari.allocation;

import io.dropwizard.util.Duration;

/**
 * How rounds are run.
 *
 * @param timeLimit how long one is solved before it stops and tells how near it came: a millisecond to six hours
 */
public record AllocationSettings(Duration timeLimit) {
    private static final long MOST_SECONDS = 6 * 3600;

    public AllocationSettings {
        timeLimit = timeLimit == null ? Duration.minutes(10) : timeLimit;
        if (timeLimit.toMilliseconds() < 1 || timeLimit.toSeconds() > MOST_SECONDS) {
            throw new IllegalArgumentException("allocations: timeLimit is not between a millisecond and six hours");
        }
    }
}
