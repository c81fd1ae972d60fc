package org.prahari.allocation;

import java.util.UUID;
import org.jdbi.v3.json.Json;

/**
 * A gap of a round, by its number there.
 *
 * @param priceWeight the price of one of its seats, in units of weight; absent in a stable round
 * @param priceScore and in basis points
 * @param runnerUp the number of the best eligible person who was not seated here
 * @param shortage why seats stayed empty
 */
public record GapOutcome(
        int number,
        UUID gap,
        String department,
        String role,
        int seats,
        int filled,
        Long priceWeight,
        Long priceScore,
        Integer runnerUp,
        Integer runnerUpScore,
        @Json Competition shortage) {}
