package org.prahari.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.prahari.matching.Census;

/** Counts in columns: some kinds of them for each item (a role, a certification) at each place. */
final class Table {
    /** Whose region is null where a count is of a place that is not told. */
    final List<Census.Place> places;
    /** Null for counts whose item is not told. */
    final List<String> items;

    final int kinds;
    /** By place, then by item and kind. */
    final int[][] cells;

    Table(List<Census.Place> places, List<String> items, int kinds, int[][] cells) {
        this.places = places;
        this.items = items;
        this.kinds = kinds;
        this.cells = cells;
    }

    /** The counts of one group of places and one of items. */
    record Sum<P, G>(P place, G item, List<Long> counts) {}

    /** Reads one count of a census. */
    interface Reader<K> {
        int count(int place, String item, K kind);
    }

    static <K> Table of(List<Census.Place> places, List<String> items, K[] kinds, Reader<K> reader) {
        int[][] cells = new int[places.size()][items.size() * kinds.length];
        for (int place = 0; place < cells.length; place++) {
            for (int item = 0; item < items.size(); item++) {
                for (int kind = 0; kind < kinds.length; kind++) {
                    cells[place][item * kinds.length + kind] = reader.count(place, items.get(item), kinds[kind]);
                }
            }
        }
        return new Table(List.copyOf(places), items, kinds.length, cells);
    }

    /**
     * Adds up.
     *
     * @param group where a place belongs; nothing if it is not asked for
     * @param groups where an item belongs; none if it is not asked for
     * @return the sums that are not all 0
     */
    <P, G> List<Sum<P, G>> sums(Function<Census.Place, Optional<P>> group, Function<String, Collection<G>> groups) {
        Numbered<P> byPlace = new Numbered<>();
        Numbered<G> byItem = new Numbered<>();
        int[] placeGroup = places.stream()
                .mapToInt(place -> group.apply(place).map(byPlace::of).orElse(-1))
                .toArray();
        int[][] itemGroups = items.stream()
                .map(item -> groups.apply(item).stream().mapToInt(byItem::of).toArray())
                .toArray(int[][]::new);
        long[][] sums = new long[byPlace.size()][byItem.size() * kinds];
        for (int place = 0; place < placeGroup.length; place++) {
            if (placeGroup[place] >= 0) {
                add(cells[place], itemGroups, sums[placeGroup[place]]);
            }
        }
        List<Sum<P, G>> told = new ArrayList<>();
        byPlace.each((place, at) -> byItem.each((item, from) -> {
            List<Long> counts = Arrays.stream(sums[at], from * kinds, (from + 1) * kinds)
                    .boxed()
                    .toList();
            if (counts.stream().anyMatch(count -> count != 0)) {
                told.add(new Sum<>(place, item, counts));
            }
        }));
        return told;
    }

    private void add(int[] counts, int[][] itemGroups, long[] to) {
        for (int item = 0; item < itemGroups.length; item++) {
            for (int into : itemGroups[item]) {
                for (int kind = 0; kind < kinds; kind++) {
                    to[into * kinds + kind] += counts[item * kinds + kind];
                }
            }
        }
    }

    /** The counts of one kind, by place and item. */
    int[][] of(int kind) {
        int[][] counts = new int[places.size()][items.size()];
        for (int place = 0; place < counts.length; place++) {
            for (int item = 0; item < items.size(); item++) {
                counts[place][item] = cells[place][item * kinds + kind];
            }
        }
        return counts;
    }

    /** Groups, numbered in the order they are met. */
    private static final class Numbered<T> {
        private final Map<T, Integer> numbers = new LinkedHashMap<>();

        interface Each<T> {
            void take(T group, int number);
        }

        int of(T group) {
            return numbers.computeIfAbsent(group, key -> numbers.size());
        }

        int size() {
            return numbers.size();
        }

        void each(Each<T> each) {
            numbers.forEach(each::take);
        }
    }
}
