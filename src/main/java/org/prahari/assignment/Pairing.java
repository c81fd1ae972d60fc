package org.prahari.assignment;

import java.util.Arrays;

/**
 * The cheapest way to give each of a few rows a column of its own: the assignment problem, dense, by successive shortest
 * paths with potentials (Kuhn 1955, Munkres 1957; as Jonker and Volgenant 1987 order the work). Rows squared times columns;
 * for hundreds, where {@link Solver} is for millions. The same costs always give the same answer.
 */
public final class Pairing {
    /** Above every sum of costs; no row is given a column that costs as much while another way exists. */
    public static final long NEVER = 1L << 50;

    private Pairing() {}

    /**
     * @param cost by row and column, 0 to {@link #NEVER}; no fewer columns than rows, and no more than 2000 rows
     * @return the column of each row
     */
    public static int[] cheapest(long[][] cost) {
        int rows = cost.length;
        int columns = rows == 0 ? 0 : cost[0].length;
        if (columns < rows || rows > 2000) {
            throw new IllegalArgumentException(rows + " rows for " + columns + " columns");
        }
        long[] rowPrice = new long[rows];
        long[] columnPrice = new long[columns];
        int[] rowOf = new int[columns];
        Arrays.fill(rowOf, -1);
        for (int row = 0; row < rows; row++) {
            enter(row, cost, rowPrice, columnPrice, rowOf);
        }
        int[] columnOf = new int[rows];
        for (int column = 0; column < columns; column++) {
            if (rowOf[column] >= 0) {
                columnOf[rowOf[column]] = column;
            }
        }
        return columnOf;
    }

    /** Gives one more row a column, by the cheapest chain in which those before it make room. */
    private static void enter(int entering, long[][] cost, long[] rowPrice, long[] columnPrice, int[] rowOf) {
        int columns = rowOf.length;
        long[] distance = new long[columns];
        int[] before = new int[columns];
        boolean[] reached = new boolean[columns];
        Arrays.fill(distance, Long.MAX_VALUE);
        int row = entering;
        int at = -1;
        while (row >= 0) {
            if (at >= 0) {
                reached[at] = true;
            }
            int next = -1;
            for (int column = 0; column < columns; column++) {
                if (reached[column]) {
                    continue;
                }
                long way = cost[row][column] - rowPrice[row] - columnPrice[column] + (at < 0 ? 0 : distance[at]);
                if (way < distance[column]) {
                    distance[column] = way;
                    before[column] = at;
                }
                if (next < 0 || distance[column] < distance[next]) {
                    next = column;
                }
            }
            at = next;
            row = rowOf[at];
        }
        rowPrice[entering] += distance[at];
        for (int column = 0; column < columns; column++) {
            if (reached[column]) {
                long gain = distance[at] - distance[column];
                columnPrice[column] -= gain;
                rowPrice[rowOf[column]] += gain;
            }
        }
        while (at >= 0) {
            int previous = before[at];
            rowOf[at] = previous < 0 ? entering : rowOf[previous];
            at = previous;
        }
    }
}
