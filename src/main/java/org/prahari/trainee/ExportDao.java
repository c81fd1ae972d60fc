package org.prahari.trainee;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;

/** Reads what the logs hold of a trainee. */
@RegisterConstructorMapper(Export.Event.class)
public interface ExportDao {
    /** What the audit trail tells, and what was written before there was one. */
    @SqlQuery("""
            SELECT e.at, e.action, e.actor, c.name AS client
            FROM (
                SELECT a.at, a.action, a.actor
                FROM audit_log a
                WHERE a.feature IN ('trainee', 'trainee-identity') AND a.id = :trainee AND a.outcome = 'done'
                    AND (:everywhere = 1 OR a.department IN (<departments>))
                UNION ALL
                SELECT l.at, l.kind, l.actor
                FROM change_log l LEFT JOIN audit_log a ON a.change_sequence = l.sequence
                WHERE l.feature = 'trainee' AND l.id = :trainee AND a.chain IS NULL
                    AND (:everywhere = 1 OR l.department IN (<departments>))
            ) e LEFT JOIN client c ON c.id = UNHEX(REPLACE(e.actor, '-', ''))
            ORDER BY e.at, e.action
            """)
    List<Export.Event> listEvents(@BindViewer Viewer viewer, String trainee);
}
