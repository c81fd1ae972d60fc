package org.prahari.store;

import java.util.List;

/** The audit trail, to which a DAO that extends this appends in the transaction of what the deed is. */
public interface AuditLog {
    default void audit(Deed deed) {
        auditAll(List.of(deed));
    }

    /** Appends many deeds at the cost of one. */
    default void auditAll(List<Deed> deeds) {}
}
