package org.prahari.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
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
            Shortage[] shortages = Shortages.of(problem, allocation, 1, done -> true);
            for (int g = 0; g < problem.gaps(); g++) {
                int gap = g;
                long filled = IntStream.range(0, problem.people())
                        .filter(j -> allocation.gapOf(j) == gap)
                        .count();
                if (filled == problem.gaps.get(g).seats()) {
                    assertThat(shortages[g]).isNull();
                    continue;
                }
                Shortage shortage = shortages[g];
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
    void inALargerWorldEveryEmptySeatIsExplainedAndTheRuleThatBindsIsNamed() {
        Problem problem = World.of(1_500, 600, 1_800, 6);
        Allocation allocation = Solver.solve(problem, 2, Control.NONE);
        Shortage[] shortages = Shortages.of(problem, allocation, 2, done -> true);
        int[] filled = allocation.filledByGap();
        for (int g = 0; g < problem.gaps(); g++) {
            assertThat(shortages[g] == null)
                    .isEqualTo(filled[g] == problem.gaps.get(g).seats());
            if (shortages[g] != null) {
                Shortage shortage = shortages[g];
                assertThat(shortage.gaps()).contains(g);
                assertThat(shortage.people()).hasSizeLessThan(shortage.seats());
                assertThat(shortage.people()).isEqualTo(people(problem, shortage.gaps()));
                assertThat(shortage.gained().get(shortage.binding()))
                        .isEqualTo(shortage.gained().values().stream()
                                .mapToInt(i -> i)
                                .max()
                                .orElseThrow());
            }
        }
        assertThat(shortages).isEqualTo(Shortages.of(problem, allocation, 1, done -> true));
    }

    @Test
    void aChainTooLongToPruneIsToldWholeToAllWhoMeetInIt() {
        // Gap g takes the people g - 1 and g, as far as there are: 100 seats, 99 people, and each part has enough.
        int people = 99;
        int[][] wanted = new int[people][];
        for (int j = 0; j < people; j++) {
            wanted[j] = new int[] {j, j + 1};
        }
        List<Gap> gaps = new ArrayList<>();
        for (int g = 0; g <= people; g++) {
            gaps.add(Adversary.gap(1, 1, Bits.of(g)));
        }
        Problem problem = Adversary.problem(people, j -> 100, wanted, gaps);
        Allocation allocation = Solver.solve(problem, 1, Control.NONE);
        Shortage[] shortages = Shortages.of(problem, allocation, 1, done -> true);
        int[] filled = allocation.filledByGap();
        for (int g = 0; g < gaps.size(); g++) {
            if (filled[g] == 0) {
                assertThat(shortages[g].gaps()).hasSize(100).contains(g);
                assertThat(shortages[g].people()).hasSize(people);
                assertThat(shortages[g].seats()).isEqualTo(100);
            }
        }
    }

    @Test
    void nothingIsExplainedOfAnAllocationThatIsNotProvenNorAfterAStop() {
        Problem problem = World.of(1_500, 600, 1_800, 6);
        Allocation stopped = Solver.solve(problem, 1, (stage, done, total) -> done < 10);
        assertThatThrownBy(() -> Shortages.of(problem, stopped, 1, done -> true))
                .isInstanceOf(IllegalArgumentException.class);
        Allocation allocation = Solver.solve(problem, 1, Control.NONE);
        assertThat(Shortages.of(problem, allocation, 2, done -> false)).containsOnlyNulls();
    }
}
