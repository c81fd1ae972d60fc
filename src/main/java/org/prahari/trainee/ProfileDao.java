package org.prahari.trainee;

import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;

/** All SQL of what trainees seek, hold and learn. */
@RegisterConstructorMapper(ProfileDao.Sought.class)
@RegisterConstructorMapper(ProfileDao.Held.class)
@RegisterConstructorMapper(ProfileDao.Expected.class)
public interface ProfileDao {
    /** Who seeks a role, and at which place of the order. */
    record Sought(UUID trainee, int position, @Nested Trainee.SoughtRole sought) {}

    /** Who holds a certificate. */
    record Held(UUID trainee, @Nested HeldCertification held) {}

    /** Who works for a certificate. */
    record Expected(UUID trainee, @Nested ExpectedCertification expected) {}

    default void insert(Viewer viewer, List<Trainee> trainees) {
        List<Sought> sought = new ArrayList<>();
        List<Held> held = new ArrayList<>();
        List<Expected> expected = new ArrayList<>();
        for (Trainee trainee : trainees) {
            UUID id = trainee.id();
            trainee.soughtRoles()
                    .forEach(role ->
                            sought.add(new Sought(id, trainee.soughtRoles().indexOf(role), role)));
            trainee.held().forEach(one -> held.add(new Held(id, one)));
            trainee.inProgress().forEach(one -> expected.add(new Expected(id, one)));
        }
        insertSought(viewer, sought);
        insertHeld(viewer, held);
        insertExpected(viewer, expected);
    }

    default void delete(Viewer viewer, UUID trainee) {
        int unused = deleteSought(viewer, trainee) + deleteHeld(viewer, trainee) + deleteExpected(viewer, trainee);
    }

    @SqlQuery("""
            SELECT c.trainee, c.position, c.role, c.level
            FROM trainee_role c JOIN trainee t ON t.id = c.trainee
            WHERE t.id IN (<ids>) AND (:everywhere = 1 OR department IN (<departments>))
            ORDER BY c.trainee, c.position
            """)
    List<Sought> listSought(@BindViewer Viewer viewer, @BindList(value = "ids", onEmpty = NULL_STRING) List<UUID> ids);

    @SqlQuery("""
            SELECT c.trainee, c.certification, c.issued_on, c.expires_on, c.verification
            FROM trainee_held c JOIN trainee t ON t.id = c.trainee
            WHERE t.id IN (<ids>) AND (:everywhere = 1 OR department IN (<departments>))
            """)
    List<Held> listHeld(@BindViewer Viewer viewer, @BindList(value = "ids", onEmpty = NULL_STRING) List<UUID> ids);

    @SqlQuery("""
            SELECT c.trainee, c.certification, c.expected_on
            FROM trainee_progress c JOIN trainee t ON t.id = c.trainee
            WHERE t.id IN (<ids>) AND (:everywhere = 1 OR department IN (<departments>))
            """)
    List<Expected> listExpected(
            @BindViewer Viewer viewer, @BindList(value = "ids", onEmpty = NULL_STRING) List<UUID> ids);

    @SqlBatch("""
            INSERT INTO trainee_role (trainee, position, role, level)
            SELECT id, :position, :sought.role, :sought.level FROM trainee
            WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>))
            """)
    void insertSought(@BindViewer Viewer viewer, @BindMethods Iterable<Sought> sought);

    @SqlBatch("""
            INSERT INTO trainee_held (trainee, certification, issued_on, expires_on, verification)
            SELECT id, :held.certification, :held.issuedOn, :held.expiresOn, :held.verification FROM trainee
            WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>))
            """)
    void insertHeld(@BindViewer Viewer viewer, @BindMethods Iterable<Held> held);

    @SqlBatch("""
            INSERT INTO trainee_progress (trainee, certification, expected_on)
            SELECT id, :expected.certification, :expected.expectedOn FROM trainee
            WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>))
            """)
    void insertExpected(@BindViewer Viewer viewer, @BindMethods Iterable<Expected> expected);

    @SqlUpdate("""
            DELETE FROM trainee_role WHERE trainee IN (
                SELECT id FROM trainee WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    int deleteSought(@BindViewer Viewer viewer, UUID trainee);

    @SqlUpdate("""
            DELETE FROM trainee_held WHERE trainee IN (
                SELECT id FROM trainee WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    int deleteHeld(@BindViewer Viewer viewer, UUID trainee);

    @SqlUpdate("""
            DELETE FROM trainee_progress WHERE trainee IN (
                SELECT id FROM trainee WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    int deleteExpected(@BindViewer Viewer viewer, UUID trainee);
}
