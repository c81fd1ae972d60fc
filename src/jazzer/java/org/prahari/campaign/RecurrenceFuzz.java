package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.InRange;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithSize;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prahari.support.Tried;

class RecurrenceFuzz {
    private static final List<String> NAMES = List.of(
            "FREQ=", "INTERVAL=", "COUNT=", "UNTIL=", "WKST=", "BYDAY=", "BYMONTHDAY=", "BYYEARDAY=", "BYWEEKNO=", "BYMONTH=", "BYSETPOS=");
    private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    private static final List<String> FREQUENCIES = List.of("YEARLY", "MONTHLY", "WEEKLY", "DAILY");
    private static final Pattern MONTHS = Pattern.compile("BYMONTH=([0-9,]+)");
    private static final Pattern WEEKDAYS = Pattern.compile("BYDAY=([^;]+)");
    private static final Pattern COUNT = Pattern.compile("COUNT=([0-9]+)");
    private static final int MOST = 40;

    /** A part of a rule, more often good than what is made of characters. */
    record Part(@InRange(min = 0, max = 10) int name, @NotNull @WithSize(min = 1, max = 6) List<@NotNull @InRange(min = -400, max = 400) Integer> values) {
        String text() {
            return NAMES.get(name) + values.stream().map(this::value).collect(Collectors.joining(","));
        }

        private String value(int value) {
            return switch (name) {
                case 0 -> FREQUENCIES.get(Math.floorMod(value, 4));
                case 3 -> String.format("20%02d%02d%02d", Math.floorMod(value, 100), Math.floorMod(value, 12) + 1, Math.floorMod(value, 28) + 1);
                case 4 -> DAYS.get(Math.floorMod(value, 7));
                case 5 -> (value % 3 == 0 ? "" : Integer.toString(value / 7)) + DAYS.get(Math.floorMod(value, 7));
                default -> Integer.toString(value);
            };
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                arguments("FREQ=MONTHLY;BYDAY=1WE", List.of(), "2021-10-06T11:00", "PT1H", "Asia/Kolkata", 20_000),
                arguments("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1;COUNT=3", List.of(), "2019-10-01", "P31D", "Europe/Berlin", 18_000),
                arguments("FREQ=DAILY;UNTIL=20261202T053000Z", List.of(), "2026-12-01T11:00", "PT24H", "UTC", 20_700));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"FREQ=", "INTERVAL=", "BYSETPOS=-1", "BYWEEKNO=53", "BYYEARDAY=366", "BYDAY=5MO", "P366D", "2000-02-29"})
    @FuzzTest
    void whatIsTakenTakesPlaceAsItSays(
            @NotNull @WithUtf8Length(max = Recurrence.MAX_RULE) String written,
            @NotNull @WithSize(max = 6) List<@NotNull Part> parts,
            @NotNull @WithUtf8Length(max = 16) String starts,
            @NotNull @WithUtf8Length(max = 20) String duration,
            @NotNull @WithUtf8Length(max = 40) String zone,
            @InRange(min = 0, max = 80_000) int day) {
        String rule = parts.isEmpty() ? written : parts.stream().map(Part::text).collect(Collectors.joining(";"));
        var recurrence = new Recurrence(rule, starts, duration, zone);
        if (!Tried.of(recurrence::fault).orElseThrow().isEmpty()) {
            return;
        }
        LocalDate from = LocalDate.ofEpochDay(day);
        List<Recurrence.Occurrence> next = Tried.of(() -> recurrence.next(from, null, MOST)).orElseThrow();
        OffsetDateTime before = OffsetDateTime.MIN;
        for (Recurrence.Occurrence one : next) {
            assertThat(one.starts()).isAfter(before);
            assertThat(Duration.between(one.starts(), one.ends())).isEqualTo(Duration.parse(duration));
            if (!starts.startsWith(one.starts().toLocalDate().toString())) {
                obeys(rule, one.starts().toLocalDate());
            }
            before = one.starts();
        }
        Matcher count = COUNT.matcher(rule);
        if (count.find()) {
            assertThat(next.size()).isLessThanOrEqualTo(Integer.parseInt(count.group(1)));
        }
        assertThat(recurrence.next(from, null, 1)).isEqualTo(next.stream().limit(1).toList());
    }

    private static void obeys(String rule, LocalDate day) {
        Matcher months = MONTHS.matcher(rule);
        if (months.find()) {
            assertThat(months.group(1).split(",")).contains(Integer.toString(day.getMonthValue()));
        }
        Matcher weekdays = WEEKDAYS.matcher(rule);
        if (weekdays.find()) {
            assertThat(Pattern.compile("[A-Z]{2}").matcher(weekdays.group(1)).results().map(MatchResult::group))
                    .contains(name(day.getDayOfWeek()));
        }
    }

    private static String name(DayOfWeek day) {
        return DAYS.get(day.getValue() - 1);
    }
}
