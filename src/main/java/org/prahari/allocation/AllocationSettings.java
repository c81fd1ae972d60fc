package org.prahari.allocation;

import io.dropwizard.util.Duration;
import java.util.List;

/**
 * How rounds are run.
 *
 * @param timeLimit how long one is solved before it stops and tells how near it came: a millisecond to six hours
 * @param priorityWeights what a filled seat counts by its gap's priority, the least urgent first: five numbers, 1..100,
 *     each above the one before
 * @param keptDays how long after its end a round is kept, with its proof; and an offer that is no longer open: 30..3650
 */
public record AllocationSettings(Duration timeLimit, List<Integer> priorityWeights, Integer keptDays) {
    private static final long MOST_SECONDS = 6 * 3600;
    private static final int LEAST_DAYS = 30;
    private static final int MOST_DAYS = 3650;
    private static final int DAYS = 1095;

    public AllocationSettings {
        timeLimit = timeLimit == null ? Duration.minutes(10) : timeLimit;
        if (timeLimit.toMilliseconds() < 1 || timeLimit.toSeconds() > MOST_SECONDS) {
            throw new IllegalArgumentException("allocations: timeLimit is not between a millisecond and six hours");
        }
        priorityWeights =
                (priorityWeights == null ? PriorityWeights.DEFAULT : new PriorityWeights(priorityWeights)).each();
        keptDays = keptDays == null ? DAYS : keptDays;
        if (keptDays < LEAST_DAYS || keptDays > MOST_DAYS) {
            throw new IllegalArgumentException("allocations: keptDays is not between 30 and 3650");
        }
    }

    public PriorityWeights weights() {
        return new PriorityWeights(priorityWeights);
    }
}
