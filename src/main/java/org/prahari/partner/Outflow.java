package org.prahari.partner;

import org.prahari.access.Viewer;

/** How a list is read to go out; the application hands these in. */
public interface Outflow {
    /** The name of what it lists, as the audit trail has it. */
    String feature();

    /** @param changed whether it is to hold only what has changed, and so tombstones, too */
    Columns columns(boolean changed);

    /** What of it belongs to one of the things that it is made of. */
    default Outflow only(String id) {
        throw new UnsupportedOperationException(feature() + " is not made of such things");
    }

    /**
     * Its rows, each read when it is asked for.
     *
     * @param since the place of the log after which something must have changed, or null for all there is
     */
    Iterable<?> rows(ExportDao tx, Viewer viewer, Long since);
}
