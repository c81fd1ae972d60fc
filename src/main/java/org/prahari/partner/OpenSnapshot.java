package org.prahari.partner;

/**
 * The database as it is at one moment, until it is closed.
 *
 * @param tx reads it
 * @param end gives it back
 */
public record OpenSnapshot(ExportDao tx, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
        end.run();
    }
}
