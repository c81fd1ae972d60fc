package org.prahari.matching;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.prahari.access.Viewer;
import org.prahari.support.Service;

/** The pool of a nation beside others. Arguments: how many trainees, and gaps; a million and 100,000 by default. */
public final class PoolBenchmark {
    static final Viewer ALL = Viewer.system("bench");
    static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    static final int TOP = 20;

    private PoolBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int trainees = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int gaps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        System.out.printf(
                "Java %s, %d processors, heap of at most %d MB%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
        Service service = Service.get();
        long start = System.nanoTime();
        Nation nation = new Nation(service);
        nation.write(trainees, 0);
        System.out.printf("%d trainees written in %.0f s%n", trainees, seconds(start));
        Loading.measure(service, trainees);
        nation.write(0, gaps);
        Pool pool = load(service);
        Set<String> departments = nation.departments();
        List<Opening> asked = asked(pool, departments, 3000);
        rank(pool, asked);
        RankingPeers.measure(service, pool, pool.instance(departments, Set.of(), Nation.TODAY), asked);
        instance(pool, departments);
        System.exit(0);
    }

    static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    static Pool load(Service service) {
        return service.jdbi()
                .inTransaction(
                        TransactionIsolationLevel.REPEATABLE_READ,
                        handle -> handle.attach(MatchingDao.class).pool(Weights.DEFAULT));
    }

    private static List<Opening> asked(Pool pool, Set<String> departments, int count) {
        Instance all = pool.instance(departments, Set.of(), Nation.TODAY);
        List<Opening> open = new ArrayList<>();
        for (int g = 0; g < all.problem().gaps(); g++) {
            if (all.opening(g).open()) {
                open.add(all.opening(g));
            }
        }
        Collections.shuffle(open, new Random(20));
        return open.subList(0, Math.min(count, open.size()));
    }

    private static void rank(Pool pool, List<Opening> gaps) {
        for (int round = 0; round < 5; round++) {
            Figures figures = Figures.of(gaps, gap -> pool.candidates(ALL, gap, false, List.of(), TOP, Nation.TODAY));
            System.out.println("top 20 " + figures);
        }
        System.out.println("with near misses " + Figures.of(gaps, gap -> pool.candidates(ALL, gap, true, List.of(), TOP, Nation.TODAY)));
    }

    private static void instance(Pool pool, Set<String> departments) {
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            long cpu = SYSTEM.getProcessCpuTime();
            Instance instance = pool.instance(departments, Set.of(), Nation.TODAY);
            System.out.printf("instance: %d people, %d gaps: %.2f s, CPU %.2f s%n", instance.problem().people(), instance.problem().gaps(), seconds(start), (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
        }
    }

    /** Microseconds of CPU of the thread. */
    record Figures(double p50, double p99, double mean) {
        static <T> Figures of(List<T> things, Consumer<T> work) {
            double[] micros = new double[things.size()];
            for (int i = 0; i < micros.length; i++) {
                long start = THREADS.getCurrentThreadCpuTime();
                work.accept(things.get(i));
                micros[i] = (THREADS.getCurrentThreadCpuTime() - start) / 1e3;
            }
            return of(micros);
        }

        static Figures of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return new Figures(
                    sorted[sorted.length / 2],
                    sorted[sorted.length * 99 / 100],
                    Arrays.stream(sorted).average().orElse(0));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "p50 %.1f us, p99 %.1f us, mean %.1f us", p50, p99, mean);
        }
    }
}
