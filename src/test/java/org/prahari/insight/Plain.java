package org.prahari.insight;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.prahari.insight.Chronicle.Event;
import org.prahari.insight.Chronicle.Happening;
import org.prahari.matching.Census;

/** Adds up without any thought of time: every sum of a table is made, in no order; what happened is gone through one by one. */
final class Plain {
    private Plain() {}

    /** The sums that are not all 0. */
    static <P, G> List<Table.Sum<P, G>> sums(
            Table table, Function<Census.Place, Optional<P>> group, Function<String, Collection<G>> groups) {
        Map<P, Map<G, long[]>> sums = new LinkedHashMap<>();
        for (int place = 0; place < table.cells.length; place++) {
            int[] cells = table.cells[place];
            group.apply(table.places.get(place)).ifPresent(into -> {
                for (int item = 0; item < table.items.size(); item++) {
                    int from = item * table.kinds;
                    for (G of : groups.apply(table.items.get(item))) {
                        long[] sum = sums.computeIfAbsent(into, key -> new LinkedHashMap<>())
                                .computeIfAbsent(of, key -> new long[table.kinds]);
                        Arrays.setAll(sum, kind -> sum[kind] + cells[from + kind]);
                    }
                }
            });
        }
        List<Table.Sum<P, G>> told = new ArrayList<>();
        sums.forEach((place, items) -> items.forEach((item, counts) -> {
            if (Arrays.stream(counts).anyMatch(count -> count != 0)) {
                told.add(new Table.Sum<>(place, item, counts));
            }
        }));
        return told;
    }

    /** By region, role and period. */
    static List<Trend> trends(
            Map<Happening, Integer> happened,
            Function<Happening, Optional<Trend.Group>> group,
            UnaryOperator<LocalDate> period,
            Function<Long, Long> told) {
        Map<Trend.Group, Map<LocalDate, Map<Event, Long>>> sums = new TreeMap<>();
        happened.forEach((one, count) -> group.apply(one)
                .ifPresent(into -> sums.computeIfAbsent(into, key -> new TreeMap<>())
                        .computeIfAbsent(period.apply(one.day()), key -> new EnumMap<>(Event.class))
                        .merge(one.event(), (long) count, Long::sum)));
        List<Trend> rows = new ArrayList<>();
        sums.forEach((of, periods) -> {
            Map<Event, Long> soFar = new EnumMap<>(Event.class);
            periods.forEach((starts, counts) -> {
                counts.forEach((event, count) -> soFar.merge(event, count, Long::sum));
                rows.add(new Trend(of.region(), of.role(), starts, movement(counts, told), movement(soFar, told)));
            });
        });
        return rows;
    }

    private static Trend.Movement movement(Map<Event, Long> counts, Function<Long, Long> told) {
        return Trend.Movement.of(
                told,
                Event.ALL.stream()
                        .mapToLong(event -> counts.getOrDefault(event, 0L))
                        .toArray());
    }
}
