package org.prahari.access;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.prahari.http.Text;

/**
 * What one may say of a client.
 *
 * @param expiresAt when its first key ends; only at its creation
 */
public record ClientRequest(
        @Text.Line @Size(max = 120) String name,
        @NotNull @Size(max = 50) List<@NotNull String> scopes,

        @NotNull @Size(max = 50) List<@NotNull @Pattern(regexp = "\\*|IN-[A-Z]{2}") String> departments,

        Instant expiresAt) {
    static ClientRequest of(Client client) {
        return new ClientRequest(client.name(), client.scopes(), client.departments(), null);
    }

    /** The client as first stored. */
    Client create(UUID id, Instant now) {
        return new Client(id, name, scopes, departments, 1, now, now, null);
    }

    Client replace(Client stored, Instant now) {
        return new Client(
                stored.id(),
                name,
                scopes,
                departments,
                stored.version() + 1,
                stored.createdAt(),
                now,
                stored.revokedAt());
    }
}
