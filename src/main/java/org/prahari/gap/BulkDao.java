package org.prahari.gap;

import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;
import org.prahari.store.SqlMany;

/**
 * The SQL of many gaps at once. A row of a department that is not the viewer's would be without an id, which the database
 * refuses.
 */
@RegisterConstructorMapper(BulkDao.Place.class)
public interface BulkDao {
    /** A facility, and the key of the client that brought it in. */
    record Place(UUID id, String externalId) {}

    @SqlQuery("""
            SELECT id, external_id FROM facility
            WHERE client = :client AND external_id IN (<externalIds>)
                AND (:everywhere = 1 OR department IN (<departments>))
            """)
    List<Place> listFacilities(
            @BindViewer Viewer viewer,
            String client,
            @BindList(value = "externalIds", onEmpty = NULL_STRING) List<String> externalIds);

    /** With what they require and prefer. */
    default void insert(Viewer viewer, List<Gap> gaps, String client) {
        insertBare(viewer, gaps, client);
        insertRequirements(viewer, gaps);
    }

    /** @return for each gap 0 if it has changed meanwhile */
    default int[] update(Viewer viewer, List<Gap> gaps) {
        int[] rows = updateBare(viewer, gaps);
        deleteRequirements(viewer, gaps.stream().map(Gap::id).toList());
        insertRequirements(viewer, gaps);
        return rows;
    }

    private void insertRequirements(Viewer viewer, List<Gap> gaps) {
        List<String> departments = new ArrayList<>();
        List<Requirement> requirements = new ArrayList<>();
        for (Gap gap : gaps) {
            for (Requirement requirement : gap.requirements()) {
                departments.add(gap.department());
                requirements.add(requirement);
            }
        }
        insertRequirements(viewer, departments, requirements);
    }

    @SqlMany("""
            INSERT INTO gap (id, department, client, external_id, facility, role, level, headcount, filled, held,
                required_languages, preferred_languages, work_mode, starts_on, grace_days, priority, status, version,
                created_at, updated_at)
            VALUES (CASE WHEN (:everywhere = 1 OR :department IN (<departments>)) THEN :id END, :department, :client,
                :externalId, :facility, :role, :level, :headcount, :filled, :held, :requiredLanguages,
                :preferredLanguages, :workMode, :startsOn, :graceDays, :priority, :status, :version, :createdAt,
                :updatedAt)
            """)
    void insertBare(@BindViewer Viewer viewer, List<Gap> gaps, String client);

    @SqlMany("""
            UPDATE gap
            SET facility = :facility, role = :role, level = :level, headcount = :headcount,
                required_languages = :requiredLanguages, preferred_languages = :preferredLanguages,
                work_mode = :workMode, starts_on = :startsOn, grace_days = :graceDays, priority = :priority,
                status = :status, version = :version, updated_at = :updatedAt
            WHERE id = :id AND version = :version - 1 AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int[] updateBare(@BindViewer Viewer viewer, List<Gap> gaps);

    @SqlMany("""
            INSERT INTO gap_certification (gap, group_no, certification)
            VALUES (CASE WHEN (:everywhere = 1 OR :department IN (<departments>)) THEN :gap END, :groupNo,
                :certification)
            """)
    void insertRequirements(
            @BindViewer Viewer viewer, @Bind("department") List<String> departments, List<Requirement> requirements);

    @SqlUpdate("""
            DELETE FROM gap_certification WHERE gap IN (<ids>) AND gap IN (
                SELECT id FROM gap WHERE id IN (<ids>) AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    void deleteRequirements(@BindViewer Viewer viewer, @BindList("ids") List<UUID> ids);
}
