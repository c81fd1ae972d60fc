package org.prahari.allocation;

import io.dropwizard.util.Duration;
import java.util.List;

/**
 * How rounds are run.
 *
 * @param timeLimit how long one is solved before it stops and tells how near it came: a millisecond to six hours
 * @param priorityWeights what a filled seat counts by its gap's priority, the least urgent first: five numbers, 1..100,
 *     each above the one before
 */
public record AllocationSettings(Duration timeLimit, List<Integer> priorityWeights) {
    private static final long MOST_SECONDS = 6 * 3600;

    public AllocationSettings {
        timeLimit = timeLimit == null ? Duration.minutes(10) : timeLimit;
        if (timeLimit.toMilliseconds() < 1 || timeLimit.toSeconds() > MOST_SECONDS) {
            throw new IllegalArgumentException("allocations: timeLimit is not between a millisecond and six hours");
        }
        priorityWeights =
                (priorityWeights == null ? PriorityWeights.DEFAULT : new PriorityWeights(priorityWeights)).each();
    }

    public PriorityWeights weights() {
        return new PriorityWeights(priorityWeights);
    }
}
