package org.prahari.trainee;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.json.Json;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;

/** All SQL that writes consents, and that reads the earlier ones; the present ones are read with their trainees. */
@RegisterConstructorMapper(ConsentDao.Entry.class)
public interface ConsentDao {
    /**
     * A consent of any time.
     *
     * @param position in the order they were given
     * @param replacedAt when another consent took its place, absent for the present one
     */
    record Entry(
            @JsonIgnore int position,
            String notice,
            String language,
            @Json List<Consent.Purpose> purposes,
            Instant givenAt,
            Instant withdrawnAt,
            Instant replacedAt) {
        public Entry {
            purposes = List.copyOf(purposes);
        }
    }

    @SqlBatch("""
            INSERT INTO trainee_consent (trainee, notice, language, purposes, given_at, withdrawn_at)
            SELECT id, :notice, :language, :purposes, :givenAt, :withdrawnAt FROM trainee
            WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>))
            ON DUPLICATE KEY UPDATE notice = VALUES(notice), language = VALUES(language), purposes = VALUES(purposes),
                given_at = VALUES(given_at), withdrawn_at = VALUES(withdrawn_at)
            """)
    void put(@BindViewer Viewer viewer, Iterable<UUID> trainee, @BindMethods Iterable<Consent> consent);

    /** Sets the present consent, if there is one, among the earlier ones; another is to take its place. */
    @SqlUpdate("""
            INSERT INTO trainee_consent_past (trainee, version, notice, language, purposes, given_at, withdrawn_at,
                replaced_at)
            SELECT c.trainee, t.version, c.notice, c.language, c.purposes, c.given_at, c.withdrawn_at, :now
            FROM trainee_consent c JOIN trainee t ON t.id = c.trainee
            WHERE t.id = :trainee AND (:everywhere = 1 OR department IN (<departments>))
            """)
    void keep(@BindViewer Viewer viewer, UUID trainee, Instant now);

    /** @return 0 if there was none to withdraw */
    @SqlUpdate("""
            UPDATE trainee_consent SET withdrawn_at = :now
            WHERE withdrawn_at IS NULL AND trainee IN (
                SELECT id FROM trainee WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    int withdraw(@BindViewer Viewer viewer, UUID trainee, Instant now);

    /** Earlier and present consents, in the order they were given. */
    @SqlQuery("""
            SELECT p.version AS position, p.notice, p.language, p.purposes, p.given_at, p.withdrawn_at, p.replaced_at
            FROM trainee_consent_past p JOIN trainee t ON t.id = p.trainee
            WHERE t.id = :trainee AND p.version > :after AND (:everywhere = 1 OR department IN (<departments>))
            UNION ALL
            SELECT 2147483647, c.notice, c.language, c.purposes, c.given_at, c.withdrawn_at, NULL
            FROM trainee_consent c JOIN trainee t ON t.id = c.trainee
            WHERE t.id = :trainee AND :after < 2147483647 AND (:everywhere = 1 OR department IN (<departments>))
            ORDER BY position LIMIT :limit
            """)
    List<Entry> list(@BindViewer Viewer viewer, UUID trainee, int after, int limit);
}
