package org.prahari.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.prahari.matching.Fixtures.CREDENTIALS;
import static org.prahari.matching.Fixtures.ROLE;
import static org.prahari.matching.Fixtures.START;
import static org.prahari.matching.Fixtures.TODAY;
import static org.prahari.matching.Fixtures.candidate;
import static org.prahari.matching.Fixtures.opening;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void theTotalIsTheWeightedSumOfTheComponents() {
        Score score = score(candidate(), opening());
        assertThat(score.components()).isEqualTo(new Score.Components(100, 100, 100, 100, 100, 50, 100, 27));
        assertThat(score.total())
                .isEqualTo(20 * 100 + 20 * 100 + 15 * 100 + 15 * 100 + 10 * 100 + 8 * 50 + 5 * 100 + 7 * 27);
    }

    @Test
    void aLowerPlaceAmongTheRolesSoughtCostsTwentyEachDownToTen() {
        int[] wanted = {100, 80, 60, 40, 20, 10, 10, 10};
        List<Candidate.Sought> sought = new ArrayList<>();
        for (int rank = 0; rank < wanted.length; rank++) {
            var all = new ArrayList<>(sought);
            all.add(new Candidate.Sought(ROLE, Level.INTERMEDIATE));
            var person = Fixtures.seeking(candidate(), all.toArray(new Candidate.Sought[0]));
            assertThat(score(person, opening()).components().preference()).isEqualTo(wanted[rank]);
            sought.add(new Candidate.Sought("OTHER-" + rank, Level.BASIC));
        }
    }

    @Test
    void qualificationIsTheShareOfPreferredCertificationsValidAtTheStart() {
        var gap = Fixtures.with(opening(), Level.INTERMEDIATE, List.of(), List.of("SECPLUS", "GCIH", "SECX"));
        var held =
                List.of(new Candidate.Held("CYSA", TODAY, null), new Candidate.Held("GCIH", TODAY, START.minusDays(1)));
        var person = Fixtures.holding(candidate(), held, List.of());
        assertThat(score(person, gap).components().qualification())
                .as("CySA+ stands for Security+, GCIH has lapsed, SecurityX is not held")
                .isEqualTo(33);
    }

    @Test
    void anExactLevelFitsBestAndOverqualificationCosts() {
        for (Level declared : Level.values()) {
            for (Level asked : Level.values()) {
                var person = Fixtures.seeking(candidate(), new Candidate.Sought(ROLE, declared));
                int above = declared.above(asked);
                assertThat(score(person, Fixtures.with(opening(), asked, List.of(), List.of()))
                                .components()
                                .level())
                        .isEqualTo(above < 0 ? 0 : 100 - 30 * above);
            }
        }
    }

    @Test
    void nearerIsBetterAndRemoteCountsFull() {
        var anywhere = Candidate.Relocation.ANYWHERE;
        assertThat(proximity(Fixtures.living(candidate(), "IN-KA", 525, anywhere, Set.of(), false), false))
                .isEqualTo(100);
        assertThat(proximity(Fixtures.living(candidate(), "IN-KA", 526, anywhere, Set.of(), false), false))
                .isEqualTo(70);
        assertThat(proximity(Fixtures.living(candidate(), "IN-TN", 525, anywhere, Set.of(), false), false))
                .isEqualTo(30);
        assertThat(proximity(Fixtures.living(candidate(), "IN-TN", 525, anywhere, Set.of(), true), true))
                .isEqualTo(100);
    }

    @Test
    void languageCountsThePreferredOnesAndTheOfficialOne() {
        assertThat(score(Fixtures.having(candidate(), Set.of("kn"), 0, START, TODAY), opening())
                        .components()
                        .language())
                .isEqualTo(50);
    }

    @Test
    void experienceReadinessAndWaitingAreCapped() {
        var late = Fixtures.having(candidate(), Set.of(), 600, START.plusDays(45), TODAY.minusDays(9999));
        assertThat(score(late, opening()).components().experience()).isEqualTo(100);
        assertThat(score(late, opening()).components().readiness()).isEqualTo(50);
        assertThat(score(late, opening()).components().waiting()).isEqualTo(100);
        var future = Fixtures.having(candidate(), Set.of(), 0, START.minusDays(200), TODAY.plusDays(3));
        assertThat(score(future, opening()).components().readiness()).isEqualTo(100);
        assertThat(score(future, opening()).components().waiting()).isZero();
    }

    @Test
    void everyScoreLiesWithinTenThousandBasisPointsAndIsAlwaysTheSame() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            Candidate person = Fixtures.anybody(random, i);
            Opening gap = Fixtures.anyGap(random, i);
            Score score = score(person, gap);
            assertThat(score.total()).isBetween(0, 10_000);
            assertThat(score(person, gap)).isEqualTo(score);
        }
    }

    @Test
    void weightsThatDoNotAddUpToAHundredAreRefused() {
        assertThatThrownBy(() -> new Weights(20, 20, 15, 15, 10, 8, 5, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("101");
    }

    private static int proximity(Candidate person, boolean remote) {
        return score(person, Fixtures.at(opening(), "IN-KA", 525, remote))
                .components()
                .proximity();
    }

    private static Score score(Candidate person, Opening gap) {
        return Score.of(person, gap, CREDENTIALS, Weights.DEFAULT, TODAY);
    }
}
