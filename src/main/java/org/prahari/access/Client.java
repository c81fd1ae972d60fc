package org.prahari.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.json.Json;

/**
 * Somebody who calls the service: a portal, an app's server, an administrator.
 *
 * @param departments the departments it works for, or {@code *} for all
 */
public record Client(
        UUID id,
        String name,
        @Json List<String> scopes,
        @Json List<String> departments,
        Instant createdAt) {
    public Client {
        scopes = List.copyOf(scopes);
        departments = List.copyOf(departments);
    }
}
