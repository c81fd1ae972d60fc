package org.prahari.http;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list as a resource returns it.
 *
 * @param items the rows to show
 * @param nextKey the key of the last row shown, if there are more; in the order the list is sorted by
 */
public record Page<T>(List<T> items, List<String> nextKey) {
    public Page {
        items = List.copyOf(items);
        nextKey = List.copyOf(nextKey);
    }

    /** @param rows up to {@code limit + 1} rows: the one too many only says that there are more */
    public static <T> Page<T> of(List<T> rows, int limit, Function<? super T, List<String>> key) {
        return rows.size() <= limit
                ? new Page<>(rows, List.of())
                : new Page<>(rows.subList(0, limit), key.apply(rows.get(limit - 1)));
    }

    public <R> Page<R> map(Function<? super T, ? extends R> view) {
        return new Page<>(items.stream().<R>map(view).toList(), nextKey);
    }
}
