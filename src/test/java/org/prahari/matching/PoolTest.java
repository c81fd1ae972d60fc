package org.prahari.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prahari.matching.Fixtures.CREDENTIALS;
import static org.prahari.matching.Fixtures.TODAY;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.prahari.access.Viewer;

class PoolTest {
    private static final Viewer ALL = Viewer.system("test");
    private final Random random = new Random(525);
    private final List<Candidate> people = new ArrayList<>(
            LongStream.range(0, 2000).mapToObj(n -> Fixtures.anybody(random, n)).toList());
    private final List<Opening> gaps =
            LongStream.range(0, 20).mapToObj(n -> Fixtures.anyGap(random, n)).toList();
    private final Pool pool = new Pool(people, gaps, CREDENTIALS, Weights.DEFAULT);

    @Test
    void theListHoldsExactlyThoseThePureRulesFindInTheOrderOfTheScore() {
        var eligibility = new Eligibility(CREDENTIALS);
        for (Opening gap : gaps) {
            List<Match> listed = pool.candidates(ALL, gap, true, List.of(), Integer.MAX_VALUE, TODAY);
            var wanted = people.stream()
                    .filter(person -> {
                        var findings = eligibility.check(person, gap, TODAY);
                        return Eligibility.eligible(findings) || Eligibility.nearMiss(findings);
                    })
                    .map(Candidate::id)
                    .toList();
            assertThat(listed).extracting(Match::trainee).containsExactlyInAnyOrderElementsOf(wanted);
            assertThat(listed)
                    .isSortedAccordingTo((a, b) -> a.eligible() != b.eligible()
                            ? (a.eligible() ? -1 : 1)
                            : Integer.compare(b.score(), a.score()));
            assertThat(pool.candidates(ALL, gap, false, List.of(), Integer.MAX_VALUE, TODAY))
                    .allMatch(Match::eligible);
        }
    }

    @Test
    void theOrderDoesNotDependOnTheOrderOfTheInput() {
        var shuffled = new ArrayList<>(people);
        Collections.shuffle(shuffled, random);
        Pool other = new Pool(shuffled, gaps, CREDENTIALS, Weights.DEFAULT);
        for (Opening gap : gaps) {
            assertThat(other.candidates(ALL, gap, true, List.of(), 100, TODAY))
                    .isEqualTo(pool.candidates(ALL, gap, true, List.of(), 100, TODAY));
        }
    }

    @Test
    void pagesJoinUpToTheWholeList() {
        Opening gap = gaps.stream()
                .filter(one ->
                        pool.candidates(ALL, one, true, List.of(), 100, TODAY).size() > 30)
                .findFirst()
                .orElseThrow();
        List<Match> whole = pool.candidates(ALL, gap, true, List.of(), Integer.MAX_VALUE, TODAY);
        List<Match> joined = new ArrayList<>();
        List<Match> page = pool.candidates(ALL, gap, true, List.of(), 7, TODAY);
        while (!page.isEmpty()) {
            joined.addAll(page);
            Match last = page.get(page.size() - 1);
            page = pool.candidates(ALL, gap, true, last.key().texts(), 7, TODAY);
        }
        assertThat(joined).isEqualTo(whole);
    }

    @Test
    void ofTwoEqualScoresTheEarlierRegistrationComesFirstThenTheSmallerId() {
        var first = Fixtures.named(Fixtures.candidate(), Fixtures.id(7));
        var second = Fixtures.named(Fixtures.candidate(), Fixtures.id(8));
        var later = Fixtures.having(
                Fixtures.named(Fixtures.candidate(), Fixtures.id(6)),
                Set.of("kn", "en"),
                30,
                Fixtures.START,
                TODAY.minusDays(99));
        Opening gap = Fixtures.opening();
        var small = new Pool(List.of(later, second, first), List.of(gap), CREDENTIALS, Weights.DEFAULT);
        assertThat(small.candidates(ALL, gap, false, List.of(), 9, TODAY))
                .extracting(Match::trainee)
                .containsExactly(first.id(), second.id(), later.id());
    }

    @Test
    void aTraineeOfAnotherDepartmentIsShownOnlyWithConsentToThat() {
        Viewer karnataka = new Viewer("client", Set.of(), false, Set.of("IN-KA"));
        for (Opening gap : gaps) {
            boolean mine = gap.department().equals("IN-KA");
            assertThat(pool.opening(karnataka, gap.id()).isPresent()).isEqualTo(mine);
            for (Candidate person : people) {
                boolean shown = person.department().equals("IN-KA")
                        || person.purposes().containsAll(Set.of(Candidate.MATCHING, Candidate.CROSS_DEPARTMENT));
                if (pool.pair(karnataka, gap.id(), person.id(), TODAY).isPresent() != (mine && shown)) {
                    throw new AssertionError(gap + " " + person);
                }
            }
        }
    }

    @Test
    void aTraineesOpeningsAgreeWithTheGapsCandidates() {
        for (Candidate person : people.subList(0, 50)) {
            var openings = pool.openings(ALL, person, false, List.of(), 100, TODAY);
            var wanted = gaps.stream()
                    .filter(gap -> pool.candidates(ALL, gap, false, List.of(), Integer.MAX_VALUE, TODAY).stream()
                            .anyMatch(match -> match.trainee().equals(person.id())))
                    .map(Opening::id)
                    .toList();
            assertThat(openings).extracting(Match::gap).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }
}
