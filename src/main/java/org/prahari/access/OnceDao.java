package org.prahari.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** All SQL of replies kept for {@link Once}. The DAO of whatever is written once extends this, for its transactions. */
public interface OnceDao {
    /**
     * What was answered to the first request with a key.
     *
     * @param fingerprint of that request; empty once its subject is erased
     * @param status null if the reply is not kept
     * @param body sealed, or null if there was none
     * @param department the one a viewer must see to be shown it again, or null
     * @param subject the id by which erasure finds it, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Kept(
            String fingerprint,
            Integer status,
            String location,
            String etag,
            byte[] body,
            String department,
            UUID subject,
            Instant createdAt) {}

    @SqlQuery("""
            SELECT fingerprint, status, location, etag, body, department, subject, created_at
            FROM idempotency WHERE client = :client AND id_key = :key
            """)
    @RegisterConstructorMapper(Kept.class)
    Optional<Kept> findReply(String client, String key);

    /** Waits for another transaction that has done the same and not ended, for as long as locks are waited for. */
    @SqlUpdate("""
            INSERT INTO idempotency (client, id_key, fingerprint, created_at)
            VALUES (:client, :key, :fingerprint, :now)
            """)
    void claimReply(String client, String key, String fingerprint, Instant now);

    @SqlUpdate("""
            UPDATE idempotency
            SET status = :status, location = :location, etag = :etag, body = :body, department = :department,
                subject = :subject
            WHERE client = :client AND id_key = :key
            """)
    void keepReply(String client, String key, @BindMethods Kept kept);

    /** Erases what replies tell of a thing. Their keys stay taken, so that a late repetition does not make it anew. */
    @SqlUpdate("""
            UPDATE idempotency
            SET fingerprint = '', status = NULL, location = NULL, etag = NULL, body = NULL, department = NULL,
                subject = NULL
            WHERE subject = :subject
            """)
    int forgetReplies(UUID subject);

    @SqlUpdate("DELETE FROM idempotency WHERE client = :client AND id_key = :key AND created_at <= :before")
    int deleteReply(String client, String key, Instant before);

    /** @return how many there were, at most {@code limit} */
    @SqlUpdate("DELETE FROM idempotency WHERE created_at <= :before ORDER BY created_at LIMIT :limit")
    int deleteReplies(Instant before, int limit);
}
