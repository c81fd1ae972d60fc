package org.prahari.store;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All snapshots of a node, kept in step with the log that other nodes write too. */
public final class Snapshots implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private final List<Snapshot<?>> all = new ArrayList<>();
    private final Jdbi jdbi;
    private final Duration interval;
    private final ScheduledExecutorService timer;

    public Snapshots(Jdbi jdbi, Duration interval) {
        this.jdbi = jdbi;
        this.interval = interval;
        this.timer = Executors.newSingleThreadScheduledExecutor(Daemons.named("snapshots"));
    }

    /**
     * Makes one more snapshot; all are made before the start.
     *
     * @param dao the type whose method reads the value, with a transaction's consistent view of all tables
     * @param features the features whose changes make the value stale
     */
    public <D, T> Snapshot<T> of(Class<D> dao, Function<D, T> read, String... features) {
        return add(new Snapshot<>(jdbi, dao, read, features));
    }

    /** The same, but only the first value is read whole; {@code next} makes each one after it of the one before. */
    public <D, T> Snapshot<T> of(Class<D> dao, Function<D, T> read, Snapshot.Next<D, T> next, String... features) {
        return add(new Snapshot<>(jdbi, dao, read, next, features));
    }

    private <T> Snapshot<T> add(Snapshot<T> snapshot) {
        all.add(snapshot);
        return snapshot;
    }

    /** Says that this node has written something. */
    public void touch() {
        all.forEach(Snapshot::touch);
    }

    /** How long ago the database held what each of them holds; those that were never read are missing. */
    public Map<String, Duration> ages() {
        Map<String, Duration> ages = new TreeMap<>();
        all.forEach(snapshot -> snapshot.age().ifPresent(age -> ages.merge(snapshot.name(), age, Snapshots::longer)));
        return ages;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Whether each has been read once. */
    public boolean areThere() {
        return all.stream().allMatch(snapshot -> snapshot.age().isPresent());
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
