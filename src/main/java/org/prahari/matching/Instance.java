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
    private final Problem problem;
    private final Catalogue catalogue;
    private final List<Shard> shards;
    /** For each person the shard, in the upper half, and the number in it. */
    private final long[] people;

    private final List<Asked> gaps;
    private final Columns columns;

    Instance(
            Problem problem,
            Catalogue catalogue,
            List<Shard> shards,
            long[] people,
            List<Asked> gaps,
            Columns columns) {
        this.columns = columns;
        this.problem = problem;
        this.catalogue = catalogue;
        this.shards = shards;
        this.people = people;
        this.gaps = gaps;
    }

    public Problem problem() {
        return problem;
    }

    /** @param person its number in the problem */
    public Candidate candidate(int person) {
        return records(people[person]).candidate((int) people[person], catalogue);
    }

    public UUID trainee(int person) {
        return records(people[person]).id((int) people[person]);
    }

    /** @param gap its number in the problem */
    public Opening opening(int gap) {
        return gaps.get(gap).opening;
    }

    /** The number of a trainee, or -1. */
    public int person(UUID trainee) {
        for (int shard = 0; shard < shards.size(); shard++) {
            Records records = shards.get(shard).records();
            int i = shards.get(shard).find(trainee);
            if (i >= 0) {
                return search(
                        people.length,
                        at -> Records.compare(
                                records(people[at]).data,
                                records(people[at]).at((int) people[at]),
                                records.data,
                                records.at(i)));
            }
        }
        return -1;
    }

    /** The number of a gap, or -1. */
    public int gap(UUID gap) {
        return search(gaps.size(), at -> gaps.get(at).opening.id().compareTo(gap));
    }

    /** Somebody, there or not, as the problem would have them: what they are in the roles that its gaps ask for. */
    public Person encode(Candidate candidate) {
        return columns.person(candidate);
    }

    /** A gap of the problem with other seats, days, level or weight, or fewer demands. */
    public Gap encode(Opening changed) {
        return columns.gap(changed);
    }

    private Records records(long person) {
        return shards.get((int) (person >>> 32)).records();
    }

    /** How what stands at a place compares with what is looked for. */
    private interface Place {
        int compare(int at);
    }

    private static int search(int size, Place place) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = place.compare(middle);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
