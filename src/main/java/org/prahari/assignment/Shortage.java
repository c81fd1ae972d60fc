package org.prahari.assignment;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Why a seat stays empty: gaps that have, together, more seats than there are people eligible for any of them.
 *
 * @param gaps the set, ascending, with the gap asked about
 * @param people everybody eligible for one of them, ascending
 * @param seats of these gaps together, more than there are people
 * @param gained for each rule, how many more people would be eligible for one of these gaps without that rule
 */
public record Shortage(List<Integer> gaps, List<Integer> people, int seats, Map<Rule, Integer> gained) {
    public Shortage {
        gaps = List.copyOf(gaps);
        people = List.copyOf(people);
        gained = Map.copyOf(gained);
    }

    /** The rule without which most people would be gained; the first of equals. */
    public Rule binding() {
        Rule binding = Rule.CONSENT;
        for (Rule rule : Rule.values()) {
            if (gained.get(rule) > gained.get(binding)) {
                binding = rule;
            }
        }
        return binding;
    }

    static Map<Rule, Integer> gained(Problem problem, int[] gaps) {
        int[] failed = new int[problem.people()];
        Arrays.fill(failed, -1);
        for (int g : gaps) {
            Gap gap = problem.gaps.get(g);
            for (int i = problem.roleStart[gap.role()]; i < problem.roleStart[gap.role() + 1]; i++) {
                if (problem.holds(gap, i)) {
                    int unmet = problem.unmet(gap, i);
                    int person = problem.profiles.person[i];
                    // Any one rule is enough; a bit for each that would do at some gap, 0 for who is eligible already.
                    if (unmet == 0 || failed[person] == 0) {
                        failed[person] = 0;
                    } else if (Integer.bitCount(unmet) == 1) {
                        failed[person] = Math.max(0, failed[person]) | unmet;
                    }
                }
            }
        }
        Map<Rule, Integer> gained = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            int count = 0;
            for (int unmet : failed) {
                count += unmet > 0 && (unmet & rule.bit()) != 0 ? 1 : 0;
            }
            gained.put(rule, count);
        }
        return gained;
    }
}
