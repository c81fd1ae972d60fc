package org.prahari.matching;

import java.util.List;
import java.util.UUID;
import org.prahari.assignment.Gap;
import org.prahari.assignment.Person;
import org.prahari.assignment.Problem;

/**
 * One round's input: the problem, and whom each of its numbers stands for. What is changed to be tried is put into the
 * problem's numbers by one thread at a time.
 */
public final class Instance {
    private final Columns columns;
    private final Problem problem;
    private final List<Candidate> people;
    private final List<Opening> gaps;

    Instance(Columns columns, List<Candidate> people, List<Opening> gaps) {
        this.columns = columns;
        this.problem = columns.problem();
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

    /** Somebody, there or not, as the problem would have them: what they are in the roles that its gaps ask for. */
    public Person encode(Candidate candidate) {
        return columns.person(candidate);
    }

    /** A gap of the problem with other seats, days, level or weight, or fewer demands. */
    public Gap encode(Opening changed) {
        return columns.gap(changed);
    }
}
