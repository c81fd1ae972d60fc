package org.prahari.assignment;

import java.time.Duration;

/** Told of the progress of a solve, and asked whether to go on; may be asked from several threads, many times a second. */
@FunctionalInterface
public interface Control {
    /** What a solve is at. */
    enum Stage {
        PRICING,
        SEATING,
        PROVING
    }

    /** Never stops. */
    Control NONE = (stage, done, total) -> true;

    /** @return false to stop; the solve then answers with the bound it has reached */
    boolean proceed(Stage stage, long done, long total);

    /** Stops after a time. */
    static Control within(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        return (stage, done, total) -> System.nanoTime() - end < 0;
    }
}
