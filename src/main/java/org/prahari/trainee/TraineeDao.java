package org.prahari.trainee;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

/** The SQL of trainees; what they seek, hold and learn, consent and identity have DAOs of their own. */
@RegisterConstructorMapper(Trainee.class)
@RegisterConstructorMapper(Known.District.class)
public interface TraineeDao extends Transactional<TraineeDao>, ChangeLog, OnceDao {
    @CreateSqlObject
    ProfileDao profiles();

    @CreateSqlObject
    ConsentDao consents();

    @CreateSqlObject
    IdentityDao identities();

    @CreateSqlObject
    NoticeDao notices();

    @CreateSqlObject
    ErasureDao erasures();

    @CreateSqlObject
    ExportDao exports();

    @CreateSqlObject
    EvidenceDao evidence();

    @CreateSqlObject
    BulkDao bulk();

    @Transaction
    default List<Trainee> list(
            Viewer viewer,
            List<String> roles,
            List<Trainee.Status> statuses,
            List<String> externalIds,
            UUID after,
            int limit) {
        return complete(viewer, listBare(viewer, roles, statuses, externalIds, after, limit));
    }

    @Transaction
    default Optional<Trainee> find(Viewer viewer, UUID id) {
        return complete(viewer, findBare(viewer, id).stream().toList()).stream().findFirst();
    }

    /** @return false if there is no such department for this viewer */
    default boolean insert(Viewer viewer, Trainee trainee, String client) {
        return insert(viewer, List.of(trainee), client);
    }

    /** @return false if a department does not exist for this viewer; then nothing of it may stay */
    default boolean insert(Viewer viewer, List<Trainee> trainees, String client) {
        if (Arrays.stream(insertBare(viewer, trainees, client)).anyMatch(rows -> rows == 0)) {
            return false;
        }
        profiles().insert(viewer, trainees);
        return true;
    }

    /** @return 0 if it has changed meanwhile */
    default int update(Viewer viewer, Trainee trainee, String client) {
        int rows = updateBare(viewer, trainee, client);
        if (rows > 0) {
            profiles().delete(viewer, trainee.id());
            profiles().insert(viewer, List.of(trainee));
        }
        return rows;
    }

    /** Adds what they seek, hold and learn. */
    default List<Trainee> complete(Viewer viewer, List<Trainee> trainees) {
        if (trainees.isEmpty()) {
            return trainees;
        }
        List<UUID> ids = trainees.stream().map(Trainee::id).toList();
        var sought = profiles().listSought(viewer, ids).stream()
                .collect(groupingBy(ProfileDao.Sought::trainee, mapping(ProfileDao.Sought::sought, toList())));
        var held = profiles().listHeld(viewer, ids).stream()
                .collect(groupingBy(ProfileDao.Held::trainee, mapping(ProfileDao.Held::held, toList())));
        var expected = profiles().listExpected(viewer, ids).stream()
                .collect(groupingBy(ProfileDao.Expected::trainee, mapping(ProfileDao.Expected::expected, toList())));
        return trainees.stream()
                .map(trainee ->
                        trainee.with(sought.get(trainee.id()), held.get(trainee.id()), expected.get(trainee.id())))
                .toList();
    }

    @SqlQuery("""
            SELECT id, department, external_id, languages, home_region, home_district, relocation AS relocation_scope,
                relocation_regions, remote, experience_months, available_from, status, registered_on,
                c.notice AS consent_notice, c.language AS consent_language, c.purposes AS consent_purposes,
                c.given_at AS consent_given_at, c.withdrawn_at AS consent_withdrawn_at, version, created_at, updated_at
            FROM trainee t LEFT JOIN trainee_consent c ON c.trainee = t.id
            WHERE (:everywhere = 1 OR department IN (<departments>))
                AND (COALESCE(<roles>) IS NULL
                    OR EXISTS (SELECT 1 FROM trainee_role r WHERE r.trainee = t.id AND r.role IN (<roles>)))
                AND (COALESCE(<statuses>) IS NULL OR status IN (<statuses>))
                AND (COALESCE(<externalIds>) IS NULL OR external_id IN (<externalIds>))
                AND id > :after
            ORDER BY id LIMIT :limit
            """)
    List<Trainee> listBare(
            @BindViewer Viewer viewer,
            @BindList(value = "roles", onEmpty = NULL_STRING) List<String> roles,
            @BindList(value = "statuses", onEmpty = NULL_STRING) List<Trainee.Status> statuses,
            @BindList(value = "externalIds", onEmpty = NULL_STRING) List<String> externalIds,
            UUID after,
            int limit);

    @SqlQuery("""
            SELECT id, department, external_id, languages, home_region, home_district, relocation AS relocation_scope,
                relocation_regions, remote, experience_months, available_from, status, registered_on,
                c.notice AS consent_notice, c.language AS consent_language, c.purposes AS consent_purposes,
                c.given_at AS consent_given_at, c.withdrawn_at AS consent_withdrawn_at, version, created_at, updated_at
            FROM trainee t LEFT JOIN trainee_consent c ON c.trainee = t.id
            WHERE id = :id AND (:everywhere = 1 OR department IN (<departments>))
            """)
    Optional<Trainee> findBare(@BindViewer Viewer viewer, UUID id);

    @SqlBatch("""
            INSERT INTO trainee (id, department, client, external_id, home_region, home_district, relocation,
                relocation_regions, remote, languages, experience_months, available_from, status, registered_on,
                version, created_at, updated_at)
            SELECT :id, id, :client, :externalId, :home.region, :home.district, :relocation.scope, :relocation.regions,
                :remote, :languages, :experienceMonths, :availableFrom, :status, :registeredOn, :version, :createdAt,
                :updatedAt
            FROM region
            WHERE id = :department AND (:everywhere = 1 OR id IN (<departments>))
            """)
    int[] insertBare(@BindViewer Viewer viewer, @BindMethods Iterable<Trainee> trainees, String client);

    /** An external id belongs to the client that set it, so that nobody meets a duplicate that is not theirs to see. */
    @SqlUpdate("""
            UPDATE trainee
            SET client = CASE WHEN external_id = :externalId THEN client ELSE :client END, external_id = :externalId,
                home_region = :home.region, home_district = :home.district, relocation = :relocation.scope,
                relocation_regions = :relocation.regions, remote = :remote, languages = :languages,
                experience_months = :experienceMonths, available_from = :availableFrom, status = :status,
                version = :version, updated_at = :updatedAt
            WHERE id = :id AND version = :version - 1 AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int updateBare(@BindViewer Viewer viewer, @BindMethods Trainee trainee, String client);

    /** For what is kept beside the trainee but has its version: consent and identity. */
    @SqlUpdate("""
            UPDATE trainee SET version = version + 1, updated_at = :now
            WHERE id = :id AND version = :version AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int advance(@BindViewer Viewer viewer, UUID id, int version, Instant now);

    @SqlUpdate("""
            DELETE FROM trainee
            WHERE id = :id AND version = :version AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int delete(@BindViewer Viewer viewer, UUID id, int version);

    @SqlQuery("SELECT id FROM role WHERE id IN (<ids>)")
    Set<String> listRoles(@BindList("ids") Collection<String> ids);

    @SqlQuery("SELECT code FROM certification WHERE code IN (<codes>)")
    Set<String> listCertifications(@BindList(value = "codes", onEmpty = NULL_STRING) Collection<String> codes);

    @SqlQuery("SELECT id FROM region WHERE id IN (<ids>)")
    Set<String> listRegions(@BindList("ids") Collection<String> ids);

    @SqlQuery("SELECT id, region FROM district WHERE id IN (<ids>)")
    List<Known.District> listDistricts(@BindList("ids") Collection<Integer> ids);
}
