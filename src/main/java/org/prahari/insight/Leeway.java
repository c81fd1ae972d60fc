package org.prahari.insight;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.Stream;

/**
 * Whether each small count of a table could still be anything from 0 to {@value #MOST}, for all that its margins tell.
 *
 * <p>The small counts are a circulation: from a node through a row and a column back to it, each count the flow of an arc
 * between 0 and {@value #MOST}, the sum of a row or column that is told fixed, of one that is not told at most {@value #MOST}
 * as well. Flows of whole numbers between two such are reached by pushing one unit around a cycle of the residual graph (Ford
 * and Fulkerson), so the least and the greatest that a count can be are found by looking for cycles through its arc. In
 * rows x columns x {@value #MOST} searches at most; a count seen at both of its ends on the way is not looked at again.
 */
final class Leeway {
    static final int MOST = 4;
    private static final int NOTHING = 1;
    private static final int ALL = 1 << MOST;

    private final int rows;
    private final int columns;
    private final int[][] counts;
    private final boolean[][] small;
    private final int[] rests;
    private final int[] least;
    private final int[] most;
    /** What each count was seen to be, a bit each. */
    private final int[][] seen;

    /** By row, the columns where its count can become more; by column, the rows where it can become less. */
    private final BitSet[] more;

    private final BitSet[] less;

    private final int[] before;
    private final int[] open;
    private int last;
    private final BitSet unseenRows = new BitSet();
    private final BitSet unseenColumns = new BitSet();
    private final BitSet way = new BitSet();
    private final boolean told;

    /**
     * @param table what there is
     * @param toldRows whether the sum of a row's small counts is told
     */
    Leeway(int[][] table, boolean[] toldRows, boolean[] toldColumns) {
        rows = toldRows.length;
        columns = toldColumns.length;
        counts = new int[rows][columns];
        small = new boolean[rows][columns];
        seen = new int[rows][columns];
        rests = new int[rows + columns];
        more = sets(rows);
        less = sets(columns);
        before = new int[rows + columns + 1];
        open = new int[before.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                small[row][column] = table[row][column] <= MOST;
                if (small[row][column]) {
                    add(row, column, table[row][column]);
                    rests[row] += table[row][column];
                    rests[rows + column] += table[row][column];
                }
            }
        }
        boolean any = false;
        least = new int[rows + columns];
        most = new int[rows + columns];
        for (int node = 0; node < rests.length; node++) {
            boolean fixed = node < rows ? toldRows[node] : toldColumns[node - rows];
            least[node] = fixed ? rests[node] : 0;
            most[node] = fixed ? rests[node] : MOST;
            any |= fixed;
        }
        told = any;
    }

    private static BitSet[] sets(int number) {
        return Stream.generate(BitSet::new).limit(number).toArray(BitSet[]::new);
    }

    boolean everywhere() {
        if (!told) {
            // Any one of them, and nothing of all the others.
            return true;
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (small[row][column] && !(reaches(row, column, ALL, 1) && reaches(row, column, NOTHING, -1))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Moves a count up or down until it was seen at that end. */
    private boolean reaches(int row, int column, int end, int step) {
        while ((seen[row][column] & end) == 0) {
            int from = step > 0 ? rows + column : row;
            int to = step > 0 ? row : rows + column;
            if (!find(from, to, row, column)) {
                return false;
            }
            push(from, to);
            add(row, column, step);
        }
        return true;
    }

    /** Looks for a way in the residual graph that does not use the arc itself. */
    private boolean find(int from, int to, int row, int column) {
        Arrays.fill(before, -1);
        unseenRows.set(0, rows);
        unseenColumns.set(0, columns);
        last = 0;
        reach(from, from);
        for (int first = 0; first < last && before[to] < 0; first++) {
            int node = open[first];
            if (node == rows + columns) {
                for (int next = 0; next < node; next++) {
                    reachIf(before[next] < 0 && isOpen(node, next), next, node);
                }
            } else if (node < rows) {
                reachAll(more[node], unseenColumns, rows, node, node == row ? column : -1);
                reachIf(before[rows + columns] < 0 && isOpen(node, rows + columns), rows + columns, node);
            } else {
                reachAll(less[node - rows], unseenRows, 0, node, node - rows == column ? row : -1);
                reachIf(before[rows + columns] < 0 && isOpen(node, rows + columns), rows + columns, node);
            }
        }
        return before[to] >= 0;
    }

    /** @param shut where the arc itself leads, or -1 */
    private void reachAll(BitSet arcs, BitSet unseen, int offset, int node, int shut) {
        way.clear();
        way.or(arcs);
        way.and(unseen);
        for (int next = way.nextSetBit(0); next >= 0; next = way.nextSetBit(next + 1)) {
            reachIf(next != shut, offset + next, node);
        }
    }

    private void reachIf(boolean open, int next, int node) {
        if (open) {
            reach(next, node);
        }
    }

    private void reach(int next, int node) {
        before[next] = node;
        open[last++] = next;
        if (next < rows) {
            unseenRows.clear(next);
        } else if (next < rows + columns) {
            unseenColumns.clear(next - rows);
        }
    }

    /** Whether an arc to or from outside is. */
    private boolean isOpen(int node, int next) {
        int outside = rows + columns;
        if (node == outside) {
            return next < rows ? rests[next] < most[next] : rests[next] > least[next];
        }
        return node < rows ? rests[node] > least[node] : rests[node] < most[node];
    }

    private void push(int from, int to) {
        int outside = rows + columns;
        for (int node = to; node != from; node = before[node]) {
            int came = before[node];
            if (came == outside) {
                rests[node] += node < rows ? 1 : -1;
            } else if (node == outside) {
                rests[came] += came < rows ? -1 : 1;
            } else if (came < rows) {
                add(came, node - rows, 1);
            } else {
                add(node, came - rows, -1);
            }
        }
    }

    private void add(int row, int column, int step) {
        counts[row][column] += step;
        more[row].set(column, counts[row][column] < MOST);
        less[column].set(row, counts[row][column] > 0);
        seen[row][column] |= 1 << counts[row][column];
    }
}
