package org.prahari.trainee;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.PropagateNull;
import org.jdbi.v3.json.Json;

/**
 * What a trainee agreed to have done with the data.
 *
 * @param notice the version of the notice that was shown
 * @param language the language it was shown in
 */
public record Consent(
        @PropagateNull String notice,
        String language,
        @Json List<Purpose> purposes,
        Instant givenAt,
        Instant withdrawnAt) {
    public Consent {
        purposes = List.copyOf(purposes);
    }

    public enum Purpose {
        MATCHING,
        CROSS_DEPARTMENT
    }
}
