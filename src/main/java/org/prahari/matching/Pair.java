package org.prahari.matching;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * One trainee and one gap, looked at closely.
 *
 * @param start the day certificates were judged on
 * @param rules all eight, in order
 */
public record Pair(
        UUID gap,
        UUID trainee,
        String department,
        boolean eligible,
        boolean nearMiss,
        LocalDate start,
        int score,
        Score.Components components,
        List<Finding> rules) {
    public Pair {
        rules = List.copyOf(rules);
    }
}
