package org.prahari.trainee;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;

/** Reads what the log holds of a trainee. */
@RegisterConstructorMapper(Export.Event.class)
public interface ExportDao {
    @SqlQuery("""
            SELECT l.at, l.kind AS action, l.actor, c.name AS client
            FROM change_log l LEFT JOIN client c ON c.id = UNHEX(REPLACE(l.actor, '-', ''))
            WHERE l.feature = 'trainee' AND l.id = :trainee AND (:everywhere = 1 OR l.department IN (<departments>))
            ORDER BY l.sequence
            """)
    List<Export.Event> listEvents(@BindViewer Viewer viewer, String trainee);
}
