package org.prahari.readiness;

import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.access.BindViewer;
import org.prahari.access.OnceDao;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog;

/** All SQL of assessments. An empty filter stands as NULL in its list, and COALESCE tells. */
@RegisterConstructorMapper(Assessment.class)
public interface AssessmentDao extends Transactional<AssessmentDao>, ChangeLog, OnceDao {
    @SqlQuery("""
            SELECT id, department, external_id, facility, kind, assessed_on, assessor, reference, answers, version,
                created_at, updated_at
            FROM assessment
            WHERE (:everywhere = 1 OR department IN (<departments>))
                AND (COALESCE(<facilities>) IS NULL OR facility IN (<facilities>))
                AND (COALESCE(<kinds>) IS NULL OR kind IN (<kinds>))
                AND (COALESCE(<externalIds>) IS NULL OR external_id IN (<externalIds>))
                AND id > :after
            ORDER BY id LIMIT :limit
            """)
    List<Assessment> list(
            @BindViewer Viewer viewer,
            @BindList(value = "facilities", onEmpty = NULL_STRING) List<UUID> facilities,
            @BindList(value = "kinds", onEmpty = NULL_STRING) List<Assessment.Kind> kinds,
            @BindList(value = "externalIds", onEmpty = NULL_STRING) List<String> externalIds,
            UUID after,
            int limit);

    /** Those of some facilities since a day, the latest first. */
    @SqlQuery("""
            SELECT id, department, external_id, facility, kind, assessed_on, assessor, reference, answers, version,
                created_at, updated_at
            FROM assessment
            WHERE facility IN (<facilities>) AND assessed_on >= :since
                AND (:everywhere = 1 OR department IN (<departments>))
            ORDER BY assessed_on DESC, id DESC LIMIT :limit
            """)
    List<Assessment> listSince(
            @BindViewer Viewer viewer,
            @BindList(value = "facilities", onEmpty = NULL_STRING) Collection<UUID> facilities,
            LocalDate since,
            int limit);

    @SqlQuery("""
            SELECT id, department, external_id, facility, kind, assessed_on, assessor, reference, answers, version,
                created_at, updated_at
            FROM assessment
            WHERE id = :id AND (:everywhere = 1 OR department IN (<departments>))
            """)
    Optional<Assessment> find(@BindViewer Viewer viewer, UUID id);

    /** @return 0 if there is no such facility for this viewer */
    @SqlUpdate("""
            INSERT INTO assessment (id, department, client, external_id, facility, kind, assessed_on, assessor, reference,
                answers, version, created_at, updated_at)
            SELECT :id, department, :client, :externalId, id, :kind, :assessedOn, :assessor, :reference,
                :answers, :version, :createdAt, :updatedAt
            FROM facility
            WHERE id = :facility AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int insert(@BindViewer Viewer viewer, @BindMethods Assessment assessment, String client);

    /** An external id belongs to the client that set it, so that nobody meets a duplicate that is not theirs to see. */
    @SqlUpdate("""
            UPDATE assessment
            SET client = CASE WHEN external_id = :externalId THEN client ELSE :client END, external_id = :externalId,
                facility = :facility, kind = :kind, assessed_on = :assessedOn, assessor = :assessor,
                reference = :reference, answers = :answers, version = :version, updated_at = :updatedAt
            WHERE id = :id AND version = :version - 1 AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int update(@BindViewer Viewer viewer, @BindMethods Assessment assessment, String client);

    @SqlUpdate("""
            DELETE FROM assessment
            WHERE id = :id AND version = :version AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int delete(@BindViewer Viewer viewer, UUID id, int version);

    @SqlQuery("""
            SELECT department FROM facility
            WHERE id = :facility AND (:everywhere = 1 OR department IN (<departments>))
            """)
    Optional<String> findDepartment(@BindViewer Viewer viewer, UUID facility);
}
