package org.prahari.insight;

import io.dropwizard.lifecycle.Managed;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.prahari.store.Daemons;

/** Makes the figures when what they are made of has changed, so that hardly a reader has to. */
public final class Ahead implements Managed {
    private static final long PAUSE_MS = 100;
    /** While the service starts, the processors have better to do. */
    private static final long FIRST_MS = 3_000;

    private final Figures figures;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Daemons.named("insight"));

    public Ahead(Figures figures) {
        this.figures = figures;
    }

    @Override
    public void start() {
        var unused = timer.scheduleWithFixedDelay(this::make, FIRST_MS, PAUSE_MS, TimeUnit.MILLISECONDS);
    }

    private void make() {
        try {
            figures.make();
        } catch (RuntimeException e) {
            // There is no database, or no reader of it yet; whoever asks meanwhile is told.
        }
    }

    @Override
    public void stop() {
        timer.shutdownNow();
    }
}
