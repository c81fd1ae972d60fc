package org.prahari.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
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
            Problem problem = Columns.of(candidates, openings, Fixtures.CREDENTIALS, weights, Fixtures.TODAY);
            for (int j = 0; j < candidates.size(); j++) {
                for (int g = 0; g < openings.size(); g++) {
                    Candidate candidate = candidates.get(j);
                    Opening opening = openings.get(g);
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
            var allocation = Solver.solve(problem, 1, Control.NONE);
            assertThat(Verifier.verify(problem, allocation, 1).fault()).isNull();
        }
        assertThat(eligible).isGreaterThan(500);
    }
}
