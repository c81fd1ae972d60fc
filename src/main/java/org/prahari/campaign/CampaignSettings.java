package org.prahari.campaign;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * How campaigns are served and written.
 *
 * @param stale what becomes of a translation that is older than the source text
 * @param smsSegments how many segments a short message may take: 1..10
 */
public record CampaignSettings(
        @NotNull Stale stale, @Min(1) @Max(10) int smsSegments) {
    public static final CampaignSettings DEFAULT = new CampaignSettings(Stale.MARK, 4);

    public enum Stale {
        /** Served, and said to be stale. */
        MARK,
        /** Not served: the reader gets the next language of the fallback. */
        WITHHOLD
    }
}
