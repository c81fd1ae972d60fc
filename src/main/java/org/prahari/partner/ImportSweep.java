package org.prahari.partner;

import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.prahari.store.Daemons;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has done what waits, and deletes what is old: imports that are long over, and uploads whose sender fell silent. */
public final class ImportSweep implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(ImportSweep.class);
    private static final Duration SILENT = Duration.ofMinutes(10);
    private static final int SECONDS = 3;
    private final ImportDao dao;
    private final Consumer<UUID> submit;
    private final Duration kept;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Daemons.named("imports"));

    /** @param submit has an import done */
    public ImportSweep(ImportDao dao, Consumer<UUID> submit, ImportSettings settings, Clock clock) {
        this.dao = dao;
        this.submit = submit;
        this.kept = Duration.ofDays(settings.keptDays());
        this.clock = clock;
    }

    @Override
    public void start() {
        var unused = timer.scheduleWithFixedDelay(this::sweep, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /** Every node does, and none minds that another was faster. */
    void sweep() {
        try {
            dao.listUnfinished().forEach(submit);
            int unused =
                    dao.deleteOld(clock.instant().minus(SILENT), clock.instant().minus(kept));
        } catch (RuntimeException e) {
            LOG.warn("Imports that wait were not looked for: {}", e.getMessage());
        }
    }

    @Override
    public void stop() {
        timer.shutdownNow();
    }
}
