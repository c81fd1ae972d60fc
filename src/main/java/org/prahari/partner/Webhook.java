package org.prahari.partner;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.json.Json;
import org.prahari.access.Viewer;
import org.prahari.store.Change;

/**
 * Where a client wants to be told of changes, and of which.
 *
 * @param client in whose name it is told: what that client may not read at that moment, nobody is told
 * @param departments those whose changes it wants, or {@code *} for all of the client's
 * @param reason why the service has disabled it; {@code gone} if the receiver has answered 410
 * @param previousSecretUntil until when messages are signed with the secret before this one too
 */
public record Webhook(
        UUID id,
        UUID client,
        String url,
        String description,
        @Json List<String> features,
        @Json List<String> departments,
        State state,
        String reason,
        Instant previousSecretUntil,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    static final String GONE = "gone";

    public Webhook {
        features = features.stream().distinct().sorted().toList();
        departments = departments.stream().distinct().sorted().toList();
    }

    public enum State {
        ACTIVE,
        PAUSED,
        /** By the service; active again when a client says so. */
        DISABLED
    }

    /** What the change log says of it, to each of its departments; what is for all stands under none. */
    List<Change> changes(Change.Kind kind, int changed, String actor, Instant now) {
        Change change = Change.of("webhook", id, changed, kind, actor, now);
        return departments.contains(Viewer.ALL)
                ? List.of(change)
                : departments.stream().map(change::in).toList();
    }

    /** The next version, in another state. */
    Webhook with(State next, String why, Instant now) {
        return new Webhook(
                id,
                client,
                url,
                description,
                features,
                departments,
                next,
                why,
                previousSecretUntil,
                version + 1,
                createdAt,
                now);
    }

    /** The next version, with another secret. */
    Webhook rotated(Instant previousUntil, Instant now) {
        return new Webhook(
                id,
                client,
                url,
                description,
                features,
                departments,
                state,
                reason,
                previousUntil,
                version + 1,
                createdAt,
                now);
    }
}
