package org.prahari.store;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All snapshots of a node, kept in step with the log that other nodes write too. */
public final class Snapshots implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private final List<Snapshot<?>> all;
    private final Duration interval;
    private final ScheduledExecutorService timer;

    public Snapshots(Duration interval, Snapshot<?>... all) {
        this.all = List.of(all);
        this.interval = interval;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "snapshots");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Says that this node has written something. */
    public void touch() {
        all.forEach(Snapshot::touch);
    }

    @Override
    public void start() {
        var unused = timer.scheduleWithFixedDelay(this::refresh, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        timer.shutdownNow();
    }

    private void refresh() {
        for (Snapshot<?> snapshot : all) {
            try {
                snapshot.refresh();
            } catch (RuntimeException e) {
                LOG.warn("A snapshot was not refreshed: {}", e.getMessage());
            }
        }
    }
}
