package org.prahari.assignment;

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

    /** The same set, with the rules counted anew. */
    Shortage withGained(Map<Rule, Integer> counted) {
        return new Shortage(gaps, people, seats, counted);
    }
}
