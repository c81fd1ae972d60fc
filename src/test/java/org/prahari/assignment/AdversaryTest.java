package org.prahari.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Markets made to be hard; the work done is counted and bounded, for time would not repeat itself. */
class AdversaryTest {
    private static final Points POINTS = new Points(new int[] {0, 0, 0, 0}, new int[] {0}, new int[] {0}, 0, 0);
    private static final Bits NONE = Bits.of();

    /** Gaps of one seat in one place, each asking for one trait. */
    private static Gap gap(int seats, long weight, Bits... groups) {
        return new Gap(0, 0, -1, false, seats, weight, 1, 0, 0, List.of(groups), NONE, NONE, NONE);
    }

    private static Problem problem(int people, IntUnaryOperator base, int[][] traits, List<Gap> gaps) {
        int words = Arrays.stream(traits).flatMapToInt(Arrays::stream).max().orElse(0) / 64 + 1;
        People crowd = new People();
        Profiles profiles = new Profiles(words);
        for (int j = 0; j < people; j++) {
            crowd.add(0, -1, People.EVERYWHERE, 1, false, 0);
            profiles.add(j, 0, 0, 1, 1, base.applyAsInt(j), Bits.of(traits[j]));
        }
        return new Problem(crowd, profiles, POINTS, gaps);
    }

    private static long solve(Problem problem, int filled) {
        Allocation allocation = Solver.solve(problem, 2, Control.NONE);
        assertThat(Verifier.verify(problem, allocation, 2).fault()).isNull();
        assertThat(allocation.filled()).isEqualTo(filled);
        return allocation.work().total();
    }

    @Test
    void equalScoresEverywhere() {
        List<Gap> gaps = new ArrayList<>();
        for (int g = 0; g < 2_000; g++) {
            gaps.add(gap(1, 1));
        }
        assertThat(solve(problem(2_000, j -> 5_000, new int[2_000][0], gaps), 2_000))
                .isLessThan(3_000_000L);
        assertThat(solve(problem(1_500, j -> 5_000, new int[1_500][0], gaps), 1_500))
                .isLessThan(15_000_000L);
    }

    /** Work grows with the square of the seats of one gap; the largest gap of the domain has 100. */
    @Test
    void oneGapWithAllSeats() {
        assertThat(solve(problem(5_000, j -> j % 3_000, new int[5_000][0], List.of(gap(4_000, 3))), 4_000))
                .isLessThan(12_000_000L);
        assertThat(solve(problem(3_000, j -> j, new int[3_000][0], List.of(gap(4_000, 3))), 3_000))
                .isLessThan(12_000_000L);
    }

    /** Person j fits gaps j and j + 1, and the last gap to be served needs everybody to move on by one. */
    @Test
    void longAugmentingChains() {
        int length = 1_000;
        List<Gap> gaps = new ArrayList<>();
        int[][] traits = new int[length][];
        for (int g = 0; g < length; g++) {
            gaps.add(gap(1, 1, Bits.of(g)));
            traits[g] = g == 0 ? new int[] {0} : new int[] {g - 1, g};
        }
        assertThat(solve(problem(length, j -> 10 * j, traits, gaps), length)).isLessThan(20_000_000L);
        gaps.add(gap(1, 5, Bits.of(length - 1)));
        assertThat(solve(problem(length, j -> 10 * j, traits, gaps), length)).isLessThan(20_000_000L);
    }

    @Test
    void noSeatsAtAll() {
        assertThat(solve(problem(1_000, j -> j, new int[1_000][0], List.of(gap(0, 1), gap(0, 2))), 0))
                .isLessThan(100_000L);
    }

    @Test
    void aSeatForEverybodyInAWorldOfBalance() {
        assertThat(solve(World.of(6_000, 2_000, 6_000, 17), 2_703)).isLessThan(20_000_000L);
    }
}
