package org.prahari.store;

import java.util.List;
import org.jdbi.v3.sqlobject.SqlObject;

/**
 * The audit trail, to which a DAO that extends this appends in the transaction of what it tells of. What the change log
 * tells is in it by itself.
 */
public interface AuditLog extends SqlObject {
    default void audit(Deed deed) {
        auditAll(List.of(deed));
    }

    /** Appends many deeds at the cost of one. */
    default void auditAll(List<Deed> deeds) {
        getHandle().useTransaction(handle -> {
            AuditTrail trail = handle.attach(AuditTrail.class);
            trail.append(deeds, trail.lock(deeds));
        });
    }
}
