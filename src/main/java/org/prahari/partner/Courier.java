package org.prahari.partner;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.prahari.access.Standing;
import org.prahari.access.Viewer;
import org.prahari.store.Change;
import org.prahari.store.Ids;

/**
 * Tells a webhook what it is due, one message after the other: what the log holds since the last one, of what its client may
 * read at this moment. A message is written down before it is sent, and what became of it afterwards; who dies in between
 * leaves it to the next, which sends it again under the same id.
 */
public final class Courier {
    /** Longer than a message takes at most. */
    private static final int LEASE_SECONDS = 30;
    /** How long a webhook rests whose client has no key that opens. */
    private static final int REST_SECONDS = 60;

    private static final int BATCH = 100;
    /** After so many messages others have their turn. */
    private static final int MOST_AT_ONCE = 20;

    private static final Viewer SERVICE = Viewer.system("webhook");

    private final DeliveryDao dao;
    private final WebhookDao webhooks;
    private final ChangesDao changes;
    private final Standing standing;
    private final FeedTokens tokens;
    private final WebhookSecrets secrets;
    private final Sender sender;
    private final ObjectMapper mapper;
    private final MetricRegistry metrics;
    private final Clock clock;

    public Courier(
            DeliveryDao dao,
            WebhookDao webhooks,
            ChangesDao changes,
            Standing standing,
            FeedTokens tokens,
            WebhookSecrets secrets,
            Sender sender,
            ObjectMapper mapper,
            MetricRegistry metrics,
            Clock clock) {
        this.dao = dao;
        this.webhooks = webhooks;
        this.changes = changes;
        this.standing = standing;
        this.tokens = tokens;
        this.secrets = secrets;
        this.sender = sender;
        this.mapper = mapper;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Those to visit, after those are brought forward for whom there is nothing in what is new. */
    List<DeliveryDao.Due> due(int limit) {
        long head = changes.head();
        List<DeliveryDao.Idle> idle = dao.listIdle(head);
        if (!idle.isEmpty()) {
            dao.skip(idle, head);
        }
        return dao.listDue(clock.instant(), head, limit);
    }

    /** Does what is to be done for a webhook, unless another node is at it. */
    void visit(UUID webhook) {
        UUID lease = Ids.next();
        boolean resting = false;
        for (int told = 0; told < MOST_AT_ONCE && dao.claim(webhook, lease, LEASE_SECONDS) > 0; told++) {
            Optional<DeliveryDao.Claimed> claimed = dao.find(webhook, lease);
            if (claimed.isEmpty()) {
                return;
            }
            Optional<Viewer> reader = standing.of(claimed.get().client())
                    .map(client -> client.within(claimed.get().departments()));
            if (reader.isEmpty()) {
                resting = dao.claim(webhook, lease, REST_SECONDS) > 0;
                break;
            }
            if (!step(claimed.get(), reader.get(), lease)) {
                break;
            }
        }
        if (!resting) {
            dao.release(webhook, lease);
        }
    }

    /** A message of no content, whatever else waits; nothing is written down. */
    Sender.Outcome test(DeliveryDao.Claimed webhook) {
        Instant now = clock.instant();
        return send(webhook, Ids.next(), WebhookMessage.test(now), now);
    }

    /** @return whether to go on at once */
    private boolean step(DeliveryDao.Claimed webhook, Viewer reader, UUID lease) {
        List<String> readable = Followed.readable(reader, webhook.features());
        Optional<Delivery> open = dao.findOpen(webhook.id());
        if (open.isEmpty()) {
            open = next(webhook, reader, readable, lease);
        }
        if (open.isEmpty() || open.get().nextAt().isAfter(clock.instant())) {
            return false;
        }
        Delivery delivery = open.get();
        List<ChangeEntry> rows = read(reader, readable, delivery.afterSequence(), delivery.toSequence());
        // More than were counted, if the client may read more than it might then: the others are for the next message.
        List<ChangeEntry> items = rows.subList(0, Math.min(BATCH, rows.size()));
        long to = rows.size() > BATCH ? last(items) : delivery.toSequence();
        Delivery held = delivery.holding(items.size(), to);
        if (items.isEmpty()) {
            return settle(webhook, held.voided(clock.instant()), lease);
        }
        WebhookMessage message = WebhookMessage.changes(
                delivery.createdAt(),
                items.stream()
                        .map(item -> new WebhookMessage.Item(
                                tokens.of(webhook.client().toString(), item.sequence()), item))
                        .toList());
        Sender.Outcome outcome = send(webhook, delivery.id(), message, clock.instant());
        Delivery after = held.attempted(outcome, clock.instant());
        count(after.state() == Delivery.State.PENDING ? "failed" : after.state().name());
        boolean settled = settle(webhook, after, lease);
        if (outcome.gone()) {
            disable(webhook.id());
        }
        return settled && after.state() != Delivery.State.PENDING;
    }

    /** Writes down the next message; if there is nothing to tell, that this much of the log is told. */
    private Optional<Delivery> next(DeliveryDao.Claimed webhook, Viewer reader, List<String> readable, UUID lease) {
        long head = changes.head();
        List<ChangeEntry> rows = read(reader, readable, webhook.position(), head);
        if (rows.isEmpty()) {
            dao.advance(webhook.id(), lease, webhook.position(), head);
            return Optional.empty();
        }
        int count = Math.min(BATCH, rows.size());
        long to = rows.size() > BATCH ? last(rows.subList(0, count)) : head;
        Delivery delivery = Delivery.of(webhook.id(), count, webhook.position(), to, clock.instant());
        return dao.insert(delivery, lease) == 0 ? Optional.empty() : Optional.of(delivery);
    }

    private List<ChangeEntry> read(Viewer reader, List<String> features, long after, long to) {
        return features.isEmpty() ? List.of() : changes.list(reader, features, after, to, BATCH + 1);
    }

    private static long last(List<ChangeEntry> items) {
        return items.get(items.size() - 1).sequence();
    }

    /** @return false if what was done no longer counts: the lease is lost, or a client has put the webhook back */
    private boolean settle(DeliveryDao.Claimed webhook, Delivery delivery, UUID lease) {
        long from = webhook.position();
        long to = delivery.state() == Delivery.State.PENDING ? from : delivery.toSequence();
        return dao.inTransaction(tx -> tx.advance(webhook.id(), lease, from, to) > 0 && tx.update(delivery) > 0);
    }

    private void disable(UUID id) {
        webhooks.find(SERVICE, id).ifPresent(webhook -> {
            Instant now = clock.instant();
            Webhook disabled = webhook.with(Webhook.State.DISABLED, Webhook.GONE, now);
            dao.useTransaction(tx -> {
                if (tx.disable(disabled) > 0) {
                    count("disabled");
                    tx.logAll(disabled.changes(Change.Kind.UPDATED, disabled.version(), SERVICE.name(), now));
                }
            });
        });
    }

    private Sender.Outcome send(DeliveryDao.Claimed webhook, UUID id, WebhookMessage message, Instant now) {
        byte[] body;
        try {
            body = mapper.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return sender.send(webhook.url(), id, now, secrets.sign(webhook, id, now, body), body);
    }

    private void count(String outcome) {
        metrics.meter("webhooks." + outcome.toLowerCase(Locale.ROOT)).mark();
    }
}
