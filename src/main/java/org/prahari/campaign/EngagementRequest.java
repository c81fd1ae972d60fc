package org.prahari.campaign;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What one device, or a service that has gathered from many, has counted.
 *
 * @param batch a random UUID of this batch, the same when it is sent again
 */
public record EngagementRequest(
        @NotNull UUID batch, @NotEmpty @Size(max = 200) List<@NotNull @Valid Counter> counters) {
    private static final int MOST = 1_000_000;

    /**
     * What was counted of one campaign on one day in India.
     *
     * @param language the one its text was shown in
     * @param region where the reader is; {@code IN} if that is not known
     */
    public record Counter(
            @NotNull @Size(max = 64) String campaign,
            @NotNull @Size(max = 35) String language,
            @NotNull @Pattern(regexp = "IN(-[A-Z]{2})?") String region,
            @NotNull LocalDate day,
            @Min(0) @Max(MOST) Integer shown,
            @Min(0) @Max(MOST) Integer opened,
            @Min(0) @Max(MOST) Integer completed,
            @Min(0) @Max(MOST) Integer quizPassed) {
        Counts counts() {
            return new Counts(orNone(shown), orNone(opened), orNone(completed), orNone(quizPassed));
        }

        private static int orNone(Integer count) {
            return count == null ? 0 : count;
        }
    }
}
