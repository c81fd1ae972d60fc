package org.prahari.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.prahari.matching.Census;

/**
 * What everybody may know, as tables whose counts may be added up at will: there is nothing small in them to be found by
 * any sum or difference. See {@link Disclosure}.
 *
 * @param roles by region and role; of no role in particular the rest of a region, of no region the rest of a role
 * @param districts by district, of all roles together
 * @param certifications by region and certification; of no region the rest of a certification
 */
record Told(Table roles, Table districts, Table certifications) {
    private static final Census.Place ELSEWHERE = new Census.Place(null, null, null);
    private static final String ALL = null;

    static Told of(Atlas atlas, Table roles, Table certifications) {
        Table regions = byRegion(atlas, roles);
        List<Disclosure> told = IntStream.range(0, regions.kinds)
                .mapToObj(kind -> Disclosure.of(regions.of(kind), regions.items.size()))
                .toList();
        Table holders = byRegion(atlas, certifications);
        List<Disclosure> held = IntStream.range(0, holders.kinds)
                .mapToObj(kind -> Disclosure.ofColumns(holders.of(kind), holders.items.size()))
                .toList();
        return new Told(table(regions, told), districts(atlas, roles, told), table(holders, held));
    }

    private static Census.Place region(String region) {
        return new Census.Place(region, region, null);
    }

    /** Every region is there and every item, for what is not there must not be told from what is small. */
    private static Table byRegion(Atlas atlas, Table table) {
        int[][] cells = new int[atlas.regions().size()][table.items.size() * table.kinds];
        for (int place = 0; place < table.cells.length; place++) {
            int region = atlas.regions().indexOf(table.places.get(place).region());
            int from = place;
            Arrays.setAll(cells[region], at -> cells[region][at] + table.cells[from][at]);
        }
        return new Table(atlas.regions().stream().map(Told::region).toList(), table.items, table.kinds, cells);
    }

    private static Table table(Table whole, List<Disclosure> told) {
        int kinds = whole.kinds;
        int columns = whole.items.size();
        int rows = whole.places.size();
        int[][] cells = new int[rows + 1][(columns + 1) * kinds];
        for (int kind = 0; kind < kinds; kind++) {
            Disclosure disclosure = told.get(kind);
            for (int column = 0; column < columns; column++) {
                for (int row = 0; row < rows; row++) {
                    cells[row][column * kinds + kind] = disclosure.cells[row][column];
                }
                cells[rows][column * kinds + kind] = disclosure.columns[column];
            }
            for (int row = 0; row < rows; row++) {
                cells[row][columns * kinds + kind] = disclosure.rows[row];
            }
        }
        List<String> items = new ArrayList<>(whole.items);
        items.add(ALL);
        return new Table(
                Stream.concat(whole.places.stream(), Stream.of(ELSEWHERE)).toList(),
                Collections.unmodifiableList(items),
                kinds,
                cells);
    }

    /** Districts are told of a region all of which is told: else they would tell what the region hides. */
    private static Table districts(Atlas atlas, Table table, List<Disclosure> told) {
        Map<String, List<Census.Place>> places = new TreeMap<>();
        atlas.regions()
                .forEach(region ->
                        places.computeIfAbsent(region, key -> new ArrayList<>()).add(region(region)));
        atlas.districts()
                .forEach((district, region) -> places.get(region).add(new Census.Place(region, region, district)));
        Map<Census.Place, int[]> sums = sums(table);
        List<Census.Place> all = places.values().stream().flatMap(List::stream).toList();
        int[][] cells = new int[all.size()][table.kinds];
        int first = 0;
        for (int region = 0; region < atlas.regions().size(); region++) {
            List<Census.Place> parts = places.get(atlas.regions().get(region));
            for (int kind = 0; kind < table.kinds; kind++) {
                int at = kind;
                int[] counts = parts.stream()
                        .mapToInt(part -> sums.containsKey(part) ? sums.get(part)[at] : 0)
                        .toArray();
                boolean tell = told.get(kind).whole[region] && Disclosure.parts(counts);
                for (int part = 0; part < counts.length; part++) {
                    cells[first + part][kind] = tell && counts[part] >= Disclosure.LEAST ? counts[part] : 0;
                }
            }
            first += parts.size();
        }
        return new Table(all, Collections.singletonList(ALL), table.kinds, cells);
    }

    /** Of all roles together, whoever the department is. */
    private static Map<Census.Place, int[]> sums(Table table) {
        Map<Census.Place, int[]> sums = new HashMap<>();
        for (int place = 0; place < table.cells.length; place++) {
            Census.Place where = table.places.get(place);
            int[] sum = sums.computeIfAbsent(
                    new Census.Place(where.region(), where.region(), where.district()), key -> new int[table.kinds]);
            for (int at = 0; at < table.cells[place].length; at++) {
                sum[at % table.kinds] += table.cells[place][at];
            }
        }
        return sums;
    }
}
