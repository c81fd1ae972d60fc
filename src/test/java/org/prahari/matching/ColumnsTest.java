package org.prahari.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prahari.matching.Fixtures.ROLE;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.prahari.assignment.Control;
import org.prahari.assignment.Problem;
import org.prahari.assignment.Solver;
import org.prahari.assignment.Verifier;

/** What the solver sees of a pair is what the rules say of it. */
class ColumnsTest {
    private static final Weights OTHER = new Weights(1, 7, 13, 22, 19, 5, 30, 3);

    @Test
    void everyPairIsEligibleAndScoresAsTheRulesSay() {
        Eligibility eligibility = new Eligibility(Fixtures.CREDENTIALS);
        int eligible = 0;
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Weights weights = seed % 2 == 0 ? Weights.DEFAULT : OTHER;
            List<Candidate> candidates = IntStream.range(0, 40)
                    .mapToObj(i -> Fixtures.anybody(random, i))
                    .toList();
            List<Opening> openings = IntStream.range(0, 25)
                    .mapToObj(i -> Fixtures.anyGap(random, i))
                    .toList();
            Instance instance = new Pool(candidates, openings, Fixtures.CREDENTIALS, weights)
                    .instance(Set.of("IN-KA", "IN-TN"), Set.of(), Fixtures.TODAY);
            Problem problem = instance.problem();
            assertThat(problem.gaps()).isEqualTo(openings.size());
            assertThat(IntStream.range(0, problem.people()).mapToObj(instance::candidate))
                    .isSortedAccordingTo(
                            Comparator.comparing(Candidate::registeredOn).thenComparing(Candidate::id))
                    .containsExactlyInAnyOrderElementsOf(candidates.stream()
                            .filter(one -> one.status() == Candidate.Status.AVAILABLE && one.rank(ROLE) >= 0)
                            .toList());
            for (int j = 0; j < problem.people(); j++) {
                Candidate candidate = instance.candidate(j);
                assertThat(instance.person(candidate.id())).isEqualTo(j);
                assertThat(instance.trainee(j)).isEqualTo(candidate.id());
                for (int g = 0; g < openings.size(); g++) {
                    Opening opening = instance.opening(g);
                    assertThat(instance.gap(opening.id())).isEqualTo(g);
                    boolean wanted = Eligibility.eligible(eligibility.check(candidate, opening, Fixtures.TODAY));
                    assertThat(problem.eligible(g, j))
                            .as("%s %s", candidate, opening)
                            .isEqualTo(wanted);
                    if (wanted) {
                        eligible++;
                        assertThat(problem.score(g, j))
                                .as("%s %s", candidate, opening)
                                .isEqualTo(Score.of(candidate, opening, Fixtures.CREDENTIALS, weights, Fixtures.TODAY)
                                        .total());
                    }
                }
            }
            assertThat(instance.person(Fixtures.id(7))).isEqualTo(-1);
            assertThat(instance.gap(Fixtures.id(9999))).isEqualTo(-1);
            var allocation = Solver.solve(problem, 1, Control.NONE);
            assertThat(Verifier.verify(problem, allocation, 1).fault()).isNull();
        }
        assertThat(eligible).isGreaterThan(500);
    }
}
