package org.prahari.access;

import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.prahari.store.AuditLog;

/** How the audit trail is read. What belongs to no department is for who sees all. */
@RegisterConstructorMapper(AuditEntry.class)
public interface AuditDao extends AuditLog {
    /** An empty filter stands as NULL in its list, and COALESCE tells. */
    @SqlQuery("""
            SELECT chain, sequence, action, feature, id, department, actor, outcome,
                NULLIF(request_id, '') AS request_id, at, change_sequence
            FROM audit_log
            WHERE (:everywhere = 1 OR chain IN (<departments>))
                AND (COALESCE(<features>) IS NULL OR feature IN (<features>))
                AND (COALESCE(<ids>) IS NULL OR id IN (<ids>))
                AND (COALESCE(<actors>) IS NULL OR actor IN (<actors>))
                AND (COALESCE(<actions>) IS NULL OR action IN (<actions>))
                AND (COALESCE(<outcomes>) IS NULL OR outcome IN (<outcomes>))
                AND (COALESCE(<chains>) IS NULL OR chain IN (<chains>))
                AND (:from IS NULL OR at >= :from)
                AND (:to IS NULL OR at < :to)
                AND at >= :after.at
                AND (at > :after.at OR chain > :after.chain OR (chain = :after.chain AND sequence > :after.sequence))
            ORDER BY at, chain, sequence LIMIT :limit
            """)
    List<AuditEntry> list(
            @BindViewer Viewer viewer,
            @BindList(value = "features", onEmpty = NULL_STRING) List<String> features,
            @BindList(value = "ids", onEmpty = NULL_STRING) List<String> ids,
            @BindList(value = "actors", onEmpty = NULL_STRING) List<String> actors,
            @BindList(value = "actions", onEmpty = NULL_STRING) List<String> actions,
            @BindList(value = "outcomes", onEmpty = NULL_STRING) List<String> outcomes,
            @BindList(value = "chains", onEmpty = NULL_STRING) List<String> chains,
            Instant from,
            Instant to,
            @BindMethods("after") After after,
            int limit);

    @SqlQuery("""
            SELECT chain FROM audit_head WHERE (:everywhere = 1 OR chain IN (<departments>)) ORDER BY chain
            """)
    List<String> listChains(@BindViewer Viewer viewer);

    /** The number of the last row of a chain that tells a change up to this one of the change log. */
    @SqlQuery("""
            SELECT sequence FROM audit_log
            WHERE chain = :chain AND change_sequence <= :change AND (:everywhere = 1 OR chain IN (<departments>))
            ORDER BY sequence DESC LIMIT 1
            """)
    Optional<Long> findPlace(@BindViewer Viewer viewer, String chain, long change);

    /** One chain, in its order. */
    @SqlQuery("""
            SELECT chain, sequence, action, feature, id, department, actor, outcome,
                NULLIF(request_id, '') AS request_id, at, change_sequence
            FROM audit_log
            WHERE chain = :chain AND sequence > :after AND (:everywhere = 1 OR chain IN (<departments>))
            ORDER BY sequence LIMIT :limit
            """)
    List<AuditEntry> list(@BindViewer Viewer viewer, String chain, long after, int limit);

    /** The place of the last row that was shown, in the order of the list. */
    record After(Instant at, String chain, long sequence) {}
}
