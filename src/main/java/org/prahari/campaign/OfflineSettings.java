package org.prahari.campaign;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How campaigns are kept on devices.
 *
 * @param tokenDays how long a token of the sync is good: 1..1000 days
 * @param bundleBytes how much a bundle holds, before compression: 1,000..100,000,000 bytes of campaigns
 */
public record OfflineSettings(
        @Min(1) @Max(1000) int tokenDays,
        @Min(1_000) @Max(100_000_000) int bundleBytes) {
    public static final OfflineSettings DEFAULT = new OfflineSettings(180, 4_000_000);
}
