package org.prahari.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairingTest {
    @Test
    void nothingIsCheaperInAnySmallWorld() {
        var random = new Random(7);
        for (int world = 0; world < 2000; world++) {
            int most = world % 2 == 0 ? 4 : 1000;
            int rows = random.nextInt(6);
            int columns = rows + random.nextInt(3);
            long[][] cost = new long[rows][columns];
            for (long[] row : cost) {
                Arrays.setAll(row, i -> random.nextInt(5) == 0 ? Pairing.NEVER : random.nextInt(most));
            }
            int[] taken = Pairing.cheapest(cost);
            assertThat(Arrays.stream(taken).distinct().count()).isEqualTo(rows);
            long sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += cost[i][taken[i]];
            }
            assertThat(sum).as("world " + world).isEqualTo(least(cost, 0, new boolean[columns]));
        }
    }

    @Test
    void theSameCostsGiveTheSameAnswer() {
        long[][] cost = {{1, 1, 1}, {1, 1, 1}};
        assertThat(Pairing.cheapest(cost)).isEqualTo(Pairing.cheapest(cost)).containsExactly(0, 1);
    }

    @Test
    void rowsThatCannotAllHaveAColumnAreRefused() {
        assertThatThrownBy(() -> Pairing.cheapest(new long[][] {{1}, {1}}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static long least(long[][] cost, int row, boolean[] taken) {
        if (row == cost.length) {
            return 0;
        }
        long best = Long.MAX_VALUE;
        for (int column = 0; column < taken.length; column++) {
            if (!taken[column]) {
                taken[column] = true;
                best = Math.min(best, cost[row][column] + least(cost, row + 1, taken));
                taken[column] = false;
            }
        }
        return best;
    }
}
