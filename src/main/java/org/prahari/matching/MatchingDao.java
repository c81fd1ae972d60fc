package org.prahari.matching;

import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.json.Json;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog;

/** Reads what the pool holds; the tables are other features'. Called in one transaction, so that all of it is of one moment. */
@RegisterConstructorMapper(MatchingDao.Person.class)
@RegisterConstructorMapper(MatchingDao.Seats.class)
@RegisterConstructorMapper(MatchingDao.Demand.class)
@RegisterConstructorMapper(MatchingDao.Spoken.class)
@RegisterConstructorMapper(Credentials.Renewal.class)
@RegisterConstructorMapper(Credentials.Qualification.class)
public interface MatchingDao {
    /** The features whose changes the pool must follow. */
    static String[] features() {
        return new String[] {"trainee", "gap", "facility", "certification", "region"};
    }

    /** A trainee without its lists of roles and certificates; lists of texts as they stand, for most of them stand often. */
    record Person(
            UUID id,
            String department,
            String homeRegion,
            Integer homeDistrict,
            Candidate.Relocation relocation,
            String relocationRegions,
            boolean remote,
            String languages,
            int experienceMonths,
            LocalDate availableFrom,
            Candidate.Status status,
            LocalDate registeredOn,
            String purposes) {}

    /** A gap without its certifications. */
    record Seats(
            UUID id,
            String department,
            UUID facility,
            Integer district,
            String role,
            Level level,
            int free,
            int filled,
            @Json List<String> requiredLanguages,
            @Json List<String> preferredLanguages,
            String workMode,
            LocalDate startsOn,
            int graceDays,
            int priority,
            String status) {}

    /** A certification a gap asks for: group 0 is preferred, the others are required. */
    record Demand(UUID gap, int groupNo, String certification) {}

    /** The languages of a region, official ones first. */
    record Spoken(String id, @Json List<Tag> languages) {
        /** A language as regions store it; only the tag matters here. */
        @com.fasterxml.jackson.annotation.JsonIgnoreProperties(ignoreUnknown = true)
        record Tag(String tag) {}
    }

    @SqlQuery("""
            SELECT t.id, t.department, t.home_region, t.home_district, t.relocation, t.relocation_regions, t.remote,
                   t.languages, t.experience_months, t.available_from, t.status, t.registered_on,
                   CASE WHEN c.withdrawn_at IS NULL THEN c.purposes END AS purposes
            FROM trainee t LEFT JOIN trainee_consent c ON c.trainee = t.id
            WHERE t.id > :after AND (COALESCE(<ids>) IS NULL OR t.id IN (<ids>))
                AND (:everywhere = 1 OR t.department IN (<departments>))
            ORDER BY t.id LIMIT :limit
            """)
    List<Person> listPeople(
            @BindViewer Viewer viewer,
            UUID after,
            @BindList(value = "ids", onEmpty = NULL_STRING) List<UUID> ids,
            int limit);

    // The next three ask for the department in a query of its own, which falls away where all are seen. There are
    // several rows
    // to a trainee: a row is one text, which begins with the trainee's id, as to make an object of each takes longer
    // than to read
    // it. Days count from the year 0, which stands for none.
    @SqlQuery("""
            SELECT CONCAT_WS(' ', HEX(trainee), level, role) FROM trainee_role
            WHERE trainee > :after AND trainee <= :until AND (COALESCE(<ids>) IS NULL OR trainee IN (<ids>))
                AND (:everywhere = 1 OR trainee IN (
                    SELECT id FROM trainee WHERE (:everywhere = 1 OR department IN (<departments>))))
            ORDER BY trainee, position
            """)
    List<String> listSought(
            @BindViewer Viewer viewer,
            UUID after,
            UUID until,
            @BindList(value = "ids", onEmpty = NULL_STRING) List<UUID> ids);

    @SqlQuery("""
            SELECT CONCAT_WS(' ', HEX(trainee), TO_DAYS(issued_on), COALESCE(TO_DAYS(expires_on), 0), certification)
            FROM trainee_held
            WHERE trainee > :after AND trainee <= :until AND (COALESCE(<ids>) IS NULL OR trainee IN (<ids>))
                AND (:everywhere = 1 OR trainee IN (
                    SELECT id FROM trainee WHERE (:everywhere = 1 OR department IN (<departments>))))
            ORDER BY trainee, certification
            """)
    List<String> listHeld(
            @BindViewer Viewer viewer,
            UUID after,
            UUID until,
            @BindList(value = "ids", onEmpty = NULL_STRING) List<UUID> ids);

    @SqlQuery("""
            SELECT CONCAT_WS(' ', HEX(trainee), TO_DAYS(expected_on), certification) FROM trainee_progress
            WHERE trainee > :after AND trainee <= :until AND (COALESCE(<ids>) IS NULL OR trainee IN (<ids>))
                AND (:everywhere = 1 OR trainee IN (
                    SELECT id FROM trainee WHERE (:everywhere = 1 OR department IN (<departments>))))
            ORDER BY trainee, certification
            """)
    List<String> listProgress(
            @BindViewer Viewer viewer,
            UUID after,
            UUID until,
            @BindList(value = "ids", onEmpty = NULL_STRING) List<UUID> ids);

    @SqlQuery("""
            SELECT g.id, g.department, g.facility, f.district, g.role, g.level, g.headcount - g.filled - g.held AS free,
                   g.filled, g.required_languages, g.preferred_languages, g.work_mode, g.starts_on, g.grace_days, g.priority,
                   g.status
            FROM gap g JOIN facility f ON f.id = g.facility
            WHERE (COALESCE(<ids>) IS NULL OR g.id IN (<ids>))
                AND (:everywhere = 1 OR g.department IN (<departments>))
            """)
    List<Seats> listSeats(@BindViewer Viewer viewer, @BindList(value = "ids", onEmpty = NULL_STRING) List<UUID> ids);

    @SqlQuery("""
            SELECT c.gap, c.group_no, c.certification FROM gap_certification c JOIN gap g ON g.id = c.gap
            WHERE (COALESCE(<ids>) IS NULL OR g.id IN (<ids>))
                AND (:everywhere = 1 OR g.department IN (<departments>))
            ORDER BY c.gap, c.group_no, c.certification
            """)
    List<Demand> listDemands(@BindViewer Viewer viewer, @BindList(value = "ids", onEmpty = NULL_STRING) List<UUID> ids);

    @SqlQuery("SELECT certification, renewed FROM certification_renews ORDER BY certification, renewed")
    List<Credentials.Renewal> listRenewals();

    @SqlQuery("SELECT certification, role, level FROM certification_qualifies ORDER BY certification, role")
    List<Credentials.Qualification> listQualifications();

    @SqlQuery("SELECT code FROM certification WHERE status <> 'retired'")
    Set<String> listEarnable();

    @SqlQuery("SELECT id, languages FROM region ORDER BY id")
    List<Spoken> listSpoken();

    /** Everything matching needs, as of one moment. */
    default Pool pool(Weights weights) {
        return new PoolReader(this).read(weights);
    }

    /** The next pool: what has changed is read again, and all of it only if the catalogue has changed. */
    default Pool next(Pool last, Supplier<List<ChangeLog.Touched>> touched) {
        return new PoolReader(this).next(last, touched.get());
    }
}
