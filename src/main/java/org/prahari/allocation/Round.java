package org.prahari.allocation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.json.Json;

/**
 * A round of allocation: what was asked, how far it is, and what came of it.
 *
 * @param done of {@code total} steps of the stage
 * @param people who took part: available, and seeking one of the roles
 * @param weight of the seats filled, the first aim
 * @param score of all pairs in basis points, the second aim
 * @param boundWeight no allocation reaches more; equal to {@code weight} once proven
 * @param seatsLost of a stable round: how many more seats the optimum fills
 * @param blockingPairs of a stable round: pairs who would rather have each other if the optimum were taken; at most 1000
 * @param fault why it failed
 */
public record Round(
        UUID id,
        @Json List<String> departments,
        @Json List<String> roles,
        LocalDate date,
        Mode mode,
        boolean dryRun,
        State state,
        Stage stage,
        long done,
        long total,
        Integer people,
        Integer gaps,
        Integer seats,
        Integer filled,
        Long weight,
        Long score,
        Long boundWeight,
        Long boundScore,
        Integer seatsLost,
        Integer blockingPairs,
        String fault,
        int version,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt) {
    public Round {
        departments = List.copyOf(departments);
        roles = roles == null ? null : List.copyOf(roles);
    }

    /** What a round is to find. */
    public enum Mode {
        OPTIMAL,
        STABLE
    }

    /** Where a round stands; {@code stopped} is one whose time was over before it was proven. */
    public enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        STOPPED,
        FAILED,
        CANCELLED
    }

    /** What a running round is at. */
    public enum Stage {
        PRICING,
        SEATING,
        PROVING,
        VERIFYING,
        EXPLAINING
    }

    static Round queued(
            UUID id, List<String> departments, List<String> roles, LocalDate date, RoundRequest asked, Instant now) {
        return new Round(
                id,
                departments,
                roles,
                date,
                asked.mode() == null ? Mode.OPTIMAL : asked.mode(),
                Boolean.TRUE.equals(asked.dryRun()),
                State.QUEUED,
                null,
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                now,
                null,
                null);
    }

    /** A number that is another whenever something else is to be seen. */
    long shown() {
        return stage == null ? done : ((long) stage.name().hashCode() << 32 ^ done) & Long.MAX_VALUE;
    }

    boolean isOver() {
        return state != State.QUEUED && state != State.RUNNING;
    }
}
