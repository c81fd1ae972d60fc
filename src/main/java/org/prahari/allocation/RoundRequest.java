package org.prahari.allocation;

import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;

/**
 * What a client may say of a round.
 *
 * @param departments whose gaps; all that the client works for if left out
 * @param roles which gaps; all if left out
 * @param date the day it is judged on; today if left out
 * @param dryRun whether it is made to be looked at only
 */
public record RoundRequest(
        @Size(min = 1, max = 40) List<String> departments,
        @Size(min = 1, max = 60) List<String> roles,
        LocalDate date,
        Round.Mode mode,
        Boolean dryRun) {}
