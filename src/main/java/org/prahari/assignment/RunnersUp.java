package org.prahari.assignment;

import java.util.Optional;

/** Who would come next: of each gap, the eligible person of the highest score who is not seated there. For one thread. */
public final class RunnersUp {
    private final Allocation allocation;
    private final int[] filled;
    private final Pricing pricing;

    public RunnersUp(Problem problem, Allocation allocation) {
        this.allocation = allocation;
        this.filled = new int[problem.gaps()];
        for (int j = 0; j < allocation.people(); j++) {
            if (allocation.gapOf(j) >= 0) {
                filled[allocation.gapOf(j)]++;
            }
        }
        Postings postings = new Postings(problem);
        long[] free = new long[problem.people()];
        postings.blocks.refresh(free);
        this.pricing = new Pricing(postings, free, false);
    }

    /** @param score of the pair, in basis points */
    public record RunnerUp(int person, int score) {}

    public Optional<RunnerUp> of(int gap) {
        // One more than are seated: of equals any may be kept, and one of them is not seated here.
        Candidates best = pricing.collect(gap, -1, filled[gap] + 1);
        for (int i = 0; i < best.size(); i++) {
            if (allocation.gapOf(best.person[i]) != gap) {
                return Optional.of(new RunnerUp(best.person[i], best.score[i]));
            }
        }
        return Optional.empty();
    }
}
