package org.prahari.trainee;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;

/** All access there is to who the trainees are. */
@RegisterConstructorMapper(Identity.class)
public interface IdentityDao {
    @SqlQuery("""
            SELECT i.name, i.email, i.phone
            FROM trainee_identity i JOIN trainee t ON t.id = i.trainee
            WHERE t.id = :trainee AND (:everywhere = 1 OR department IN (<departments>))
            """)
    Optional<Identity> find(@BindViewer Viewer viewer, UUID trainee);

    @SqlBatch("""
            INSERT INTO trainee_identity (trainee, name, email, phone)
            SELECT id, :name, :email, :phone FROM trainee
            WHERE id = :trainee AND (:everywhere = 1 OR department IN (<departments>))
            ON DUPLICATE KEY UPDATE name = VALUES(name), email = VALUES(email), phone = VALUES(phone)
            """)
    void put(@BindViewer Viewer viewer, Iterable<UUID> trainee, @BindMethods Iterable<Identity> identity);
}
