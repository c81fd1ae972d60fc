package org.prahari.partner;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog;

/** What exports read of the log. */
@RegisterConstructorMapper(ExportDao.Step.class)
public interface ExportDao extends Transactional<ExportDao>, ChangeLog {
    /** A change, and the thing that changed. */
    record Step(long sequence, String id) {}

    @SqlQuery("""
            SELECT sequence, id FROM change_log
            WHERE (:everywhere = 1 OR department IN (<departments>)) AND feature = :feature AND sequence > :since
            ORDER BY sequence LIMIT :limit
            """)
    List<Step> listSteps(@BindViewer Viewer viewer, String feature, long since, int limit);
}
