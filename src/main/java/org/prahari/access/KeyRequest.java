package org.prahari.access;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.prahari.http.Problem;

/**
 * What one may say of a key.
 *
 * @param expiresAt when it ends; never, if absent
 */
public record KeyRequest(Instant expiresAt) {
    private static final Instant LAST = Instant.parse("2101-01-01T00:00:00Z");

    /** An end that lies ahead, as exact as it is stored; or none. */
    static Instant end(Instant wanted, Instant now) {
        if (wanted == null) {
            return null;
        }
        if (!wanted.isAfter(now) || !wanted.isBefore(LAST)) {
            throw Problem.INVALID.at("/expiresAt", "must lie in the future and before " + LAST);
        }
        return wanted.truncatedTo(ChronoUnit.MICROS);
    }
}
