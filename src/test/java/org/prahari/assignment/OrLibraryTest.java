package org.prahari.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The assignment problems of Beasley's OR-Library (1990) with their published optima, where the files lie in the folder that
 * the system property {@code orlib} names; and problems made as those were, costs uniform in 1..100, against another method.
 */
class OrLibraryTest {
    @ParameterizedTest
    @CsvSource({"100,305", "200,475", "300,626", "400,804", "500,991", "600,1176", "700,1362", "800,1552"})
    void thePublishedOptimumIsFound(int size, long optimum) throws IOException {
        Path file = Path.of(System.getProperty("orlib", "orlib"), "assign" + size + ".txt");
        assumeTrue(Files.exists(file), () -> "no file " + file);
        int[][] costs;
        try (Scanner numbers = new Scanner(file)) {
            costs = new int[numbers.nextInt()][];
            for (int i = 0; i < costs.length; i++) {
                costs[i] =
                        numbers.tokens().limit(size).mapToInt(Integer::parseInt).toArray();
            }
        }
        assertThat(solved(costs)).isEqualTo(optimum);
    }

    @Test
    void problemsOfTheSameMakeCostAsMuchAsByAnotherMethod() {
        for (int size : new int[] {1, 2, 20, 100, 200}) {
            Random random = new Random(size);
            int[][] costs = new int[size][size];
            for (int[] row : costs) {
                Arrays.setAll(row, k -> 1 + random.nextInt(100));
            }
            assertThat(solved(costs)).as("size %d", size).isEqualTo(hungarian(costs));
        }
    }

    private static long solved(int[][] costs) {
        Problem problem = Adversary.assignment(costs);
        Allocation allocation = Solver.solve(problem, 2, Control.NONE);
        assertThat(Verifier.verify(problem, allocation, 2).fault()).isNull();
        assertThat(allocation.filled()).isEqualTo(costs.length);
        return Adversary.cost(costs, allocation);
    }

    /** Row after row by shortest augmenting paths over a full matrix (Jonker and Volgenant 1987); column 0 is the start. */
    private static long hungarian(int[][] costs) {
        int size = costs.length;
        long[] row = new long[size + 1];
        long[] column = new long[size + 1];
        int[] rowOf = new int[size + 1];
        for (int i = 1; i <= size; i++) {
            rowOf[0] = i;
            long[] least = new long[size + 1];
            Arrays.fill(least, Long.MAX_VALUE);
            int[] before = new int[size + 1];
            boolean[] seen = new boolean[size + 1];
            int at = 0;
            while (rowOf[at] != 0) {
                seen[at] = true;
                int next = 0;
                long delta = Long.MAX_VALUE;
                for (int k = 1; k <= size; k++) {
                    if (!seen[k]) {
                        long slack = costs[rowOf[at] - 1][k - 1] - row[rowOf[at]] - column[k];
                        if (slack < least[k]) {
                            least[k] = slack;
                            before[k] = at;
                        }
                        if (least[k] < delta) {
                            delta = least[k];
                            next = k;
                        }
                    }
                }
                for (int k = 0; k <= size; k++) {
                    if (seen[k]) {
                        row[rowOf[k]] += delta;
                        column[k] -= delta;
                    } else {
                        least[k] -= delta;
                    }
                }
                at = next;
            }
            while (at != 0) {
                rowOf[at] = rowOf[before[at]];
                at = before[at];
            }
        }
        long cost = 0;
        for (int k = 1; k <= size; k++) {
            cost += costs[rowOf[k] - 1][k - 1];
        }
        return cost;
    }
}
