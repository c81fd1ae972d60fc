package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import net.fortuna.ical4j.model.Recur;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 5);
    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    void theFirstWednesdayOfEachMonthIsFound() {
        List<Recurrence.Occurrence> next =
                of("FREQ=MONTHLY;BYDAY=1WE", "2021-10-06T11:00", "PT1H").next(DAY, null, 3);
        assertThat(next)
                .extracting(occurrence -> occurrence.starts().toString())
                .containsExactly("2026-12-02T11:00+05:30", "2027-01-06T11:00+05:30", "2027-02-03T11:00+05:30");
        assertThat(next.get(0).ends().toString()).isEqualTo("2026-12-02T12:00+05:30");
        assertThat(next).allMatch(occurrence -> occurrence.starts().getDayOfWeek() == DayOfWeek.WEDNESDAY);
    }

    @Test
    void theDayItselfStillCountsAndSoDoesAnOccurrenceThatIsGoingOn() {
        Recurrence wednesdays = of("FREQ=MONTHLY;BYDAY=1WE", "2021-10-06T11:00", "PT1H");
        assertThat(wednesdays
                        .next(LocalDate.of(2026, 12, 2), null, 1)
                        .get(0)
                        .starts()
                        .toLocalDate())
                .isEqualTo("2026-12-02");
        Recurrence october = of("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1", "2019-10-01", "P31D");
        assertThat(october.next(LocalDate.of(2026, 10, 31), null, 1)
                        .get(0)
                        .starts()
                        .toLocalDate())
                .isEqualTo("2026-10-01");
        assertThat(october.next(LocalDate.of(2026, 11, 1), null, 1)
                        .get(0)
                        .starts()
                        .toLocalDate())
                .isEqualTo("2027-10-01");
    }

    @Test
    void startsWithAndWithoutATimeAreBothUnderstood() {
        assertThat(of("FREQ=YEARLY", "2022-11-23", "P1D").fault()).isEmpty();
        assertThat(of("FREQ=YEARLY", "2022-11-23T00:00", "P1D").fault()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "20261203, 3",
        "20261202, 2",
        "20261202T110000, 2",
        "20261202T105959, 1",
        "20261202T053000Z, 2",
        "20261202T052959Z, 1",
    })
    void aRuleEndsWithTheDayOrTheMomentItNames(String until, int count) {
        Recurrence recurrence = of("FREQ=DAILY;UNTIL=" + until, "2026-12-01T11:00", "PT1H");
        assertThat(recurrence.fault()).isEmpty();
        assertThat(recurrence.next(DAY, null, 10)).hasSize(count);
        assertThat(of("UNTIL=" + until + ";FREQ=DAILY", "2026-12-01T11:00", "PT1H")
                        .next(DAY, null, 10))
                .hasSize(count);
    }

    @Test
    void theTimeOfDayStaysWhenClocksAreChanged() {
        assertThat(new Recurrence("FREQ=WEEKLY", "2026-10-20T09:00", "PT1H", "Europe/Berlin")
                        .next(DAY.minusDays(20), null, 2))
                .extracting(occurrence -> occurrence.starts().toString())
                .containsExactly("2026-10-20T09:00+02:00", "2026-10-27T09:00+01:00");
    }

    @Test
    void whatHasEndedIsEmpty() {
        assertThat(of("FREQ=DAILY;COUNT=3", "2026-01-01", "P1D").next(DAY, null, 3))
                .isEmpty();
        assertThat(of("FREQ=DAILY;UNTIL=20260110", "2026-01-01", "P1D").next(DAY, null, 3))
                .isEmpty();
        assertThat(of("FREQ=DAILY", "2026-01-01", "P1D").next(DAY, DAY.minusDays(1), 3))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FREQ=SECONDLY",
                "FREQ=MINUTELY",
                "FREQ=HOURLY",
                "freq=daily",
                "FREQ=DAILY;FREQ=DAILY",
                "BYDAY=MO",
                "FREQ=DAILY;BYHOUR=1,2,3",
                "FREQ=DAILY;BYSECOND=1",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;INTERVAL=-1",
                "FREQ=DAILY;INTERVAL=99999999999999999999",
                "FREQ=DAILY;COUNT=0",
                "FREQ=DAILY;UNTIL=NEVER",
                "FREQ=DAILY;UNTIL=20270230",
                "FREQ=DAILY;UNTIL=20270201T250000Z",
                "FREQ=DAILY;UNTIL=20270201;UNTIL=20270202",
                "FREQ=DAILY;X-EVIL=1",
                "FREQ=WEEKLY;BYDAY=XX",
                "FREQ=DAILY;",
                "RRULE:FREQ=DAILY",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31",
                "FREQ=YEARLY;BYMONTH=13",
                "FREQ=YEARLY;BYWEEKNO=20;BYMONTH=1",
                "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;BYSETPOS=2",
                "FREQ=DAILY;UNTIL=20200101",
                "'; DROP TABLE campaign; --",
                "${7*7}"
            })
    void aRuleThatIsNoneOrNeverComesTrueIsRefusedFast(String rule) {
        assertTimeoutPreemptively(
                SOON,
                () -> assertThat(of(rule, "2026-10-01", "P1D").fault())
                        .hasValueSatisfying(fault -> assertThat(fault.pointer()).isEqualTo("/recurrence/rule")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=DAILY",
                "FREQ=YEARLY;INTERVAL=99999",
                "FREQ=DAILY;COUNT=99999",
                "FREQ=WEEKLY;INTERVAL=1000;BYDAY=MO,TU,WE,TH,FR,SA,SU",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                "FREQ=YEARLY;BYDAY=53MO",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
                "FREQ=YEARLY;INTERVAL=97;BYMONTH=2;BYMONTHDAY=29",
                "FREQ=DAILY;BYMONTHDAY=29;BYMONTH=2;BYDAY=SU",
                "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH",
                "FREQ=YEARLY;BYYEARDAY=-366"
            })
    void theMostDistantDayIsAnsweredFast(String rule) {
        Recurrence recurrence = of(rule, "2000-01-03", "P1D");
        assertTimeoutPreemptively(SOON, () -> {
            var unused = recurrence.fault();
            if (unused.isEmpty()) {
                assertThat(recurrence.next(LocalDate.of(2100, 12, 31), null, 3)).hasSizeLessThanOrEqualTo(3);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "FREQ=DAILY, 2026-02-30, P1D, Asia/Kolkata, /recurrence/starts",
        "FREQ=DAILY, 99999-01-01, P1D, Asia/Kolkata, /recurrence/starts",
        "FREQ=DAILY, 1999-01-01, P1D, Asia/Kolkata, /recurrence/starts",
        "FREQ=DAILY, 2026-01-01T25:00, P1D, Asia/Kolkata, /recurrence/starts",
        "FREQ=DAILY, soon, P1D, Asia/Kolkata, /recurrence/starts",
        "FREQ=DAILY, 2026-01-01, -PT1H, Asia/Kolkata, /recurrence/duration",
        "FREQ=DAILY, 2026-01-01, PT0S, Asia/Kolkata, /recurrence/duration",
        "FREQ=DAILY, 2026-01-01, P367D, Asia/Kolkata, /recurrence/duration",
        "FREQ=DAILY, 2026-01-01, P99999999999999999D, Asia/Kolkata, /recurrence/duration",
        "FREQ=DAILY, 2026-01-01, P1M, Asia/Kolkata, /recurrence/duration",
        "FREQ=DAILY, 2026-01-01, P1D, Asia/Nowhere, /recurrence/zone",
        "FREQ=DAILY, 2026-01-01, P1D, +05:30, /recurrence/zone"
    })
    void whatIsWrongIsNamed(String rule, String starts, String duration, String zone, String pointer) {
        assertThat(new Recurrence(rule, starts, duration, zone).fault())
                .hasValueSatisfying(fault -> assertThat(fault.pointer()).isEqualTo(pointer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=MONTHLY;BYDAY=1WE|2021-10-06T11:00",
                "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1|2019-10-01T09:00",
                "FREQ=YEARLY;BYMONTH=5;BYDAY=1TH|2020-05-07T09:00",
                "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR;WKST=SU|2024-01-01T10:00",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1|2023-01-31T17:30",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29|2020-02-29T08:00",
                "FREQ=YEARLY;BYYEARDAY=-1|2020-12-31T08:00",
                "FREQ=DAILY;COUNT=20|2026-11-25T08:00",
                "FREQ=DAILY;UNTIL=20261210T023000Z|2026-11-25T08:00",
                "FREQ=MONTHLY;BYMONTHDAY=-1|2024-01-31T08:00",
            })
    void anotherLibraryFindsTheSameOccurrencesOfARule(String rule, String starts) {
        ZoneId india = ZoneId.of("Asia/Kolkata");
        LocalDate day = LocalDate.of(2026, 12, 1);
        List<Instant> ours = new Recurrence(rule, starts, "PT1H", india.getId())
                .next(day, day.plusYears(9), 30).stream()
                        .map(occurrence -> occurrence.starts().toInstant())
                        .toList();
        ZonedDateTime first = LocalDateTime.parse(starts).atZone(india);
        List<Instant> theirs = new Recur<ZonedDateTime>(rule)
                .getDates(first, first, day.plusYears(9).plusDays(1).atStartOfDay(india)).stream()
                        .map(ZonedDateTime::toInstant)
                        .filter(instant ->
                                !instant.isBefore(day.atStartOfDay(india).toInstant()))
                        .limit(30)
                        .toList();
        assertThat(ours).isNotEmpty().isEqualTo(theirs);
    }

    private static Recurrence of(String rule, String starts, String duration) {
        return new Recurrence(rule, starts, duration, "Asia/Kolkata");
    }
}
