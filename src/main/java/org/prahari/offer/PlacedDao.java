package org.prahari.offer;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;

/** Reads where an offer leads to, from the tables of others. */
@RegisterConstructorMapper(PlacedDao.Place.class)
public interface PlacedDao {
    /** The facility with its name, the work role with its title, and the first day. */
    record Place(UUID facility, String name, String role, String title, LocalDate startsOn) {}

    @SqlQuery("""
            SELECT g.facility, f.name, g.role, r.title, g.starts_on
            FROM offer o JOIN gap g ON g.id = o.gap JOIN facility f ON f.id = g.facility JOIN role r ON r.id = g.role
            WHERE o.id = :id AND (:everywhere = 1 OR o.department IN (<departments>)
                OR o.trainee_department IN (<departments>))
            """)
    Optional<Place> find(@BindViewer Viewer viewer, UUID id);
}
