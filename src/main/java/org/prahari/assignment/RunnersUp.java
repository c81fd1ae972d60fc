package org.prahari.assignment;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/** Who would come next: of each gap, the eligible person of the highest score who is not seated there. */
public final class RunnersUp {
    private static final int CHUNK = 64;

    private RunnersUp() {}

    /** @param score of the pair, in basis points */
    public record RunnerUp(int person, int score) {}

    /**
     * @param proceed told, from several threads, how many gaps are done; false to stop
     * @return by gap; null where nobody sits, nobody else is eligible, or it was stopped before
     */
    public static RunnerUp[] of(Problem problem, Allocation allocation, int threads, IntPredicate proceed) {
        int[] filled = allocation.filledByGap();
        Postings postings = new Postings(problem);
        long[] free = new long[problem.people()];
        postings.blocks.refresh(free);
        RunnerUp[] next = new RunnerUp[problem.gaps()];
        AtomicInteger from = new AtomicInteger();
        Threads.run(threads, () -> {
            var pricing = new Pricing(postings, free, false);
            for (int at = from.getAndAdd(CHUNK); at < next.length && proceed.test(at); at = from.getAndAdd(CHUNK)) {
                for (int g = at; g < Math.min(next.length, at + CHUNK); g++) {
                    next[g] = filled[g] == 0 ? null : next(pricing, allocation, g, filled[g]);
                }
            }
        });
        return next;
    }

    private static RunnerUp next(Pricing pricing, Allocation allocation, int gap, int filled) {
        // One more than are seated: of equals any may be kept, and one of them is not seated here.
        Candidates best = pricing.collect(gap, -1, filled + 1);
        for (int i = 0; i < best.size(); i++) {
            if (allocation.gapOf(best.person[i]) != gap) {
                return new RunnerUp(best.person[i], best.score[i]);
            }
        }
        return null;
    }
}
