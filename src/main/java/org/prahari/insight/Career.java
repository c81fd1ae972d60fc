package org.prahari.insight;

import java.util.List;
import org.prahari.matching.Level;

/**
 * Which roles lead to one and which follow it, by the knowledge and skills they share, and what has to be earned.
 *
 * @param framework the version whose statements were compared; absent if none was imported, and then no roles are named
 * @param statements of knowledge and skill that describe the role
 * @param entry whether it can be entered with nothing: a certification qualifies for it that asks for none and no experience
 * @param certifications all that qualify for it, by code
 * @param cheapest the cheapest way to one that qualifies; absent if there is none
 */
record Career(
        String role,
        String title,
        String framework,
        Integer statements,
        boolean entry,
        List<Qualifying> certifications,
        Path cheapest,
        List<Neighbour> feeders,
        List<Neighbour> next) {
    /** @param level up to which it qualifies */
    record Qualifying(String certification, Level level) {}

    /** @param cost in paise */
    record Path(long cost, List<Step> steps) {}

    /**
     * @param cost in paise
     * @param costAssumed whether nobody knows its fee
     * @param admissionAssumed whether the catalogue does not wholly know what is asked of who wants to earn it
     */
    record Step(String certification, long cost, boolean costAssumed, boolean admissionAssumed) {}

    /**
     * A role before or after.
     *
     * @param shared statements both are described by
     * @param known how much of what the later of the two asks for is known from the earlier, in basis points
     * @param toLearn statements of the later that are not of the earlier
     * @param cheapest to a feeder from nothing more than is held; to one that follows, from the way to this role
     */
    record Neighbour(String role, String title, int shared, int known, int toLearn, boolean entry, Path cheapest) {}
}
