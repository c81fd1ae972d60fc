package org.prahari.assignment;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts, for each rule, how many more people would be eligible for one of some gaps without it. For one thread. */
final class Gains {
    private static final int UNKNOWN = -1;
    private final Problem problem;
    /** A bit for each rule that alone keeps a person out of some gap; 0 for who is eligible already. */
    private final int[] failed;

    private int[] touched = new int[256];
    private int count;

    Gains(Problem problem) {
        this.problem = problem;
        failed = new int[problem.people()];
        Arrays.fill(failed, UNKNOWN);
    }

    Map<Rule, Integer> of(int... gaps) {
        for (int g : gaps) {
            Gap gap = problem.gaps.get(g);
            for (int i = problem.roleStart[gap.role()]; i < problem.roleStart[gap.role() + 1]; i++) {
                if (problem.holds(gap, i)) {
                    add(problem.profiles.person[i], problem.unmet(gap, i));
                }
            }
        }
        Map<Rule, Integer> gained = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            gained.put(rule, 0);
        }
        for (int i = 0; i < count; i++) {
            for (Rule rule : Rule.values()) {
                if ((failed[touched[i]] & rule.bit()) != 0) {
                    gained.merge(rule, 1, Integer::sum);
                }
            }
            failed[touched[i]] = UNKNOWN;
        }
        count = 0;
        return gained;
    }

    private void add(int person, int unmet) {
        if (Integer.bitCount(unmet) > 1 || failed[person] == 0) {
            return;
        }
        if (failed[person] == UNKNOWN) {
            if (count == touched.length) {
                touched = Arrays.copyOf(touched, count * 2);
            }
            touched[count++] = person;
        }
        failed[person] = unmet == 0 ? 0 : Math.max(0, failed[person]) | unmet;
    }
}
