package org.prahari.offer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A seat held for a trainee.
 *
 * @param allocation the round that found it
 * @param department the gap's
 * @param trainee absent if erased since
 * @param traineeDepartment the one with which the trainee is registered
 * @param score of the pair in the round, in basis points
 * @param answerBy the last day in India on which it can be accepted
 * @param decidedAt when it was last decided on
 */
public record Offer(
        UUID id,
        UUID allocation,
        String department,
        UUID gap,
        UUID trainee,
        String traineeDepartment,
        int score,
        State state,
        LocalDate answerBy,
        int version,
        Instant createdAt,
        Instant decidedAt) {
    /** What became of it; one that was accepted may still be withdrawn. */
    public enum State {
        OFFERED,
        ACCEPTED,
        DECLINED,
        EXPIRED,
        WITHDRAWN
    }

    Offer decided(State to, Instant now) {
        return new Offer(
                id,
                allocation,
                department,
                gap,
                trainee,
                traineeDepartment,
                score,
                to,
                answerBy,
                version + 1,
                createdAt,
                now);
    }
}
