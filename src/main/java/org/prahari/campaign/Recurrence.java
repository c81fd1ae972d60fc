package org.prahari.campaign;

import biweekly.ICalVersion;
import biweekly.io.CannotParseException;
import biweekly.io.ParseContext;
import biweekly.io.scribe.property.RecurrenceRuleScribe;
import biweekly.parameter.ICalParameters;
import biweekly.property.RecurrenceRule;
import biweekly.util.com.google.ical.iter.RecurrenceIteratorFactory;
import biweekly.util.com.google.ical.util.TimeUtils;
import biweekly.util.com.google.ical.values.DateValue;
import biweekly.util.com.google.ical.values.DateValueImpl;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.prahari.http.Problem.Fault;

/**
 * When something comes again: a rule of RFC 5545 whose first occurrence is at {@code starts}. Days and greater only, so
 * that no rule can make more than one occurrence a day.
 *
 * @param rule such as {@code FREQ=MONTHLY;BYDAY=1WE}
 * @param starts local date and time, or a date for whole days: {@code 2021-10-06T11:00}, {@code 2022-11-23}
 * @param duration ISO 8601, more than nothing and at most 366 days
 * @param zone an IANA time zone
 */
public record Recurrence(
        @NotNull @Size(max = MAX_RULE) String rule,
        @NotNull @Size(max = 16) String starts,
        @NotNull @Size(max = 20) String duration,
        @NotNull @Size(max = 40) String zone) {
    static final int MAX_RULE = 300;
    private static final int MAX_STEPS = 2000;
    private static final Duration MAX_DURATION = Duration.ofDays(366);
    private static final String DAY = "(MO|TU|WE|TH|FR|SA|SU)";
    private static final String MONTH_DAY = "[+-]?([1-9]|[12][0-9]|3[01])";
    private static final String YEAR_DAY = "[+-]?([1-9][0-9]?|[12][0-9]{2}|3[0-5][0-9]|36[0-6])";
    private static final String WEEK = "[+-]?([1-9]|[1-4][0-9]|5[0-3])";
    // The library that expands rules takes numbers out of range and then fails; so the grammar is checked here.
    private static final Map<String, Pattern> PARTS = Map.ofEntries(
            part("FREQ", "DAILY|WEEKLY|MONTHLY|YEARLY"),
            part("INTERVAL", "[1-9][0-9]{0,4}"),
            part("COUNT", "[1-9][0-9]{0,4}"),
            part("UNTIL", "20[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(T[0-9]{6}Z?)?"),
            part("WKST", DAY),
            part("BYDAY", list("(" + WEEK + ")?" + DAY)),
            part("BYMONTHDAY", list(MONTH_DAY)),
            part("BYYEARDAY", list(YEAR_DAY)),
            part("BYWEEKNO", list(WEEK)),
            part("BYMONTH", list("([1-9]|1[0-2])")),
            part("BYSETPOS", list(YEAR_DAY)));
    private static final Pattern UNTIL = Pattern.compile(";?UNTIL=([0-9]{8})(?:T([0-9]{6})(Z)?)?");
    private static final Pattern STARTS = Pattern.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?");

    /** One time it takes place. */
    public record Occurrence(OffsetDateTime starts, OffsetDateTime ends) {}

    /** What is wrong with it, if anything. */
    Optional<Fault> fault() {
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            return Optional.of(new Fault("/recurrence/zone", "is not an IANA time zone"));
        }
        if (attempt(this::first) == null || !STARTS.matcher(starts).matches()) {
            return Optional.of(new Fault("/recurrence/starts", "must be a date from 2000 on, with a time or without"));
        }
        Duration length = attempt(this::length);
        if (length == null || length.isZero() || length.isNegative() || length.compareTo(MAX_DURATION) > 0) {
            return Optional.of(new Fault("/recurrence/duration", "must be a duration of at most 366 days"));
        }
        if (parse().isEmpty() || !isDate(this::until)) {
            return Optional.of(new Fault("/recurrence/rule", "is not a rule of RFC 5545 by days or greater"));
        }
        return next(first().toLocalDate(), null, 1).isEmpty()
                ? Optional.of(new Fault("/recurrence/rule", "never takes place"))
                : Optional.empty();
    }

    /**
     * The first occurrences that are not over when a day begins.
     *
     * @param last the last day on which one may start, or null
     */
    List<Occurrence> next(LocalDate day, LocalDate last, int count) {
        LocalDateTime first = first();
        ZoneId place = ZoneId.of(zone);
        ZonedDateTime begin = day.atStartOfDay(place);
        ZonedDateTime until = until();
        Duration length = length();
        // The library finds the days; the time of day and the zone are java.time's.
        var days = RecurrenceIteratorFactory.createRecurrenceIterator(
                parse().orElseThrow().getValue(), value(first.toLocalDate()), TimeUtils.utcTimezone());
        days.advanceTo(value(begin.minus(length).toLocalDate()));
        List<Occurrence> found = new ArrayList<>();
        for (int step = 0; step < MAX_STEPS && found.size() < count && days.hasNext(); step++) {
            DateValue next = days.next();
            ZonedDateTime starts = LocalDate.of(next.year(), next.month(), next.day())
                    .atTime(first.toLocalTime())
                    .atZone(place);
            if ((last != null && starts.toLocalDate().isAfter(last)) || (until != null && starts.isAfter(until))) {
                break;
            }
            ZonedDateTime ends = starts.plus(length);
            if (ends.isAfter(begin)) {
                found.add(new Occurrence(starts.toOffsetDateTime(), ends.toOffsetDateTime()));
            }
        }
        return found;
    }

    private LocalDateTime first() {
        return starts.length() == 10 ? LocalDate.parse(starts).atStartOfDay() : LocalDateTime.parse(starts);
    }

    private Duration length() {
        return Duration.parse(duration);
    }

    /** The last moment at which an occurrence may start, or null: a day, a local time, or a time in UTC. */
    private ZonedDateTime until() {
        var matcher = UNTIL.matcher(rule);
        if (!matcher.find()) {
            return null;
        }
        LocalDate date = LocalDate.parse(matcher.group(1), DateTimeFormatter.BASIC_ISO_DATE);
        if (matcher.group(2) == null) {
            return date.atTime(LocalTime.MAX).atZone(ZoneId.of(zone));
        }
        LocalDateTime time = date.atTime(LocalTime.parse(matcher.group(2), DateTimeFormatter.ofPattern("HHmmss")));
        return time.atZone(matcher.group(3) == null ? ZoneId.of(zone) : ZoneOffset.UTC);
    }

    private static DateValue value(LocalDate date) {
        return new DateValueImpl(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    private Optional<RecurrenceRule> parse() {
        if (!isRule()) {
            return Optional.empty();
        }
        var context = new ParseContext();
        context.setVersion(ICalVersion.V2_0);
        try {
            RecurrenceRule parsed = new RecurrenceRuleScribe()
                    .parseText(UNTIL.matcher(rule).replaceFirst(""), null, new ICalParameters(), context);
            return context.getWarnings().isEmpty() ? Optional.of(parsed) : Optional.empty();
        } catch (CannotParseException e) {
            return Optional.empty();
        }
    }

    private boolean isRule() {
        Set<String> names = new HashSet<>();
        for (String part : rule.split(";", -1)) {
            String[] sides = part.split("=", 2);
            Pattern values = PARTS.get(sides[0]);
            if (sides.length < 2 || values == null || !values.matcher(sides[1]).matches() || !names.add(sides[0])) {
                return false;
            }
        }
        return names.contains("FREQ");
    }

    private static Map.Entry<String, Pattern> part(String name, String values) {
        return Map.entry(name, Pattern.compile(values));
    }

    private static String list(String value) {
        return value + "(," + value + ")*";
    }

    private static boolean isDate(Supplier<?> parse) {
        try {
            var unused = parse.get();
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static <T> T attempt(Supplier<T> parse) {
        try {
            return parse.get();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
