package org.prahari.insight;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.prahari.insight.Chronicle.Event;

/**
 * What happened in one period, of one group.
 *
 * @param starts the first day of the period
 * @param soFar in the period and all before it
 */
record Trend(String region, String role, LocalDate starts, Movement during, Movement soFar) {
    /** A number is absent that is not told; told to everybody, also one that is none. */
    record Movement(Long opened, Long filled, Long registered, Long erased) {
        /** @param counts by event */
        static Movement of(Function<Long, Long> told, long... counts) {
            return new Movement(
                    told.apply(counts[Event.OPENED.column()]),
                    told.apply(counts[Event.FILLED.column()]),
                    told.apply(counts[Event.REGISTERED.column()]),
                    told.apply(counts[Event.ERASED.column()]));
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

        String key() {
            return region + " " + role + " ";
        }
    }

    /**
     * Adds up, by region, role and period.
     *
     * @param period the first day of the period a day is in
     * @param told what is told of a count
     * @param after the key of a row; all before it and this one may be left out
     */
    static Stream<Trend> rows(
            Map<Group, List<Days>> groups, UnaryOperator<LocalDate> period, Function<Long, Long> told, String after) {
        return groups.entrySet().stream()
                .dropWhile(group -> group.getKey().key().compareTo(after) < 0
                        && !after.startsWith(group.getKey().key()))
                .flatMap(group -> {
                    String key = group.getKey().key();
                    LocalDate seen =
                            after.startsWith(key) ? LocalDate.parse(after.substring(key.length())) : LocalDate.MIN;
                    return rows(group.getKey(), group.getValue(), period, told, seen).stream();
                });
    }

    private static List<Trend> rows(
            Group group, List<Days> days, UnaryOperator<LocalDate> period, Function<Long, Long> told, LocalDate seen) {
        List<Trend> rows = new ArrayList<>();
        long[] soFar = new long[Event.ALL.size()];
        Days.sums(days, period).forEach((starts, counts) -> {
            Arrays.setAll(soFar, event -> soFar[event] + counts[event]);
            if (starts.isAfter(seen)) {
                rows.add(new Trend(
                        group.region(), group.role(), starts, Movement.of(told, counts), Movement.of(told, soFar)));
            }
        });
        return rows;
    }

    Trend ofSeats() {
        return new Trend(region, role, starts, during.ofSeats(), soFar.ofSeats());
    }

    /** By this the rows are sorted. */
    String key() {
        return new Group(region, role).key() + starts;
    }
}
