package org.prahari.assignment;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How time and memory grow, what is hard, and what is left when time runs out. */
final class Scale {
    private static final int THREADS = AllocationBenchmark.THREADS;

    private Scale() {}

    static void growth() {
        Meter.head(
                "Growth: ten people to a gap, three seats to ten people",
                "people",
                "gaps",
                "seats",
                "eligible pairs",
                "filled",
                "CPU s",
                "wall s",
                "heap after MB",
                "peak heap MB",
                "verifier CPU s",
                "work");
        for (int people : new int[] {10_000, 30_000, 100_000, 300_000, 1_000_000}) {
            Problem problem = World.of(people, people / 10, people * 3 / 10, 13);
            var own = Meter.of(people < 200_000 ? 5 : 1, () -> Solver.solve(problem, THREADS, Control.NONE));
            var verdict = Meter.of(1, () -> Verifier.verify(problem, own.result(), THREADS));
            proven(verdict.result());
            Meter.row(
                    people,
                    problem.gaps(),
                    AllocationBenchmark.seats(problem),
                    verdict.result().pairs(),
                    own.result().filled(),
                    own.cpu(),
                    own.wall(),
                    own.heap(),
                    own.peak(),
                    verdict.cpu(),
                    own.result().work().total());
        }
    }

    private static void proven(Verifier.Verdict verdict) {
        if (!verdict.proven()) {
            throw new AssertionError(verdict.fault());
        }
    }

    static void adversaries() {
        Map<String, Problem> markets = new LinkedHashMap<>();
        for (int size : new int[] {1_000, 2_000, 4_000}) {
            markets.put("equal scores, " + size + " seats for " + size, Adversary.equal(size, size));
            markets.put("equal scores, " + size + " seats for three quarters", Adversary.equal(size * 3 / 4, size));
            markets.put("one gap with " + size + " seats for " + 5 * size / 4, Adversary.oneGap(5 * size / 4, size));
            markets.put("chain of " + size, Adversary.chain(size));
        }
        for (int size : new int[] {10_000, 30_000, 100_000, 300_000}) {
            markets.put("balanced, " + size + " seats for " + size, World.of(size, size / 3, size, 17));
        }
        Meter.head("Adversaries", "market", "filled", "CPU s", "peak heap MB", "searches", "gaps settled", "work");
        markets.forEach((name, problem) -> {
            var own = Meter.of(1, () -> Solver.solve(problem, THREADS, Control.NONE));
            proven(Verifier.verify(problem, own.result(), THREADS));
            Work work = own.result().work();
            Meter.row(name, own.result().filled(), own.cpu(), own.peak(), work.searches, work.settled, work.total());
        });
    }

    static void stopped() {
        Meter.head(
                "Stopped: a million seats for a million people",
                "limit s",
                "wall s",
                "proven",
                "filled",
                "value reached",
                "bound",
                "value / bound");
        Problem problem = World.of(1_000_000, 333_333, 1_000_000, 19);
        for (int limit : new int[] {5, 15, 40}) {
            var own = Meter.of(1, () -> Solver.solve(problem, THREADS, Control.within(Duration.ofSeconds(limit))));
            Allocation allocation = own.result();
            Meter.row(
                    limit,
                    own.wall(),
                    allocation.proven(),
                    allocation.filled(),
                    allocation.value(),
                    allocation.bound(),
                    (double) allocation.value() / allocation.bound());
        }
    }
}
