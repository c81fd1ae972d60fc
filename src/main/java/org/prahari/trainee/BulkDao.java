package org.prahari.trainee;

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
 * The SQL of many trainees at once: the driver makes one statement of all rows of a batch. A row of a department that is
 * not the viewer's would be without an id, which the database refuses.
 */
@RegisterConstructorMapper(Trainee.class)
@RegisterConstructorMapper(SealedIdentity.class)
public interface BulkDao {
    @SqlQuery("""
            SELECT id, department, external_id, languages, home_region, home_district, relocation AS relocation_scope,
                relocation_regions, remote, experience_months, available_from, status, registered_on,
                c.notice AS consent_notice, c.language AS consent_language, c.purposes AS consent_purposes,
                c.given_at AS consent_given_at, c.withdrawn_at AS consent_withdrawn_at, version, created_at, updated_at
            FROM trainee t LEFT JOIN trainee_consent c ON c.trainee = t.id
            WHERE client = :client AND external_id IN (<externalIds>)
                AND (:everywhere = 1 OR department IN (<departments>))
            """)
    List<Trainee> listOwn(@BindViewer Viewer viewer, String client, @BindList("externalIds") List<String> externalIds);

    @SqlQuery("""
            SELECT i.trainee, i.key_id, i.name_sealed, i.email_sealed, i.phone_sealed, i.email_index, i.phone_index,
                i.name, i.email, i.phone
            FROM trainee_identity i JOIN trainee t ON t.id = i.trainee
            WHERE t.id IN (<ids>) AND (:everywhere = 1 OR department IN (<departments>))
            """)
    List<SealedIdentity> listSealed(
            @BindViewer Viewer viewer, @BindList(value = "ids", onEmpty = NULL_STRING) List<UUID> ids);

    /** With what they seek, hold and learn. */
    default void insert(Viewer viewer, List<Trainee> trainees, String client) {
        insertBare(viewer, trainees, client);
        insertProfiles(viewer, trainees);
    }

    /** @return for each trainee 0 if it has changed meanwhile */
    default int[] update(Viewer viewer, List<Trainee> trainees) {
        int[] rows = updateBare(viewer, trainees);
        List<UUID> ids = trainees.stream().map(Trainee::id).toList();
        deleteSought(viewer, ids);
        deleteHeld(viewer, ids);
        deleteExpected(viewer, ids);
        insertProfiles(viewer, trainees);
        return rows;
    }

    private void insertProfiles(Viewer viewer, List<Trainee> trainees) {
        var sought = new Rows<ProfileDao.Sought>();
        var held = new Rows<ProfileDao.Held>();
        var expected = new Rows<ProfileDao.Expected>();
        for (Trainee trainee : trainees) {
            for (int i = 0; i < trainee.soughtRoles().size(); i++) {
                sought.add(
                        trainee,
                        new ProfileDao.Sought(
                                trainee.id(), i, trainee.soughtRoles().get(i)));
            }
            trainee.held().forEach(one -> held.add(trainee, new ProfileDao.Held(trainee.id(), one)));
            trainee.inProgress().forEach(one -> expected.add(trainee, new ProfileDao.Expected(trainee.id(), one)));
        }
        insertSought(viewer, sought.departments(), sought.rows());
        insertHeld(viewer, held.departments(), held.rows());
        insertExpected(viewer, expected.departments(), expected.rows());
    }

    /** Rows, and whose each is. */
    record Rows<T>(List<String> departments, List<T> rows) {
        Rows() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(Trainee trainee, T row) {
            departments.add(trainee.department());
            rows.add(row);
        }
    }

    @SqlMany("""
            INSERT INTO trainee (id, department, client, external_id, home_region, home_district, relocation,
                relocation_regions, remote, languages, experience_months, available_from, status, registered_on,
                version, created_at, updated_at)
            VALUES (CASE WHEN (:everywhere = 1 OR :department IN (<departments>)) THEN :id END, :department, :client,
                :externalId, :home.region, :home.district, :relocation.scope, :relocation.regions, :remote, :languages,
                :experienceMonths, :availableFrom, :status, :registeredOn, :version, :createdAt, :updatedAt)
            """)
    void insertBare(@BindViewer Viewer viewer, List<Trainee> trainees, String client);

    @SqlMany("""
            INSERT INTO trainee_role (trainee, position, role, level)
            VALUES (CASE WHEN (:everywhere = 1 OR :department IN (<departments>)) THEN :trainee END, :position,
                :sought.role, :sought.level)
            """)
    void insertSought(
            @BindViewer Viewer viewer, @Bind("department") List<String> departments, List<ProfileDao.Sought> sought);

    @SqlMany("""
            INSERT INTO trainee_held (trainee, certification, issued_on, expires_on, verification)
            VALUES (CASE WHEN (:everywhere = 1 OR :department IN (<departments>)) THEN :trainee END,
                :held.certification, :held.issuedOn, :held.expiresOn, :held.verification)
            """)
    void insertHeld(
            @BindViewer Viewer viewer, @Bind("department") List<String> departments, List<ProfileDao.Held> held);

    @SqlMany("""
            INSERT INTO trainee_progress (trainee, certification, expected_on)
            VALUES (CASE WHEN (:everywhere = 1 OR :department IN (<departments>)) THEN :trainee END,
                :expected.certification, :expected.expectedOn)
            """)
    void insertExpected(
            @BindViewer Viewer viewer,
            @Bind("department") List<String> departments,
            List<ProfileDao.Expected> expected);

    @SqlMany("""
            INSERT INTO trainee_identity (trainee, key_id, name_sealed, email_sealed, phone_sealed, email_index,
                phone_index)
            VALUES (CASE WHEN (:everywhere = 1 OR :department IN (<departments>)) THEN :trainee END, :keyId, :nameSealed,
                :emailSealed, :phoneSealed, :emailIndex, :phoneIndex)
            ON DUPLICATE KEY UPDATE key_id = VALUES(key_id), name_sealed = VALUES(name_sealed),
                email_sealed = VALUES(email_sealed), phone_sealed = VALUES(phone_sealed),
                email_index = VALUES(email_index), phone_index = VALUES(phone_index), name = NULL, email = NULL,
                phone = NULL
            """)
    void putSealed(
            @BindViewer Viewer viewer, @Bind("department") List<String> departments, List<SealedIdentity> identities);

    @SqlMany("""
            UPDATE trainee
            SET home_region = :home.region, home_district = :home.district, relocation = :relocation.scope,
                relocation_regions = :relocation.regions, remote = :remote, languages = :languages,
                experience_months = :experienceMonths, available_from = :availableFrom, status = :status,
                version = :version, updated_at = :updatedAt
            WHERE id = :id AND version = :version - 1 AND (:everywhere = 1 OR department IN (<departments>))
            """)
    int[] updateBare(@BindViewer Viewer viewer, List<Trainee> trainees);

    @SqlUpdate("""
            DELETE FROM trainee_role WHERE trainee IN (<ids>) AND trainee IN (
                SELECT id FROM trainee WHERE id IN (<ids>) AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    void deleteSought(@BindViewer Viewer viewer, @BindList("ids") List<UUID> ids);

    @SqlUpdate("""
            DELETE FROM trainee_held WHERE trainee IN (<ids>) AND trainee IN (
                SELECT id FROM trainee WHERE id IN (<ids>) AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    void deleteHeld(@BindViewer Viewer viewer, @BindList("ids") List<UUID> ids);

    @SqlUpdate("""
            DELETE FROM trainee_progress WHERE trainee IN (<ids>) AND trainee IN (
                SELECT id FROM trainee WHERE id IN (<ids>) AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    void deleteExpected(@BindViewer Viewer viewer, @BindList("ids") List<UUID> ids);
}
