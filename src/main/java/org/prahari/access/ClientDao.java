package org.prahari.access;

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

/** All SQL of clients and their keys. */
@RegisterConstructorMapper(Client.class)
@RegisterConstructorMapper(ClientDao.StoredKey.class)
public interface ClientDao extends Transactional<ClientDao> {
    /** A key as stored, and whose it is. */
    record StoredKey(UUID client, String hash) {}

    @SqlQuery("""
            SELECT client, hash FROM client_key
            WHERE id = :id AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
            """)
    Optional<StoredKey> findLiveKey(String id, Instant now);

    @SqlQuery("SELECT id, name, scopes, departments, created_at FROM client WHERE id = :id")
    Optional<Client> find(UUID id);

    @SqlQuery("SELECT id FROM region WHERE id IN (<ids>)")
    Set<String> listDepartments(
            @BindList(value = "ids", onEmpty = BindList.EmptyHandling.NULL_STRING) List<String> ids);

    @SqlUpdate("""
            INSERT INTO client (id, name, scopes, departments, created_at)
            VALUES (:id, :name, :scopes, :departments, :createdAt)
            """)
    void insert(@BindMethods Client client);

    @SqlUpdate("""
            INSERT INTO client_key (id, client, hash, created_at, expires_at)
            VALUES (:id, :client, :hash, :now, :expires)
            """)
    void insertKey(String id, UUID client, String hash, Instant now, Instant expires);

    @SqlUpdate("UPDATE client_key SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
    int revokeKey(String id, Instant now);
}
