package org.prahari.offer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.prahari.access.Viewer;
import org.prahari.store.Change;

/**
 * What offers do to trainees and gaps, written by the features whose they are, in the offer's transaction. It reaches into
 * departments that the viewer does not see: an offer binds two, by the trainee's consent.
 */
public interface Effects {
    /** Locks rows: trainees first, as all who write do, and each kind by id. */
    void lock(OfferDao tx, List<UUID> trainees, List<UUID> gaps);

    /** Moves those trainees that are as told, and gives what is to be logged of each. */
    List<Change> trainees(OfferDao tx, Viewer viewer, List<UUID> trainees, Move move, Instant now);

    /** Takes or gives back seats, so many by gap, and gives what is to be logged of each gap. */
    List<Change> seats(OfferDao tx, Viewer viewer, Map<UUID, Integer> seats, Move move, Instant now);

    /** What happens to a trainee and a seat. */
    enum Move {
        OFFER,
        ACCEPT,
        /** The offer came to nothing: who was to come is available again, and so is the seat. */
        RELEASE,
        /** Somebody leaves a seat that was theirs. */
        LEAVE
    }
}
