package org.prahari.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * One row of the change log: what happened to which thing, never what it holds.
 *
 * @param version the version the thing has after the change
 * @param department the department it belongs to, or null if it belongs to none
 * @param region the region it concerns, or null
 * @param actor the client that did it, or the command
 */
public record Change(
        String feature, String id, int version, Kind kind, String department, String region, String actor, Instant at) {
    public enum Kind {
        CREATED,
        UPDATED,
        DELETED
    }

    public Change {
        // As exact as the database keeps it.
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    public static Change of(String feature, Object id, int version, Kind kind, String actor, Instant at) {
        return new Change(feature, id.toString(), version, kind, null, null, actor, at);
    }

    public Change in(String newDepartment) {
        return new Change(feature, id, version, kind, newDepartment, newDepartment, actor, at);
    }

    /** What the audit trail says of it. */
    Deed deed() {
        return Deed.of(kind.name().toLowerCase(Locale.ROOT), feature, id, department, actor, at);
    }
}
