package org.prahari.readiness;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.json.Json;
import org.jdbi.v3.sqlobject.CreateSqlObject;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog;

/** Reads who could help a facility at once; the tables are other features'. */
@RegisterConstructorMapper(Volunteer.class)
public interface SurgeDao extends Transactional<SurgeDao>, ChangeLog {
    @CreateSqlObject
    ReadinessDao readiness();

    /** Where help is needed, and until when it must come. */
    record Call(
            UUID facility,
            String department,
            Integer district,
            LocalDate from,
            LocalDate until,
            boolean remote,
            boolean move) {}

    /**
     * The cheapest who could, as {@link Roster} counts: who need not be moved, then the nearest, then who comes soonest. They
     * consent to be matched, seek the role, have reached the level by their own word or by a certificate, speak all languages and
     * would come there. Who is placed must work in a department that the viewer sees, elsewhere than at the facility.
     */
    @SqlQuery("""
            SELECT t.id AS trainee, CASE WHEN t.status = 'placed' THEN 1 ELSE 0 END AS moved, f.id AS moved_from,
                CASE WHEN :remote = 1 AND t.remote = 1 AND t.status = 'available' THEN 'remote'
                    WHEN COALESCE(f.district, t.home_district) = :district THEN 'same-district'
                    WHEN COALESCE(f.department, t.home_region) = :department THEN 'same-state'
                    ELSE 'elsewhere' END AS distance,
                CASE WHEN t.status = 'placed' THEN 0 ELSE GREATEST(0, DATEDIFF(t.available_from, :from)) END AS days
            FROM trainee t JOIN trainee_role r ON r.trainee = t.id AND r.role = :role
                JOIN trainee_consent c ON c.trainee = t.id AND c.withdrawn_at IS NULL
                LEFT JOIN offer o ON t.status = 'placed' AND o.trainee = t.id AND o.state = 'accepted'
                    AND o.id = (SELECT MAX(id) FROM offer WHERE trainee = t.id AND state = 'accepted'
                        AND (:everywhere = 1 OR department IN (<departments>)))
                LEFT JOIN gap g ON g.id = o.gap
                LEFT JOIN facility f ON f.id = g.facility
            WHERE (:everywhere = 1 OR t.department IN (<departments>))
                AND JSON_CONTAINS(c.purposes, '"matching"')
                AND (t.department = :department OR JSON_CONTAINS(c.purposes, '"cross-department"'))
                AND (r.level IN (<levels>) OR EXISTS (
                    SELECT 1 FROM trainee_held h JOIN certification_qualifies q ON q.certification = h.certification
                    WHERE h.trainee = t.id AND q.role = :role AND q.level IN (<levels>) AND h.issued_on <= :from
                        AND (h.expires_on IS NULL OR h.expires_on >= :from)))
                AND JSON_CONTAINS(t.languages, :languages)
                AND ((t.status = 'available' AND t.available_from <= :until)
                    OR (:move = 1 AND t.status = 'placed' AND f.id <> :facility))
                AND ((:remote = 1 AND t.remote = 1 AND t.status = 'available')
                    OR COALESCE(f.district, t.home_district) = :district
                    OR t.relocation = 'anywhere'
                    OR (t.relocation IN ('state', 'states') AND t.home_region = :department)
                    OR (t.relocation = 'states' AND JSON_CONTAINS(t.relocation_regions, JSON_QUOTE(:department))))
            ORDER BY moved, FIELD(distance, 'remote', 'same-district', 'same-state', 'elsewhere'), days, trainee
            LIMIT :limit
            """)
    List<Volunteer> list(
            @BindViewer Viewer viewer,
            @BindMethods Call call,
            String role,
            @BindList("levels") List<Level> levels,
            @Json List<String> languages,
            int limit);
}
