package org.prahari.readiness;

import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.json.Json;
import org.jdbi.v3.sqlobject.CreateSqlObject;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;

/** Reads what readiness rests on; but for assessments and posts the tables are other features'. */
@RegisterConstructorMapper(ReadinessDao.Place.class)
@RegisterConstructorMapper(ReadinessDao.Placed.class)
@RegisterConstructorMapper(ReadinessDao.Sought.class)
@RegisterConstructorMapper(ReadinessDao.Open.class)
@RegisterConstructorMapper(ReadinessDao.Guards.class)
@RegisterConstructorMapper(ReadinessDao.Shown.class)
public interface ReadinessDao extends Transactional<ReadinessDao> {
    @CreateSqlObject
    AssessmentDao assessments();

    @CreateSqlObject
    StaffDao staff();

    /** A facility. */
    record Place(UUID id, String department, String name, FacilityKind kind, Integer district, Integer beds) {}

    /** A trainee who has taken a seat, and the seat's role. */
    record Placed(UUID trainee, String role, Level level) {}

    /** A role a trainee seeks, with the level reached. */
    record Sought(UUID trainee, String role, Level level) {}

    /** Seats of a gap that nobody has taken yet. */
    record Open(String role, Level level, int seats) {}

    /** The safeguards of a role. */
    record Guards(String id, @Json List<Safeguard> safeguards) {}

    /** A published campaign, as far as it matters who should see it. */
    record Shown(
            String slug,
            String kind,
            @Json List<Safeguard> safeguards,
            @Json List<String> audiences,
            @Json List<String> regions,
            @Json Window window) {
        boolean isOpen(Instant now, LocalDate day) {
            return window == null || window.isOpen(now, day);
        }
    }

    /** When a campaign is there: as a whole by the moment, in lists by the day; null is no bound. */
    record Window(LocalDate starts, LocalDate ends, Instant publishAt, Instant expiresAt) {
        boolean isOpen(Instant now, LocalDate day) {
            return (publishAt == null || !now.isBefore(publishAt))
                    && (expiresAt == null || now.isBefore(expiresAt))
                    && (starts == null || !day.isBefore(starts))
                    && (ends == null || !day.isAfter(ends));
        }
    }

    @SqlQuery("""
            SELECT id, department, name, kind, district, beds FROM facility
            WHERE id = :id AND (:everywhere = 1 OR department IN (<departments>))
            """)
    Optional<Place> find(@BindViewer Viewer viewer, UUID id);

    @SqlQuery("""
            SELECT id, department, name, kind, district, beds FROM facility
            WHERE (:everywhere = 1 OR department IN (<departments>))
                AND (COALESCE(<kinds>) IS NULL OR kind IN (<kinds>))
                AND (COALESCE(<districts>) IS NULL OR district IN (<districts>))
                AND id > :after
            ORDER BY id LIMIT :limit
            """)
    List<Place> list(
            @BindViewer Viewer viewer,
            @BindList(value = "kinds", onEmpty = NULL_STRING) List<FacilityKind> kinds,
            @BindList(value = "districts", onEmpty = NULL_STRING) List<Integer> districts,
            UUID after,
            int limit);

    /** Who has accepted a seat at the facility and works there now. */
    @SqlQuery("""
            SELECT DISTINCT o.trainee, g.role, g.level
            FROM gap g JOIN offer o ON o.gap = g.id AND o.state = 'accepted'
                JOIN trainee t ON t.id = o.trainee AND t.status = 'placed'
            WHERE g.facility = :facility AND (:everywhere = 1 OR g.department IN (<departments>))
            ORDER BY o.trainee
            """)
    List<Placed> listPlaced(@BindViewer Viewer viewer, UUID facility);

    /** What those have learnt who work at the facility now. */
    @SqlQuery("""
            SELECT r.trainee, r.role, r.level
            FROM gap g JOIN offer o ON o.gap = g.id AND o.state = 'accepted'
                JOIN trainee t ON t.id = o.trainee AND t.status = 'placed'
                JOIN trainee_role r ON r.trainee = t.id
            WHERE g.facility = :facility AND (:everywhere = 1 OR g.department IN (<departments>))
            ORDER BY r.trainee, r.position
            """)
    List<Sought> listSought(@BindViewer Viewer viewer, UUID facility);

    @SqlQuery("""
            SELECT role, level, headcount - filled AS seats FROM gap
            WHERE facility = :facility AND status IN ('open', 'on-hold') AND headcount > filled
                AND (:everywhere = 1 OR department IN (<departments>))
            ORDER BY id
            """)
    List<Open> listOpen(@BindViewer Viewer viewer, UUID facility);

    @SqlQuery("SELECT id, safeguards FROM role ORDER BY id")
    List<Guards> listGuards();

    @SqlQuery("""
            SELECT slug, kind, safeguards, audiences, regions, `window` FROM campaign
            WHERE status = 'published' ORDER BY slug
            """)
    List<Shown> listShown();
}
