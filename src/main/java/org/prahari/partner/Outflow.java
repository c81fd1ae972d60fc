package org.prahari.partner;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.prahari.access.Viewer;

/**
 * How things of one feature are read to go out; the application hands these in.
 *
 * @param feature its name in the log
 * @param pages those after an id, in the order of ids; the first page is after the empty text
 * @param find one of them
 * @param rows what a thing is written as; most are one row
 */
public record Outflow<T>(
        String feature,
        Columns columns,
        Pages<T> pages,
        Find<T> find,
        Function<T, String> id,
        Function<T, List<?>> rows) {
    private static final UUID FIRST = new UUID(0, 0);

    /** Reads a page. */
    public interface Pages<T> {
        List<T> list(ExportDao tx, Viewer viewer, String after, int limit);
    }

    /** Reads one. */
    public interface Find<T> {
        Optional<T> find(ExportDao tx, Viewer viewer, String id);
    }

    /** Reads a page of things with ids of the service. */
    public interface PrivatePages<T> {
        List<T> list(ExportDao tx, Viewer viewer, UUID after, int limit);
    }

    /** Reads one such thing. */
    public interface PrivateFind<T> {
        Optional<T> find(ExportDao tx, Viewer viewer, UUID id);
    }

    /** Things whose ids the service has given them. */
    public static <T> Outflow<T> ofPrivate(
            String feature, Columns columns, PrivatePages<T> pages, PrivateFind<T> find, Function<T, UUID> id) {
        return of(
                feature,
                columns,
                (tx, viewer, after, limit) ->
                        pages.list(tx, viewer, after.isEmpty() ? FIRST : UUID.fromString(after), limit),
                (tx, viewer, one) -> find.find(tx, viewer, UUID.fromString(one)),
                one -> id.apply(one).toString());
    }

    /** Things with names of their own, one row each. */
    public static <T> Outflow<T> of(
            String feature, Columns columns, Pages<T> pages, Find<T> find, Function<T, String> id) {
        return new Outflow<>(feature, columns, pages, find, id, List::of);
    }
}
