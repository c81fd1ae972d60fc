package org.prahari.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SolverTest {
    @Test
    void ofTwentyThousandTinyProblemsTheBestIsFoundAndProvenAndStaysSoWithEveryChange() {
        int filled = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            Problem problem = Tiny.problem(random);
            Market market = Solver.open(problem, 1, Control.NONE);
            filled += isBest(problem, market.allocation(), "seed " + seed);
            for (int i = 0; i < 3; i++) {
                Tiny.change(random, market, problem);
                filled += isBest(market.problem(), market.allocation(), "seed " + seed + ", change " + i);
            }
        }
        assertThat(filled).as("seats filled, or the problems test nothing").isGreaterThan(40_000);
    }

    private static int isBest(Problem problem, Allocation allocation, String where) {
        // Plain comparisons: AssertJ would take longer than the solves.
        long best = Tiny.best(problem);
        if (allocation.value() != best || allocation.bound() != best || !allocation.proven()) {
            throw new AssertionError(where + ": " + allocation.value() + " and " + best);
        }
        String fault = Verifier.verify(problem, allocation, 1).fault();
        if (fault != null) {
            throw new AssertionError(where + ": " + fault);
        }
        return allocation.filled();
    }

    @Test
    void anyIncreasingWeightsFillTheSameSeatsOfEachPriorityAndAsManyAsAnyMatching() {
        for (long seed = 1; seed <= 12; seed++) {
            Problem problem = World.of(600, 150, 500, seed);
            long[] powers = {1, 2, 4, 8, 16};
            int[] once = filledByWeight(problem, powers, new long[] {1, 2, 3, 4, 5});
            assertThat(filledByWeight(problem, powers, new long[] {1, 10, 11, 500, 100_000}))
                    .isEqualTo(once);
            assertThat(filledByWeight(problem, powers, powers)).isEqualTo(once);
            assertThat(Arrays.stream(once).sum()).isEqualTo(maximum(problem));
        }
    }

    private static int[] filledByWeight(Problem problem, long[] was, long[] weights) {
        List<Gap> gaps = new ArrayList<>();
        for (Gap gap : problem.gaps) {
            gaps.add(Tiny.weighing(gap, weights[Arrays.binarySearch(was, gap.weight())]));
        }
        Problem weighed = new Problem(problem.people, problem.profiles, problem.points, gaps);
        Allocation allocation = Solver.solve(weighed, 2, Control.NONE);
        int[] filled = new int[weights.length];
        for (int j = 0; j < problem.people(); j++) {
            if (allocation.gapOf(j) >= 0) {
                filled[
                        Arrays.binarySearch(
                                weights, gaps.get(allocation.gapOf(j)).weight())]++;
            }
        }
        return filled;
    }

    /** The size of a maximum matching, by augmenting paths. */
    private static int maximum(Problem problem) {
        int[] gapOf = new int[problem.people()];
        Arrays.fill(gapOf, -1);
        int size = 0;
        for (int g = 0; g < problem.gaps(); g++) {
            for (int seat = 0; seat < problem.gaps.get(g).seats(); seat++) {
                size += augment(problem, g, gapOf, new boolean[problem.people()]) ? 1 : 0;
            }
        }
        return size;
    }

    private static boolean augment(Problem problem, int gap, int[] gapOf, boolean[] seen) {
        for (int j = 0; j < gapOf.length; j++) {
            if (!seen[j] && problem.eligible(gap, j)) {
                seen[j] = true;
                if (gapOf[j] < 0 || augment(problem, gapOf[j], gapOf, seen)) {
                    gapOf[j] = gap;
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void numbersDoNotMatterButForTies() {
        Problem problem = World.of("S");
        long value = Solver.solve(problem, 2, Control.NONE).value();
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            List<Gap> gaps = new ArrayList<>(problem.gaps);
            Collections.shuffle(gaps, random);
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, problem.people()).boxed().toList());
            Collections.shuffle(order, random);
            Problem shuffled = Tiny.shuffled(problem, order, gaps);
            Allocation allocation = Solver.solve(shuffled, 1, Control.NONE);
            assertThat(allocation.value()).isEqualTo(value);
            assertThat(Verifier.verify(shuffled, allocation, 2).fault()).isNull();
        }
    }

    @Test
    void theSameProblemHasTheSameAnswerOnAnyNumberOfThreads() {
        Problem problem = World.of(3_000, 800, 2_400, 23);
        Allocation one = Solver.solve(problem, 1, Control.NONE);
        for (int threads = 2; threads <= 4; threads++) {
            Allocation other = Solver.solve(problem, threads, Control.NONE);
            assertThat(IntStream.range(0, problem.people()).map(other::gapOf))
                    .containsExactlyElementsOf(IntStream.range(0, problem.people())
                            .map(one::gapOf)
                            .boxed()
                            .toList());
            assertThat(other.work().total()).isEqualTo(one.work().total());
        }
    }

    @Test
    void realisticMarketsAreSolvedAndProvenOverEveryPair() {
        for (String world : List.of("S", "M", "M-tight")) {
            Problem problem = World.of(world);
            Allocation allocation = Solver.solve(problem, 2, Control.NONE);
            assertThat(allocation.value()).isEqualTo(allocation.bound());
            var verdict = Verifier.verify(problem, allocation, 2);
            assertThat(verdict.fault()).isNull();
            assertThat(verdict.pairs()).isGreaterThan(2L * problem.gaps());
        }
    }

    @Test
    void aSolveThatIsStoppedSaysWhatItReachedAndWhatTheMostIs() {
        // In the second every seat is filled, so a bound that forgets the scores is too low.
        for (Problem problem : List.of(World.of("S"), Adversary.oneGap(600, 450))) {
            long best = Solver.solve(problem, 2, Control.NONE).value();
            long value = 0;
            for (int after : new int[] {0, 1, 2, 50, 400}) {
                int[] asked = new int[1];
                Allocation stopped = Solver.solve(problem, 2, (stage, done, total) -> {
                    assertThat(done).isBetween(0L, total);
                    synchronized (asked) {
                        return asked[0]++ < after;
                    }
                });
                assertThat(stopped.proven()).isFalse();
                assertThat(stopped.value()).isBetween(value, best);
                assertThat(stopped.bound()).isGreaterThanOrEqualTo(best);
                assertThat(Verifier.verify(problem, stopped, 1).proven()).isFalse();
                value = stopped.value();
            }
            assertThat(value).isPositive();
        }
        Problem problem = World.of("S");
        assertThat(Solver.solve(problem, 1, Control.within(Duration.ZERO)).proven())
                .isFalse();
        assertThat(Solver.solve(problem, 1, Control.within(Duration.ofMinutes(5)))
                        .proven())
                .isTrue();
        assertThatThrownBy(() -> Solver.open(problem, 1, Control.within(Duration.ZERO)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWouldNotFitIntoALongIsRefusedBeforeItBegins() {
        Problem problem = World.of("S");
        List<Gap> heavy = new ArrayList<>(problem.gaps);
        heavy.set(0, Tiny.weighing(heavy.get(0), Long.MAX_VALUE / 2));
        assertThatThrownBy(() -> new Problem(problem.people, problem.profiles, problem.points, heavy))
                .isInstanceOf(ArithmeticException.class);
        heavy.set(0, Tiny.weighing(heavy.get(0), 1L << 35));
        assertThatThrownBy(() -> new Problem(problem.people, problem.profiles, problem.points, heavy))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void nothingIsAProblemToo() {
        Problem nothing = new Problem(new People(), new Profiles(1), World.POINTS, List.of());
        assertThat(Solver.solve(nothing, 2, Control.NONE).value()).isZero();
        assertThat(Verifier.verify(nothing, Solver.solve(nothing, 1, Control.NONE), 1)
                        .proven())
                .isTrue();
    }
}
