package org.prahari.http;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a list is asked for: at most {@code limit} rows (1..200) after the cursor. Taken by every list as a bean parameter. */
public final class Paging {
    static final int MAX = 200;
    /** How many rows are shown if nothing is said. */
    public static final int DEFAULT = 50;

    @QueryParam("limit")
    @DefaultValue("" + DEFAULT)
    private int limit;

    // The next two are declared so that the query may hold them; the page filter reads them.
    @QueryParam("cursor")
    @SuppressWarnings("unused")
    private String cursor;

    @QueryParam("fields")
    @SuppressWarnings("unused")
    private String fields;

    @Context
    private ContainerRequestContext request;

    /** The first page of so many rows. */
    public static Paging first(int limit) {
        var paging = new Paging();
        paging.limit = limit;
        return paging;
    }

    public int limit() {
        if (limit < 1 || limit > MAX) {
            throw Problem.parameter("limit", "must be between 1 and " + MAX);
        }
        return limit;
    }

    /** The key of the last row the caller has seen, in the order of the list; empty at the start. */
    public List<String> after() {
        return PageFilter.after(request);
    }

    /** For lists sorted by one text: the last one seen; the empty text, which sorts before all others, at the start. */
    public String afterText() {
        List<String> after = after();
        return after.isEmpty() ? "" : after.get(0);
    }

    /** For lists sorted by id: the last one seen, or the smallest id of all. */
    public UUID afterId() {
        List<String> after = after();
        return after.isEmpty() ? new UUID(0, 0) : UUID.fromString(after.get(0));
    }

    /** One page from a list held in memory that is sorted by {@code key} already. */
    public <T> Page<T> slice(List<T> sorted, Function<? super T, String> key) {
        return slice(sorted.stream(), key);
    }

    /** The same, of which no more is taken than is needed. */
    public <T> Page<T> slice(Stream<T> sorted, Function<? super T, String> key) {
        String after = afterText();
        List<T> rows = sorted.filter(row -> key.apply(row).compareTo(after) > 0)
                .limit(limit() + 1L)
                .toList();
        return Page.of(rows, limit(), row -> List.of(key.apply(row)));
    }
}
