package org.prahari.readiness;

import java.time.LocalDate;

/**
 * What an assessment found for one question.
 *
 * @param evidence what was looked at, or null
 * @param validUntil the last day on which it counts
 */
public record Answer(String question, Verdict answer, String evidence, LocalDate validUntil) {
    /** What can be said. */
    public enum Verdict {
        YES,
        PARTLY,
        NO,
        NOT_APPLICABLE;

        /** Halves of the question's weight; of no meaning where it does not apply. */
        int halves() {
            return this == YES ? 2 : this == PARTLY ? 1 : 0;
        }
    }
}
