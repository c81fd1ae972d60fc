package org.prahari.trainee;

import java.time.Instant;
import java.util.List;

/**
 * Everything that is held of one person, for that person.
 *
 * @param events who did what with it and when, oldest first
 */
public record Export(
        Instant exportedAt, Trainee trainee, Identity identity, List<GivenConsent> consents, List<Event> events) {
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
