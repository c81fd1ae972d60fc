package org.prahari.readiness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The smallest set of trainings after which each safeguard is covered by two hands, a multicover of six sets by pairs of a hand
 * and a role. Exact, by a table over how often each safeguard is covered (0, 1, or 2 and more: 3^6 states): hands come one
 * after the other, each gaining one of 2^6 sets of safeguards by the fewest roles that give it. Hands times 729 times 64 steps
 * at most. If no trainings of those who are there do, the fewest that must join them are added first.
 */
final class CoverPlan {
    private static final int SAFEGUARDS = Safeguard.values().length;
    private static final int SETS = 1 << SAFEGUARDS;
    private static final int STATES = 729;
    private static final int FULL = STATES - 1;
    private static final int TRAINING = 1000;
    private static final int NEVER = Integer.MAX_VALUE / 2;

    private final List<Option> options;
    private final int most;

    /**
     * A role that somebody can be trained in.
     *
     * @param mask the safeguards it covers
     * @param fitting whether the facility should have it anyhow: preferred among equally few trainings
     */
    record Option(String role, int mask, boolean fitting) {
        int cost() {
            return TRAINING + (fitting ? 0 : 1);
        }
    }

    /** @param hand number of the hand; those that are no hands yet come after all others */
    record Training(int hand, Option option) {}

    /** @param joining how many hands must be added */
    record Found(int joining, List<Training> trainings) {}

    /**
     * @param options in the order that decides among equals
     * @param most trainings of one hand, 1..6
     */
    CoverPlan(List<Option> options, int most) {
        this.options = List.copyOf(options);
        this.most = most;
    }

    /**
     * @param masks the safeguards that each hand covers already
     * @return the trainings; none for a safeguard that no role covers
     */
    Found solve(List<Integer> masks) {
        int coverable = options.stream().mapToInt(Option::mask).reduce(0, (a, b) -> a | b);
        int start = 0;
        for (int safeguard = 0, digit = 1; safeguard < SAFEGUARDS; safeguard++, digit *= 3) {
            int bit = 1 << safeguard;
            int covered = (int) masks.stream().filter(mask -> (mask & bit) != 0).count();
            start += digit * ((coverable & bit) == 0 ? 2 : Math.min(2, covered));
        }
        int[] cost = new int[STATES];
        Arrays.fill(cost, NEVER);
        cost[start] = 0;
        List<int[][]> steps = new ArrayList<>();
        List<Gains> gains = new ArrayList<>();
        for (int hand = 0; hand < masks.size() || cost[FULL] == NEVER; hand++) {
            var own = new Gains(options, hand < masks.size() ? masks.get(hand) : 0, most);
            gains.add(own);
            cost = advance(cost, own, steps);
        }
        return new Found(gains.size() - masks.size(), trainings(steps, gains));
    }

    /** The table after one more hand; remembers for each state the one before and the set gained. */
    private static int[] advance(int[] cost, Gains gains, List<int[][]> steps) {
        int[] next = cost.clone();
        int[][] step = new int[STATES][];
        for (int state = 0; state < STATES; state++) {
            for (int set = 1; set < SETS && cost[state] < NEVER; set++) {
                int way = cost[state] + gains.cost[set];
                int reached = plus(state, set);
                if (way < next[reached]) {
                    next[reached] = way;
                    step[reached] = new int[] {state, set};
                }
            }
        }
        steps.add(step);
        return next;
    }

    private static int plus(int state, int set) {
        int reached = state;
        for (int safeguard = 0, digit = 1; safeguard < SAFEGUARDS; safeguard++, digit *= 3) {
            if ((set >> safeguard & 1) != 0 && state / digit % 3 < 2) {
                reached += digit;
            }
        }
        return reached;
    }

    private static List<Training> trainings(List<int[][]> steps, List<Gains> gains) {
        List<Training> trainings = new ArrayList<>();
        int state = FULL;
        for (int hand = steps.size() - 1; hand >= 0; hand--) {
            int[] step = steps.get(hand)[state];
            if (step != null) {
                for (Option option : gains.get(hand).by(step[1])) {
                    trainings.add(new Training(hand, option));
                }
                state = step[0];
            }
        }
        Collections.reverse(trainings);
        return trainings;
    }

    /** The cheapest roles by which one hand gains each set of safeguards. */
    private static final class Gains {
        private final int[] cost = new int[SETS];
        private final int[] before = new int[SETS];
        private final Option[] last = new Option[SETS];

        Gains(List<Option> options, int covered, int most) {
            Arrays.fill(cost, NEVER);
            cost[0] = 0;
            for (int set = 0; set < SETS; set++) {
                // Sets only grow, and a set's cost is final once it is reached in order.
                for (Option option : options) {
                    int grown = set | (option.mask() & ~covered);
                    int way = cost[set] + option.cost();
                    if (cost[set] < NEVER && way / TRAINING <= most && way < cost[grown]) {
                        cost[grown] = way;
                        before[grown] = set;
                        last[grown] = option;
                    }
                }
            }
        }

        List<Option> by(int set) {
            List<Option> roles = new ArrayList<>();
            for (int at = set; at != 0; at = before[at]) {
                roles.add(last[at]);
            }
            Collections.reverse(roles);
            return roles;
        }
    }
}
