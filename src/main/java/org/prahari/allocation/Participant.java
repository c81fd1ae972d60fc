package org.prahari.allocation;

import java.util.UUID;
import org.jdbi.v3.json.Json;
import org.prahari.matching.Score;

/** A trainee whom a round mentions, by the number there; with a gap if seated. */
public record Participant(
        int number,
        UUID trainee,
        String department,
        Integer gapNumber,
        Integer score,
        @Json Score.Components components) {}
