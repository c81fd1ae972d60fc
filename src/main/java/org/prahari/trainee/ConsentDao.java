package org.prahari.trainee;

import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;

/** All SQL that writes consents; they are read with their trainees. */
public interface ConsentDao {
    @SqlBatch("""
            INSERT INTO trainee_consent (trainee, notice, language, purposes, given_at, withdrawn_at)
            SELECT id, :notice, :language, :purposes, :givenAt, :withdrawnAt FROM trainee
            WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>))
            ON DUPLICATE KEY UPDATE notice = VALUES(notice), language = VALUES(language), purposes = VALUES(purposes),
                given_at = VALUES(given_at), withdrawn_at = VALUES(withdrawn_at)
            """)
    void put(@BindViewer Viewer viewer, Iterable<UUID> trainee, @BindMethods Iterable<Consent> consent);

    /** @return 0 if there was none to withdraw */
    @SqlUpdate("""
            UPDATE trainee_consent SET withdrawn_at = :now
            WHERE withdrawn_at IS NULL AND trainee IN (
                SELECT id FROM trainee WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>)))
            """)
    int withdraw(@BindViewer Viewer viewer, UUID trainee, Instant now);
}
