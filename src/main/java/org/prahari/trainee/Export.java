package org.prahari.trainee;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Everything that is held of one person, for that person.
 *
 * @param evidence what certificates were verified by
 * @param assignments where rounds of allocation would have them
 * @param offers what came of those
 * @param events who did what with it and when, oldest first
 */
public record Export(
        Instant exportedAt,
        Trainee trainee,
        Identity identity,
        List<GivenConsent> consents,
        List<Evidence> evidence,
        List<?> assignments,
        List<?> offers,
        List<Event> events) {
    /** What others keep of a trainee, in the transaction of the export. */
    public interface Elsewhere {
        List<?> assignments(TraineeDao tx, UUID trainee);

        List<?> offers(TraineeDao tx, UUID trainee);
    }

    /**
     * A consent with the notice as it was shown.
     *
     * @param title absent with {@code text} if the notice is not known here any more
     */
    public record GivenConsent(ConsentDao.Entry consent, String title, String text) {}

    /**
     * Something that was done with the data.
     *
     * @param client its name, if it is known here
     */
    public record Event(Instant at, String action, String actor, String client) {}
}
