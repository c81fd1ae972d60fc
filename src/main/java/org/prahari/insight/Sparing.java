package org.prahari.insight;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A value made anew when what it is made of has changed, by whoever meets that first: {@link Ahead}, or a reader. If making
 * takes long, it is made less often, so that it never takes more than a small share of the time.
 *
 * @param <T> the value
 */
final class Sparing<T> {
    private static final int SHARE = 10;
    private static final long CHEAP_NANOS = 50_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private volatile State<T> state;

    /** @param took CPU time, which on a busy machine is what it is on an idle one */
    private record State<T>(T value, Object source, long made, long took) {
        boolean holds(Object now) {
            return source.equals(now) || (took > CHEAP_NANOS && System.nanoTime() - made < SHARE * took);
        }
    }

    /**
     * @param source what it is made of, as something that is equal as long as that has not changed
     * @param next makes a value of the last one, null at first
     */
    T of(Object source, UnaryOperator<T> next) {
        State<T> now = state;
        return now != null && now.holds(source) ? now.value : make(Objects.requireNonNull(source), next);
    }

    private synchronized T make(Object source, UnaryOperator<T> next) {
        State<T> now = state;
        if (now != null && now.holds(source)) {
            return now.value;
        }
        long start = THREADS.getCurrentThreadCpuTime();
        T value = next.apply(now == null ? null : now.value);
        state = new State<>(value, source, System.nanoTime(), THREADS.getCurrentThreadCpuTime() - start);
        return value;
    }
}
