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
 * @param pages those after an id, in the order of ids
 * @param find one of them
 */
public record Outflow<T>(String feature, Columns columns, Pages<T> pages, Find<T> find, Function<T, UUID> id) {
    /** Reads a page. */
    public interface Pages<T> {
        List<T> list(ExportDao tx, Viewer viewer, UUID after, int limit);
    }

    /** Reads one. */
    public interface Find<T> {
        Optional<T> find(ExportDao tx, Viewer viewer, UUID id);
    }
}
