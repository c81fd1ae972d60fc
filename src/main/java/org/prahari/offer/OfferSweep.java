package org.prahari.offer;

import io.dropwizard.lifecycle.Managed;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog;
import org.prahari.store.Daemons;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends offers whose day is over, and those whose trainee or gap is no longer what they rest on: it follows the change log.
 * Every node does, and none minds that another was faster.
 */
public final class OfferSweep implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(OfferSweep.class);
    private static final Viewer SWEEP = Viewer.system("offer");
    private static final List<String> FOLLOWED = List.of("gap", "trainee");
    private static final int SECONDS = 3;
    private static final int BATCH = 500;
    private static final int ID_LENGTH = 36;

    private final OfferDao dao;
    private final Offers offers;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Daemons.named("offers"));
    private long seen = -1;

    public OfferSweep(OfferDao dao, Offers offers) {
        this.dao = dao;
        this.offers = offers;
    }

    @Override
    public void start() {
        var unused = timer.scheduleWithFixedDelay(this::sweep, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void sweep() {
        try {
            long head = dao.lastChange(FOLLOWED);
            for (List<UUID> ids : head == seen ? List.<List<UUID>>of() : touched()) {
                end(dao.listUnfounded(SWEEP, ids, "offered"));
            }
            seen = head;
            List<UUID> expired = List.of();
            do {
                expired = dao.listExpired(SWEEP, offers.today(), BATCH);
                end(expired);
            } while (expired.size() == BATCH && !Thread.currentThread().isInterrupted());
        } catch (RuntimeException e) {
            LOG.warn("Offers that are over were not ended, which is tried again: {}", e.getMessage());
        }
    }

    /** What to look at, in batches; at first all, which an empty batch stands for. */
    private List<List<UUID>> touched() {
        if (seen < 0) {
            return List.of(List.of());
        }
        List<UUID> ids = dao.listTouched(FOLLOWED, seen).stream()
                .map(ChangeLog.Touched::id)
                .filter(OfferSweep::isId)
                .map(UUID::fromString)
                .toList();
        List<List<UUID>> batches = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += BATCH) {
            batches.add(ids.subList(from, Math.min(ids.size(), from + BATCH)));
        }
        return batches;
    }

    /** A change may be told of many things at once, which are made new. */
    private static boolean isId(String text) {
        return text.length() == ID_LENGTH;
    }

    private void end(List<UUID> ids) {
        ids.forEach(id -> dao.useTransaction(tx -> offers.sweep(tx, SWEEP, id)));
    }

    @Override
    public void stop() {
        timer.shutdownNow();
    }
}
