package org.prahari.matching;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How much each component counts, in per cent; they add up to 100. */
public record Weights(
        @Min(0) @Max(100) int preference,
        @Min(0) @Max(100) int qualification,
        @Min(0) @Max(100) int level,
        @Min(0) @Max(100) int proximity,
        @Min(0) @Max(100) int language,
        @Min(0) @Max(100) int experience,
        @Min(0) @Max(100) int readiness,
        @Min(0) @Max(100) int waiting) {
    public static final Weights DEFAULT = new Weights(20, 20, 15, 15, 10, 8, 5, 7);

    public Weights {
        int sum = preference + qualification + level + proximity + language + experience + readiness + waiting;
        if (sum != 100) {
            throw new IllegalArgumentException("matching weights add up to " + sum + ", not to 100");
        }
    }
}
