package org.prahari.campaign;

import java.time.Instant;
import org.jdbi.v3.json.Json;

/**
 * A source text as it once stood.
 *
 * @param revision 1 for the first text, and one more for each that differed
 */
public record Revision(
        int revision,
        String author,
        Instant writtenAt,
        @Json Translation text) {
    static Revision of(Campaign campaign) {
        return new Revision(campaign.revision(), campaign.author(), campaign.updatedAt(), campaign.source());
    }
}
