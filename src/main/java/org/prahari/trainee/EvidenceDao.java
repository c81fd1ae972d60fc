package org.prahari.trainee;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;

/** The SQL of what certificates were verified by. */
@RegisterConstructorMapper(Evidence.class)
public interface EvidenceDao {
    /** By certification; the newest of each. */
    @SqlQuery("""
            SELECT e.certification, e.issuer, e.digest, e.issued_on, e.expires_on, e.verified_at
            FROM trainee_evidence e JOIN trainee t ON t.id = e.trainee
            WHERE t.id = :trainee AND (:everywhere = 1 OR department IN (<departments>))
            ORDER BY e.certification
            """)
    List<Evidence> list(@BindViewer Viewer viewer, UUID trainee);

    default void put(Viewer viewer, UUID trainee, Evidence evidence) {
        putEvidence(viewer, trainee, evidence);
        putHeld(viewer, trainee, evidence);
    }

    @SqlUpdate("""
            INSERT INTO trainee_evidence (trainee, certification, issuer, digest, issued_on, expires_on, verified_at)
            SELECT id, :certification, :issuer, :digest, :issuedOn, :expiresOn, :verifiedAt FROM trainee
            WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>))
            ON DUPLICATE KEY UPDATE issuer = VALUES(issuer), digest = VALUES(digest), issued_on = VALUES(issued_on),
                expires_on = VALUES(expires_on), verified_at = VALUES(verified_at)
            """)
    void putEvidence(@BindViewer Viewer viewer, UUID trainee, @BindMethods Evidence evidence);

    @SqlUpdate("""
            INSERT INTO trainee_held (trainee, certification, issued_on, expires_on, verification)
            SELECT id, :certification, :issuedOn, :expiresOn, 'verified' FROM trainee
            WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>))
            ON DUPLICATE KEY UPDATE issued_on = VALUES(issued_on), expires_on = VALUES(expires_on),
                verification = VALUES(verification)
            """)
    void putHeld(@BindViewer Viewer viewer, UUID trainee, @BindMethods Evidence evidence);
}
