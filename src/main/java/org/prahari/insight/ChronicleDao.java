package org.prahari.insight;

import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;

/** Reads what has happened, and on which day of India, which is five hours and a half ahead of what is stored. */
@RegisterConstructorMapper(Chronicle.Seats.class)
@RegisterConstructorMapper(ChronicleDao.Arrivals.class)
public interface ChronicleDao {
    /** How many trainees of a department were written or deleted on a day. */
    record Arrivals(String department, String kind, LocalDate day, int count) {}

    /** @param ids of gaps; all if empty */
    @SqlQuery("""
            SELECT id, id AS gap, department, role, headcount AS seats, DATE(created_at + INTERVAL 330 MINUTE) AS day
            FROM gap
            WHERE (COALESCE(<ids>) IS NULL OR id IN (<ids>)) AND (:everywhere = 1 OR department IN (<departments>))
            """)
    List<Chronicle.Seats> listOpened(
            @BindViewer Viewer viewer, @BindList(value = "ids", onEmpty = NULL_STRING) List<UUID> ids);

    /** @param ids of offers or of gaps; all if empty */
    @SqlQuery("""
            SELECT o.id, o.gap, g.department, g.role, 1 AS seats, DATE(o.decided_at + INTERVAL 330 MINUTE) AS day
            FROM offer o JOIN gap g ON g.id = o.gap
            WHERE o.state = 'accepted' AND (COALESCE(<ids>) IS NULL OR o.id IN (<ids>) OR o.gap IN (<ids>))
                AND (:everywhere = 1 OR g.department IN (<departments>))
            """)
    List<Chronicle.Seats> listFilled(
            @BindViewer Viewer viewer, @BindList(value = "ids", onEmpty = NULL_STRING) List<UUID> ids);

    /** People come and go by the log, which remembers those who are erased. */
    @SqlQuery("""
            SELECT department, kind, DATE(at + INTERVAL 330 MINUTE) AS day, COUNT(*) AS count
            FROM change_log
            WHERE feature = 'trainee' AND kind IN ('created', 'deleted') AND sequence > :after AND sequence <= :until
                AND department IS NOT NULL
                AND (:everywhere = 1 OR department IN (<departments>))
            GROUP BY department, kind, DATE(at + INTERVAL 330 MINUTE)
            """)
    List<Arrivals> listArrivals(@BindViewer Viewer viewer, long after, long until);

    @SqlQuery("SELECT sequence FROM change_head")
    long head();
}
