package org.prahari.allocation;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A gap with seats that stayed empty, and why.
 *
 * @param gaps the gaps that compete, with this one: together they have more seats than there are people for them
 * @param people those people, up to 50 of them; who was erased since is left out
 * @param gained for each rule, how many more would be eligible without it
 * @param binding the rule without which most would be gained
 */
public record Unfilled(
        int number,
        UUID gap,
        String department,
        String role,
        int seats,
        int filled,
        Reason reason,
        List<UUID> gaps,
        List<UUID> people,
        Integer peopleCount,
        Integer competingSeats,
        Map<String, Integer> gained,
        String binding) {
    /** Why a seat stayed empty. */
    public enum Reason {
        NOBODY_ELIGIBLE,
        COMPETITION,
        NOT_EXPLAINED
    }
}
