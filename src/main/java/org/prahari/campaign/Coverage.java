package org.prahari.campaign;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.prahari.http.Languages;

/**
 * How far a region's languages are served by the campaigns that concern it and are on the air.
 *
 * @param campaigns how many those are
 */
public record Coverage(String region, int campaigns, List<OfLanguage> languages) {
    /**
     * The campaigns by the state of one language; the three numbers add up to all of them.
     *
     * @param translated in step with the source text, or the source text itself
     * @param stale translated from an older revision
     */
    public record OfLanguage(String language, int translated, int stale, int missing) {}

    static Coverage of(Map.Entry<String, List<String>> region, Shelf shelf) {
        List<Campaign> here = shelf.campaigns().stream()
                .map(Shelf.Published::campaign)
                .filter(campaign -> campaign.concerns(region.getKey()))
                .toList();
        return new Coverage(
                region.getKey(),
                here.size(),
                region.getValue().stream()
                        .map(language -> count(language, here))
                        .toList());
    }

    private static OfLanguage count(String language, List<Campaign> campaigns) {
        int translated = 0;
        int stale = 0;
        for (Campaign campaign : campaigns) {
            Optional<String> text =
                    Languages.lookup(language, null, campaign.translations().keySet());
            if (text.isPresent() && campaign.isStale(text.get())) {
                stale++;
            } else if (text.isPresent()) {
                translated++;
            }
        }
        return new OfLanguage(language, translated, stale, campaigns.size() - translated - stale);
    }
}
