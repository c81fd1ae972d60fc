package org.prahari.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MarketTest {
    @Test
    void thousandsOfChangesLaterItIsStillTheBest() {
        Random random = new Random(9);
        for (int[] shape : new int[][] {{3_000, 300, 900}, {900, 300, 900}, {900, 400, 1_800}}) {
            Problem problem = World.of(shape[0], shape[1], shape[2], shape[1]);
            Market market = Solver.open(problem, 2, Control.NONE);
            for (int i = 1; i <= 2_000; i++) {
                change(random, market, problem);
                if (i % 250 == 0) {
                    Problem now = market.problem();
                    Allocation allocation = market.allocation();
                    assertThat(Verifier.verify(now, allocation, 2).fault()).isNull();
                    assertThat(allocation.value())
                            .isEqualTo(Solver.solve(now, 2, Control.NONE).value());
                }
            }
        }
    }

    /** People come and go, gaps close and open again or change by a seat. */
    private static void change(Random random, Market market, Problem problem) {
        int person = random.nextInt(problem.people());
        int gap = random.nextInt(problem.gaps());
        switch (random.nextInt(5)) {
            case 0, 1 -> market.leave(person);
            case 2, 3 -> market.enter(person);
            default ->
                market.seats(
                        gap, market.seats(gap) == 0 ? 1 + random.nextInt(4) : random.nextInt(market.seats(gap) + 2));
        }
    }

    @Test
    void aChangeThatIsNoneChangesNothing() {
        Problem problem = World.of(300, 60, 150, 2);
        Market market = Solver.open(problem, 1, Control.NONE);
        long value = market.allocation().value();
        market.enter(5);
        market.seats(3, market.seats(3));
        assertThat(market.allocation().value()).isEqualTo(value);
        market.leave(5);
        market.leave(5);
        market.enter(5);
        assertThat(market.present(5)).isTrue();
        assertThat(market.allocation().value()).isEqualTo(value);
        assertThatThrownBy(() -> market.seats(3, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
