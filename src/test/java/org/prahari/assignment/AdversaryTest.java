package org.prahari.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Markets made to be hard; the work done is counted and bounded, for time would not repeat itself. */
class AdversaryTest {
    private static long solve(Problem problem, int filled) {
        Allocation allocation = Solver.solve(problem, 2, Control.NONE);
        assertThat(Verifier.verify(problem, allocation, 2).fault()).isNull();
        assertThat(allocation.filled()).isEqualTo(filled);
        return allocation.work().total();
    }

    @Test
    void equalScoresEverywhere() {
        assertThat(solve(Adversary.equal(2_000, 2_000), 2_000)).isLessThan(3_000_000L);
        assertThat(solve(Adversary.equal(1_500, 2_000), 1_500)).isLessThan(15_000_000L);
    }

    /** Work grows with the square of the seats of one gap; the largest gap of the domain has 100. */
    @Test
    void oneGapWithAllSeats() {
        assertThat(solve(Adversary.oneGap(5_000, 4_000), 4_000)).isLessThan(12_000_000L);
        assertThat(solve(Adversary.oneGap(3_000, 4_000), 3_000)).isLessThan(12_000_000L);
    }

    /** Person j fits gaps j - 1 and j, and the last gap to be served needs everybody to move on by one. */
    @Test
    void longAugmentingChains() {
        int length = 1_000;
        assertThat(solve(Adversary.chain(length), length)).isLessThan(20_000_000L);
        Gap last = Adversary.gap(1, 5, Bits.of(length - 1));
        assertThat(solve(Adversary.chain(length, last), length)).isLessThan(20_000_000L);
    }

    @Test
    void noSeatsAtAll() {
        List<Gap> closed = List.of(Adversary.gap(0, 1), Adversary.gap(0, 2));
        assertThat(solve(Adversary.problem(1_000, j -> j, new int[1_000][0], closed), 0))
                .isLessThan(100_000L);
    }

    @Test
    void aSeatForEverybodyInAWorldOfBalance() {
        assertThat(solve(World.of(6_000, 2_000, 6_000, 17), 2746)).isLessThan(20_000_000L);
    }
}
