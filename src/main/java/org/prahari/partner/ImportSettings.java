package org.prahari.partner;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * What an upload may be, and how many rows' comings and goings a node is at.
 *
 * @param maxBytes of an upload after unpacking: 1,000..100,000,000,000
 * @param maxRows of an upload: 1..100,000,000
 * @param uploads received by a node at the same time: 1..32
 * @param jobs done by a node at the same time: 1..8
 * @param exports streamed by a node at the same time: 1..32
 * @param keptDays how long an import that is over is kept with its report: 1..3650
 */
public record ImportSettings(
        @Min(1_000) @Max(100_000_000_000L) long maxBytes,
        @Min(1) @Max(100_000_000) long maxRows,
        @Min(1) @Max(32) int uploads,
        @Min(1) @Max(8) int jobs,
        @Min(1) @Max(32) int exports,
        @Min(1) @Max(3650) int keptDays) {
    public static final ImportSettings DEFAULT = new ImportSettings(1_073_741_824, 2_000_000, 4, 1, 4, 30);
}
