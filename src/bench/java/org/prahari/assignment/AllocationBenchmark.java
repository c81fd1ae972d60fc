package org.prahari.assignment;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * The allocation of each world: processor time of the solver, of the verifier and of the oracles in the same run, medians
 * after a warm-up; then single changes. Arguments: the worlds, all of them by default.
 */
public final class AllocationBenchmark {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int THREADS = 2;
    private static final int CHANGES = 1_000;

    private AllocationBenchmark() {}

    public static void main(String[] worlds) {
        List<String> names = worlds.length == 0 ? List.of("S", "M", "M-tight", "balanced", "L") : List.of(worlds);
        for (int i = 0; i < 12; i++) {
            Solver.solve(World.of("M"), THREADS, Control.NONE);
        }
        print("world", "people", "seats", "pairs", "filled", "cpu s", "wall s", "verify s", "OR-Tools s", "ratio", "JGraphT s");
        names.forEach(AllocationBenchmark::world);
        System.out.println();
        print("changes, ms", "", "leave p50", "p99", "enter p50", "p99", "close p50", "p99", "open p50", "p99", "proven");
        names.forEach(AllocationBenchmark::changes);
    }

    private static void world(String name) {
        Problem problem = World.of(name);
        boolean large = name.equals("L");
        double[] cpu = new double[large ? 3 : 9];
        double[] wall = new double[cpu.length];
        Allocation allocation = null;
        for (int i = 0; i < cpu.length; i++) {
            long start = System.nanoTime();
            long used = SYSTEM.getProcessCpuTime();
            allocation = Solver.solve(problem, THREADS, Control.NONE);
            cpu[i] = (SYSTEM.getProcessCpuTime() - used) / 1e9;
            wall[i] = (System.nanoTime() - start) / 1e9;
        }
        long used = SYSTEM.getProcessCpuTime();
        var verdict = Verifier.verify(problem, allocation, THREADS);
        double verified = (SYSTEM.getProcessCpuTime() - used) / 1e9;
        same(0, verdict.proven() ? 0 : 1);
        double flow = large ? Double.NaN : oracle(new Oracles(problem).orTools(), allocation);
        double matching = name.equals("S") ? oracle(new Oracles(problem).jgrapht(), allocation) : Double.NaN;
        long seats = problem.gaps.stream().mapToLong(Gap::seats).sum();
        print(
                name,
                problem.people() + "",
                seats + "",
                verdict.pairs() + "",
                allocation.filled() + "",
                number(median(cpu)),
                number(median(wall)),
                number(verified),
                number(flow),
                number(flow / median(cpu)),
                number(matching));
    }

    private static double oracle(Oracles.Network network, Allocation allocation) {
        long used = SYSTEM.getProcessCpuTime();
        long value = network.solve();
        double took = (SYSTEM.getProcessCpuTime() - used) / 1e9;
        same(allocation.value(), value);
        return took;
    }

    private static void same(long one, long other) {
        if (one != other) {
            throw new AssertionError(one + " is not " + other);
        }
    }

    /** Somebody seated leaves and enters again, a gap closes and opens again. */
    private static void changes(String name) {
        Problem problem = World.of(name);
        Market market = Solver.open(problem, THREADS, Control.NONE);
        Allocation allocation = market.allocation();
        Random random = new Random(5);
        int[] person = new int[CHANGES];
        int[] gap = new int[CHANGES];
        for (int i = 0; i < CHANGES; i++) {
            do {
                person[i] = random.nextInt(problem.people());
            } while (allocation.gapOf(person[i]) < 0);
            gap[i] = random.nextInt(problem.gaps());
        }
        long[][] nanos = new long[4][CHANGES];
        for (int i = 0; i < CHANGES; i++) {
            int seats = market.seats(gap[i]);
            nanos[0][i] = took(market::leave, person[i]);
            nanos[1][i] = took(market::enter, person[i]);
            nanos[2][i] = took(g -> market.seats(g, 0), gap[i]);
            nanos[3][i] = took(g -> market.seats(g, seats), gap[i]);
        }
        boolean proven = Verifier.verify(market.problem(), market.allocation(), THREADS).proven();
        String[] line = new String[11];
        line[0] = name;
        line[1] = "";
        line[10] = proven + "";
        for (int kind = 0; kind < 4; kind++) {
            Arrays.sort(nanos[kind]);
            line[2 + 2 * kind] = number(nanos[kind][CHANGES / 2] / 1e6);
            line[3 + 2 * kind] = number(nanos[kind][CHANGES * 99 / 100] / 1e6);
        }
        print(line);
    }

    private static long took(IntConsumer change, int what) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        change.accept(what);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static void print(String... cells) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append(String.format("%-12s", cell));
        }
        System.out.println(line.toString().stripTrailing());
    }
}
