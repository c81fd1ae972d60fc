package org.prahari.gap;

import java.util.UUID;

/**
 * A gap as one of many.
 *
 * @param gap with a facility of no meaning where the next one counts
 * @param facilityExternalId the key under which the client has brought the facility in, or null
 */
public record GapUpload(GapRequest gap, String facilityExternalId) {
    /** Stands where the facility is named by the client's own key. */
    public static final UUID BY_KEY = new UUID(0, 0);
}
