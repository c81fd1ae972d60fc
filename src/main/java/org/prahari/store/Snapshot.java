package org.prahari.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
    private final Loader<T> loader;
    private final Object loading = new Object();
    private volatile State<T> state;
    private final AtomicLong touches = new AtomicLong(1);
    private volatile long reflected;

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

    /** The value; throws what the database threw if it could never be made. */
    public T value() {
        // Compared, not cleared: a reader must not pass while another thread still loads what was written.
        if (reflected != touches.get() || state == null) {
            try {
                refresh();
            } catch (RuntimeException e) {
                if (state == null) {
                    throw e;
                }
                LOG.warn("Serving the last snapshot: {}", e.getMessage());
            }
        }
        return state.value;
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

    /** Says that this node has written something. */
    public void touch() {
        touches.incrementAndGet();
    }

    /** Looks at the log and makes the value anew if need be. */
    public void refresh() {
        synchronized (loading) {
            long touch = touches.get();
            state = loader.load(state);
            reflected = touch;
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
