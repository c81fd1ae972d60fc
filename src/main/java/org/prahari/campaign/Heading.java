package org.prahari.campaign;

import java.time.Instant;
import java.util.List;

/**
 * A campaign in the editors' list: how far it is, without its texts.
 *
 * @param title in the source language
 * @param languages there are
 * @param stale languages whose text translates an older revision of the source text
 * @param proposals languages in which a translation waits for a second person
 */
public record Heading(
        String slug,
        Campaign.Kind kind,
        String title,
        Campaign.Status status,
        int revision,
        List<String> languages,
        List<String> stale,
        List<String> proposals,
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
                campaign.translations().keySet().stream()
                        .filter(campaign::isStale)
                        .toList(),
                List.copyOf(campaign.proposals().keySet()),
                campaign.author(),
                campaign.publisher(),
                campaign.version(),
                campaign.updatedAt());
    }
}
