package org.prahari.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.MDC;

/**
 * One line of the audit trail: who did what to which thing, never what it holds.
 *
 * @param action a plain word: created, updated, deleted, read, listed, exported, erased, looked-up, compared, minted, revoked
 * @param id the thing it was done to, or null if to many
 * @param department the department the thing belongs to, or null if it belongs to none
 * @param actor the client that did it, or the command
 * @param outcome {@code done} or {@code refused}
 * @param requestId the request it was done in; empty for commands
 * @param changeSequence the row of the change log that tells the same, or null if nothing was changed
 */
public record Deed(
        String action,
        String feature,
        String id,
        String department,
        String actor,
        String outcome,
        String requestId,
        Instant at,
        Long changeSequence) {
    private static final String REQUEST_ID = "requestId";

    public Deed {
        // As exact as the database keeps it, or the chain would not find again what it has sealed.
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    public static Deed of(String action, String feature, Object id, String department, String actor, Instant at) {
        String request = MDC.get(REQUEST_ID);
        return new Deed(
                action,
                feature,
                id == null ? null : id.toString(),
                department,
                actor,
                "done",
                request == null ? "" : request,
                at,
                null);
    }

    /** The same, but that it was not let happen. */
    public Deed refused() {
        return new Deed(action, feature, id, department, actor, "refused", requestId, at, changeSequence);
    }

    /** The same, told by that row of the change log too. */
    Deed of(long sequence) {
        return new Deed(action, feature, id, department, actor, outcome, requestId, at, sequence);
    }
}
