package org.prahari.partner;

import org.prahari.access.Viewer;

/**
 * A list to which rows are added and that tells by itself which of them are newer than a place of the log.
 *
 * @param feature what it lists
 */
public record Journal(String feature, Columns columns, Reading reading) implements Outflow {
    /** Reads it; since is null for all there is. */
    public interface Reading {
        Iterable<?> rows(ExportDao tx, Viewer viewer, Long since);
    }

    @Override
    public Columns columns(boolean changed) {
        return columns;
    }

    @Override
    public Iterable<?> rows(ExportDao tx, Viewer viewer, Long since) {
        return reading.rows(tx, viewer, since);
    }
}
