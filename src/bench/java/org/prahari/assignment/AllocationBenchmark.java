package org.prahari.assignment;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.prahari.allocation.WhatIfBenchmark;

/**
 * The allocation beside other people's solvers and beside itself, as tables in Markdown. Arguments: the sections, all of them
 * by default; or worlds, for the first section alone.
 */
public final class AllocationBenchmark {
    static final int THREADS = 2;
    private static final List<String> WORLDS = List.of("S", "M", "M-tight", "balanced", "L");

    /** Pairs per gap, the best ones, that OR-Tools is given where all of them are too many for it. */
    private static final int SAMPLE = 5;

    private AllocationBenchmark() {}

    public static void main(String[] arguments) {
        System.out.printf(
                "Java %s, %d processors, heap of at most %d MB%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
        for (int i = 0; i < 15; i++) {
            Solver.solve(World.of("M"), THREADS, Control.NONE);
        }
        Map<String, Consumer<List<String>>> sections = Map.of(
                "peers", AllocationBenchmark::peers,
                "timefold", worlds -> Timefold.compare(),
                "changes", Changes::measure,
                "growth", worlds -> Scale.growth(),
                "adversaries", worlds -> Scale.adversaries(),
                "stopped", worlds -> Scale.stopped(),
                "national", worlds -> National.compare(),
                "what-if", worlds -> WhatIfBenchmark.measure());
        List<String> chosen = List.of(arguments);
        if (chosen.stream().anyMatch(WORLDS::contains)) {
            peers(chosen);
            return;
        }
        for (String section :
                List.of("peers", "timefold", "changes", "growth", "adversaries", "stopped", "national", "what-if")) {
            if (chosen.isEmpty() || chosen.contains(section)) {
                sections.get(section).accept(WORLDS);
            }
        }
    }

    private static void peers(List<String> worlds) {
        Meter.head(
                "Peers: the same instance, the same objective; of the others only the solving is timed, not the building",
                "world",
                "people",
                "gaps",
                "seats",
                "eligible pairs",
                "filled",
                "objective",
                "CPU s",
                "wall s",
                "heap after MB",
                "peak heap MB",
                "verifier CPU s",
                "OR-Tools CPU s",
                "its pairs",
                "its objective",
                "ratio",
                "JGraphT CPU s");
        worlds.forEach(AllocationBenchmark::peers);
    }

    private static void peers(String name) {
        Problem problem = World.of(name);
        boolean large = name.equals("L");
        Meter<Allocation> own = Meter.of(large ? 3 : 15, () -> Solver.solve(problem, THREADS, Control.NONE));
        Allocation allocation = own.result();
        Meter<Verifier.Verdict> verdict = Meter.of(1, () -> Verifier.verify(problem, allocation, THREADS));
        if (!allocation.proven() || !verdict.result().proven()) {
            throw new AssertionError(verdict.result().fault());
        }
        Oracles oracles = new Oracles(problem, large ? SAMPLE : Integer.MAX_VALUE);
        Oracles.Network network = oracles.orTools();
        Meter<Long> flow = Meter.of(1, network::solve);
        double matching = Double.NaN;
        if (large ? flow.result() > allocation.value() : flow.result() != allocation.value()) {
            throw new AssertionError("OR-Tools finds " + flow.result() + ", we " + allocation.value());
        }
        if (name.equals("S")) {
            Meter<Long> other = Meter.of(1, oracles.jgrapht()::solve);
            matching = other.cpu();
            if (other.result() != allocation.value()) {
                throw new AssertionError("JGraphT finds " + other.result() + ", we " + allocation.value());
            }
        }
        Meter.row(
                name,
                problem.people(),
                problem.gaps(),
                seats(problem),
                verdict.result().pairs(),
                allocation.filled(),
                allocation.value(),
                own.cpu(),
                own.wall(),
                own.heap(),
                own.peak(),
                verdict.cpu(),
                flow.cpu(),
                oracles.pairs(),
                (flow.result() == allocation.value() ? "the same" : flow.result() + " of a sample"),
                Meter.number(flow.cpu() / own.cpu()),
                matching);
    }

    static long seats(Problem problem) {
        return problem.gaps.stream().mapToLong(Gap::seats).sum();
    }
}
