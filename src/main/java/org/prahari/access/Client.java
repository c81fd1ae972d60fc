package org.prahari.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.json.Json;
import org.prahari.store.Change;

/**
 * Somebody who calls the service: a portal, an app's server, an administrator. Its keys are a part of it, and a change of
 * theirs is a change of its version.
 *
 * @param departments the departments it works for, or {@code *} for all
 * @param revokedAt since when none of its keys opens, for good; it stays because logs name it
 */
public record Client(
        UUID id,
        String name,
        @Json List<String> scopes,
        @Json List<String> departments,
        int version,
        Instant createdAt,
        Instant updatedAt,
        Instant revokedAt) {
    public Client {
        scopes = scopes.stream().distinct().sorted().toList();
        departments = departments.stream().distinct().sorted().toList();
    }

    /**
     * A key as its client may see it.
     *
     * @param lastUsedOn the last business day on which it opened
     */
    public record Key(String id, Instant createdAt, Instant expiresAt, Instant revokedAt, LocalDate lastUsedOn) {
        boolean isLive(Instant now) {
            return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
        }

        /** A number that grows whenever one of a client's keys is used on a later day. */
        static long uses(List<Key> keys) {
            return keys.stream()
                    .map(Key::lastUsedOn)
                    .filter(Objects::nonNull)
                    .mapToLong(LocalDate::toEpochDay)
                    .sum();
        }
    }

    /** What the change log says of it: under its department, if it has just one. */
    Change change(Change.Kind kind, String actor, Instant now) {
        Change change = Change.of("client", id, version, kind, actor, now);
        return departments.size() == 1 && !departments.contains(Viewer.ALL) ? change.in(departments.get(0)) : change;
    }

    /** The client after a change of one of its keys. */
    Client touched(Instant now) {
        return new Client(id, name, scopes, departments, version + 1, createdAt, now, revokedAt);
    }

    Client revoked(Instant now) {
        return new Client(id, name, scopes, departments, version + 1, createdAt, now, now);
    }
}
