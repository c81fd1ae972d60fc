package org.prahari.partner;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;

/** Reads the change log. Catalogue things belong to no department, and everybody's log has them. */
@RegisterConstructorMapper(ChangeEntry.class)
public interface ChangesDao {
    @SqlQuery("""
            SELECT sequence, feature, id, version, kind, department, region, at
            FROM change_log
            WHERE (:everywhere = 1 OR department IN (<departments>) OR department IS NULL)
                AND feature IN (<features>) AND sequence > :since AND sequence <= :until
            ORDER BY sequence LIMIT :limit
            """)
    List<ChangeEntry> list(
            @BindViewer Viewer viewer, @BindList("features") List<String> features, long since, long until, int limit);

    /** The last change of what the viewer may follow, 0 if there was none. */
    @SqlQuery("""
            SELECT COALESCE(MAX(sequence), 0)
            FROM change_log
            WHERE (:everywhere = 1 OR department IN (<departments>) OR department IS NULL) AND feature IN (<features>)
            """)
    long last(@BindViewer Viewer viewer, @BindList("features") List<String> features);

    /** The last number given out. All changes up to it are there to be read by whoever has read it. */
    @SqlQuery("SELECT sequence FROM change_head")
    long head();
}
