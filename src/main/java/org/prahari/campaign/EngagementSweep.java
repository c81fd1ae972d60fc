package org.prahari.campaign;

import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.prahari.store.Daemons;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets batches that cannot come again. Every node does, and none minds that another was faster. */
public final class EngagementSweep implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(EngagementSweep.class);
    private static final int MINUTES = 10;
    private static final int BATCH = 1000;
    private final EngagementDao dao;
    private final Clock clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Daemons.named("engagement"));

    public EngagementSweep(EngagementDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    @Override
    public void start() {
        var unused = timer.scheduleWithFixedDelay(this::sweep, 1, MINUTES, TimeUnit.MINUTES);
    }

    @Override
    public void stop() {
        timer.shutdownNow();
    }

    void sweep() {
        try {
            int deleted = BATCH;
            while (deleted == BATCH && !Thread.currentThread().isInterrupted()) {
                deleted = dao.deleteBatches(CampaignFilter.day(clock.instant()).minusDays(Engagement.KEPT), BATCH);
            }
        } catch (RuntimeException e) {
            LOG.warn("Old batches were not deleted, which is tried again later: {}", e.getMessage());
        }
    }
}
