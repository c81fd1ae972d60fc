package org.prahari.trainee;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * How long people's data are kept when nobody needs them any more. A term is over when that many whole days of the Indian
 * calendar, or months, lie between the day it began and today.
 *
 * @param consentWithdrawnDays after the consent was withdrawn: 1..3650
 * @param statusWithdrawnDays after a trainee whose status is withdrawn was last changed: 1..3650
 * @param inactiveMonths after anything was last changed, consent and identity with it: 1..120
 */
public record Retention(
        @Min(1) @Max(3650) int consentWithdrawnDays,
        @Min(1) @Max(3650) int statusWithdrawnDays,
        @Min(1) @Max(120) int inactiveMonths) {
    public static final Retention DEFAULT = new Retention(30, 30, 36);
    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");

    /** For each rule the moment before which it must have begun. */
    public record Limits(Instant consentWithdrawn, Instant statusWithdrawn, Instant inactive) {}

    Limits on(LocalDate today) {
        return new Limits(
                start(today.minusDays(consentWithdrawnDays)),
                start(today.minusDays(statusWithdrawnDays)),
                start(today.minusMonths(inactiveMonths)));
    }

    Limits at(Instant now) {
        return on(LocalDate.ofInstant(now, INDIA));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(INDIA).toInstant();
    }
}
