package org.prahari.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.prahari.insight.Chronicle.Event;
import org.prahari.insight.Chronicle.Happening;
import org.prahari.insight.ShortageQuery.By;
import org.prahari.matching.Census;
import org.prahari.role.Role;

/** Every page, from the first row or after any other, says what {@link Plain} says who makes all rows and sorts them. */
class PagesOfInsightTest {
    private static final List<String> REGIONS = List.of("IN-KA", "IN-KL", "IN-TN");
    private static final List<String> ROLES = List.of("R1", "R10", "R2", "R3");
    private static final Map<Integer, String> DISTRICTS = new TreeMap<>(Map.of(7, "IN-KA", 520, "IN-KA", 61, "IN-TN"));
    private static final List<Role.Safeguard> SAFEGUARDS = List.of(Role.Safeguard.values());
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 30);
    private static final int QUESTIONS = 300;
    private static final Atlas ATLAS = atlas();
    private final Random random = new Random(21);

    @Test
    void shortages() {
        Table table = table(ROLES, Census.Kind.values().length);
        Figures.Whole whole = new Figures.Whole(ATLAS, null, table, table);
        for (int i = 0; i < QUESTIONS; i++) {
            ShortageQuery query = new ShortageQuery(
                    some(List.of(By.values())),
                    few(REGIONS),
                    few(List.copyOf(DISTRICTS.keySet())),
                    few(ROLES),
                    few(List.of("OG", "PD")),
                    few(SAFEGUARDS));
            Set<String> mine = Set.copyOf(some(REGIONS));
            List<Shortage> plain = Plain.sums(
                            table,
                            place -> mine.contains(place.department()) ? query.where(place) : Optional.empty(),
                            role -> query.what(role, ATLAS))
                    .stream()
                    .map(sum -> Shortage.of(sum, false))
                    .toList();
            check(plain, Shortage::key, after -> query.rows(whole, mine::contains, after));
        }
    }

    @Test
    void certifications() {
        Table table = table(ROLES, Census.Mark.values().length);
        Figures.Whole whole = new Figures.Whole(ATLAS, null, table, table);
        for (int i = 0; i < QUESTIONS; i++) {
            boolean apart = random.nextBoolean();
            List<String> regions = few(REGIONS);
            List<String> codes = few(ROLES);
            HoldersQuery query = new HoldersQuery(apart ? List.of(HoldersQuery.By.REGION) : List.of(), regions, codes);
            Set<String> mine = Set.copyOf(some(REGIONS));
            List<Holders> plain = Plain.sums(
                            table,
                            place -> mine.contains(place.department()) && Chosen.has(regions, place.region())
                                    ? Optional.of(new Holders.Where(apart ? place.region() : null))
                                    : Optional.empty(),
                            code -> Chosen.has(codes, code) ? List.of(new Holders.What(code)) : List.of())
                    .stream()
                    .map(sum -> Holders.of(sum, false))
                    .toList();
            check(plain, Holders::key, after -> query.rows(whole, mine::contains, after));
        }
    }

    @Test
    void forecasts() {
        Table table = table(ROLES, 2 * (1 + Census.MONTHS));
        Census census = null;
        Figures.Outlook outlook = new Figures.Outlook(FIRST, new Figures.Whole(ATLAS, census, table, table), table);
        for (int i = 0; i < QUESTIONS; i++) {
            List<String> regions = few(REGIONS);
            List<Integer> districts = few(List.copyOf(DISTRICTS.keySet()));
            List<String> roles = few(ROLES);
            ForecastResource.Only only = random.nextBoolean() ? ForecastResource.Only.LOSING : null;
            Set<String> mine = Set.copyOf(some(REGIONS));
            List<Forecast> plain = Plain.sums(
                            table,
                            place -> mine.contains(place.department())
                                            && Chosen.has(regions, place.region())
                                            && Chosen.has(districts, place.district())
                                    ? Optional.of(new Shortage.Where(place.region(), place.district()))
                                    : Optional.empty(),
                            role -> Chosen.has(roles, role) ? List.of(role) : List.of())
                    .stream()
                    .map(sum -> Forecast.of(sum, YearMonth.from(FIRST)))
                    .filter(row -> only == null || row.lastLost() != null)
                    .toList();
            check(
                    plain,
                    Forecast::key,
                    after -> ForecastResource.rows(outlook, mine::contains, regions, districts, roles, only, after));
        }
    }

    @Test
    void trendsAndWhatFollowsThem() {
        Map<Happening, Integer> happened = happened(200);
        Chart chart = Chart.of(happened);
        for (int i = 0; i < QUESTIONS; i++) {
            Map<Happening, Integer> more = happened(3);
            more.forEach((one, count) -> happened.merge(one, count, Integer::sum));
            Map<Happening, Integer> less = new HashMap<>();
            happened.keySet().stream()
                    .skip(random.nextInt(50))
                    .limit(2)
                    .forEach(one -> less.put(one, -happened.get(one)));
            happened.keySet().removeAll(less.keySet());
            chart = chart.plus(more).plus(less);
            TrendResource.Per per = TrendResource.Per.values()[random.nextInt(3)];
            List<TrendResource.By> by = some(List.of(TrendResource.By.values()));
            List<String> regions = few(REGIONS);
            List<String> roles = few(ROLES);
            Set<String> mine = Set.copyOf(some(REGIONS));
            boolean ofRoles = by.contains(TrendResource.By.ROLE) || !roles.isEmpty();
            List<Trend> plain = Plain.trends(
                            happened,
                            one -> mine.contains(one.department())
                                            && Chosen.has(regions, one.department())
                                            && (!ofRoles || one.role() != null)
                                            && Chosen.has(roles, one.role())
                                    ? Optional.of(new Trend.Group(
                                            by.contains(TrendResource.By.REGION) ? one.department() : null,
                                            by.contains(TrendResource.By.ROLE) ? one.role() : null))
                                    : Optional.empty(),
                            per::first,
                            count -> count)
                    .stream()
                    .map(row -> ofRoles ? row.ofSeats() : row)
                    .toList();
            Chart now = chart;
            check(plain, Trend::key, after -> TrendResource.own(now, mine::contains, per, by, regions, roles, after));
        }
    }

    @Test
    void trendsForEverybody() {
        List<String> regions = List.of("IN-KA", "IN-KL", "IN-TN", "IN-UP");
        for (int i = 0; i < QUESTIONS; i++) {
            Map<Happening, Integer> told = Months.told(regions, happened(150));
            boolean apart = random.nextBoolean();
            List<String> asked = few(regions);
            List<Trend> plain = Plain.trends(
                    told,
                    one -> (one.department() == null ? !apart && asked.isEmpty() : Chosen.has(asked, one.department()))
                            ? Optional.of(new Trend.Group(apart ? one.department() : null, null))
                            : Optional.empty(),
                    day -> day,
                    count -> Shortage.told(count, true));
            check(plain, Trend::key, after -> TrendResource.told(Chart.of(told), apart, asked, after));
        }
    }

    private <T> void check(List<T> plain, Function<T, String> key, Function<String, Stream<T>> rows) {
        List<T> sorted = plain.stream().sorted(Comparator.comparing(key)).toList();
        assertThat(rows.apply("").toList()).isEqualTo(sorted);
        if (!sorted.isEmpty()) {
            int seen = random.nextInt(sorted.size());
            String after = key.apply(sorted.get(seen));
            assertThat(rows.apply(after).filter(row -> key.apply(row).compareTo(after) > 0))
                    .isEqualTo(sorted.subList(seen + 1, sorted.size()));
        }
    }

    private Map<Happening, Integer> happened(int count) {
        Map<Happening, Integer> happened = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Event event = Event.ALL.get(random.nextInt(Event.ALL.size()));
            String role = event.compareTo(Event.FILLED) <= 0 ? ROLES.get(random.nextInt(ROLES.size())) : null;
            happened.merge(
                    new Happening(
                            REGIONS.get(random.nextInt(REGIONS.size())),
                            role,
                            FIRST.plusDays(random.nextInt(70)),
                            event),
                    1 + random.nextInt(3),
                    Integer::sum);
        }
        return happened;
    }

    /** Every department has something everywhere, in no order; much of it is nothing. */
    private Table table(List<String> items, int kinds) {
        List<Census.Place> places = new ArrayList<>();
        for (String department : REGIONS) {
            REGIONS.forEach(region -> places.add(new Census.Place(department, region, null)));
            DISTRICTS.forEach((district, region) -> places.add(new Census.Place(department, region, district)));
        }
        Collections.shuffle(places, random);
        int[][] cells = IntStream.range(0, places.size())
                .mapToObj(place -> IntStream.range(0, items.size() * kinds)
                        .map(at -> random.nextInt(3) > 0 ? 0 : random.nextInt(4))
                        .toArray())
                .toArray(int[][]::new);
        return new Table(places, items, kinds, cells);
    }

    private <T> List<T> few(List<T> from) {
        return random.nextInt(3) > 0 ? List.of() : some(from);
    }

    private <T> List<T> some(List<T> from) {
        return from.stream().filter(one -> random.nextBoolean()).toList();
    }

    private static Atlas atlas() {
        Map<String, Atlas.Post> roles = new TreeMap<>();
        for (int i = 0; i < ROLES.size(); i++) {
            roles.put(
                    ROLES.get(i),
                    new Atlas.Post(
                            ROLES.get(i),
                            "Title",
                            new Role.Category(i < 2 ? "OG" : "PD", "Category"),
                            List.of(SAFEGUARDS.get(i), SAFEGUARDS.get(i + 1))));
        }
        return new Atlas(REGIONS, DISTRICTS, roles, ROLES);
    }
}
