package org.prahari.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Plays whoever knows all that is told of a table, and tries every world that it could be told of. */
class DisclosureTest {
    private static final int ANY = 0b11111;

    /** What is told of a table. */
    private interface Teller extends BiFunction<int[][], Boolean, String> {}

    private static String told(int[][] table, boolean rows) {
        int columns = table[0].length;
        Disclosure told = rows ? Disclosure.of(table, columns) : Disclosure.ofColumns(table, columns);
        return Arrays.deepToString(told.cells)
                + Arrays.toString(told.rows)
                + Arrays.toString(told.columns)
                + Arrays.toString(told.whole);
    }

    /** Leaves out what is small and tells the sums of all. */
    private static String naive(int[][] table, boolean rows) {
        int[][] cells = Arrays.stream(table)
                .map(row ->
                        Arrays.stream(row).map(count -> count < 5 ? 0 : count).toArray())
                .toArray(int[][]::new);
        return Arrays.deepToString(cells)
                + Arrays.toString(Arrays.stream(table)
                        .mapToInt(row -> Arrays.stream(row).sum())
                        .toArray());
    }

    /** Tells rests that are not small, whatever else that tells. */
    private static String careless(int[][] table, boolean rows) {
        int[] columns = new int[table[0].length];
        for (int[] row : table) {
            for (int column = 0; column < columns.length; column++) {
                columns[column] += row[column];
            }
        }
        return naive(table, rows).replaceAll("\\b[1-4]\\b", "0")
                + Arrays.toString(columns).replaceAll("\\b[1-4]\\b", "0");
    }

    @Test
    void inEveryWorldThatWouldBeToldTheSameEachSmallCountIsEverythingItCouldBe() {
        for (String pattern : List.of("....", "...9.", ".../...", "9.../....", "..7/.../8..")) {
            assertThat(narrowed(pattern, true, DisclosureTest::told))
                    .as(pattern)
                    .isEmpty();
        }
        for (String pattern : List.of("....", ".../...", "../../..")) {
            assertThat(narrowed(pattern, false, DisclosureTest::told))
                    .as(pattern)
                    .isEmpty();
        }
    }

    @Test
    void whoTellsSumsOrEachRestByItselfIsFound() {
        assertThat(narrowed(".../...", true, DisclosureTest::naive)).isNotEmpty();
        assertThat(narrowed(".../...", true, DisclosureTest::careless)).isNotEmpty();
    }

    @Test
    void theRestsOfASparseTableAreTold() {
        Random random = new Random(8);
        int told = 0;
        for (int world = 0; world < 20; world++) {
            int[][] table = sparse(random, 36, 42);
            Disclosure disclosure = Disclosure.of(table, 42);
            told += Arrays.stream(disclosure.rows).sum() > 0 ? 1 : 0;
            assertThat(Arrays.stream(disclosure.columns).sum() > 0)
                    .isEqualTo(Arrays.stream(disclosure.rows).sum() > 0);
        }
        assertThat(told).as("of 20 worlds like the demo's").isGreaterThanOrEqualTo(18);
    }

    @Test
    void partsOfASumThatIsToldAreToldOnlyIfTheOthersCouldBeAnything() {
        assertThat(Disclosure.parts(new int[] {9, 7})).isTrue();
        assertThat(Disclosure.parts(new int[] {9, 7, 2}))
                .as("two of 18 are not told: then it is 2")
                .isFalse();
        assertThat(Disclosure.parts(new int[] {9, 2, 2, 0})).isFalse();
        assertThat(Disclosure.parts(new int[] {9, 3, 2, 0})).isTrue();
        assertThat(Disclosure.parts(new int[] {9, 4, 4, 4}))
                .as("all three are 4 or the sum is another")
                .isFalse();
    }

    /**
     * The first small count that is narrowed down by what is told, by trying all worlds that have these large counts.
     *
     * @param pattern the rows of a table: a digit is a large count, a point any small one
     */
    private static String narrowed(String pattern, boolean rowsToo, Teller teller) {
        String[] rows = pattern.split("/");
        int width = Arrays.stream(rows).mapToInt(String::length).max().orElseThrow();
        List<int[]> small = new ArrayList<>();
        int[][] table = new int[rows.length][width];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < width; column++) {
                char sign = column < rows[row].length() ? rows[row].charAt(column) : '.';
                table[row][column] = sign == '.' ? 0 : sign - '0';
                if (sign == '.') {
                    small.add(new int[] {row, column});
                }
            }
        }
        Map<String, int[]> seen = new HashMap<>();
        int worlds = (int) Math.round(Math.pow(5, small.size()));
        for (int world = 0; world < worlds; world++) {
            int rest = world;
            for (int[] at : small) {
                table[at[0]][at[1]] = rest % 5;
                rest /= 5;
            }
            int[] values = seen.computeIfAbsent(teller.apply(table, rowsToo), key -> new int[small.size()]);
            for (int i = 0; i < values.length; i++) {
                values[i] |= 1 << table[small.get(i)[0]][small.get(i)[1]];
            }
        }
        for (var answer : seen.entrySet()) {
            for (int value : answer.getValue()) {
                if (value != ANY) {
                    return answer.getKey() + " of " + pattern;
                }
            }
        }
        return "";
    }

    static int[][] sparse(Random random, int rows, int columns) {
        int[][] table = new int[rows][columns];
        for (int seats = 0; seats < 800; seats++) {
            int row = Math.min(random.nextInt(rows), random.nextInt(rows));
            int column = Math.min(random.nextInt(columns), random.nextInt(columns));
            table[row][column]++;
        }
        return table;
    }
}
