package org.prahari.http;

import jakarta.ws.rs.WebApplicationException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Rows that may name one another: which of them have to be refused, so that those left name only what there will be. */
public final class LinkedRows {
    private LinkedRows() {}

    /**
     * @param stored the keys of what there is
     * @param check throws if a row names what is not among these keys, or is wrong otherwise
     * @return those refused, by their keys
     */
    public static <T> Map<String, RowOutcome> refused(
            List<T> rows, Set<String> stored, Function<T, String> key, BiConsumer<T, Set<String>> check) {
        Map<String, RowOutcome> refused = new HashMap<>();
        int before;
        do {
            before = refused.size();
            Set<String> known = new HashSet<>(stored);
            rows.stream().map(key).filter(one -> !refused.containsKey(one)).forEach(known::add);
            for (T row : rows) {
                if (!refused.containsKey(key.apply(row))) {
                    try {
                        check.accept(row, known);
                    } catch (WebApplicationException e) {
                        refused.put(key.apply(row), RowOutcome.failed(e));
                    }
                }
            }
        } while (refused.size() > before);
        return refused;
    }
}
