package org.prahari.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StableTest {
    /** A wish that has nothing to do with scores. */
    private static final Stable.Wishes OWN = (person, gap, score) -> (person * 31L + gap * 17L) * 7919 % 1009;

    @Test
    void noPairBlocksAndNobodyDoesBetterInAnyOtherStableAllocation() {
        for (int seed = 0; seed < 1_500; seed++) {
            Problem problem = Tiny.problem(new Random(seed));
            if (problem.people() > 5) {
                continue;
            }
            int[] stable = Stable.match(problem, OWN);
            assertThat(Stable.blocking(problem, OWN, stable, 10)).isEmpty();
            assertThat(blocked(problem, stable)).isZero();
            int[] other = new int[stable.length];
            better(problem, stable, other, 0);
        }
    }

    /** Goes through all allocations; in those that are stable, nobody may have what they rather want. */
    private static int better(Problem problem, int[] stable, int[] other, int person) {
        if (person == other.length) {
            if (Arrays.equals(stable, other) || blocked(problem, other) > 0) {
                return 0;
            }
            for (int j = 0; j < other.length; j++) {
                assertThat(wish(problem, j, other[j])).isLessThanOrEqualTo(wish(problem, j, stable[j]));
            }
            return 1;
        }
        int count = 0;
        for (int gap = -1; gap < problem.gaps(); gap++) {
            int g = gap;
            boolean room = gap < 0
                    || (problem.eligible(gap, person)
                            && IntStream.range(0, person)
                                            .filter(j -> other[j] == g)
                                            .count()
                                    < problem.gaps.get(gap).seats());
            if (room) {
                other[person] = gap;
                count += better(problem, stable, other, person + 1);
            }
        }
        return count;
    }

    /** Of equals, the gap with the lower number. */
    private static long wish(Problem problem, int person, int gap) {
        return gap < 0 ? Long.MIN_VALUE : OWN.wish(person, gap, problem.score(gap, person)) * 100 - gap;
    }

    /** How many pairs block, by the definition. */
    private static int blocked(Problem problem, int[] gapOf) {
        int count = 0;
        for (int j = 0; j < gapOf.length; j++) {
            for (int g = 0; g < problem.gaps(); g++) {
                if (problem.eligible(g, j) && wish(problem, j, g) > wish(problem, j, gapOf[j])) {
                    int gap = g;
                    int person = j;
                    int[] there = IntStream.range(0, gapOf.length)
                            .filter(k -> gapOf[k] == gap)
                            .toArray();
                    boolean wanted = there.length < problem.gaps.get(g).seats()
                            || Arrays.stream(there).anyMatch(k -> ranks(problem, gap, person, k));
                    count += wanted ? 1 : 0;
                }
            }
        }
        return count;
    }

    private static boolean ranks(Problem problem, int gap, int one, int other) {
        int difference = problem.score(gap, one) - problem.score(gap, other);
        return difference > 0 || (difference == 0 && one < other);
    }

    @Test
    void wherePeopleAndGapsWantTheContraryPeopleHaveTheirWay() {
        People people = new People();
        Profiles profiles = new Profiles(1);
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            people.add(i, -1, People.EVERYWHERE, People.EVERYWHERE, false, 0);
            profiles.add(i, 0, 0, 1, 1, 0, Bits.of());
            gaps.add(new Gap(0, i, -1, false, 1, 1, 1, 0, 0, List.of(), Bits.of(), Bits.of(), Bits.of()));
        }
        Problem problem = new Problem(people, profiles, World.POINTS, gaps);
        Stable.Wishes away = (person, gap, score) -> -score;
        int[] atHome = {0, 1};
        assertThat(Stable.blocking(problem, away, atHome, 5))
                .as("is stable too")
                .isEmpty();
        assertThat(Stable.match(problem, away)).containsExactly(1, 0);
        assertThat(Stable.match(problem, Stable.Wishes.BY_SCORE)).containsExactly(0, 1);
        assertThat(Stable.blocking(problem, Stable.Wishes.BY_SCORE, new int[] {1, 0}, 5))
                .containsExactly(new Stable.Blocking(0, 0), new Stable.Blocking(1, 1));
        assertThat(Stable.blocking(problem, Stable.Wishes.BY_SCORE, new int[] {1, 0}, 1))
                .hasSize(1);
    }

    @Test
    void theOptimumFillsMoreSeatsAndItsBlockingPairsAreNamed() {
        Problem problem = World.of("S");
        Allocation optimum = Solver.solve(problem, 2, Control.NONE);
        int[] stable = Stable.match(problem, Stable.Wishes.BY_SCORE);
        long filled = Arrays.stream(stable).filter(gap -> gap >= 0).count();
        assertThat(filled).isBetween(optimum.filled() / 2L, (long) optimum.filled());
        int[] gapOf = IntStream.range(0, problem.people()).map(optimum::gapOf).toArray();
        assertThat(Stable.blocking(problem, Stable.Wishes.BY_SCORE, gapOf, 5)).hasSize(5);
        assertThat(Stable.blocking(problem, Stable.Wishes.BY_SCORE, stable, 5)).isEmpty();
    }
}
