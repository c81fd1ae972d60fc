package org.prahari.insight;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.prahari.insight.ShortageQuery.By;
import org.prahari.matching.Census;
import org.prahari.matching.MatchingDao;
import org.prahari.matching.Nation;
import org.prahari.matching.Pool;
import org.prahari.matching.Weights;
import org.prahari.support.Service;

/** What a question about a nation costs. Arguments: how many trainees, and gaps; 200,000 and 20,000 by default. */
public final class InsightBenchmark {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 3;
    private static final int ASKED = 300;
    /** No question is asked later. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private InsightBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int trainees = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        int gaps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
        Service service = Service.get();
        Nation nation = new Nation(service);
        nation.write(trainees, 0);
        nation.write(0, gaps);
        Atlas atlas = service.jdbi().withExtension(AtlasDao.class, Atlas::read);
        Pool pool = service.jdbi()
                .inTransaction(
                        TransactionIsolationLevel.REPEATABLE_READ,
                        handle -> handle.attach(MatchingDao.class).pool(Weights.DEFAULT));
        spread(service);
        long start = System.nanoTime();
        Chronicle chronicle = service.jdbi().withExtension(ChronicleDao.class, Chronicle::read);
        System.out.printf("what has happened, read in %.1f s%n", (System.nanoTime() - start) / 1e9);
        Figures figures = new Figures(() -> pool, () -> atlas, () -> chronicle, Clock.systemUTC());
        for (int round = 0; round < ROUNDS; round++) {
            cost("all counted", () -> pool.census(figures.today(), null));
            Census census = pool.census(figures.today(), null);
            cost("counted after no change", () -> pool.census(figures.today(), census));
            Figures.Whole whole = Figures.Whole.of(atlas, census);
            cost("tables of one's own", () -> Figures.Whole.of(atlas, census));
            cost("tables for everybody", () -> Told.of(atlas, whole.roles(), whole.certifications()));
            cost("tables of the forecast", () -> Figures.Outlook.of(whole));
            cost("what has happened, counted", chronicle::counts);
            cost("its months for everybody", () -> Months.told(atlas.regions(), chronicle.counts()));
        }
        figures.told();
        figures.outlook();
        long end = System.nanoTime() + LONGEST.toNanos();
        for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
            ask(figures, new Random(round), end);
        }
        System.exit(0);
    }

    /** Lets the gaps and trainees have come over the past three hundred days, and the log say so. */
    private static void spread(Service service) {
        service.jdbi().useTransaction(handle -> {
            handle.execute("UPDATE gap SET created_at = UTC_TIMESTAMP() - INTERVAL MOD(CRC32(id), 300) DAY");
            handle.execute("""
                    INSERT INTO change_log (sequence, feature, id, version, kind, department, region, actor, at)
                    SELECT h.sequence + ROW_NUMBER() OVER (ORDER BY t.id), 'trainee', LOWER(HEX(t.id)), 1, 'created',
                        t.department, t.department, 'bench', UTC_TIMESTAMP() - INTERVAL MOD(CRC32(t.id), 300) DAY
                    FROM trainee t, change_head h
                    """);
            handle.execute("UPDATE change_head SET sequence = (SELECT MAX(sequence) FROM change_log)");
        });
    }

    private interface Work {
        Object run();
    }

    private static double cost(Work work) {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }

    private static void cost(String what, Work work) {
        System.out.printf("%s: %.1f ms of CPU%n", what, cost(work));
    }

    private static void ask(Figures figures, Random random, long end) {
        Map<String, List<Double>> costs = new LinkedHashMap<>();
        for (int i = 0; i < ASKED && System.nanoTime() < end; i++) {
            List<By> by = some(List.of(By.values()), random);
            List<String> regions = random.nextBoolean() ? List.of() : some(figures.atlas().regions(), random);
            ShortageQuery own = new ShortageQuery(by, regions, List.of(), List.of(), List.of(), List.of());
            ShortageQuery everybodys = new ShortageQuery(
                    by.stream().filter(one -> one != By.DISTRICT).toList(),
                    regions,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());
            HoldersQuery holders = new HoldersQuery(List.of(HoldersQuery.By.REGION), regions, List.of());
            add(costs, "everybody's shortages", () -> everybodys.of(figures.told(), figures.atlas()));
            add(costs, "own shortages, of all departments", () -> own.of(figures.whole(), any -> true));
            add(costs, "everybody's certifications", () -> holders.of(figures.told()));
            add(costs, "everybody's trends", () -> TrendResource.told(figures.toldHappened(), !by.isEmpty(), regions));
            add(costs, "own trends, of all departments, by day and role", () -> TrendResource.own(
                    figures.happened(), any -> true, TrendResource.Per.DAY, List.of(TrendResource.By.ROLE), regions, List.of()));
            add(costs, "own certifications, of all departments", () -> holders.of(figures.whole(), any -> true));
        }
        costs.forEach((what, each) -> {
            double[] sorted = each.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            System.out.printf(
                    "%s: p50 %.2f, p99 %.2f, most %.2f ms of CPU%n",
                    what,
                    sorted[sorted.length / 2],
                    sorted[sorted.length * 99 / 100],
                    Arrays.stream(sorted).max().orElse(0));
        });
    }

    private static void add(Map<String, List<Double>> costs, String what, Work work) {
        costs.computeIfAbsent(what, key -> new ArrayList<>()).add(cost(work));
    }

    private static <T> List<T> some(List<T> from, Random random) {
        List<T> all = new ArrayList<>(from);
        Collections.shuffle(all, random);
        return all.subList(0, random.nextInt(all.size() + 1));
    }
}
