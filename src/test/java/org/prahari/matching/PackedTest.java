package org.prahari.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prahari.matching.Fixtures.CREDENTIALS;
import static org.prahari.matching.Fixtures.TODAY;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.prahari.access.Viewer;
import org.prahari.assignment.Problem;

/**
 * What the packed columns find is what the pure rules find: the same matches in the same order, in any world, also after any
 * changes. Beside what the fixtures draw, a world has more languages and certifications than a word has bits.
 */
class PackedTest {
    private static final Viewer ALL = Viewer.system("test");
    private static final Weights OTHER = new Weights(1, 7, 13, 22, 19, 5, 30, 3);
    private final Eligibility eligibility = new Eligibility(CREDENTIALS);
    private int pairs;
    private int found;

    @Test
    void theyFindWhatTheRulesFindInTheSameOrderAlsoAfterAnyChanges() {
        long seed = System.nanoTime();
        System.out.println("packed columns: seed " + seed);
        for (int world = 0; world < 12; world++) {
            Random random = new Random(seed + world);
            Weights weights = world % 2 == 0 ? Weights.DEFAULT : OTHER;
            Map<UUID, Candidate> people = new TreeMap<>();
            Map<UUID, Opening> gaps = new TreeMap<>();
            for (int n = 0; n < (world == 0 ? 0 : 30 * world); n++) {
                put(people, somebody(random, n));
            }
            for (int n = 0; n < 8; n++) {
                put(gaps, someGap(random, n));
            }
            Pool pool = new Pool(List.copyOf(people.values()), List.copyOf(gaps.values()), CREDENTIALS, weights);
            for (int round = 0; round < 12; round++) {
                holds(pool, people, gaps, weights, random);
                pool = changed(pool, people, gaps, random);
            }
            holds(pool, people, gaps, weights, random);
        }
        System.out.println("packed columns: " + pairs + " pairs, " + found + " of them found");
        assertThat(pairs).isGreaterThan(50_000);
        assertThat(found).isGreaterThan(5_000);
    }

    private static void put(Map<UUID, Candidate> people, Candidate person) {
        people.put(person.id(), person);
    }

    private static void put(Map<UUID, Opening> gaps, Opening gap) {
        gaps.put(gap.id(), gap);
    }

    /** Some change, some come, some go, the same one more than once. */
    private static Pool changed(Pool pool, Map<UUID, Candidate> people, Map<UUID, Opening> gaps, Random random) {
        Set<UUID> touched = new HashSet<>();
        for (int left = random.nextInt(random.nextInt(4) == 0 ? 200 : 8); left > 0; left--) {
            Candidate person = somebody(random, random.nextInt(500));
            touched.add(person.id());
            people.remove(person.id());
            if (random.nextInt(3) > 0) {
                put(people, person);
            }
        }
        Set<UUID> touchedGaps = new HashSet<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            Opening gap = someGap(random, random.nextInt(12));
            touchedGaps.add(gap.id());
            gaps.remove(gap.id());
            if (random.nextInt(4) > 0) {
                put(gaps, gap);
            }
        }
        return pool.withTrainees(
                        touched,
                        touched.stream()
                                .filter(people::containsKey)
                                .map(people::get)
                                .toList())
                .withOpenings(
                        touchedGaps,
                        touchedGaps.stream()
                                .filter(gaps::containsKey)
                                .map(gaps::get)
                                .toList());
    }

    private void holds(
            Pool pool, Map<UUID, Candidate> people, Map<UUID, Opening> gaps, Weights weights, Random random) {
        people.values()
                .forEach(person -> assertThat(pool.candidate(ALL, person.id())).contains(person));
        for (Opening gap : gaps.values()) {
            boolean nearMisses = random.nextBoolean();
            // Also on days after the last registration, as of which the columns know how long everybody waits.
            LocalDate day = TODAY.plusDays(random.nextBoolean() ? 0 : random.nextInt(400));
            List<Match> wanted = people.values().stream()
                    .flatMap(person -> match(person, gap, weights, nearMisses, person.id(), day).stream())
                    .sorted((a, b) -> a.key().compareTo(b.key()))
                    .toList();
            pairs += people.size();
            found += wanted.size();
            int limit = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(30);
            int from = wanted.isEmpty() ? 0 : random.nextInt(wanted.size());
            List<String> after =
                    from == 0 ? List.of() : wanted.get(from - 1).key().texts();
            assertThat(pool.candidates(ALL, gap, nearMisses, after, limit, day))
                    .as("%s", gap)
                    .isEqualTo(wanted.stream().skip(from).limit(limit).toList());
        }
        for (Candidate person : people.values().stream().limit(5).toList()) {
            boolean nearMisses = random.nextBoolean();
            assertThat(pool.openings(ALL, person, nearMisses, List.of(), 100, TODAY))
                    .isEqualTo(gaps.values().stream()
                            .flatMap(gap -> match(person, gap, weights, nearMisses, gap.id(), TODAY).stream())
                            .sorted((a, b) -> a.key().compareTo(b.key()))
                            .toList());
        }
        solved(pool, people, gaps, weights);
    }

    /** The solver is handed the same pairs, of the same people in the same order. */
    private void solved(Pool pool, Map<UUID, Candidate> people, Map<UUID, Opening> gaps, Weights weights) {
        Instance instance = pool.instance(Set.of("IN-KA", "IN-TN"), Set.of(), TODAY);
        Problem problem = instance.problem();
        assertThat(problem.gaps()).isEqualTo(gaps.size());
        for (int person = 1; person < problem.people(); person++) {
            Candidate one = instance.candidate(person - 1);
            Candidate next = instance.candidate(person);
            int order = one.registeredOn().compareTo(next.registeredOn());
            assertThat(order < 0 || (order == 0 && one.id().compareTo(next.id()) < 0))
                    .isTrue();
        }
        for (Opening gap : gaps.values()) {
            int number = instance.gap(gap.id());
            assertThat(instance.opening(number)).isEqualTo(gap);
            for (Candidate person : people.values()) {
                int at = instance.person(person.id());
                int score = match(person, gap, weights, false, person.id(), TODAY)
                        .map(Match::score)
                        .orElse(-1);
                int given = at >= 0 && problem.eligible(number, at) ? problem.score(number, at) : -1;
                if (score != given) {
                    throw new AssertionError(gap + " " + person + " " + score + " " + given);
                }
            }
        }
    }

    private Optional<Match> match(
            Candidate person, Opening gap, Weights weights, boolean nearMisses, UUID id, LocalDate day) {
        List<Finding> findings = eligibility.check(person, gap, day);
        boolean eligible = Eligibility.eligible(findings);
        if (!eligible && !(nearMisses && Eligibility.nearMiss(findings))) {
            return Optional.empty();
        }
        Score score = Score.of(person, gap, CREDENTIALS, weights, day);
        return Optional.of(new Match(
                gap.id(),
                person.id(),
                person.department(),
                eligible,
                score.total(),
                score.components(),
                findings.stream().filter(finding -> !finding.met()).toList(),
                new Match.Key(
                        eligible, score.total(), (int) person.registeredOn().toEpochDay(), id)));
    }

    private static Candidate somebody(Random random, long n) {
        Candidate person = Fixtures.anybody(random, n);
        Set<String> languages = new HashSet<>(person.languages());
        if (random.nextInt(3) == 0) {
            IntStream.range(0, 5).forEach(i -> languages.add("x-" + random.nextInt(90)));
        }
        List<Candidate.Held> held = new ArrayList<>(person.held());
        List<Candidate.Progress> progress = new ArrayList<>(person.progress());
        if (random.nextInt(3) == 0) {
            held.add(new Candidate.Held("C" + random.nextInt(150), TODAY.minusDays(9), null));
            progress.add(new Candidate.Progress("C" + random.nextInt(150), TODAY.plusDays(random.nextInt(90))));
        }
        return Fixtures.having(
                Fixtures.holding(person, held, progress),
                languages,
                person.experienceMonths(),
                person.availableFrom(),
                // Few days, so that ids settle ties.
                random.nextInt(3) == 0 ? TODAY.minusDays(400) : person.registeredOn());
    }

    private static Opening someGap(Random random, long n) {
        Opening gap = Fixtures.anyGap(random, n);
        boolean rare = random.nextInt(4) == 0;
        Set<String> required = rare ? Set.of("x-" + random.nextInt(90)) : gap.requiredLanguages();
        Set<String> preferred = new HashSet<>(gap.preferredLanguages());
        preferred.add("x-" + random.nextInt(90));
        List<List<String>> groups = new ArrayList<>(gap.required());
        if (random.nextInt(4) == 0) {
            groups.add(IntStream.range(0, 40)
                    .mapToObj(i -> "C" + random.nextInt(150))
                    .distinct()
                    .toList());
        }
        return new Opening(
                gap.id(),
                gap.department(),
                gap.facility(),
                gap.district(),
                gap.role(),
                gap.level(),
                gap.freeSeats(),
                groups,
                gap.preferred(),
                required,
                preferred,
                gap.officialLanguage(),
                gap.remote(),
                gap.startsOn(),
                gap.graceDays(),
                gap.priority(),
                gap.open());
    }
}
