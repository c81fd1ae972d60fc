package org.prahari.access;

import io.dropwizard.lifecycle.Managed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.prahari.store.Daemons;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On which day each key last opened: noted in memory by requests, written beside them, at most once per key and day. It
 * is no change of the client and not in the change log.
 */
final class LastUse implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(LastUse.class);
    private final ClientDao dao;
    private final Map<String, LocalDate> noted = new ConcurrentHashMap<>();
    private final Map<String, LocalDate> unwritten = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Daemons.named("last-use"));

    LastUse(ClientDao dao) {
        this.dao = dao;
    }

    /** @param id the id of a key that has opened, so that there are no more of them than keys */
    void note(String id, LocalDate day) {
        if (!day.equals(noted.get(id))) {
            noted.put(id, day);
            unwritten.put(id, day);
        }
    }

    /** Writes what was noted; what could not be written is kept for the next time. */
    synchronized void flush() {
        List<Map.Entry<String, LocalDate>> batch = new ArrayList<>();
        unwritten.forEach((id, day) -> batch.add(Map.entry(id, day)));
        if (batch.isEmpty()) {
            return;
        }
        try {
            int[] unused = dao.updateLastUse(
                    batch.stream().map(Map.Entry::getKey).toList(),
                    batch.stream().map(Map.Entry::getValue).toList());
            batch.forEach(entry -> unwritten.remove(entry.getKey(), entry.getValue()));
        } catch (RuntimeException e) {
            LOG.warn("The last use of {} keys is not written yet: {}", batch.size(), e.getMessage());
        }
    }

    @Override
    public void start() {
        var unused = timer.scheduleWithFixedDelay(this::flush, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        timer.shutdownNow();
        flush();
    }
}
