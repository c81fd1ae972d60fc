package org.prahari.gap;

import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.sqlobject.CreateSqlObject;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transaction;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.access.BindViewer;
import org.prahari.access.OnceDao;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog;

/** All SQL of gaps. An empty filter stands as NULL in its list, and COALESCE tells. */
@RegisterConstructorMapper(Gap.class)
@RegisterConstructorMapper(Requirement.class)
@RegisterConstructorMapper(GapDao.Site.class)
public interface GapDao extends Transactional<GapDao>, ChangeLog, OnceDao {
    @CreateSqlObject
    BulkDao bulk();

    @Transaction
    default List<Gap> list(
            Viewer viewer,
            List<UUID> facilities,
            List<String> roles,
            List<Gap.Status> statuses,
            List<Integer> priorities,
            List<String> externalIds,
            UUID after,
            int limit) {
        return complete(viewer, listBare(viewer, facilities, roles, statuses, priorities, externalIds, after, limit));
    }

    @Transaction
    default Optional<Gap> find(Viewer viewer, UUID id) {
        return complete(viewer, findBare(viewer, id).stream().toList()).stream().findFirst();
    }

    /** @return false if there is no such facility for this viewer */
    default boolean insert(Viewer viewer, Gap gap, String client) {
        if (insertBare(viewer, gap, client) == 0) {
            return false;
        }
        insertRequirements(viewer, gap.requirements());
        return true;
    }

    /** @return 0 if it has changed meanwhile */
    default int update(Viewer viewer, Gap gap, String client) {
        int rows = updateBare(viewer, gap, client);
        if (rows > 0) {
            deleteRequirements(viewer, gap.id());
            insertRequirements(viewer, gap.requirements());
        }
        return rows;
    }

    /** Adds what certifications they require and prefer. */
    default List<Gap> complete(Viewer viewer, List<Gap> gaps) {
        Map<UUID, List<Requirement>> requirements =
                listRequirements(viewer, gaps.stream().map(Gap::id).toList()).stream()
                        .collect(Collectors.groupingBy(Requirement::gap));
        return gaps.stream()
                .map(gap -> gap.with(requirements.getOrDefault(gap.id(), List.of())))
                .toList();
    }

    @SqlQuery("""
            SELECT id, department, external_id, facility, role, level, headcount, filled, held, required_languages,
                preferred_languages, work_mode, starts_on, grace_days, priority, status, version, created_at, updated_at
            FROM gap
            WHERE (:everywhere = 1 OR department IN (<departments>))
                AND (COALESCE(<facilities>) IS NULL OR facility IN (<facilities>))
                AND (COALESCE(<roles>) IS NULL OR role IN (<roles>))
                AND (COALESCE(<statuses>) IS NULL OR status IN (<statuses>))
                AND (COALESCE(<priorities>) IS NULL OR priority IN (<priorities>))
                AND (COALESCE(<externalIds>) IS NULL OR external_id IN (<externalIds>))
                AND id > :after
            ORDER BY id LIMIT :limit
            """)
    List<Gap> listBare(
            @BindViewer Viewer viewer,
            @BindList(value = "facilities", onEmpty = NULL_STRING) List<UUID> facilities,
            @BindList(value = "roles", onEmpty = NULL_STRING) List<String> roles,
            @BindList(value = "statuses", onEmpty = NULL_STRING) List<Gap.Status> statuses,
            @BindList(value = "priorities", onEmpty = NULL_STRING) List<Integer> priorities,
            @BindList(value = "externalIds", onEmpty = NULL_STRING) List<String> externalIds,
            UUID after,
            int limit);

    @SqlQuery("""
            SELECT id, department, external_id, facility, role, level, headcount, filled, held, required_languages,
                preferred_languages, work_mode, starts_on, grace_days, priority, status, version, created_at, updated_at
            FROM gap
            WHERE id = :id AND (:everywhere = 1 OR department IN (<departments>))
            """)
    Optional<Gap> findBare(@BindViewer Viewer viewer, UUID id);

    /** Those the client has brought in under these keys. */
    @SqlQuery("""
            SELECT id, department, external_id, facility, role, level, headcount, filled, held, required_languages,
                preferred_languages, work_mode, starts_on, grace_days, priority, status, version, created_at, updated_at
            FROM gap
            WHERE client = :client AND external_id IN (<externalIds>)
                AND (:everywhere = 1 OR department IN (<departments>))
            """)
    List<Gap> listOwn(@BindViewer Viewer viewer, String client, @BindList("externalIds") List<String> externalIds);

    @SqlUpdate("""
            INSERT INTO gap (id, department, client, external_id, facility, role, level, headcount, filled, held,
                required_languages, preferred_languages, work_mode, starts_on, grace_days, priority, status, version,
                created_at, updated_at)
            SELECT :id, department, :client, :externalId, id, :role, :level, :headcount, :filled, :held,
                :requiredLanguages, :preferredLanguages, :workMode, :startsOn, :graceDays, :priority, :status, :version,
                :createdAt, :updatedAt
            FROM facility
            WHERE id = :facility AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int insertBare(@BindViewer Viewer viewer, @BindMethods Gap gap, String client);

    /** An external id belongs to the client that set it, so that nobody meets a duplicate that is not theirs to see. */
    @SqlUpdate("""
            UPDATE gap
            SET client = CASE WHEN external_id = :externalId THEN client ELSE :client END, external_id = :externalId,
                facility = :facility, role = :role, level = :level, headcount = :headcount,
                required_languages = :requiredLanguages, preferred_languages = :preferredLanguages,
                work_mode = :workMode, starts_on = :startsOn, grace_days = :graceDays, priority = :priority,
                status = :status, version = :version, updated_at = :updatedAt
            WHERE id = :id AND version = :version - 1 AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int updateBare(@BindViewer Viewer viewer, @BindMethods Gap gap, String client);

    @SqlUpdate("""
            DELETE FROM gap
            WHERE id = :id AND version = :version AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int delete(@BindViewer Viewer viewer, UUID id, int version);

    @SqlQuery("""
            SELECT c.gap, c.group_no, c.certification
            FROM gap_certification c JOIN gap ON gap.id = c.gap
            WHERE gap.id IN (<ids>) AND (:everywhere = 1 OR department IN (<departments>))
            ORDER BY c.gap, c.group_no, c.certification
            """)
    List<Requirement> listRequirements(
            @BindViewer Viewer viewer, @BindList(value = "ids", onEmpty = NULL_STRING) List<UUID> ids);

    @SqlBatch("""
            INSERT INTO gap_certification (gap, group_no, certification)
            SELECT id, :groupNo, :certification FROM gap
            WHERE id = :gap AND (:everywhere = 1 OR department IN (<departments>))
            """)
    void insertRequirements(@BindViewer Viewer viewer, @BindMethods Iterable<Requirement> requirements);

    @SqlUpdate("""
            DELETE FROM gap_certification
            WHERE gap IN (SELECT id FROM gap WHERE id = :gap AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    void deleteRequirements(@BindViewer Viewer viewer, UUID gap);

    /** A facility, and whose it is. */
    record Site(UUID id, String department) {}

    @SqlQuery("""
            SELECT id, department FROM facility
            WHERE id IN (<facilities>) AND (:everywhere = 1 OR department IN (<departments>))
            """)
    List<Site> listSites(@BindViewer Viewer viewer, @BindList("facilities") Collection<UUID> facilities);

    @SqlQuery("SELECT id FROM role WHERE id IN (<roles>)")
    Set<String> listRoles(@BindList("roles") Collection<String> roles);

    @SqlQuery("SELECT code FROM certification WHERE code IN (<codes>)")
    Set<String> listCertifications(@BindList(value = "codes", onEmpty = NULL_STRING) Collection<String> codes);
}
