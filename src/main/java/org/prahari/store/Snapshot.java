package org.prahari.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An immutable value made from the database as of one sequence of the change log, and made anew when the log moves. Reads
 * take no lock and survive the loss of the database; after a write on this node ({@link #touch}) the next read sees it.
 *
 * @param <T> the value
 */
public final class Snapshot<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);
    /** As long as reads of one's own writes may wait for others' at most. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String name;
    private final Loader<T> loader;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile State<T> state;
    private final AtomicLong touches = new AtomicLong(1);
    private volatile long reflected;
    private volatile boolean failed;

    /** @param confirmed a moment ({@code System.nanoTime}) at which the database held this value */
    private record State<T>(T value, long sequence, long confirmed) {}

    private interface Loader<T> {
        State<T> load(State<T> now);
    }

    /** Makes the next value of the last one and of what has changed since, in one transaction with the look at the log. */
    public interface Next<D, T> {
        /** @param touched each thing once; read from the log when asked */
        T next(D dao, T last, Supplier<List<ChangeLog.Touched>> touched);
    }

    /**
     * @param dao the type whose method reads the value, with a transaction's consistent view of all tables
     * @param features the features whose changes make the value stale
     */
    public <D> Snapshot(Jdbi jdbi, Class<D> dao, Function<D, T> read, String... features) {
        this(jdbi, dao, read, (reader, last, touched) -> read.apply(reader), features);
    }

    /** @param read makes the first value, {@code next} each one after it */
    public <D> Snapshot(Jdbi jdbi, Class<D> dao, Function<D, T> read, Next<D, T> next, String... features) {
        List<String> names = List.of(features);
        this.name = String.join(" ", names);
        Database.know(jdbi, dao, ChangeReader.class);
        this.loader = now -> {
            // Before the view is taken: what the database holds is at least as new as this.
            long start = System.nanoTime();
            return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
                ChangeLog log = handle.attach(ChangeReader.class);
                long last = log.lastChange(names, now == null ? 0 : now.sequence);
                if (now == null) {
                    return new State<>(read.apply(handle.attach(dao)), last, start);
                }
                T value = last == now.sequence
                        ? now.value
                        : next.next(handle.attach(dao), now.value, () -> log.listTouched(names, now.sequence));
                return new State<>(value, last, start);
            });
        };
    }

    /**
     * The value; throws what the database threw if it could never be made. Once the database has failed, the last one is served until
     * it has been made anew in the background, or something was written: readers do not wait for a database that is away.
     */
    public T value() {
        // Compared, not cleared: a reader must not pass while another thread still loads what was written.
        if (state == null || (reflected != touches.get() && !failed)) {
            try {
                refreshSoon();
            } catch (RuntimeException e) {
                if (state == null) {
                    throw e;
                }
                LOG.warn("Serving the last snapshot: {}", e.getMessage());
            }
        }
        return state.value;
    }

    /** Waits for another thread that makes the value anew only if it is fast or there is no value yet. */
    private void refreshSoon() {
        if (state == null) {
            refresh();
            return;
        }
        try {
            if (loading.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    if (reflected != touches.get() && !failed) {
                        load();
                    }
                } finally {
                    loading.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The value as it was last made, without a look at the log: for readers that ask {@link #confirmedWithin}. */
    public T latest() {
        return state == null ? value() : state.value;
    }

    /** The value if it can be had without a look at the database, else null: for threads that must not wait. */
    public T ready() {
        State<T> now = state;
        return now == null || reflected != touches.get() ? null : now.value;
    }

    /** Whether the value was the database's at some moment not longer ago than that. */
    public boolean confirmedWithin(Duration age) {
        State<T> now = state;
        return now != null && System.nanoTime() - now.confirmed <= age.toNanos();
    }

    /** The features it is made of. */
    String name() {
        return name;
    }

    /** How long ago the database held this value, if there is one. */
    Optional<Duration> age() {
        return Optional.ofNullable(state).map(now -> Duration.ofNanos(System.nanoTime() - now.confirmed));
    }

    /** Says that this node has written something, so that the database is there. */
    public void touch() {
        failed = false;
        touches.incrementAndGet();
    }

    /** Looks at the log and makes the value anew if need be. */
    public void refresh() {
        loading.lock();
        try {
            load();
        } finally {
            loading.unlock();
        }
    }

    private void load() {
        long touch = touches.get();
        try {
            state = loader.load(state);
            reflected = touch;
            failed = false;
        } catch (RuntimeException e) {
            failed = true;
            throw e;
        }
    }

    /** The sequence of the log that the value reflects. */
    public long sequence() {
        State<T> now = state;
        return now == null ? -1 : now.sequence;
    }

    /** The log, for readers of it. */
    interface ChangeReader extends ChangeLog {}
}
