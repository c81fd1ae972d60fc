package org.prahari.partner;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.prahari.store.Ids;

/**
 * One message to a webhook: the changes of a stretch of the log, in its order. Of a webhook at most one is pending.
 *
 * @param id the header {@code webhook-id}, the same at each attempt
 * @param items how many changes it holds, as it was last sent
 * @param status what the receiver last answered, or null
 * @param failure why it was not delivered the last time, or null
 * @param nextAt when it is tried, while it is pending
 * @param afterSequence the stretch begins after this number of the log
 * @param toSequence and ends with this one
 */
public record Delivery(
        UUID id,
        @JsonIgnore UUID webhook,
        State state,
        int items,
        int attempts,
        Integer status,
        Failure failure,
        Instant createdAt,
        Instant attemptedAt,
        Instant nextAt,
        Instant endedAt,
        @JsonIgnore long afterSequence,
        @JsonIgnore long toSequence) {
    static final int MOST_ATTEMPTS = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(25);
    private static final int FACTOR = 3;

    public enum State {
        PENDING,
        DELIVERED,
        /** Given up; the next ones go on. */
        DEAD,
        /** Not sent: replaced by a replay, or nothing in it that the client may still read. */
        VOID
    }

    public enum Failure {
        /** The name leads nowhere, or not to a public address. */
        ADDRESS,
        CONNECTION,
        TLS,
        TIME_OUT,
        /** A status that is not 2xx; redirects are not followed. */
        STATUS,
        /** No HTTP. */
        ANSWER
    }

    static Delivery of(UUID webhook, int items, long after, long to, Instant now) {
        return new Delivery(Ids.next(), webhook, State.PENDING, items, 0, null, null, now, null, now, null, after, to);
    }

    /** With what it really holds now. */
    Delivery holding(int count, long to) {
        return new Delivery(
                id,
                webhook,
                state,
                count,
                attempts,
                status,
                failure,
                createdAt,
                attemptedAt,
                nextAt,
                endedAt,
                afterSequence,
                to);
    }

    Delivery voided(Instant now) {
        return new Delivery(
                id,
                webhook,
                State.VOID,
                items,
                attempts,
                status,
                failure,
                createdAt,
                attemptedAt,
                null,
                now,
                afterSequence,
                toSequence);
    }

    /** After one more attempt. */
    Delivery attempted(Sender.Outcome outcome, Instant now) {
        int done = attempts + 1;
        State next = outcome.delivered() ? State.DELIVERED : done >= MOST_ATTEMPTS ? State.DEAD : State.PENDING;
        boolean again = next == State.PENDING;
        return new Delivery(
                id,
                webhook,
                next,
                items,
                done,
                outcome.status(),
                outcome.failure(),
                createdAt,
                now,
                again ? now.plus(pause(done, chance(done))) : null,
                again ? null : now,
                afterSequence,
                toSequence);
    }

    /** 0..1, another for each message and attempt: the id's random bits. */
    private double chance(int attempt) {
        return (Long.rotateLeft(id.getLeastSignificantBits(), 7 * attempt) >>> 11) * 0x1.0p-53;
    }

    /**
     * How long after a failed attempt (1..9) the next one is: 25 s, 75 s, ... 45 h 34 min, all in all 2 days and 20 hours.
     *
     * @param jitter 0..1: pauses are between nine and eleven tenths of that, so that those who failed together do not come
     *     back together
     */
    static Duration pause(int attempt, double jitter) {
        double plain = FIRST_PAUSE.toMillis() * Math.pow(FACTOR, attempt - 1.0);
        return Duration.ofMillis(Math.round(plain * (0.9 + 0.2 * jitter)));
    }
}
