package org.prahari.trainee;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transaction;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;
import org.prahari.store.AuditLog;
import org.slf4j.LoggerFactory;

/** All access there is to who the trainees are. */
@RegisterConstructorMapper(SealedIdentity.class)
@RegisterConstructorMapper(TraineeReference.class)
@RegisterConstructorMapper(IdentityDao.KeyUse.class)
public interface IdentityDao extends AuditLog {
    /** How many identities are sealed under a key, or are in the clear, for which it is null. */
    record KeyUse(Long keyId, long identities) {}

    /** What was sealed anew of a batch: how many, and where the next one begins, or null if this was the last. */
    record Batch(int sealed, UUID last) {}

    default Optional<Identity> find(IdentityCipher cipher, Viewer viewer, UUID trainee) {
        return findSealed(viewer, trainee).map(cipher::open);
    }

    default void put(IdentityCipher cipher, Viewer viewer, List<UUID> trainees, List<Identity> identities) {
        List<SealedIdentity> rows = new ArrayList<>();
        for (int i = 0; i < trainees.size(); i++) {
            rows.add(cipher.seal(trainees.get(i), identities.get(i)));
        }
        rows.stream().map(SealedIdentity::keyId).distinct().forEach(this::require);
        putSealed(viewer, rows);
    }

    /** The trainees whose e-mail address or phone number this is, however the address is written. */
    default List<TraineeReference> list(IdentityCipher cipher, Viewer viewer, LookupRequest request) {
        return request.email() == null
                ? listByPhone(viewer, cipher.phoneIndex(request.phone()), request.phone())
                : listByEmail(viewer, cipher.emailIndex(request.email()), IdentityCipher.normal(request.email()));
    }

    /**
     * Seals anew, under the primary key, a batch of what another key seals or is in the clear. Rows that somebody else
     * works on are passed over; what does not open is logged and left.
     *
     * @param key the other key, or null for what is in the clear
     * @param after the trainee to begin after
     */
    @Transaction(TransactionIsolationLevel.READ_COMMITTED)
    default Batch reseal(IdentityCipher cipher, Viewer viewer, Long key, UUID after, int limit) {
        List<SealedIdentity> rows = lock(viewer, key, after, limit);
        List<SealedIdentity> sealed = new ArrayList<>();
        for (SealedIdentity row : rows) {
            try {
                sealed.add(cipher.seal(row.trainee(), cipher.open(row)));
            } catch (IllegalStateException e) {
                LoggerFactory.getLogger(IdentityDao.class).error("An identity is left as it is: {}", e.getMessage());
            }
        }
        if (!sealed.isEmpty()) {
            sealed.stream().map(SealedIdentity::keyId).distinct().forEach(this::require);
            update(viewer, sealed);
        }
        return new Batch(
                sealed.size(), rows.size() < limit ? null : rows.get(limit - 1).trainee());
    }

    @SqlQuery("""
            SELECT i.trainee, i.key_id, i.name_sealed, i.email_sealed, i.phone_sealed, i.email_index, i.phone_index,
                i.name, i.email, i.phone
            FROM trainee_identity i JOIN trainee t ON t.id = i.trainee
            WHERE t.id = :trainee AND (:everywhere = 1 OR department IN (<departments>))
            """)
    Optional<SealedIdentity> findSealed(@BindViewer Viewer viewer, UUID trainee);

    @SqlBatch("""
            INSERT INTO trainee_identity (trainee, key_id, name_sealed, email_sealed, phone_sealed, email_index,
                phone_index)
            SELECT id, :keyId, :nameSealed, :emailSealed, :phoneSealed, :emailIndex, :phoneIndex FROM trainee
            WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>))
            ON DUPLICATE KEY UPDATE key_id = VALUES(key_id), name_sealed = VALUES(name_sealed),
                email_sealed = VALUES(email_sealed), phone_sealed = VALUES(phone_sealed),
                email_index = VALUES(email_index), phone_index = VALUES(phone_index), name = NULL, email = NULL,
                phone = NULL
            """)
    void putSealed(@BindViewer Viewer viewer, @BindMethods Iterable<SealedIdentity> identities);

    /** The second half of each condition finds what is still in the clear. */
    @SqlQuery("""
            SELECT t.id, t.department
            FROM trainee_identity i JOIN trainee t ON t.id = i.trainee
            WHERE (i.email_index = :index OR (i.key_id IS NULL AND LOWER(i.email) = :email))
                AND (:everywhere = 1 OR department IN (<departments>))
            ORDER BY t.id LIMIT 200
            """)
    List<TraineeReference> listByEmail(@BindViewer Viewer viewer, byte[] index, String email);

    @SqlQuery("""
            SELECT t.id, t.department
            FROM trainee_identity i JOIN trainee t ON t.id = i.trainee
            WHERE (i.phone_index = :index OR (i.key_id IS NULL AND i.phone = :phone))
                AND (:everywhere = 1 OR department IN (<departments>))
            ORDER BY t.id LIMIT 200
            """)
    List<TraineeReference> listByPhone(@BindViewer Viewer viewer, byte[] index, String phone);

    @SqlQuery("""
            SELECT trainee, key_id, name_sealed, email_sealed, phone_sealed, email_index, phone_index, name, email, phone
            FROM trainee_identity i
            WHERE key_id <=> :key AND trainee > :after AND EXISTS (SELECT 1 FROM trainee t
                WHERE t.id = i.trainee AND (:everywhere = 1 OR department IN (<departments>)))
            ORDER BY trainee LIMIT :limit FOR UPDATE SKIP LOCKED
            """)
    List<SealedIdentity> lock(@BindViewer Viewer viewer, Long key, UUID after, int limit);

    @SqlBatch("""
            UPDATE trainee_identity
            SET key_id = :keyId, name_sealed = :nameSealed, email_sealed = :emailSealed, phone_sealed = :phoneSealed,
                email_index = :emailIndex, phone_index = :phoneIndex, name = NULL, email = NULL, phone = NULL
            WHERE trainee = :trainee AND trainee IN (SELECT id FROM trainee
                WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    void update(@BindViewer Viewer viewer, @BindMethods Iterable<SealedIdentity> identities);

    @SqlQuery("""
            SELECT i.key_id, COUNT(*) AS identities
            FROM trainee_identity i JOIN trainee t ON t.id = i.trainee
            WHERE (:everywhere = 1 OR department IN (<departments>))
            GROUP BY i.key_id ORDER BY i.key_id
            """)
    List<KeyUse> countByKey(@BindViewer Viewer viewer);

    /** Checks that the database knows the key; the first that asks of an empty database makes it known. */
    default void require(long key) {
        if (!isKnown(key) && admitFirst(key) == 0) {
            throw new IllegalStateException(
                    "The key " + key + " is none of this database's: the keyset file is out of date, or another's");
        }
    }

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM trainee_identity_key WHERE id = :key)")
    boolean isKnown(long key);

    /** @return 0 if the database knows other keys already */
    @SqlUpdate("""
            INSERT INTO trainee_identity_key (id)
            SELECT :key FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM trainee_identity_key)
            """)
    int admitFirst(long key);

    @SqlUpdate("INSERT INTO trainee_identity_key (id) VALUES (:key) ON DUPLICATE KEY UPDATE id = VALUES(id)")
    void admit(long key);

    /** Fails while an identity is sealed under the key; thereafter nothing can be, on any node. */
    @SqlUpdate("DELETE FROM trainee_identity_key WHERE id = :key")
    int dismiss(long key);
}
