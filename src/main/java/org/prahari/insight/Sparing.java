package org.prahari.insight;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A value made anew when what it is made of has changed, by the reader who meets that first. If making takes long, it is
 * made less often, so that it never takes more than a small share of the time.
 *
 * @param <T> the value
 */
final class Sparing<T> {
    private static final int SHARE = 10;
    private static final long CHEAP_NANOS = 5_000_000;
    private volatile State<T> state;

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
        long start = System.nanoTime();
        T value = next.apply(now == null ? null : now.value);
        long end = System.nanoTime();
        state = new State<>(value, source, end, end - start);
        return value;
    }
}
