package org.prahari.assignment;

import static org.assertj.core.api.Assertions.assertThat;

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
        Claim claim = new Claim();
        forgery.accept(claim);
        var forged =
                new Allocation(claim.gapOf, claim.scoreOf, claim.prices, true, claim.value, claim.bound, new Work());
        return Verifier.verify(problem, forged, 2).proven();
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
    void anAllocationThatIsWorseIsNotProvenByAnyPricesOfOurs() {
        Allocation other = Solver.solve(World.of(2_000, 400, 1_200, 4), 2, Control.NONE);
        assertThat(Verifier.verify(problem, other, 1).proven()).isFalse();
    }
}
