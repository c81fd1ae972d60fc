package org.prahari.allocation;

import java.util.List;
import org.prahari.assignment.Problem;

/**
 * What a filled seat counts towards the first aim of a round.
 *
 * <p>Any weights that rise with the priority fill equally many seats of each priority; they settle how two seats that exclude
 * each other are weighed against two others, as in a what-if or a training plan.
 *
 * @param each by priority, 1 first: 1..100, strictly ascending
 */
public record PriorityWeights(List<Integer> each) {
    public static final PriorityWeights DEFAULT = new PriorityWeights(List.of(1, 2, 3, 4, 5));
    static final int PRIORITIES = 5;
    /** More, and the values of a national round would not fit into 64 bits. */
    private static final int MOST = 100;

    public PriorityWeights {
        each = List.copyOf(each);
        int last = 0;
        for (int weight : each) {
            if (weight <= last || weight > MOST) {
                throw new IllegalArgumentException(
                        "allocations: priorityWeights are not between 1 and " + MOST + ", each above the one before");
            }
            last = weight;
        }
        if (each.size() != PRIORITIES) {
            throw new IllegalArgumentException("allocations: priorityWeights are not " + PRIORITIES + " numbers");
        }
    }

    /** @param priority 1..5 */
    int of(int priority) {
        return each.get(priority - 1);
    }

    /** The priority that a weight is of. */
    int priority(long weight) {
        return each.indexOf((int) weight) + 1;
    }

    /** The problem of the pool, whose gaps weigh their priority, with these weights instead. */
    Problem of(Problem problem) {
        return problem.weighed(priority -> of((int) priority));
    }
}
