package org.prahari.partner;

import static org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling.NULL_STRING;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.json.Json;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog;

/**
 * How messages get on. A node that is at a webhook holds its lease, by the clock of the database; what it writes carries the
 * lease, so that who has lost it writes nothing.
 */
@RegisterConstructorMapper(Delivery.class)
@RegisterConstructorMapper(DeliveryDao.Due.class)
@RegisterConstructorMapper(DeliveryDao.Idle.class)
@RegisterConstructorMapper(DeliveryDao.Claimed.class)
@RegisterConstructorMapper(DeliveryDao.Lag.class)
public interface DeliveryDao extends Transactional<DeliveryDao>, ChangeLog {
    /** A webhook for which there is, or may be, something to do. */
    record Due(UUID webhook, UUID client) {}

    /** A webhook that there is nothing new for. */
    record Idle(UUID id, long position) {}

    /** A webhook that this node is at. Its secrets are sealed. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Claimed(
            UUID id,
            UUID client,
            String url,
            @Json List<String> features,
            @Json List<String> departments,
            byte[] secret,
            byte[] previousSecret,
            Instant previousSecretUntil,
            long position) {}

    /** How far the webhook that is furthest behind is: in changes of everybody, and since when its message waits. */
    record Lag(long changes, Instant since) {}

    /** Those for which the log holds nothing new up to here, whatever their clients may read, with their places. */
    @SqlQuery("""
            SELECT id, position
            FROM webhook
            WHERE state = 'active' AND position < :head AND (leased_until IS NULL OR leased_until <= UTC_TIMESTAMP(6))
                AND NOT EXISTS (SELECT 1 FROM webhook_delivery WHERE open_webhook = webhook.id)
                AND NOT EXISTS (SELECT 1 FROM change_log
                    WHERE sequence > position AND sequence <= :head AND JSON_CONTAINS(features, JSON_QUOTE(feature))
                        AND (department IS NULL OR JSON_CONTAINS(departments, '"*"')
                            OR JSON_CONTAINS(departments, JSON_QUOTE(department))))
            """)
    List<Idle> listIdle(long head);

    @SqlBatch("""
            UPDATE webhook SET position = :head
            WHERE id = :id AND position = :position AND (leased_until IS NULL OR leased_until <= UTC_TIMESTAMP(6))
            """)
    void skip(@BindMethods List<Idle> idle, long head);

    /** Those that wait the longest first. */
    @SqlQuery("""
            SELECT webhook.id AS webhook, client
            FROM webhook LEFT JOIN webhook_delivery ON open_webhook = webhook.id
            WHERE webhook.state = 'active' AND (leased_until IS NULL OR leased_until <= UTC_TIMESTAMP(6))
                AND (next_at <= :now
                    OR (open_webhook IS NULL AND position < :head))
            ORDER BY COALESCE(next_at, :now), position LIMIT :limit
            """)
    List<Due> listDue(Instant now, long head, int limit);

    /** @return 0 if another node is at it, or it is no longer to be told */
    @SqlUpdate("""
            UPDATE webhook SET lease = :lease, leased_until = TIMESTAMPADD(SECOND, :seconds, UTC_TIMESTAMP(6))
            WHERE id = :id AND state = 'active'
                AND (lease = :lease OR leased_until IS NULL OR leased_until <= UTC_TIMESTAMP(6))
            """)
    int claim(UUID id, UUID lease, int seconds);

    @SqlUpdate("UPDATE webhook SET lease = NULL, leased_until = NULL WHERE id = :id AND lease = :lease")
    void release(UUID id, UUID lease);

    @SqlQuery("""
            SELECT id, client, url, features, departments, secret, previous_secret, previous_secret_until, position
            FROM webhook WHERE id = :id AND lease = :lease
            """)
    Optional<Claimed> find(UUID id, UUID lease);

    /** For what is sent beside the messages. */
    @SqlQuery("""
            SELECT id, client, url, features, departments, secret, previous_secret, previous_secret_until, position
            FROM webhook WHERE id = :id
            """)
    Optional<Claimed> find(UUID id);

    @SqlQuery("""
            SELECT id, webhook, state, items, attempts, status, failure, created_at, attempted_at, next_at, ended_at,
                after_sequence, to_sequence
            FROM webhook_delivery WHERE open_webhook = :webhook
            """)
    Optional<Delivery> findOpen(UUID webhook);

    @SqlUpdate("""
            INSERT INTO webhook_delivery (id, webhook, open_webhook, state, items, attempts, after_sequence, to_sequence,
                created_at, next_at)
            SELECT :id, :webhook, :webhook, :state, :items, :attempts, :afterSequence, :toSequence, :createdAt, :nextAt
            FROM webhook WHERE id = :webhook AND lease = :lease AND position = :afterSequence
            """)
    int insert(@BindMethods Delivery delivery, UUID lease);

    /** @return 0 if the lease is lost, or the webhook was put back meanwhile */
    @SqlUpdate("""
            UPDATE webhook SET position = :to WHERE id = :id AND lease = :lease AND position = :from
            """)
    int advance(UUID id, UUID lease, long from, long to);

    /** @return 0 if it is no longer pending */
    @SqlUpdate("""
            UPDATE webhook_delivery
            SET state = :state, open_webhook = CASE WHEN :state = 'pending' THEN webhook END, items = :items,
                attempts = :attempts, status = :status, failure = :failure, to_sequence = :toSequence,
                attempted_at = :attemptedAt, next_at = :nextAt, ended_at = :endedAt
            WHERE id = :id AND state = 'pending'
            """)
    int update(@BindMethods Delivery delivery);

    /** @return 0 if a client has changed it meanwhile */
    @SqlUpdate("""
            UPDATE webhook SET state = :state, reason = :reason, version = :version, updated_at = :updatedAt
            WHERE id = :id AND version = :version - 1 AND state = 'active'
            """)
    int disable(@BindMethods Webhook webhook);

    /** @param ended leaves out those that ended before; null for all */
    @SqlQuery("""
            SELECT webhook_delivery.id, webhook, webhook_delivery.state, items, attempts, status, failure,
                webhook_delivery.created_at, attempted_at, next_at, ended_at, after_sequence, to_sequence
            FROM webhook_delivery JOIN webhook ON webhook.id = webhook
            WHERE webhook = :webhook AND (:everywhere = 1 OR JSON_CONTAINS(JSON_ARRAY(<departments>), departments))
                AND (COALESCE(<states>) IS NULL OR webhook_delivery.state IN (<states>))
                AND (:ended IS NULL OR ended_at IS NULL OR ended_at >= :ended)
                AND webhook_delivery.id > :after
            ORDER BY webhook_delivery.id LIMIT :limit
            """)
    List<Delivery> list(
            @BindViewer Viewer viewer,
            UUID webhook,
            @BindList(value = "states", onEmpty = NULL_STRING) List<Delivery.State> states,
            Instant ended,
            UUID after,
            int limit);

    /** @return how many there were, at most {@code limit} */
    @SqlUpdate("""
            DELETE FROM webhook_delivery
            WHERE ended_at < :before AND (state <> 'dead' OR ended_at < :deadBefore) ORDER BY ended_at LIMIT :limit
            """)
    int deleteOld(Instant before, Instant deadBefore, int limit);

    @SqlQuery("""
            SELECT COALESCE(MAX((SELECT sequence FROM change_head) - position), 0) AS changes,
                MIN(webhook_delivery.created_at) AS since
            FROM webhook LEFT JOIN webhook_delivery ON open_webhook = webhook.id
            WHERE webhook.state = 'active'
            """)
    Lag lag();
}
