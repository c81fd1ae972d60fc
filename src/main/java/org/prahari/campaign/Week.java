package org.prahari.campaign;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A week from Monday to Sunday, written as ISO 8601 does: {@code 2026-W40}.
 *
 * <p>What was counted in it may come in until {@link #DAYS} days after each day, and is told {@link #MARGIN} later, when
 * no node's clock lets anything in any more: from then on its numbers stay as they are for ever.
 */
record Week(LocalDate monday) implements Comparable<Week> {
    /** How many days after a day devices may tell of it: two weeks without a network. */
    static final int DAYS = 14;

    /** Days; for clocks that differ. */
    static final int MARGIN = 1;

    private static final Pattern FORM = Pattern.compile("20[0-9]{2}-W[0-5][0-9]");

    static Week of(LocalDate day) {
        return new Week(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    }

    static Optional<Week> parse(String text) {
        try {
            return FORM.matcher(text).matches()
                    ? Optional.of(new Week(LocalDate.parse(text + "-1", DateTimeFormatter.ISO_WEEK_DATE)))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether devices may still tell of that day. */
    static boolean isOpen(LocalDate day, LocalDate today) {
        return !day.isAfter(today) && !day.isBefore(today.minusDays(DAYS));
    }

    /** The last week whose numbers are told. */
    static Week lastTold(LocalDate today) {
        return of(today.minusDays(DAYS + MARGIN)).before();
    }

    Week before() {
        return new Week(monday.minusWeeks(1));
    }

    @Override
    public int compareTo(Week other) {
        return monday.compareTo(other.monday);
    }

    @Override
    @JsonValue
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%04d-W%02d",
                monday.get(IsoFields.WEEK_BASED_YEAR),
                monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
