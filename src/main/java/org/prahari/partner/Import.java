package org.prahari.partner;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;

/**
 * An upload of many rows: what is to become of it, how far it is, and what came of it.
 *
 * @param feature what its rows are
 * @param dryRun whether it is only to be judged
 * @param version stays the same until it is over, so that it can be cancelled with the first ETag
 */
public record Import(
        UUID id,
        String feature,
        boolean dryRun,
        State state,
        @Nested Progress progress,
        @Nested Counts rows,
        @JsonIgnore int version,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt) {
    /** Where it stands; one that is being received is shown to nobody. */
    public enum State {
        RECEIVING,
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /** So many rows of so many are judged. */
    public record Progress(long done, long total) {}

    /** What became of the rows judged. */
    public record Counts(long created, long updated, long unchanged, long failed) {}

    /** Another number whenever it shows something else in the same version. */
    long shown() {
        return state == State.RUNNING ? progress.done() + 1 : progress.done();
    }

    boolean isOver() {
        return state == State.SUCCEEDED || state == State.FAILED || state == State.CANCELLED;
    }
}
