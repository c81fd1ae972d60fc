package org.prahari.matching;

import java.util.List;
import java.util.UUID;
import org.prahari.assignment.Problem;

/** One round's input: the problem, and whom each of its numbers stands for. */
public final class Instance {
    private final Problem problem;
    private final List<Candidate> people;
    private final List<Opening> gaps;

    Instance(Problem problem, List<Candidate> people, List<Opening> gaps) {
        this.problem = problem;
        this.people = people;
        this.gaps = gaps;
    }

    public Problem problem() {
        return problem;
    }

    /** @param person its number in the problem */
    public Candidate candidate(int person) {
        return people.get(person);
    }

    public UUID trainee(int person) {
        return people.get(person).id();
    }

    /** @param gap its number in the problem */
    public Opening opening(int gap) {
        return gaps.get(gap);
    }
}
