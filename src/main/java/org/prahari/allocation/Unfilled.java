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

    /**
     * @param gaps those that the row's shortage names, by number
     * @param people those that it names and that are still there, by number
     */
    static Unfilled of(GapOutcome row, Map<Integer, UUID> gaps, Map<Integer, UUID> people) {
        Competition set = row.shortage();
        Reason reason = set == null
                ? Reason.NOT_EXPLAINED
                : set.peopleCount() == 0 ? Reason.NOBODY_ELIGIBLE : Reason.COMPETITION;
        return new Unfilled(
                row.number(),
                row.gap(),
                row.department(),
                row.role(),
                row.seats(),
                row.filled(),
                reason,
                set == null ? null : set.gaps().stream().map(gaps::get).toList(),
                set == null
                        ? null
                        : set.people().stream()
                                .filter(people::containsKey)
                                .map(people::get)
                                .toList(),
                set == null ? null : set.peopleCount(),
                set == null ? null : set.seats(),
                set == null ? null : set.gained(),
                set == null ? null : set.binding());
    }
}
