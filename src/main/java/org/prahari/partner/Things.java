package org.prahari.partner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.prahari.access.Viewer;

/**
 * Things whose changes the log tells. Of those that changed often within a stretch of the log each comes once; what is gone
 * comes as a tombstone.
 *
 * @param feature its name in the log
 * @param everybodys whether all see all of them, so that the log names no department
 * @param columns the first is the one by which a thing is known
 * @param pages those after an id, in the order of ids; the first page is after the empty text
 * @param find one of them
 * @param rows what a thing is written as; most are one row
 * @param one the id of the only one that counts, or null
 */
public record Things<T>(
        String feature,
        boolean everybodys,
        Columns columns,
        Pages<T> pages,
        Find<T> find,
        Function<T, String> id,
        Rows<T> rows,
        String one)
        implements Outflow {
    private static final String DELETED = "deleted";

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

    /** Makes rows of a thing. */
    public interface Rows<T> {
        Iterable<?> of(ExportDao tx, T one);
    }

    /** Things whose ids the service has given them, one row each. */
    public static <T> Things<T> ofPrivate(
            String feature, Columns columns, PrivatePages<T> pages, PrivateFind<T> find, Function<T, UUID> id) {
        return new Things<>(
                feature,
                false,
                columns,
                (tx, viewer, after, limit) ->
                        pages.list(tx, viewer, after.isEmpty() ? Paged.FIRST : UUID.fromString(after), limit),
                (tx, viewer, one) -> find.find(tx, viewer, UUID.fromString(one)),
                one -> id.apply(one).toString(),
                (tx, one) -> List.of(one),
                null);
    }

    /** Things of all with names of their own, one row each. */
    public static <T> Things<T> of(
            String feature, Columns columns, Pages<T> pages, Find<T> find, Function<T, String> id) {
        return new Things<>(feature, true, columns, pages, find, id, (tx, one) -> List.of(one), null);
    }

    /** The same things, written otherwise. */
    public Things<T> as(Columns others, Rows<T> written) {
        return new Things<>(feature, everybodys, others, pages, find, id, written, one);
    }

    @Override
    public Things<T> only(String one) {
        return new Things<>(
                feature,
                everybodys,
                columns,
                (tx, viewer, after, limit) ->
                        after.isEmpty() ? find.find(tx, viewer, one).stream().toList() : List.of(),
                find,
                id,
                rows,
                one);
    }

    @Override
    public Columns columns(boolean changed) {
        return changed ? columns.and(DELETED, Boolean.class) : columns;
    }

    @Override
    public Iterable<?> rows(ExportDao tx, Viewer viewer, Long since) {
        if (since == null) {
            Iterable<T> all = Paged.of("", after -> pages.list(tx, viewer, after, Paged.PAGE), id);
            return Paged.flat(all, one -> rows.of(tx, one));
        }
        return Paged.flat(tx.steps(viewer, feature, since), step -> changed(tx, viewer, step));
    }

    private Iterable<?> changed(ExportDao tx, Viewer viewer, ExportDao.Step step) {
        if (one != null && !one.equals(step.id())) {
            return List.of();
        }
        Optional<T> found = find.find(tx, viewer, step.id());
        if (found.isPresent()) {
            return rows.of(tx, found.get());
        }
        // Without a department it may be what others alone see.
        return everybodys || step.department() != null || viewer.everywhere()
                ? List.of(tombstone(step.id()))
                : List.of();
    }

    private Map<String, Object> tombstone(String gone) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(columns.names().get(0), gone);
        row.put(DELETED, true);
        return row;
    }
}
