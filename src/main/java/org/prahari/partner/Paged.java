package org.prahari.partner;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Function;

/** Rows that are read a page at a time, each page when the one before is used up. Memory: one page. */
public final class Paged {
    /** How many rows are read at a time. */
    public static final int PAGE = 500;
    /** Before all ids. */
    public static final UUID FIRST = new UUID(0, 0);

    private Paged() {}

    /**
     * @param start the key that all come after
     * @param page reads those after a key; an empty page is the end
     * @param key of a row
     */
    public static <T, K> Iterable<T> of(K start, Function<K, List<T>> page, Function<T, K> key) {
        return () -> new Iterator<>() {
            private Iterator<T> rows = Collections.emptyIterator();
            private K last = start;
            private boolean over;

            @Override
            public boolean hasNext() {
                if (!rows.hasNext() && !over) {
                    rows = page.apply(last).iterator();
                    over = !rows.hasNext();
                }
                return rows.hasNext();
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                T row = rows.next();
                last = key.apply(row);
                return row;
            }
        };
    }

    /** What each is made of, one after the other. */
    public static <T> Iterable<?> flat(Iterable<T> outer, Function<T, Iterable<?>> parts) {
        return () -> new Iterator<Object>() {
            private final Iterator<T> rest = outer.iterator();
            private Iterator<?> rows = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!rows.hasNext() && rest.hasNext()) {
                    rows = parts.apply(rest.next()).iterator();
                }
                return rows.hasNext();
            }

            @Override
            public Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return rows.next();
            }
        };
    }
}
