package org.prahari.partner;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How a secret is changed for another.
 *
 * @param overlapHours how long messages are signed with both: 0 to 168 hours; 24 if left out
 */
public record RotationRequest(@Min(0) @Max(168) Integer overlapHours) {
    private static final int HOURS = 24;

    public RotationRequest {
        overlapHours = overlapHours == null ? HOURS : overlapHours;
    }
}
