package org.prahari.assignment;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Judges an allocation by the rules and the prices alone: it shares nothing with the solver but the problem, looks at every
 * pair of the same role and skips none by its price. Time linear in the pairs that could meet; memory in the people of the
 * largest role.
 */
public final class Verifier {
    /** Of each role: regions, and whether a gap is remote. */
    private static final int CELLS = 128;

    private final Problem problem;
    private final Allocation claim;
    private final long[] personPrice;
    private final AtomicReference<String> fault = new AtomicReference<>();
    private final AtomicLong pairs = new AtomicLong();

    private Verifier(Problem problem, Allocation claim) {
        this.problem = problem;
        this.claim = claim;
        this.personPrice = new long[problem.people()];
    }

    /**
     * @param fault why the claim is not proven, or null if it is
     * @param pairs how many eligible pairs were seen
     */
    public record Verdict(String fault, long pairs) {
        public boolean proven() {
            return fault == null;
        }
    }

    public static Verdict verify(Problem problem, Allocation claim, int threads) {
        Verifier verifier = new Verifier(problem, claim);
        verifier.feasible();
        if (verifier.fault.get() == null) {
            verifier.pairs(threads);
        }
        return new Verdict(verifier.fault.get(), verifier.pairs.get());
    }

    private void fail(String why) {
        fault.compareAndSet(null, why);
    }

    /** Seats are kept, everybody is eligible with the score claimed, and the prices add up to what is claimed. */
    private void feasible() {
        if (claim.people() != problem.people() || claim.gaps() != problem.gaps()) {
            fail("for another problem");
            return;
        }
        int[] filled = new int[problem.gaps()];
        long value = 0;
        long bound = 0;
        for (int j = 0; j < problem.people(); j++) {
            int g = claim.gapOf(j);
            if (g < -1 || g >= problem.gaps()) {
                fail("no such gap");
                return;
            }
            if (g >= 0) {
                filled[g]++;
                if (!problem.eligible(g, j) || problem.score(g, j) != claim.scoreOf(j)) {
                    fail("person " + j + " at gap " + g);
                    return;
                }
                long worth = problem.constant(g) + claim.scoreOf(j);
                personPrice[j] = worth - claim.price(g);
                value = Math.addExact(value, worth);
            }
            if (personPrice[j] < 0) {
                fail("negative price of person " + j);
            }
            bound = Math.addExact(bound, personPrice[j]);
        }
        for (int g = 0; g < problem.gaps(); g++) {
            int seats = problem.gaps.get(g).seats();
            if (filled[g] > seats || claim.price(g) < 0) {
                fail("seats or price of gap " + g);
                return;
            }
            bound = Math.addExact(bound, Math.multiplyExact(claim.price(g), (long) seats));
        }
        if (value != bound || claim.value() != value || claim.bound() != bound) {
            fail("worth " + value + ", but priced at " + bound);
        }
    }

    private void pairs(int threads) {
        int roles = problem.roleStart.length - 1;
        int[] gapStart = Indexes.starts(roles * CELLS, problem.gaps(), this::cell);
        int[] gapsOf = Indexes.members(gapStart, problem.gaps(), this::cell);
        AtomicInteger next = new AtomicInteger();
        Threads.run(threads, () -> {
            for (int role = next.getAndIncrement(); role < roles; role = next.getAndIncrement()) {
                if (gapStart[role * CELLS] < gapStart[(role + 1) * CELLS]) {
                    role(role, gapsOf, gapStart);
                }
            }
        });
    }

    private int cell(int gap) {
        return problem.gaps.get(gap).role() * CELLS
                + problem.gaps.get(gap).region() * 2
                + (problem.gaps.get(gap).remote() ? 1 : 0);
    }

    /** The gaps of one role, by region, remote or not, against everybody of the role who might be meant. */
    private void role(int role, int[] gaps, int[] start) {
        Crowd crowd = new Crowd(problem, role, personPrice);
        for (int cell = role * CELLS; cell < (role + 1) * CELLS && fault.get() == null; cell++) {
            if (start[cell] < start[cell + 1]) {
                crowd.turn(cell % CELLS / 2, cell % 2 == 1);
            }
            for (int at = start[cell]; at < start[cell + 1]; at++) {
                int g = gaps[at];
                Gap gap = problem.gaps.get(g);
                int profile = gap.seats() == 0 ? -1 : crowd.better(gap, claim.price(g) - problem.constant(g));
                if (profile >= 0) {
                    fail("person " + problem.profiles.person[profile] + " would be worth more at gap " + g);
                    return;
                }
            }
        }
        pairs.addAndGet(crowd.seen());
    }
}
