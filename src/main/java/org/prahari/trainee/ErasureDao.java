package org.prahari.trainee;

import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;

/** All SQL of erasures: what goes beside the trainee and its profile, the receipts, and who is due. */
@RegisterConstructorMapper(Erasure.class)
@RegisterConstructorMapper(ErasureDao.Due.class)
public interface ErasureDao {
    /** A trainee whose time is over, and by which rule. */
    record Due(UUID id, String department, int version, Erasure.Reason reason) {}

    @SqlUpdate("""
            DELETE FROM trainee_identity WHERE trainee IN (
                SELECT id FROM trainee WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    int deleteIdentity(@BindViewer Viewer viewer, UUID trainee);

    @SqlUpdate("""
            DELETE FROM trainee_consent WHERE trainee IN (
                SELECT id FROM trainee WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    int deleteConsent(@BindViewer Viewer viewer, UUID trainee);

    @SqlUpdate("""
            DELETE FROM trainee_consent_past WHERE trainee IN (
                SELECT id FROM trainee WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    int deletePastConsents(@BindViewer Viewer viewer, UUID trainee);

    @SqlUpdate("""
            INSERT INTO erasure (id, trainee, department, client, reason, removed, erased_at)
            SELECT :id, :trainee, id, :client, :reason, :removed, :erasedAt FROM region
            WHERE id = :department AND (:everywhere = 1 OR id IN (<departments>))
            """)
    void insert(@BindViewer Viewer viewer, @BindMethods Erasure erasure, String client);

    @SqlQuery("""
            SELECT id, trainee, department, reason, erased_at, removed FROM erasure
            WHERE id = :id AND (:everywhere = 1 OR department IN (<departments>))
            """)
    Optional<Erasure> find(@BindViewer Viewer viewer, UUID id);

    @SqlQuery("""
            SELECT id, trainee, department, reason, erased_at, removed FROM erasure
            WHERE (:everywhere = 1 OR department IN (<departments>))
                AND (COALESCE(<trainees>) IS NULL OR trainee IN (<trainees>)) AND id > :after
            ORDER BY id LIMIT :limit
            """)
    List<Erasure> list(
            @BindViewer Viewer viewer,
            @BindList(value = "trainees", onEmpty = NULL_STRING) List<UUID> trainees,
            UUID after,
            int limit);

    @SqlQuery("""
            SELECT t.id, t.department, t.version,
                CASE WHEN c.withdrawn_at < :consentWithdrawn THEN 'consent-withdrawn'
                    WHEN t.status = 'withdrawn' AND t.updated_at < :statusWithdrawn THEN 'status-withdrawn'
                    ELSE 'inactive' END AS reason
            FROM trainee t LEFT JOIN trainee_consent c ON c.trainee = t.id
            WHERE (c.withdrawn_at < :consentWithdrawn
                    OR (t.status = 'withdrawn' AND t.updated_at < :statusWithdrawn)
                    OR t.updated_at < :inactive)
                AND t.id > :after AND (:everywhere = 1 OR department IN (<departments>))
            ORDER BY t.id LIMIT :limit
            """)
    List<Due> listDue(@BindViewer Viewer viewer, @BindMethods Retention.Limits limits, UUID after, int limit);

    /** Those of them that still stand as they stood, kept so until the transaction ends. */
    @SqlQuery("""
            SELECT t.id FROM trainee t
            WHERE t.id = :id AND t.version = :version AND (:everywhere = 1 OR department IN (<departments>)) FOR UPDATE
            """)
    Optional<UUID> lock(@BindViewer Viewer viewer, UUID id, int version);
}
