package org.prahari.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What it takes to judge a key: what its text must hash to, whom it lets in, and whether it still does. */
public record KnownKey(String id, String hash, Viewer viewer, Instant expiresAt, boolean revoked) {
    static KnownKey of(ClientDao.StoredKey key, Client client) {
        return new KnownKey(
                key.id(),
                key.hash(),
                Viewer.of(client),
                key.expiresAt(),
                key.revokedAt() != null || client.revokedAt() != null);
    }

    /** All there are, by id; those that open no more too, so that the security log can say why. */
    public static Map<String, KnownKey> read(ClientDao dao) {
        Map<UUID, Client> clients = dao.list().stream().collect(Collectors.toMap(Client::id, Function.identity()));
        List<ClientDao.StoredKey> keys = dao.listStoredKeys();
        return keys.stream()
                .collect(Collectors.toUnmodifiableMap(
                        ClientDao.StoredKey::id, key -> of(key, clients.get(key.client()))));
    }
}
