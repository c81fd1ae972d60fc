package org.prahari.assignment;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What some work takes: processor seconds of the whole process (compiler and collector too), seconds on the clock, and MB of
 * heap, at the end and at most; medians of several runs, but for the heap, of which the most is kept.
 */
record Meter<T>(T result, double cpu, double wall, long heap, long peak) {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final List<MemoryPoolMXBean> POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    /** The heap at most is the sum over the collector's pools of the most in each: a little too much rather than too little. */
    static <T> Meter<T> of(int runs, Supplier<T> work) {
        double[] cpu = new double[runs];
        double[] wall = new double[runs];
        T result = null;
        long peak = 0;
        for (int i = 0; i < runs; i++) {
            result = null;
            System.gc();
            POOLS.forEach(MemoryPoolMXBean::resetPeakUsage);
            long start = System.nanoTime();
            long used = SYSTEM.getProcessCpuTime();
            result = work.get();
            cpu[i] = (SYSTEM.getProcessCpuTime() - used) / 1e9;
            wall[i] = (System.nanoTime() - start) / 1e9;
            peak = Math.max(
                    peak,
                    POOLS.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum());
        }
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Meter<>(result, median(cpu), median(wall), heap >> 20, peak >> 20);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, value < 100 ? "%.3f" : "%.0f", value);
    }

    /** A row of a table in Markdown. */
    static void row(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ')
                    .append(cell instanceof Double number ? number(number) : String.valueOf(cell))
                    .append(" |");
        }
        System.out.println(line);
    }

    static void head(String title, String... names) {
        System.out.println();
        System.out.println(title);
        System.out.println();
        row((Object[]) names);
        System.out.println("|" + " --- |".repeat(names.length));
    }
}
