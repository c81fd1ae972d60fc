package org.prahari.insight;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.prahari.insight.Chronicle.Event;
import org.prahari.insight.Chronicle.Happening;

/** What has happened, day by day, of each department and each of its roles. Immutable: what makes another one of it shares the rest. */
final class Chart {
    static final Chart EMPTY = new Chart(Collections.emptyMap());
    private static final String ALL = "";

    /** By department (null for none in particular), then by role; under {@link #ALL} all that happened there. */
    private final Map<String, Map<String, Days>> days;

    private Chart(Map<String, Map<String, Days>> days) {
        this.days = days;
    }

    static Chart of(Map<Happening, Integer> happened) {
        return EMPTY.plus(happened);
    }

    /** @param more by how much it has become more or, below 0, less */
    Chart plus(Map<Happening, Integer> more) {
        Map<String, Map<String, Map<Integer, int[]>>> changes = new HashMap<>();
        more.forEach((one, count) -> {
            Map<String, Map<Integer, int[]>> department =
                    changes.computeIfAbsent(one.department(), key -> new HashMap<>());
            add(department, ALL, one, count);
            if (one.role() != null) {
                add(department, one.role(), one, count);
            }
        });
        Map<String, Map<String, Days>> next = new HashMap<>(days);
        changes.forEach((department, roles) -> {
            Map<String, Days> of = new HashMap<>(days.getOrDefault(department, Map.of()));
            roles.forEach((role, each) ->
                    of.put(role, of.getOrDefault(role, Days.NONE).plus(each)));
            next.put(department, of);
        });
        return new Chart(next);
    }

    private static void add(Map<String, Map<Integer, int[]>> to, String role, Happening one, int count) {
        to.computeIfAbsent(role, key -> new HashMap<>())
                .computeIfAbsent((int) one.day().toEpochDay(), day -> new int[Event.ALL.size()])[
                one.event().column()] += count;
    }

    /** What is added up into one row of each period. */
    interface Grouping {
        /**
         * @param role null for all that happened
         * @return nothing, if it is not asked for
         */
        Trend.Group of(String department, String role);
    }

    /** The days of each group, in order. */
    Map<Trend.Group, List<Days>> groups(Grouping grouping) {
        Map<Trend.Group, List<Days>> groups = new TreeMap<>();
        days.forEach((department, roles) -> roles.forEach((role, of) -> {
            Trend.Group group = grouping.of(department, role.equals(ALL) ? null : role);
            if (group != null) {
                groups.computeIfAbsent(group, key -> new ArrayList<>()).add(of);
            }
        }));
        return groups;
    }

    /** All of it by department and period, whatever the role. */
    Map<Happening, Integer> counts(UnaryOperator<LocalDate> period) {
        Map<Happening, Integer> counts = new HashMap<>();
        days.forEach((department, roles) -> Days.sums(List.of(roles.get(ALL)), period)
                .forEach((starts, each) -> Event.ALL.stream()
                        .filter(event -> each[event.column()] != 0)
                        .forEach(event -> counts.put(
                                new Happening(department, null, starts, event),
                                Math.toIntExact(each[event.column()])))));
        return counts;
    }
}
