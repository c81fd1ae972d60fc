package org.prahari.offer;

import java.util.UUID;
import org.prahari.access.Viewer;

/** Tells who somebody is, to whom it is due; the caller audits it. */
@FunctionalInterface
public interface Disclosure {
    /** @return null if it is not known */
    Object identity(OfferDao tx, Viewer viewer, UUID trainee);
}
