package org.prahari.assignment;

/**
 * Who goes where, and the prices that prove that nothing better exists: {@code price(g) + price(j) >= value(g, j)} for every
 * eligible pair, prices at least 0, and as much in all as the seats filled are worth.
 */
public final class Allocation {
    private final int[] gapOf;
    private final short[] scoreOf;
    private final long[] prices;
    private final boolean proven;
    private final long value;
    private final long bound;
    private final Work work;

    Allocation(Plan plan, boolean proven, Work work) {
        this(plan.gapOf.clone(), plan.scoreOf.clone(), plan.gapPrice.clone(), proven, plan.worth(), plan.bound(), work);
    }

    Allocation(int[] gapOf, short[] scoreOf, long[] prices, boolean proven, long value, long bound, Work work) {
        this.gapOf = gapOf;
        this.scoreOf = scoreOf;
        this.prices = prices;
        this.proven = proven;
        this.value = value;
        this.bound = bound;
        this.work = work;
    }

    /** An allocation that nothing proves: who goes where alone, without prices. */
    public static Allocation unpriced(Problem problem, int[] gapOf) {
        short[] scores = new short[gapOf.length];
        long value = 0;
        for (int j = 0; j < gapOf.length; j++) {
            if (gapOf[j] >= 0) {
                scores[j] = (short) problem.score(gapOf[j], j);
                value = Math.addExact(value, problem.constant(gapOf[j]) + scores[j]);
            }
        }
        return new Allocation(
                gapOf.clone(), scores, new long[problem.gaps()], false, value, Long.MAX_VALUE, new Work());
    }

    /** The gap a person goes to, or -1. */
    public int gapOf(int person) {
        return gapOf[person];
    }

    /** Basis points of the person's pair; 0 without one. */
    public int scoreOf(int person) {
        return gapOf[person] < 0 ? 0 : scoreOf[person];
    }

    /** The price of a seat at a gap. */
    public long price(int gap) {
        return prices[gap];
    }

    public int people() {
        return gapOf.length;
    }

    public int gaps() {
        return prices.length;
    }

    /** Whether it is the best there is; if not, the solve was stopped. */
    public boolean proven() {
        return proven;
    }

    /** What it is worth: weights in units of the problem, and scores. */
    public long value() {
        return value;
    }

    /** No allocation is worth more. */
    public long bound() {
        return bound;
    }

    public Work work() {
        return work;
    }

    public int filled() {
        int filled = 0;
        for (int gap : gapOf) {
            filled += gap >= 0 ? 1 : 0;
        }
        return filled;
    }

    /** How many seats of each gap are filled. */
    public int[] filledByGap() {
        int[] filled = new int[prices.length];
        for (int gap : gapOf) {
            if (gap >= 0) {
                filled[gap]++;
            }
        }
        return filled;
    }
}
