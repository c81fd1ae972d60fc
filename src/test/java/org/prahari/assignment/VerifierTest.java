package org.prahari.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private final Problem problem = World.of("S");
    private final Allocation sound = Solver.solve(problem, 2, Control.NONE);

    /** A claim whose parts a test may forge. */
    private final class Claim {
        private final int[] gapOf = new int[problem.people()];
        private final short[] scoreOf = new short[problem.people()];
        private final long[] prices = new long[problem.gaps()];
        private long value = sound.value();
        private long bound = sound.bound();

        Claim() {
            for (int j = 0; j < gapOf.length; j++) {
                gapOf[j] = sound.gapOf(j);
                scoreOf[j] = (short) sound.scoreOf(j);
            }
            for (int g = 0; g < prices.length; g++) {
                prices[g] = sound.price(g);
            }
        }
    }

    private boolean proven(Consumer<Claim> forgery) {
        return Verifier.verify(problem, forged(forgery), 2).proven();
    }

    private Allocation forged(Consumer<Claim> forgery) {
        Claim claim = new Claim();
        forgery.accept(claim);
        return new Allocation(claim.gapOf, claim.scoreOf, claim.prices, true, claim.value, claim.bound, new Work());
    }

    private int seated(Random random) {
        while (true) {
            int j = random.nextInt(problem.people());
            if (sound.gapOf(j) >= 0) {
                return j;
            }
        }
    }

    @Test
    void whatIsSoundIsProven() {
        assertThat(proven(claim -> {})).isTrue();
        assertThat(Verifier.verify(World.of(100, 10, 20, 1), sound, 1).proven()).isFalse();
    }

    @Test
    void noSeatMayBeForged() {
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            int one = seated(random);
            int other = seated(random);
            assertThat(proven(claim -> claim.gapOf[one] = -1)).isFalse();
            assertThat(proven(claim -> claim.gapOf[one] = problem.gaps())).isFalse();
            assertThat(proven(claim -> claim.gapOf[one] = -7)).isFalse();
            if (sound.gapOf(one) != sound.gapOf(other)) {
                assertThat(proven(claim -> claim.gapOf[one] = sound.gapOf(other)))
                        .isFalse();
            }
        }
    }

    @Test
    void noScoreAndNoSumMayBeForged() {
        Random random = new Random(2);
        for (int i = 0; i < 40; i++) {
            int one = seated(random);
            int other = seated(random);
            assertThat(proven(claim -> claim.scoreOf[one]++)).isFalse();
            assertThat(proven(claim -> {
                        claim.scoreOf[one]++;
                        claim.value++;
                        claim.bound++;
                    }))
                    .isFalse();
            if (one != other) {
                assertThat(proven(claim -> {
                            claim.scoreOf[one]++;
                            claim.scoreOf[other]--;
                        }))
                        .isFalse();
            }
        }
        assertThat(proven(claim -> claim.value++)).isFalse();
        assertThat(proven(claim -> claim.bound--)).isFalse();
    }

    @Test
    void noPriceMayBeForgedSoThatItProvesNothing() {
        Random random = new Random(3);
        for (int i = 0; i < 60; i++) {
            int gap = sound.gapOf(seated(random));
            assertThat(proven(claim -> claim.prices[gap] += problem.unit * 100)).isFalse();
            assertThat(proven(claim -> claim.prices[gap] = -1)).isFalse();
        }
    }

    @Test
    void otherPricesThatStillProveTheSameAreAProofToo() {
        int gap = 0;
        while (!slack(gap)) {
            gap++;
        }
        int found = gap;
        assertThat(proven(claim -> claim.prices[found]--)).isTrue();
        assertThat(proven(claim -> java.util.Arrays.fill(claim.prices, 0))).isFalse();
    }

    private boolean slack(int gap) {
        return sound.price(gap) > 0 && proven(claim -> claim.prices[gap]--);
    }

    @Test
    void nobodyMaySitWhereTheyAreNotEligible() {
        Random random = new Random(4);
        for (int i = 0; i < 40; i++) {
            int person = seated(random);
            int stranger = random.nextInt(problem.people());
            int gap = sound.gapOf(person);
            // In the place of another: no gap is too full, but not everybody may sit there.
            if (sound.gapOf(stranger) < 0 && !problem.eligible(gap, stranger)) {
                assertThat(fault(claim -> swap(claim, person, stranger)))
                        .isEqualTo("person " + stranger + " at gap " + gap);
            }
        }
    }

    /** At a price of nothing all sums agree and no pair is worth more: only the count of seats tells. */
    @Test
    void aGapIsNotOverfull() {
        Problem one = Adversary.problem(2, j -> 100, new int[2][0], List.of(Adversary.gap(1, 1)));
        long worth = 2 * (one.unit + 100);
        Allocation both =
                new Allocation(new int[] {0, 0}, new short[] {100, 100}, new long[1], true, worth, worth, new Work());
        assertThat(Verifier.verify(one, both, 1).fault()).isEqualTo("seats or price of gap 0");
    }

    @Test
    void aPersonLeftOutOrAnotherObjectiveIsNoticed() {
        Random random = new Random(5);
        int person = seated(random);
        assertThat(fault(claim -> claim.gapOf[person] = -1)).startsWith("worth ");
        assertThat(fault(claim -> claim.value -= problem.unit)).startsWith("worth ");
        assertThat(fault(claim -> claim.bound += 1)).startsWith("worth ");
        Allocation shorter = new Allocation(new int[1], new short[1], new long[problem.gaps()], true, 0, 0, new Work());
        assertThat(Verifier.verify(problem, shorter, 1).fault()).isEqualTo("for another problem");
    }

    /** The sums agree, seats and scores are right, and only a pair that the claim leaves unused tells that it is not the best. */
    @Test
    void aWorseAllocationThatIsPricedToItsWorthIsBetrayedByAPair() {
        Problem two = Adversary.problem(2, j -> 100 + j, new int[2][0], List.of(Adversary.gap(1, 1)));
        long worth = two.unit + 100;
        Allocation worse = new Allocation(
                new int[] {0, -1}, new short[] {100, 0}, new long[] {worth}, true, worth, worth, new Work());
        assertThat(Verifier.verify(two, worse, 1).fault()).isEqualTo("person 1 would be worth more at gap 0");
    }

    private String fault(Consumer<Claim> forgery) {
        return Verifier.verify(problem, forged(forgery), 2).fault();
    }

    private void swap(Claim claim, int person, int stranger) {
        int gap = claim.gapOf[person];
        claim.gapOf[person] = -1;
        claim.gapOf[stranger] = gap;
        claim.scoreOf[stranger] = claim.scoreOf[person];
    }

    @Test
    void anAllocationThatIsWorseIsNotProvenByAnyPricesOfOurs() {
        Allocation other = Solver.solve(World.of(2_000, 400, 1_200, 4), 2, Control.NONE);
        assertThat(Verifier.verify(problem, other, 1).proven()).isFalse();
    }
}
