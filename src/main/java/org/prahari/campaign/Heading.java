package org.prahari.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A campaign in the editors' list: how far it is, without its texts.
 *
 * @param title in the source language
 * @param languages there are
 * @param stale languages whose text translates an older revision of the source text
 */
public record Heading(
        String slug,
        Campaign.Kind kind,
        String title,
        Campaign.Status status,
        int revision,
        List<String> languages,
        List<String> stale,
        String author,
        String publisher,
        int version,
        Instant updatedAt) {
    static Heading of(Campaign campaign) {
        return new Heading(
                campaign.slug(),
                campaign.kind(),
                campaign.source().title(),
                campaign.status(),
                campaign.revision(),
                List.copyOf(campaign.translations().keySet()),
                campaign.translations().entrySet().stream()
                        .filter(entry -> entry.getValue().sourceRevision() < campaign.revision())
                        .map(Map.Entry::getKey)
                        .toList(),
                campaign.author(),
                campaign.publisher(),
                campaign.version(),
                campaign.updatedAt());
    }
}
