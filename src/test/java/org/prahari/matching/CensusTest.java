package org.prahari.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Counts plain trainees and gaps one by one, and compares that with what is counted in the pool's columns. */
class CensusTest {
    private static final LocalDate TODAY = Fixtures.TODAY;
    private static final List<String> ROLES = List.of(Fixtures.ROLE, "OTHER");
    private static final List<String> CODES = List.of("SECPLUS", "CYSA", "GCIH", "OLD", "SECX");

    @Test
    void everyoneIsCountedOnceAtHomeUnderTheRoleWantedMost() {
        Random random = new Random(11);
        for (int world = 0; world < 10; world++) {
            Map<UUID, Candidate> people = people(random, 60);
            Map<UUID, Opening> gaps = gaps(random, 20);
            Census census = pool(people, gaps).census(TODAY, null);
            assertThat(counted(census)).isEqualTo(plain(people.values(), gaps.values(), TODAY));
        }
    }

    @Test
    void aCensusThatFollowsChangesIsTheSameAsOneOfAll() {
        Random random = new Random(12);
        Map<UUID, Candidate> people = people(random, 120);
        Map<UUID, Opening> gaps = gaps(random, 20);
        Pool pool = pool(people, gaps);
        Census census = pool.census(TODAY, null);
        for (int step = 0; step < 30; step++) {
            LocalDate today = TODAY.plusDays(step / 10);
            Set<UUID> some = Set.copyOf(people.keySet().stream()
                    .skip(random.nextInt(50))
                    .limit(1 + random.nextInt(9))
                    .toList());
            List<Candidate> now = new ArrayList<>();
            for (UUID id : some) {
                people.remove(id);
                if (random.nextInt(3) > 0) {
                    Candidate anew = Fixtures.named(Fixtures.anybody(random, 0), id);
                    now.add(anew);
                    people.put(id, anew);
                }
            }
            pool = pool.withTrainees(some, now);
            if (step % 3 == 0) {
                Opening gap = Fixtures.anyGap(random, random.nextInt(30));
                gaps.put(gap.id(), gap);
                pool = pool.withOpenings(List.of(gap.id()), List.of(gap));
            }
            census = pool.census(today, census);
            assertThat(counted(census)).isEqualTo(plain(people.values(), gaps.values(), today));
        }
    }

    @Test
    void readyIsWhoIsAvailableAndHoldsWhatQualifies() {
        Candidate good = Fixtures.having(
                Fixtures.holding(Fixtures.candidate(), List.of(held("CYSA", -10, 10)), List.of()),
                Set.of("en"),
                30,
                TODAY,
                TODAY);
        assertThat(kind(good)).isEqualTo("READY");
        assertThat(kind(Fixtures.holding(good, List.of(held("CYSA", -10, -1)), List.of())))
                .isEqualTo("LATER");
        assertThat(kind(Fixtures.holding(
                        good, List.of(), List.of(new Candidate.Progress("GCIH", TODAY.plusDays(183))))))
                .isEqualTo("SOON");
        assertThat(kind(Fixtures.holding(
                        good, List.of(), List.of(new Candidate.Progress("GCIH", TODAY.plusDays(184))))))
                .isEqualTo("LATER");
        assertThat(kind(Fixtures.holding(good, List.of(held("UNKNOWN", -10, 10)), List.of())))
                .isEqualTo("LATER");
        Candidate later = Fixtures.having(good, Set.of("en"), 30, TODAY.plusDays(10), TODAY);
        assertThat(kind(later)).isEqualTo("SOON");
        assertThat(kind(Fixtures.having(good, Set.of("en"), 30, TODAY.plusDays(11), TODAY)))
                .as("the certificate has lapsed by then")
                .isEqualTo("LATER");
        assertThat(kind(Fixtures.seeking(
                        Fixtures.holding(good, List.of(), List.of()), new Candidate.Sought("OTHER", Level.BASIC))))
                .as("no certification qualifies for that role")
                .isEqualTo("READY");
        assertThat(kind(Fixtures.being(good, "IN-KA", Candidate.Status.PLACED, Set.of(Candidate.MATCHING))))
                .isEmpty();
        assertThat(kind(Fixtures.being(good, "IN-KA", Candidate.Status.AVAILABLE, Set.of())))
                .isEmpty();
    }

    private static String kind(Candidate candidate) {
        Map<String, Integer> counted =
                counted(pool(Map.of(candidate.id(), candidate), Map.of()).census(TODAY, null));
        return counted.keySet().stream()
                .flatMap(key -> Stream.of(Census.Kind.values()).map(Enum::name).filter(key::endsWith))
                .reduce("", String::concat);
    }

    private static Candidate.Held held(String code, int since, int until) {
        return new Candidate.Held(code, TODAY.plusDays(since), TODAY.plusDays(until));
    }

    private static Map<String, Integer> plain(Collection<Candidate> people, Collection<Opening> gaps, LocalDate today) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Candidate person : people) {
            if (person.status() != Candidate.Status.AVAILABLE || !person.consents(Candidate.MATCHING)) {
                continue;
            }
            String place = person.department() + " " + person.homeRegion() + " " + person.homeDistrict() + " ";
            String role = person.sought().get(0).role();
            counts.merge(place + role + " " + ready(person, role, today), 1, Integer::sum);
            person.held().stream()
                    .filter(held -> held.validOn(today))
                    .forEach(held -> counts.merge(place + held.certification() + " HELD", 1, Integer::sum));
            person.progress().forEach(one -> counts.merge(place + one.certification() + " EXPECTED", 1, Integer::sum));
        }
        for (Candidate person : people) {
            String place = person.department() + " " + person.homeRegion() + " " + person.homeDistrict() + " ";
            for (int month = 0; month <= Census.MONTHS; month++) {
                LocalDate day = month == 0
                        ? today
                        : today.withDayOfMonth(1).plusMonths(month).minusDays(1);
                boolean seeks = person.status() != Candidate.Status.WITHDRAWN
                        && person.consents(Candidate.MATCHING)
                        && person.rank(Fixtures.ROLE) >= 0;
                boolean held = person.held().stream().anyMatch(one -> one.validOn(day));
                boolean expected = person.progress().stream()
                        .anyMatch(one -> !one.expectedOn().isAfter(day));
                counts.merge(place + month + " QUALIFIED", seeks && held ? 1 : 0, Integer::sum);
                counts.merge(place + month + " EXPECTED-TOO", seeks && (held || expected) ? 1 : 0, Integer::sum);
            }
        }
        for (Opening gap : gaps) {
            String place = gap.department() + " " + gap.department() + " " + gap.district() + " ";
            int seats = gap.open() ? gap.freeSeats() : 0;
            counts.merge(place + gap.role() + " OPEN", seats, Integer::sum);
            counts.merge(place + gap.role() + " FILLED", gap.filledSeats(), Integer::sum);
            for (String code : CODES) {
                if (gap.required().stream().anyMatch(group -> group.contains(code))) {
                    counts.merge(place + code + " ASKED", seats, Integer::sum);
                }
            }
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Looks at each day by itself. */
    private static Census.Kind ready(Candidate person, String role, LocalDate today) {
        List<String> qualifying = role.equals(Fixtures.ROLE) ? CODES : List.of();
        for (int days = 0; days <= Census.SOON_DAYS; days++) {
            LocalDate day = today.plusDays(days);
            boolean any = qualifying.isEmpty()
                    || person.held().stream()
                            .anyMatch(held -> qualifying.contains(held.certification()) && held.validOn(day))
                    || person.progress().stream()
                            .anyMatch(one -> qualifying.contains(one.certification())
                                    && !one.expectedOn().isAfter(day));
            if (any && !person.availableFrom().isAfter(day)) {
                return days == 0 ? Census.Kind.READY : Census.Kind.SOON;
            }
        }
        return Census.Kind.LATER;
    }

    private static Map<String, Integer> counted(Census census) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int place = 0; place < census.places().size(); place++) {
            Census.Place where = census.places().get(place);
            String prefix = where.department() + " " + where.region() + " " + where.district() + " ";
            for (Census.Kind kind : Census.Kind.values()) {
                for (String role : ROLES) {
                    counts.merge(prefix + role + " " + kind, census.count(place, role, kind), Integer::sum);
                }
            }
            for (int month = 0; month <= Census.MONTHS; month++) {
                counts.merge(
                        prefix + month + " QUALIFIED",
                        census.qualified(place, Fixtures.ROLE, month, false),
                        Integer::sum);
                counts.merge(
                        prefix + month + " EXPECTED-TOO",
                        census.qualified(place, Fixtures.ROLE, month, true),
                        Integer::sum);
            }
            for (Census.Mark mark : Census.Mark.values()) {
                for (String code : CODES) {
                    counts.merge(prefix + code + " " + mark, census.count(place, code, mark), Integer::sum);
                }
            }
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private static Pool pool(Map<UUID, Candidate> people, Map<UUID, Opening> gaps) {
        return new Pool(
                List.copyOf(people.values()), List.copyOf(gaps.values()), Fixtures.CREDENTIALS, Weights.DEFAULT);
    }

    private static Map<UUID, Candidate> people(Random random, int count) {
        Map<UUID, Candidate> people = new HashMap<>();
        for (int n = 0; n < count; n++) {
            Candidate one = Fixtures.anybody(random, n);
            people.put(one.id(), one);
        }
        return people;
    }

    private static Map<UUID, Opening> gaps(Random random, int count) {
        Map<UUID, Opening> gaps = new HashMap<>();
        for (int n = 0; n < count; n++) {
            Opening one = Fixtures.anyGap(random, n);
            gaps.put(one.id(), one);
        }
        return gaps;
    }
}
