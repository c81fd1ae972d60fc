package org.prahari.insight;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.prahari.insight.Chronicle.Event;
import org.prahari.insight.Chronicle.Happening;

/**
 * What happened in one period, of one group.
 *
 * @param starts the first day of the period
 * @param soFar in the period and all before it
 */
record Trend(String region, String role, LocalDate starts, Movement during, Movement soFar) {
    /** A number is absent that is not told; told to everybody, also one that is none. */
    record Movement(Long opened, Long filled, Long registered, Long erased) {
        static Movement of(Map<Event, Long> counts, Function<Long, Long> told) {
            return new Movement(
                    told.apply(counts.getOrDefault(Event.OPENED, 0L)),
                    told.apply(counts.getOrDefault(Event.FILLED, 0L)),
                    told.apply(counts.getOrDefault(Event.REGISTERED, 0L)),
                    told.apply(counts.getOrDefault(Event.ERASED, 0L)));
        }

        Movement ofSeats() {
            return new Movement(opened, filled, null, null);
        }
    }

    /** What tells numbers apart; absent what does not. */
    record Group(String region, String role) implements Comparable<Group> {
        private static final Comparator<Group> ORDER = Comparator.comparing(
                        Group::region, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Group::role, Comparator.nullsFirst(Comparator.naturalOrder()));

        @Override
        public int compareTo(Group other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Adds up, by region, role and period.
     *
     * @param group where something belongs; nothing if it is not asked for
     * @param period the first day of the period a day is in
     * @param told what is told of a count
     */
    static List<Trend> of(
            Map<Happening, Integer> happened,
            Function<Happening, Optional<Group>> group,
            UnaryOperator<LocalDate> period,
            Function<Long, Long> told) {
        Map<Group, Map<LocalDate, Map<Event, Long>>> sums = new TreeMap<>();
        happened.forEach((one, count) -> group.apply(one)
                .ifPresent(into -> sums.computeIfAbsent(into, key -> new TreeMap<>())
                        .computeIfAbsent(period.apply(one.day()), key -> new EnumMap<>(Event.class))
                        .merge(one.event(), (long) count, Long::sum)));
        List<Trend> rows = new ArrayList<>();
        sums.forEach((of, periods) -> {
            Map<Event, Long> soFar = new EnumMap<>(Event.class);
            periods.forEach((starts, counts) -> {
                counts.forEach((event, count) -> soFar.merge(event, count, Long::sum));
                rows.add(
                        new Trend(of.region(), of.role(), starts, Movement.of(counts, told), Movement.of(soFar, told)));
            });
        });
        return rows;
    }

    Trend ofSeats() {
        return new Trend(region, role, starts, during.ofSeats(), soFar.ofSeats());
    }

    /** By this the rows are sorted. */
    String key() {
        return "%s %s %s".formatted(region, role, starts);
    }
}
