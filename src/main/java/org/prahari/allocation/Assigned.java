package org.prahari.allocation;

import java.util.UUID;
import org.jdbi.v3.json.Json;
import org.prahari.matching.Score;

/**
 * A trainee and the seat found for them.
 *
 * @param person the trainee's number in the round and its proof
 * @param trainee absent if the trainee was erased since
 * @param department the trainee's
 * @param score basis points
 * @param priceWeight what one more seat at this gap would add to the first aim; absent in a stable round
 * @param priceScore and to the second, in basis points
 * @param runnerUp the best eligible person who was not seated here
 */
public record Assigned(
        int person,
        UUID trainee,
        String department,
        UUID gap,
        int score,
        @Json Score.Components components,
        Long priceWeight,
        Long priceScore,
        UUID runnerUp,
        Integer runnerUpScore) {}
