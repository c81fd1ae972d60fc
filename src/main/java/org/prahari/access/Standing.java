package org.prahari.access;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Who a client is at this moment, for what is done in its name without a request of its own. */
public final class Standing {
    private final ClientDao dao;
    private final Clock clock;

    public Standing(ClientDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    /** What the client may now; empty if there is none, it is revoked, or none of its keys opens any more. */
    public Optional<Viewer> of(UUID client) {
        Instant now = clock.instant();
        return dao.find(client)
                .filter(found -> found.revokedAt() == null)
                .filter(found -> dao.listKeys(client).stream().anyMatch(key -> key.isLive(now)))
                .map(Viewer::of);
    }

    /** The client that a viewer is; empty for who came by a token of a provider. */
    public Optional<UUID> client(Viewer viewer) {
        try {
            UUID id = UUID.fromString(viewer.name());
            return dao.find(id).map(Client::id);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
