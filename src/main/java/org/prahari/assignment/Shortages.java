package org.prahari.assignment;

import java.util.Arrays;

/** Explains the seats that an optimum leaves empty; made once for an allocation, asked for each gap. */
public final class Shortages {
    /** Beyond so many gaps a set is told as found: each attempt to leave one out costs a matching. */
    static final int PRUNED = 64;

    private final Problem problem;
    private final Allocation allocation;
    private final Hall hall;
    private final int[] filled;

    public Shortages(Problem problem, Allocation allocation) {
        this.problem = problem;
        this.allocation = allocation;
        this.hall = new Hall(problem);
        this.filled = new int[problem.gaps()];
        for (int j = 0; j < allocation.people(); j++) {
            if (allocation.gapOf(j) >= 0) {
                filled[allocation.gapOf(j)]++;
            }
        }
    }

    /**
     * Why a seat of a gap stays empty. From the gap, over those eligible for it, to the gaps they sit at, and so on: in an
     * optimum nobody on the way is free. A set of up to {@value #PRUNED} gaps is then pruned until none can be left out; of a
     * larger one, the rules are counted for the gap itself alone.
     *
     * @throws IllegalArgumentException if the gap has no empty seat, or the allocation is no optimum
     */
    public Shortage of(int gap) {
        if (filled[gap] >= problem.gaps.get(gap).seats()) {
            throw new IllegalArgumentException("gap " + gap + " has no empty seat");
        }
        int[] gaps = hall.reached(allocation, gap);
        boolean small = gaps.length <= PRUNED;
        if (small) {
            gaps = hall.pruned(gaps, gap);
        }
        return new Shortage(
                Arrays.stream(gaps).sorted().boxed().toList(),
                Arrays.stream(hall.people(gaps)).boxed().toList(),
                Arrays.stream(gaps).map(g -> problem.gaps.get(g).seats()).sum(),
                Shortage.gained(problem, small ? gaps : new int[] {gap}));
    }
}
