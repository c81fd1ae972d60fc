package org.prahari.insight;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What may be told of a table of counts to everybody: each count that is not small; and of the small ones of a row or a column
 * their sum, the rest, where it is not small either.
 *
 * <p>Rests are told only if, for all of them together, each small count by itself could still be anything from 0 to 4
 * ({@link Leeway}); otherwise none is. Everything told is therefore the same in a world where any one small count is any
 * other small one, with some of the others changed to suit.
 */
final class Disclosure {
    static final int LEAST = Leeway.MOST + 1;

    /** 0 where a count is small. */
    final int[][] cells;
    /** 0 where the rest of a row is not told. */
    final int[] rows;
    /** 0 where the rest of a column is not told. */
    final int[] columns;
    /** Whether all of a row is told, in its counts and its rest together. */
    final boolean[] whole;

    private Disclosure(int[][] cells, int[] rows, int[] columns, boolean[] whole) {
        this.cells = cells;
        this.rows = rows;
        this.columns = columns;
        this.whole = whole;
    }

    /** Cells, and the rests of rows and of columns. */
    static Disclosure of(int[][] table, int columns) {
        int[] rowRests = new int[table.length];
        int[] columnRests = new int[columns];
        int[] hidden = new int[table.length];
        int[][] cells = new int[table.length][columns];
        for (int row = 0; row < table.length; row++) {
            for (int column = 0; column < columns; column++) {
                int count = table[row][column];
                if (count >= LEAST) {
                    cells[row][column] = count;
                } else {
                    rowRests[row] += count;
                    columnRests[column] += count;
                    hidden[row]++;
                }
            }
        }
        boolean[] toldRows = told(rowRests);
        boolean told = new Leeway(table, toldRows, told(columnRests)).everywhere();
        boolean[] whole = new boolean[table.length];
        for (int row = 0; row < whole.length; row++) {
            whole[row] = hidden[row] == 0 || (told && toldRows[row]);
        }
        return new Disclosure(cells, large(rowRests, told), large(columnRests, told), whole);
    }

    /**
     * Cells, and the rests of columns: where a sum over a row would mean nothing. No rest of a row joins two columns, so each
     * is told or not by itself.
     */
    static Disclosure ofColumns(int[][] table, int columns) {
        int[][] cells = new int[table.length][columns];
        int[] rests = new int[columns];
        for (int column = 0; column < columns; column++) {
            int at = column;
            int[] counts = Arrays.stream(table).mapToInt(row -> row[at]).toArray();
            for (int row = 0; row < counts.length; row++) {
                cells[row][column] = counts[row] >= LEAST ? counts[row] : 0;
                rests[column] += counts[row] - cells[row][column];
            }
            rests[column] = parts(counts) ? rests[column] : 0;
        }
        return new Disclosure(cells, new int[table.length], rests, new boolean[table.length]);
    }

    /** Whether parts of a sum that is told may be told, those that are not small: then the others could be anything, too. */
    static boolean parts(int[] counts) {
        int[] small = IntStream.of(counts).filter(count -> count < LEAST).toArray();
        int rest = IntStream.of(small).sum();
        return small.length == 0 || (rest >= LEAST && rest <= Leeway.MOST * (small.length - 1));
    }

    private static boolean[] told(int[] rests) {
        boolean[] told = new boolean[rests.length];
        for (int i = 0; i < rests.length; i++) {
            told[i] = rests[i] >= LEAST;
        }
        return told;
    }

    private static int[] large(int[] rests, boolean told) {
        return IntStream.of(rests).map(rest -> told && rest >= LEAST ? rest : 0).toArray();
    }
}
