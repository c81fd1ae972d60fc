package org.prahari.allocation;

import java.util.List;
import java.util.Map;

/**
 * Gaps that have, together, more seats than there are people eligible for any of them.
 *
 * @param gaps numbers of the gaps
 * @param people numbers of the people, as far as they are told
 * @param peopleCount how many they are
 * @param seats of these gaps together
 * @param gained for each rule, how many more would be eligible without it
 * @param binding the rule without which most would be gained, or null if no single rule keeps anybody out
 */
public record Competition(
        List<Integer> gaps,
        List<Integer> people,
        int peopleCount,
        int seats,
        Map<String, Integer> gained,
        String binding) {
    public Competition {
        gaps = List.copyOf(gaps);
        people = List.copyOf(people);
        gained = Map.copyOf(gained);
    }
}
