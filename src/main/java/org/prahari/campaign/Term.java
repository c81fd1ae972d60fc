package org.prahari.campaign;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jdbi.v3.json.Json;

/**
 * A word of the vocabulary that campaigns are described with.
 *
 * @param safeguards what a topic serves; absent for audiences and channels
 */
public record Term(
        @JsonIgnore Kind kind,
        String id,
        String title,
        String description,
        @Json List<Campaign.Safeguard> safeguards) {
    public Term {
        safeguards = safeguards == null ? null : List.copyOf(safeguards);
    }

    public enum Kind {
        TOPIC,
        AUDIENCE,
        CHANNEL
    }
}
