package org.prahari.assignment;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/** Single changes of a cleared market: somebody seated leaves and enters again, a gap closes and opens again. */
final class Changes {
    private static final int WARM = 1_000;
    private static final int COUNT = 5_000;

    private Changes() {}

    static void measure(List<String> worlds) {
        Meter.head(
                "Changes: CPU ms of one",
                "world",
                "leave p50",
                "p99",
                "enter p50",
                "p99",
                "gap closes p50",
                "p99",
                "gap opens p50",
                "p99",
                "all p50",
                "p99",
                "proven after " + 4 * (WARM + COUNT));
        worlds.forEach(Changes::measure);
    }

    private static void measure(String name) {
        Problem problem = World.of(name);
        Market market = Solver.open(problem, AllocationBenchmark.THREADS, Control.NONE);
        Allocation allocation = market.allocation();
        Random random = new Random(5);
        double[][] millis = new double[5][COUNT];
        millis[4] = new double[4 * COUNT];
        for (int i = -WARM; i < COUNT; i++) {
            int person = random.nextInt(problem.people());
            while (allocation.gapOf(person) < 0) {
                person = random.nextInt(problem.people());
            }
            int gap = random.nextInt(problem.gaps());
            int seats = market.seats(gap);
            double[] took = {
                took(market::leave, person),
                took(market::enter, person),
                took(g -> market.seats(g, 0), gap),
                took(g -> market.seats(g, seats), gap)
            };
            for (int kind = 0; kind < 4 && i >= 0; kind++) {
                millis[kind][i] = took[kind];
                millis[4][4 * i + kind] = took[kind];
            }
        }
        var verdict = Verifier.verify(market.problem(), market.allocation(), AllocationBenchmark.THREADS);
        if (!verdict.proven()) {
            throw new AssertionError(verdict.fault());
        }
        Object[] row = new Object[12];
        row[0] = name;
        row[11] = verdict.pairs() + " pairs";
        for (int kind = 0; kind < 5; kind++) {
            double[] sorted = millis[kind];
            Arrays.sort(sorted);
            row[1 + 2 * kind] = sorted[sorted.length / 2];
            row[2 + 2 * kind] = sorted[sorted.length * 99 / 100];
        }
        Meter.row(row);
    }

    private static double took(IntConsumer change, int what) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        change.accept(what);
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6;
    }
}
