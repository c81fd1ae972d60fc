package org.prahari.partner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.access.BindViewer;
import org.prahari.access.OnceDao;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog;

/** Webhooks as clients see them: a viewer sees those whose departments are all among its own. */
@RegisterConstructorMapper(Webhook.class)
public interface WebhookDao extends Transactional<WebhookDao>, ChangeLog, OnceDao {
    @SqlQuery("""
            SELECT id, client, url, description, features, departments, state, reason, previous_secret_until, version,
                created_at, updated_at
            FROM webhook
            WHERE (:everywhere = 1 OR JSON_CONTAINS(JSON_ARRAY(<departments>), departments)) AND id > :after
            ORDER BY id LIMIT :limit
            """)
    List<Webhook> list(@BindViewer Viewer viewer, UUID after, int limit);

    @SqlQuery("""
            SELECT id, client, url, description, features, departments, state, reason, previous_secret_until, version,
                created_at, updated_at
            FROM webhook
            WHERE id = :id AND (:everywhere = 1 OR JSON_CONTAINS(JSON_ARRAY(<departments>), departments))
            """)
    Optional<Webhook> find(@BindViewer Viewer viewer, UUID id);

    @SqlQuery("SELECT COUNT(*) FROM webhook WHERE client = :client")
    int count(UUID client);

    @SqlQuery("SELECT id FROM region WHERE id IN (<ids>)")
    Set<String> listDepartments(@BindList("ids") List<String> ids);

    /** @param secret sealed */
    @SqlUpdate("""
            INSERT INTO webhook (id, client, url, description, features, departments, state, secret, position, version,
                created_at, updated_at)
            SELECT :id, :client, :url, :description, :features, :departments, :state, :secret, sequence, :version,
                :createdAt, :updatedAt
            FROM change_head
            """)
    void insert(@BindMethods Webhook webhook, byte[] secret);

    /** @return 0 if somebody else was faster, or the viewer does not see it */
    @SqlUpdate("""
            UPDATE webhook
            SET url = :url, description = :description, features = :features, departments = :departments,
                state = :state, reason = :reason, previous_secret_until = :previousSecretUntil, version = :version,
                updated_at = :updatedAt
            WHERE id = :id AND version = :version - 1
                AND (:everywhere = 1 OR JSON_CONTAINS(JSON_ARRAY(<departments>), departments))
            """)
    int update(@BindViewer Viewer viewer, @BindMethods Webhook webhook);

    /** Puts a secret in the place of the other, which stays beside it. Both sealed. */
    @SqlUpdate("UPDATE webhook SET previous_secret = secret, secret = :secret WHERE id = :id")
    void replaceSecret(UUID id, byte[] secret);

    @SqlUpdate("""
            DELETE FROM webhook
            WHERE id = :id AND version = :version
                AND (:everywhere = 1 OR JSON_CONTAINS(JSON_ARRAY(<departments>), departments))
            """)
    int delete(@BindViewer Viewer viewer, UUID id, int version);

    /** Has what is pending tried at once. */
    @SqlUpdate("UPDATE webhook_delivery SET next_at = :now WHERE open_webhook = :id")
    void hasten(UUID id, Instant now);

    /** Puts the place back, up to which it has been told. */
    @SqlUpdate("UPDATE webhook SET position = :position WHERE id = :id AND position >= :position")
    int putBack(UUID id, long position);

    /** Takes back what is pending, which is told anew. */
    @SqlUpdate("""
            UPDATE webhook_delivery SET state = 'void', open_webhook = NULL, next_at = NULL, ended_at = :now
            WHERE open_webhook = :id
            """)
    void takeBack(UUID id, Instant now);
}
