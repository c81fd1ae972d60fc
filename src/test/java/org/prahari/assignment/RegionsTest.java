package org.prahari.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegionsTest {
    private final Problem nation = World.of(6_000, 600, 1_800, 31);
    private final Problem within = Regions.withinHome(nation);

    /** Weight and score apart, for the unit of value differs with the people of a round. */
    private long[] sums() {
        long[] sums = new long[3];
        IntStream.range(0, World.REGIONS).forEach(region -> {
            Problem part = Regions.alone(nation, region);
            Allocation allocation = Solver.solve(part, 2, Control.NONE);
            assertThat(Verifier.verify(part, allocation, 2).fault()).isNull();
            sums[0] += part.weight(allocation.value());
            sums[1] += part.score(allocation.value());
            sums[2] += allocation.filled();
        });
        return sums;
    }

    private static long[] sums(Problem problem) {
        Allocation allocation = Solver.solve(problem, 2, Control.NONE);
        return new long[] {problem.weight(allocation.value()), problem.score(allocation.value()), allocation.filled()};
    }

    @Test
    void whereNobodyCrossesABorderARoundInEachRegionIsAsGoodAsOneForAll() {
        assertThat(sums()).isEqualTo(sums(within));
    }

    @Test
    void wherePeopleWouldCrossOneRoundForAllFillsMore() {
        long[] parts = sums();
        long[] whole = sums(nation);
        assertThat(whole[0]).isGreaterThan(parts[0]);
        assertThat(whole[2]).isGreaterThan(parts[2]);
    }
}
