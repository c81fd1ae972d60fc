package org.prahari.insight;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.prahari.insight.Chronicle.Event;

/** What happened on which day, in columns: the days in order on which anything did, and how often each event. Immutable. */
final class Days {
    static final Days NONE = new Days(new int[0], new int[0]);
    private static final int EVENTS = Event.ALL.size();

    /** Since 1970. */
    private final int[] days;
    /** By day and event. */
    private final int[] counts;

    private Days(int[] days, int[] counts) {
        this.days = days;
        this.counts = counts;
    }

    /** @param more by day since 1970, by how much each event has become more or, below 0, less */
    Days plus(Map<Integer, int[]> more) {
        NavigableMap<Integer, int[]> left = new TreeMap<>(more);
        int[] nextDays = new int[days.length + more.size()];
        int[] next = new int[nextDays.length * EVENTS];
        int size = 0;
        for (int at = 0; at < days.length || !left.isEmpty(); size++) {
            boolean stood = at < days.length && (left.isEmpty() || days[at] <= left.firstKey());
            int day = stood ? days[at] : left.firstKey();
            int[] change = left.remove(day);
            boolean any = false;
            for (int event = 0; event < EVENTS; event++) {
                int count = (stood ? counts[at * EVENTS + event] : 0) + (change == null ? 0 : change[event]);
                next[size * EVENTS + event] = count;
                any |= count != 0;
            }
            nextDays[size] = day;
            at += stood ? 1 : 0;
            size -= any ? 0 : 1;
        }
        return new Days(Arrays.copyOf(nextDays, size), Arrays.copyOf(next, size * EVENTS));
    }

    /**
     * Several added up, by event.
     *
     * @param period the first day of the period a day is in
     * @return in order, the periods in which anything happened
     */
    static Map<LocalDate, long[]> sums(List<Days> several, UnaryOperator<LocalDate> period) {
        List<Days> all = several.stream().filter(one -> one.days.length > 0).toList();
        int first = all.stream().mapToInt(one -> one.days[0]).min().orElse(0);
        int last = all.stream()
                .mapToInt(one -> one.days[one.days.length - 1])
                .max()
                .orElse(first);
        int[] sums = new int[(last - first + 1) * EVENTS];
        for (Days one : all) {
            for (int at = 0; at < one.days.length; at++) {
                int to = (one.days[at] - first) * EVENTS;
                for (int event = 0; event < EVENTS; event++) {
                    sums[to + event] += one.counts[at * EVENTS + event];
                }
            }
        }
        Map<LocalDate, long[]> periods = new LinkedHashMap<>();
        for (int day = 0; day <= last - first; day++) {
            int from = day * EVENTS;
            if (IntStream.range(from, from + EVENTS).anyMatch(at -> sums[at] != 0)) {
                LocalDate starts = period.apply(LocalDate.ofEpochDay(first + (long) day));
                long[] counts = periods.computeIfAbsent(starts, key -> new long[EVENTS]);
                Arrays.setAll(counts, event -> counts[event] + sums[from + event]);
            }
        }
        return periods;
    }
}
