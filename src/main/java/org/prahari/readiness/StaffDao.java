package org.prahari.readiness;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog;

/** All SQL of the posts of facilities. */
@RegisterConstructorMapper(Staff.class)
public interface StaffDao extends Transactional<StaffDao>, ChangeLog {
    /** Empty where nothing has been said, and where the facility is not the viewer's to see. */
    @SqlQuery("""
            SELECT facility, department, posts, version, updated_at FROM staff
            WHERE facility = :facility AND (:everywhere = 1 OR department IN (<departments>))
            """)
    Optional<Staff> findSaid(@BindViewer Viewer viewer, UUID facility);

    /** @return empty if there is no such facility for this viewer */
    default Optional<Staff> find(Viewer viewer, UUID facility) {
        return findSaid(viewer, facility)
                .or(() -> findDepartment(viewer, facility).map(department -> Staff.unknown(facility, department)));
    }

    /** @return 0 if there is no such facility for this viewer, or if something was said of it already */
    @SqlUpdate("""
            INSERT IGNORE INTO staff (facility, department, posts, version, updated_at)
            SELECT id, department, :posts, :version, :updatedAt FROM facility
            WHERE id = :facility AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int insert(@BindViewer Viewer viewer, @BindMethods Staff staff);

    /** @return 0 if it has changed meanwhile */
    @SqlUpdate("""
            UPDATE staff SET posts = :posts, version = :version, updated_at = :updatedAt
            WHERE facility = :facility AND version = :version - 1
                AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int update(@BindViewer Viewer viewer, @BindMethods Staff staff);

    @SqlQuery("""
            SELECT department FROM facility
            WHERE id = :facility AND (:everywhere = 1 OR department IN (<departments>))
            """)
    Optional<String> findDepartment(@BindViewer Viewer viewer, UUID facility);

    @SqlQuery("SELECT id FROM role")
    Set<String> listRoles();
}
