package org.prahari.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.prahari.matching.Census;

/**
 * Counts in columns: some kinds of them, {@value Integer#SIZE} at most, for each item (a role, a certification) at each place.
 * None is below 0. Sums are made one by one as they are taken, so that a page costs what is on it.
 */
final class Table {
    /** Whose region is null where a count is of a place that is not told. */
    final List<Census.Place> places;
    /** Null for counts whose item is not told. */
    final List<String> items;

    final int kinds;
    /** By place, then by item and kind. */
    final int[][] cells;
    /** By place, then by item: which kinds there are any of, a bit each. */
    private final int[][] there;

    private final Spots spots;
    private final Table regions;

    Table(List<Census.Place> places, List<String> items, int kinds, int[][] cells) {
        this(places, items, kinds, cells, null);
    }

    private Table(List<Census.Place> places, List<String> items, int kinds, int[][] cells, Table last) {
        this.places = places;
        this.items = items;
        this.kinds = kinds;
        this.cells = cells;
        spots = last != null && last.places == places ? last.spots : new Spots(places);
        there = new int[cells.length][];
        for (int place = 0; place < cells.length; place++) {
            boolean stands = last != null && place < last.cells.length && last.cells[place] == cells[place];
            there[place] = stands ? last.there[place] : there(cells[place]);
        }
        regions = places.stream().allMatch(place -> place.district() == null) ? this : wider(last);
    }

    /** The counts of one group of places and one of items. */
    @SuppressWarnings("ArrayRecordComponent")
    record Sum<P, G>(P place, G item, long... counts) {}

    /** What is added up into one. Its key is where the key of a row begins. */
    @SuppressWarnings("ArrayRecordComponent")
    record Group<T>(T of, String key, int... members) {
        /** Whether all its rows come before that key. */
        boolean before(String after) {
            return key.compareTo(after) < 0 && !after.startsWith(key);
        }
    }

    /** Reads one count of a census. */
    interface Reader<K> {
        int count(int place, String item, K kind);
    }

    /**
     * @param last a table of the same items and kinds, or null
     * @param stands whether the counts of a place are those of the last table
     */
    static <K> Table of(
            List<Census.Place> places,
            List<String> items,
            K[] kinds,
            Reader<K> reader,
            Table last,
            IntPredicate stands) {
        int[][] cells = new int[places.size()][];
        for (int place = 0; place < cells.length; place++) {
            cells[place] = last != null && stands.test(place) ? last.cells[place] : cells(place, items, kinds, reader);
        }
        return new Table(places, items, kinds.length, cells, last);
    }

    private static <K> int[] cells(int place, List<String> items, K[] kinds, Reader<K> reader) {
        int[] cells = new int[items.size() * kinds.length];
        for (int item = 0; item < items.size(); item++) {
            for (int kind = 0; kind < kinds.length; kind++) {
                cells[item * kinds.length + kind] = reader.count(place, items.get(item), kinds[kind]);
            }
        }
        return cells;
    }

    private int[] there(int... counts) {
        int[] bits = new int[items.size()];
        for (int at = 0; at < counts.length; at++) {
            bits[at / kinds] |= counts[at] == 0 ? 0 : 1 << (at % kinds);
        }
        return bits;
    }

    /** The same, districts not told apart. */
    Table regions() {
        return regions;
    }

    private Table wider(Table last) {
        List<Census.Place> wide = new ArrayList<>();
        int[] into = spots.wider(wide);
        int[][] sums = new int[wide.size()][items.size() * kinds];
        for (int place = 0; place < into.length; place++) {
            plus(sums[into[place]], cells[place]);
        }
        if (last == null || !last.regions.places.equals(wide)) {
            return new Table(wide, items, kinds, sums, null);
        }
        Table before = last.regions;
        Arrays.setAll(
                sums, place -> Arrays.equals(sums[place], before.cells[place]) ? before.cells[place] : sums[place]);
        return new Table(before.places, items, kinds, sums, before);
    }

    private static void plus(int[] to, int... counts) {
        for (int i = 0; i < counts.length; i++) {
            to[i] += counts[i];
        }
    }

    /** @param where which group a spot belongs to; nothing if it is not asked for */
    <P> List<Group<P>> places(
            Predicate<String> departments, Function<Census.Place, Optional<P>> where, Function<P, String> key) {
        return spots.groups(departments, where, key);
    }

    /** @param what which groups an item belongs to; none if it is not asked for */
    <G> List<Group<G>> items(Function<String, Collection<G>> what, Function<G, String> key) {
        Map<String, G> groups = new TreeMap<>();
        Map<String, IntStream.Builder> members = new TreeMap<>();
        for (int item = 0; item < items.size(); item++) {
            for (G group : what.apply(items.get(item))) {
                groups.putIfAbsent(key.apply(group), group);
                members.computeIfAbsent(key.apply(group), made -> IntStream.builder())
                        .add(item);
            }
        }
        List<Group<G>> all = new ArrayList<>();
        groups.forEach((name, group) ->
                all.add(new Group<>(group, name, members.get(name).build().toArray())));
        return all;
    }

    /** The sums that are not all 0, place by place. */
    <P, G> Stream<Sum<P, G>> byPlace(List<Group<P>> by, List<Group<G>> of, IntPredicate asked, String after) {
        return by.stream()
                .dropWhile(place -> place.before(after))
                .flatMap(place -> of.stream()
                        .filter(item -> asked.test(there(place, item)))
                        .map(item -> sum(place, item)));
    }

    /** The same, item by item. */
    <P, G> Stream<Sum<P, G>> byItem(List<Group<P>> by, List<Group<G>> of, String after) {
        return of.stream()
                .dropWhile(item -> item.before(after))
                .flatMap(item ->
                        by.stream().filter(place -> there(place, item) != 0).map(place -> sum(place, item)));
    }

    private int there(Group<?> by, Group<?> of) {
        int bits = 0;
        for (int place : by.members()) {
            for (int item : of.members()) {
                bits |= there[place][item];
            }
        }
        return bits;
    }

    private <P, G> Sum<P, G> sum(Group<P> by, Group<G> of) {
        long[] sum = new long[kinds];
        for (int place : by.members()) {
            for (int item : of.members()) {
                if (there[place][item] != 0) {
                    for (int kind = 0; kind < kinds; kind++) {
                        sum[kind] += cells[place][item * kinds + kind];
                    }
                }
            }
        }
        return new Sum<>(by.of(), of.of(), sum);
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
}
