package org.prahari.assignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The exact solver: a primal-dual method in which gaps propose and every eligible pair is priced, but only when it could
 * matter. Prices of gaps only fall and those of people only rise, so what was once a bound on a pair stays one.
 *
 * <p>The same problem always gives the same answer, whatever the number of threads. Worst case as successive shortest paths:
 * seats times pairs; in markets as they are, a seat settles a few dozen gaps. Candidates take about 14 bytes per pair kept,
 * some tens of pairs per gap.
 */
public final class Solver {
    private static final int KEPT = 24;
    private static final int PER_SEAT = 3;
    private static final int REFRESHES = 20;
    private static final int CHUNK = 256;

    private final Problem problem;
    private final Control control;
    private final int threads;
    private final Plan plan;
    private final Postings postings;
    private final Candidates[] candidates;
    private final Work work = new Work();

    private Solver(Problem problem, int threads, Control control) {
        this.problem = problem;
        this.threads = threads;
        this.control = control;
        this.plan = new Plan(problem);
        this.postings = new Postings(problem);
        this.candidates = new Candidates[problem.gaps()];
    }

    /** @param threads how many price at a time */
    public static Allocation solve(Problem problem, int threads, Control control) {
        Solver solver = new Solver(problem, threads, control);
        boolean proven = solver.run();
        return new Allocation(solver.plan, proven, solver.work);
    }

    /** The same, ready to be changed afterwards. */
    public static Market open(Problem problem, int threads, Control control) {
        return solved(problem, threads, control).open();
    }

    /** The same, that may be opened; it keeps what the solver knows, some hundred bytes to a pair seated. */
    public static Solved solved(Problem problem, int threads, Control control) {
        Solver solver = new Solver(problem, threads, control);
        boolean proven = solver.run();
        return new Solved(new Allocation(solver.plan, proven, solver.work), solver);
    }

    /** A solve that is over. */
    public static final class Solved {
        private final Allocation allocation;
        private final Solver solver;

        private Solved(Allocation allocation, Solver solver) {
            this.allocation = allocation;
            this.solver = solver;
        }

        public Allocation allocation() {
            return allocation;
        }

        /**
         * The market it cleared; to be called once.
         *
         * @throws IllegalStateException if the solve was stopped before
         */
        public Market open() {
            if (!allocation.proven()) {
                throw new IllegalStateException("stopped before the market was cleared");
            }
            return new Market(solver.problem, solver.plan, solver.postings, solver.candidates);
        }
    }

    private boolean run() {
        if (!price()) {
            // Stopped: the dearest prices still bound what can be reached.
            for (int g = 0; g < problem.gaps(); g++) {
                plan.gapPrice[g] = plan.constant[g] + Points.MOST;
            }
            return false;
        }
        return seat() && prove();
    }

    /** Collects the first candidates of every gap; nobody has a price yet. */
    private boolean price() {
        postings.blocks.refresh(plan.personPrice);
        return each(Control.Stage.PRICING, (pricing, g) -> {
            int seats = plan.seats[g];
            candidates[g] =
                    seats == 0 ? Candidates.NONE : pricing.collect(g, -plan.constant[g], PER_SEAT * seats + KEPT);
            plan.gapPrice[g] = candidates[g].size() == 0 ? 0 : plan.constant[g] + candidates[g].score[0];
            if (seats == 0) {
                plan.gapPrice[g] = plan.constant[g] + Points.MOST;
            }
            return true;
        });
    }

    private boolean seat() {
        Pricing pricing = new Pricing(postings, plan.personPrice, true);
        Search search = new Search(problem, plan, pricing, candidates, null, new Fallen(problem));
        int[] order = scarcestFirst();
        int total = Arrays.stream(plan.seats).sum();
        int done = 0;
        int refresh = Math.max(1, total / REFRESHES);
        int next = refresh;
        for (int g : order) {
            for (int seat = 0; seat < plan.seats[g] && plan.gapPrice[g] > 0; seat++) {
                if (!control.proceed(Control.Stage.SEATING, done + seat, total)) {
                    return false;
                }
                if (!search.seat(g)) {
                    break;
                }
            }
            done += plan.seats[g];
            if (done >= next) {
                postings.blocks.refresh(plan.personPrice);
                next = done + refresh;
            }
        }
        work.add(search.work);
        work.add(pricing.work);
        return true;
    }

    /** Gaps all of whose pairs are known, by pairs per seat; then the others by their bound. */
    private int[] scarcestFirst() {
        long[] keys = new long[problem.gaps()];
        for (int g = 0; g < keys.length; g++) {
            Candidates own = candidates[g];
            keys[g] = own.bound == Candidates.COMPLETE
                    ? Math.min(1L << 30, own.size() * 1000L / Math.max(1, plan.seats[g]))
                    : (1L << 31) + own.bound;
        }
        return Sorting.order(keys);
    }

    /** Looks over all eligible pairs for one that the prices do not allow. */
    private boolean prove() {
        postings.blocks.refresh(plan.personPrice);
        return each(Control.Stage.PROVING, (pricing, g) -> {
            if (plan.seats[g] > 0 && pricing.exceeds(g, plan.gapPrice[g] - plan.constant[g])) {
                throw new IllegalStateException("the prices prove nothing at gap " + g);
            }
            return true;
        });
    }

    private interface Step {
        boolean at(Pricing pricing, int gap);
    }

    /** Does a step for every gap, on all threads; gaps are independent of each other. */
    private boolean each(Control.Stage stage, Step step) {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean going = new AtomicBoolean(true);
        List<Pricing> pricings = new ArrayList<>();
        Runnable loop = () -> {
            Pricing pricing = new Pricing(postings, plan.personPrice, false);
            synchronized (pricings) {
                pricings.add(pricing);
            }
            for (int from = next.getAndAdd(CHUNK); from < problem.gaps() && going.get(); from = next.getAndAdd(CHUNK)) {
                if (!control.proceed(stage, from, problem.gaps())) {
                    going.set(false);
                    return;
                }
                for (int g = from; g < Math.min(problem.gaps(), from + CHUNK); g++) {
                    step.at(pricing, g);
                }
            }
        };
        Threads.run(threads, loop);
        pricings.forEach(pricing -> work.add(pricing.work));
        return going.get();
    }
}
