package org.prahari.partner;

import com.codahale.metrics.CachedGauge;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.prahari.store.Daemons;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for webhooks that are due and has the courier visit them, several at a time. Every node does; a lease keeps two from
 * the same one. Of one client two are visited at a time at most, so that receivers that hang keep nobody else's waiting.
 */
public final class CourierRounds implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(CourierRounds.class);
    private static final long LOOK_MS = 250;
    private static final int LOOKED_AT = 200;
    private static final int MOST_EACH = 2;
    private static final int CLEAN_MINUTES = 10;
    private static final int CLEANED = 1_000;
    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration DEAD_KEPT = Duration.ofDays(30);
    private static final int LAG_SECONDS = 5;

    private final Courier courier;
    private final DeliveryDao dao;
    private final int threads;
    private final Clock clock;
    private final ExecutorService visits;
    private final Set<UUID> visited = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Integer> ofClient = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Daemons.named("webhooks"));

    public CourierRounds(
            Courier courier, DeliveryDao dao, WebhookSettings settings, MetricRegistry metrics, Clock clock) {
        this.courier = courier;
        this.dao = dao;
        this.threads = settings.threads();
        this.clock = clock;
        this.visits = Executors.newFixedThreadPool(threads, Daemons.named("webhook"));
        gauge(metrics, "webhooks.lag.changes", () -> dao.lag().changes());
        gauge(metrics, "webhooks.lag.seconds", () -> {
            Instant since = dao.lag().since();
            return since == null ? 0 : Duration.between(since, clock.instant()).toSeconds();
        });
    }

    @Override
    public void start() {
        every(LOOK_MS, TimeUnit.MILLISECONDS, this::look);
        every(CLEAN_MINUTES, TimeUnit.MINUTES, this::clean);
    }

    private void every(long time, TimeUnit unit, Runnable what) {
        var unused = timer.scheduleWithFixedDelay(what, time, time, unit);
    }

    private void look() {
        if (visited.size() >= threads) {
            return;
        }
        try {
            for (DeliveryDao.Due due : courier.due(LOOKED_AT)) {
                if (visited.size() < threads
                        && ofClient.getOrDefault(due.client(), 0) < MOST_EACH
                        && visited.add(due.webhook())) {
                    ofClient.merge(due.client(), 1, Integer::sum);
                    visits.execute(() -> visit(due));
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("Webhooks that are due were not looked for, which is tried again: {}", e.getMessage());
        }
    }

    /** Whether this node is at that webhook. */
    boolean isVisiting(UUID webhook) {
        return visited.contains(webhook);
    }

    private void visit(DeliveryDao.Due due) {
        try {
            courier.visit(due.webhook());
        } catch (RuntimeException e) {
            LOG.warn("The webhook {} was left in the middle, which is tried again: {}", due.webhook(), e.getMessage());
        } finally {
            ofClient.computeIfPresent(due.client(), (client, count) -> count == 1 ? null : count - 1);
            visited.remove(due.webhook());
        }
    }

    private void clean() {
        try {
            Instant now = clock.instant();
            while (dao.deleteOld(now.minus(KEPT), now.minus(DEAD_KEPT), CLEANED) == CLEANED && !timer.isShutdown()) {
                LOG.debug("Old messages to webhooks are deleted");
            }
        } catch (RuntimeException e) {
            LOG.warn("Old messages to webhooks were not deleted, which is tried again: {}", e.getMessage());
        }
    }

    /** What is on the way may end; nothing new is begun. */
    @Override
    public void stop() throws InterruptedException {
        timer.shutdownNow();
        visits.shutdown();
        if (!visits.awaitTermination(2, TimeUnit.SECONDS)) {
            visits.shutdownNow();
        }
    }

    private static void gauge(MetricRegistry metrics, String name, LongSupplier value) {
        metrics.gauge(name, () -> new CachedGauge<Long>(LAG_SECONDS, TimeUnit.SECONDS) {
            @Override
            protected Long loadValue() {
                return value.getAsLong();
            }
        });
    }
}
