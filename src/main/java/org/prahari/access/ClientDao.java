package org.prahari.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.store.ChangeLog;

/**
 * All SQL of clients and their keys. A viewer sees the clients whose departments are all among its own; who is for none or
 * for all is seen by those alone who see everything.
 */
@RegisterConstructorMapper(Client.class)
@RegisterConstructorMapper(Client.Key.class)
@RegisterConstructorMapper(ClientDao.StoredKey.class)
public interface ClientDao extends Transactional<ClientDao>, ChangeLog, OnceDao {
    /** A key as stored, and whose it is. */
    record StoredKey(String id, UUID client, String hash, Instant expiresAt, Instant revokedAt) {}

    @SqlQuery("SELECT id, client, hash, expires_at, revoked_at FROM client_key")
    List<StoredKey> listStoredKeys();

    @SqlQuery("SELECT id, client, hash, expires_at, revoked_at FROM client_key WHERE id = :id")
    Optional<StoredKey> findStoredKey(String id);

    @SqlQuery("SELECT id, name, scopes, departments, version, created_at, updated_at, revoked_at FROM client")
    List<Client> list();

    @SqlQuery("""
            SELECT id, name, scopes, departments, version, created_at, updated_at, revoked_at
            FROM client WHERE id = :id
            """)
    Optional<Client> find(UUID id);

    @SqlQuery("""
            SELECT id, name, scopes, departments, version, created_at, updated_at, revoked_at
            FROM client
            WHERE (:everywhere = 1 OR (JSON_LENGTH(departments) > 0
                    AND JSON_CONTAINS(JSON_ARRAY(<departments>), departments)))
                AND id > :after
            ORDER BY id LIMIT :limit
            """)
    List<Client> list(@BindViewer Viewer viewer, UUID after, int limit);

    @SqlQuery("""
            SELECT id, name, scopes, departments, version, created_at, updated_at, revoked_at
            FROM client
            WHERE id = :id AND (:everywhere = 1 OR (JSON_LENGTH(departments) > 0
                AND JSON_CONTAINS(JSON_ARRAY(<departments>), departments)))
            """)
    Optional<Client> find(@BindViewer Viewer viewer, UUID id);

    /** Lets no other transaction change the client or its keys until this one ends. */
    @SqlQuery("""
            SELECT id, name, scopes, departments, version, created_at, updated_at, revoked_at
            FROM client
            WHERE id = :id AND (:everywhere = 1 OR (JSON_LENGTH(departments) > 0
                AND JSON_CONTAINS(JSON_ARRAY(<departments>), departments)))
            FOR UPDATE
            """)
    Optional<Client> lock(@BindViewer Viewer viewer, UUID id);

    @SqlQuery("SELECT id FROM region WHERE id IN (<ids>)")
    Set<String> listDepartments(
            @BindList(value = "ids", onEmpty = BindList.EmptyHandling.NULL_STRING) List<String> ids);

    @SqlUpdate("""
            INSERT INTO client (id, name, scopes, departments, version, created_at, updated_at, revoked_at)
            VALUES (:id, :name, :scopes, :departments, :version, :createdAt, :updatedAt, :revokedAt)
            """)
    void insert(@BindMethods Client client);

    /** @return 0 if somebody else was faster, or the viewer does not see it */
    @SqlUpdate("""
            UPDATE client
            SET name = :name, scopes = :scopes, departments = :departments, version = :version,
                updated_at = :updatedAt, revoked_at = :revokedAt
            WHERE id = :id AND version = :version - 1
                AND (:everywhere = 1 OR (JSON_LENGTH(departments) > 0
                    AND JSON_CONTAINS(JSON_ARRAY(<departments>), departments)))
            """)
    int update(@BindViewer Viewer viewer, @BindMethods Client client);

    @SqlQuery("""
            SELECT id, created_at, expires_at, revoked_at, last_used_on
            FROM client_key WHERE client = :client ORDER BY created_at, id
            """)
    List<Client.Key> listKeys(UUID client);

    @SqlQuery("""
            SELECT id, created_at, expires_at, revoked_at, last_used_on
            FROM client_key WHERE client = :client FOR UPDATE
            """)
    List<Client.Key> lockKeys(UUID client);

    @SqlUpdate("""
            INSERT INTO client_key (id, client, hash, created_at, expires_at)
            VALUES (:id, :client, :hash, :now, :expires)
            """)
    void insertKey(String id, UUID client, String hash, Instant now, Instant expires);

    @SqlUpdate("UPDATE client_key SET expires_at = :expires WHERE id = :id")
    void updateKey(String id, Instant expires);

    @SqlUpdate("UPDATE client_key SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
    int revokeKey(String id, Instant now);

    @SqlUpdate("UPDATE client_key SET revoked_at = :now WHERE client = :client AND revoked_at IS NULL")
    void revokeKeys(UUID client, Instant now);

    @SqlBatch("""
            UPDATE client_key SET last_used_on = :day
            WHERE id = :id AND (last_used_on IS NULL OR last_used_on < :day)
            """)
    int[] updateLastUse(List<String> id, List<LocalDate> day);
}
