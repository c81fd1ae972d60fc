package org.prahari.insight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.prahari.certification.Certification;
import org.prahari.certification.CertificationDao;
import org.prahari.http.StrictJson;
import org.prahari.insight.ShortageQuery.By;
import org.prahari.matching.Census;
import org.prahari.matching.Level;
import org.prahari.matching.MatchingDao;
import org.prahari.matching.Nation;
import org.prahari.matching.Pool;
import org.prahari.matching.Weights;
import org.prahari.role.FrameworkDao;
import org.prahari.role.Frameworks;
import org.prahari.role.NiceFile;
import org.prahari.role.Role;
import org.prahari.store.ChangeLog.Touched;
import org.prahari.support.Service;

/**
 * What a question about a nation costs: CPU of the one thread for a page of 200 rows at most, as JSON, of filters, groups and pages
 * drawn at random. Arguments: how many trainees, and gaps (200,000 and 20,000 by default), and a file of the NICE framework,
 * without which careers name no roles.
 */
public final class InsightBenchmark {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 3;
    private static final int ASKED = 1000;
    private static final int CHANGES = 40;
    private static final int ROWS = 200;
    private static final int SEEN = 2000;

    private final Service service;
    private final AtomicReference<Pool> pool = new AtomicReference<>();
    private final AtomicReference<Chronicle> chronicle = new AtomicReference<>();
    private final Atlas atlas;
    private final Careers careers;
    private final List<Certification> certifications;
    private final Figures figures;
    private final ObjectMapper mapper = StrictJson.configure(Jackson.newObjectMapper());
    private final Map<String, List<Double>> costs = new LinkedHashMap<>();
    private Random random = new Random(0);

    private InsightBenchmark(Service service, Frameworks frameworks) {
        this.service = service;
        atlas = service.jdbi().withExtension(AtlasDao.class, Atlas::read);
        certifications = service.jdbi().withExtension(CertificationDao.class, CertificationDao::list);
        careers = new Careers(atlas, frameworks, certifications);
        pool.set(inTransaction(MatchingDao.class, dao -> dao.pool(Weights.DEFAULT)));
        chronicle.set(inTransaction(ChronicleDao.class, Chronicle::read));
        figures = new Figures(pool::get, () -> atlas, chronicle::get, Clock.systemUTC());
    }

    public static void main(String[] arguments) throws Exception {
        int trainees = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        int gaps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
        Service service = Service.get();
        Nation nation = new Nation(service);
        nation.write(trainees, 0);
        nation.write(0, gaps);
        spread(service);
        if (arguments.length > 2) {
            new NiceFile(service.jdbi().onDemand(FrameworkDao.class), Clock.systemUTC()).apply(Path.of(arguments[2]));
        }
        var benchmark = new InsightBenchmark(
                service, new Frameworks(service.jdbi().withExtension(FrameworkDao.class, FrameworkDao::list)));
        benchmark.run();
        System.exit(0);
    }

    private void run() {
        for (int round = 0; round < ROUNDS; round++) {
            Census[] census = new Census[1];
            Figures.Whole[] whole = new Figures.Whole[1];
            print("all counted", () -> census[0] = pool.get().census(figures.today(), null));
            print("tables of one's own", () -> whole[0] = Figures.Whole.of(atlas, census[0], null));
            print("tables of the forecast", () -> Figures.Outlook.of(whole[0], null));
            print("tables for everybody", () -> Told.of(atlas, whole[0].roles(), whole[0].certifications()));
            print("months for everybody", () -> new Figures(pool::get, () -> atlas, chronicle::get, Clock.systemUTC())
                    .toldMonths());
        }
        for (int round = 0; round < ROUNDS; round++) {
            random = new Random(round);
            costs.clear();
            for (int i = 0; i < ASKED; i++) {
                ask();
            }
            report("round " + round);
        }
        costs.clear();
        for (int change = 0; change < CHANGES; change++) {
            change();
            ask("first own shortages after a change", () -> figures.whole());
            ask("first forecast after a change", () -> figures.outlook());
            ask("first shortages for everybody after a change", () -> figures.told());
            ask("first own trends after a change", () -> figures.happened());
            ask("first trends for everybody after a change", () -> figures.toldMonths());
        }
        report("after a change of one trainee and one gap");
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

    /** One trainee becomes available later, and one gap larger; pool and chronicle follow as they do in the service. */
    private void change() {
        List<Touched> touched = service.jdbi().withHandle(handle -> {
            String trainee = anyId(handle, "trainee");
            String gap = anyId(handle, "gap");
            handle.execute(
                    "UPDATE trainee SET available_from = available_from + INTERVAL 30 DAY"
                            + " WHERE id = UNHEX(REPLACE(?, '-', ''))",
                    trainee);
            handle.execute("UPDATE gap SET headcount = headcount + 1 WHERE id = UNHEX(REPLACE(?, '-', ''))", gap);
            return List.of(new Touched("trainee", trainee), new Touched("gap", gap));
        });
        pool.set(inTransaction(MatchingDao.class, dao -> dao.next(pool.get(), () -> touched)));
        chronicle.set(inTransaction(ChronicleDao.class, dao -> Chronicle.next(dao, chronicle.get(), () -> touched)));
    }

    private String anyId(Handle handle, String table) {
        return handle.createQuery("SELECT LOWER(CONCAT_WS('-', SUBSTR(HEX(id), 1, 8), SUBSTR(HEX(id), 9, 4),"
                        + " SUBSTR(HEX(id), 13, 4), SUBSTR(HEX(id), 17, 4), SUBSTR(HEX(id), 21))) FROM " + table
                        + " ORDER BY id LIMIT 1 OFFSET " + random.nextInt(1000))
                .mapTo(String.class)
                .one();
    }

    private <D, T> T inTransaction(Class<D> dao, Function<D, T> work) {
        return service.jdbi()
                .inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> work.apply(handle.attach(dao)));
    }

    private void ask() {
        List<String> regions = few(atlas.regions());
        List<Integer> districts = few(List.copyOf(atlas.districts().keySet()));
        List<String> roles = few(List.copyOf(atlas.roles().keySet()));
        List<By> by = some(List.of(By.values()));
        ShortageQuery own = new ShortageQuery(by, regions, districts, roles, categories(), safeguards());
        boolean near = random.nextBoolean();
        ShortageQuery everybodys = near
                ? new ShortageQuery(
                        by.stream().filter(one -> one.compareTo(By.ROLE) < 0).toList(),
                        regions, districts, List.of(), List.of(), List.of())
                : new ShortageQuery(
                        by.stream().filter(one -> one != By.DISTRICT).toList(),
                        regions, List.of(), roles, categories(), safeguards());
        HoldersQuery holders = new HoldersQuery(
                random.nextBoolean() ? List.of(HoldersQuery.By.REGION) : List.of(), regions, few(atlas.certifications()));
        page("everybody's shortages", Shortage::key, after -> everybodys.rows(figures.told(), atlas, after));
        page("everybody's certifications", Holders::key, after -> holders.rows(figures.told(), after));
        boolean apart = random.nextBoolean();
        page("everybody's trends", Trend::key, after -> TrendResource.told(figures.toldMonths(), apart, regions, after));
        Set<String> several = Set.copyOf(some(atlas.regions()));
        own("all departments", any -> true, own, holders, regions, districts, roles);
        own("several departments", several::contains, own, holders, regions, districts, roles);
        own("one department", one(atlas.regions())::equals, own, holders, regions, districts, roles);
        CareerQuery way = new CareerQuery(
                one(List.of(Level.values())),
                few(atlas.certifications()),
                random.nextInt(120),
                List.of(),
                random.nextInt(5_000_000));
        String role = one(List.copyOf(atlas.roles().keySet()));
        ask("careers", () -> careers.of(role, way));
    }

    private void own(
            String whose,
            Predicate<String> departments,
            ShortageQuery query,
            HoldersQuery holders,
            List<String> regions,
            List<Integer> districts,
            List<String> roles) {
        page("shortages of " + whose, Shortage::key, after -> query.rows(figures.whole(), departments, after));
        page("certifications of " + whose, Holders::key, after -> holders.rows(figures.whole(), departments, after));
        ForecastResource.Only only = random.nextBoolean() ? ForecastResource.Only.LOSING : null;
        page("forecast of " + whose, Forecast::key, after -> ForecastResource.rows(
                figures.outlook(), departments, regions, districts, roles, only, after));
        TrendResource.Per per = one(List.of(TrendResource.Per.values()));
        List<TrendResource.By> by = some(List.of(TrendResource.By.values()));
        page("trends of " + whose, Trend::key, after -> TrendResource.own(
                figures.happened(), departments, per, by, regions, roles, after));
    }

    /** The first page, or the one after any row, if there are so many. */
    private <T> void page(String what, Function<T, String> key, Function<String, Stream<T>> rows) {
        String after = random.nextBoolean()
                ? ""
                : rows.apply("").skip(random.nextInt(SEEN)).findFirst().map(key).orElse("");
        ask(what, () -> rows.apply(after)
                .filter(row -> key.apply(row).compareTo(after) > 0)
                .limit(ROWS + 1L)
                .toList());
    }

    private void ask(String what, Work work) {
        costs.computeIfAbsent(what, key -> new ArrayList<>()).add(cost(() -> {
            try {
                Object answer = work.run();
                return answer instanceof List || answer instanceof Career ? mapper.writeValueAsBytes(answer) : null;
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    private interface Work {
        Object run();
    }

    private static double cost(Work work) {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }

    private static void print(String what, Work work) {
        System.out.printf("%s: %.1f ms of CPU%n", what, cost(work));
    }

    private void report(String when) {
        System.out.println(when);
        costs.forEach((what, each) -> {
            double[] sorted = each.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            System.out.printf(
                    "| %s | %.2f | %.2f | %.2f |%n",
                    what, sorted[sorted.length / 2], sorted[sorted.length * 99 / 100], sorted[sorted.length - 1]);
        });
    }

    private List<String> categories() {
        return few(atlas.roles().values().stream().map(role -> role.category().code()).distinct().toList());
    }

    private List<Role.Safeguard> safeguards() {
        return few(List.of(Role.Safeguard.values()));
    }

    private <T> T one(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private <T> List<T> few(List<T> from) {
        List<T> some = some(from);
        return random.nextInt(3) > 0 ? List.of() : some.subList(0, Math.min(100, some.size()));
    }

    private <T> List<T> some(List<T> from) {
        List<T> all = new ArrayList<>(from);
        Collections.shuffle(all, random);
        return all.subList(0, random.nextInt(all.size() + 1));
    }
}
