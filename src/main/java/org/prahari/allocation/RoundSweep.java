package org.prahari.allocation;

import io.dropwizard.lifecycle.Managed;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.prahari.store.Daemons;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds rounds whose job was lost between two commits, and has it done. */
public final class RoundSweep implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(RoundSweep.class);
    private static final int SECONDS = 10;
    private final RoundDao dao;
    private final Consumer<UUID> submit;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Daemons.named("rounds"));

    public RoundSweep(RoundDao dao, Consumer<UUID> submit) {
        this.dao = dao;
        this.submit = submit;
    }

    @Override
    public void start() {
        var unused = timer.scheduleWithFixedDelay(this::sweep, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void sweep() {
        try {
            dao.listUnfinished().forEach(submit);
        } catch (RuntimeException e) {
            LOG.warn("Rounds that wait were not looked for: {}", e.getMessage());
        }
    }

    @Override
    public void stop() {
        timer.shutdownNow();
    }
}
