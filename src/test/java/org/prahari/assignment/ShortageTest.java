package org.prahari.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShortageTest {
    @Test
    void everyEmptySeatIsExplainedByASetWithTooFewPeopleThatNoSmallerOneOfItsGapsExplains() {
        int explained = 0;
        int together = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            Problem problem = Tiny.problem(new Random(seed));
            Allocation allocation = Solver.solve(problem, 1, Control.NONE);
            Shortages shortages = new Shortages(problem, allocation);
            for (int g = 0; g < problem.gaps(); g++) {
                int gap = g;
                long filled = IntStream.range(0, problem.people())
                        .filter(j -> allocation.gapOf(j) == gap)
                        .count();
                if (filled == problem.gaps.get(g).seats()) {
                    assertThatThrownBy(() -> shortages.of(gap)).isInstanceOf(IllegalArgumentException.class);
                    continue;
                }
                Shortage shortage = shortages.of(g);
                assertThat(shortage.gaps()).contains(g);
                assertThat(shortage.people()).containsExactlyElementsOf(people(problem, shortage.gaps()));
                assertThat(shortage.people()).hasSizeLessThan(shortage.seats());
                assertThat(smaller(problem, shortage.gaps(), g)).isFalse();
                assertThat(shortage.gained()).isEqualTo(gained(problem, shortage.gaps()));
                explained++;
                together += shortage.gaps().size() > 1 ? 1 : 0;
            }
        }
        assertThat(explained).isGreaterThan(1_000);
        assertThat(together).as("sets of several gaps").isGreaterThan(20);
    }

    private static List<Integer> people(Problem problem, List<Integer> gaps) {
        return IntStream.range(0, problem.people())
                .filter(j -> gaps.stream().anyMatch(g -> problem.eligible(g, j)))
                .boxed()
                .toList();
    }

    /** Whether some of the gaps, but not all, the one asked about among them, have too few people already. */
    private static boolean smaller(Problem problem, List<Integer> gaps, int asked) {
        for (int some = 0; some < (1 << gaps.size()) - 1; some++) {
            int chosen = some;
            List<Integer> subset = IntStream.range(0, gaps.size())
                    .filter(i -> (chosen >> i & 1) != 0)
                    .mapToObj(gaps::get)
                    .toList();
            int seats =
                    subset.stream().mapToInt(g -> problem.gaps.get(g).seats()).sum();
            if (subset.contains(asked) && people(problem, subset).size() < seats) {
                return true;
            }
        }
        return false;
    }

    private static java.util.Map<Rule, Integer> gained(Problem problem, List<Integer> gaps) {
        java.util.Map<Rule, Integer> gained = new java.util.EnumMap<>(Rule.class);
        TreeSet<Integer> had = new TreeSet<>(people(problem, gaps));
        for (Rule rule : Rule.values()) {
            gained.put(rule, (int) IntStream.range(0, problem.people())
                    .filter(j -> !had.contains(j))
                    .filter(j -> gaps.stream().anyMatch(g -> onlyFails(problem, g, j, rule)))
                    .count());
        }
        return gained;
    }

    private static boolean onlyFails(Problem problem, int gap, int person, Rule rule) {
        int profile = problem.profile(gap, person);
        return profile >= 0 && problem.unmet(problem.gaps.get(gap), profile) == rule.bit();
    }

    @Test
    void inALargerWorldItIsFoundFastAndNamesTheRuleThatBinds() {
        Problem problem = World.of(1_500, 600, 1_800, 6);
        Allocation allocation = Solver.solve(problem, 2, Control.NONE);
        Shortages shortages = new Shortages(problem, allocation);
        int[] filled = new int[problem.gaps()];
        IntStream.range(0, problem.people())
                .map(allocation::gapOf)
                .filter(gap -> gap >= 0)
                .forEach(gap -> filled[gap]++);
        for (int g = 0; g < problem.gaps(); g++) {
            if (filled[g] < problem.gaps.get(g).seats()) {
                Shortage shortage = shortages.of(g);
                assertThat(shortage.people()).hasSizeLessThan(shortage.seats());
                assertThat(shortage.gained().get(shortage.binding()))
                        .isEqualTo(shortage.gained().values().stream()
                                .mapToInt(i -> i)
                                .max()
                                .orElseThrow());
            }
        }
    }
}
