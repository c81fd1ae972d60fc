package org.prahari.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.prahari.store.Ids;

/** Mints client keys and recognises them. */
public final class Clients implements BearerTokens {
    private static final int MIN_PEPPER_BYTES = 32;
    private final ClientDao dao;
    private final byte[] pepper;
    private final String environment;
    private final Clock clock;

    public Clients(ClientDao dao, byte[] pepper, String environment, Clock clock) {
        if (pepper.length < MIN_PEPPER_BYTES) {
            throw new IllegalArgumentException("The pepper must be at least " + MIN_PEPPER_BYTES + " bytes");
        }
        this.dao = dao;
        this.pepper = pepper.clone();
        this.environment = environment;
        this.clock = clock;
    }

    /** Makes a client with one key; the key is returned here and never shown again. */
    public ClientKey mint(String name, List<String> scopes, List<String> departments, Instant expires) {
        for (String scope : scopes) {
            if (!Scope.ALL.contains(scope)) {
                throw new IllegalArgumentException("There is no scope " + scope + "; there are " + Scope.ALL);
            }
        }
        if (!departments.equals(List.of(Viewer.ALL))) {
            List<String> unknown = new ArrayList<>(departments);
            unknown.removeAll(dao.listDepartments(departments));
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException("There is no department " + unknown);
            }
        }
        Instant now = clock.instant();
        var client = new Client(Ids.next(), name, scopes, departments, now);
        ClientKey key = ClientKey.mint(environment);
        dao.useTransaction(tx -> {
            tx.insert(client);
            tx.insertKey(key.id(), client.id(), key.hash(pepper), now, expires);
        });
        return key;
    }

    @Override
    public boolean mine(String token) {
        return token.startsWith("prk_");
    }

    /** The viewer whose key this is. An unknown id costs the same comparison as a wrong secret. */
    @Override
    public Optional<Viewer> authenticate(String text) {
        Optional<ClientKey> key =
                ClientKey.parse(text).filter(parsed -> parsed.environment().equals(environment));
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Optional<ClientDao.StoredKey> stored = dao.findLiveKey(key.get().id(), clock.instant());
        String expected = stored.map(ClientDao.StoredKey::hash).orElse("");
        boolean same = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                key.get().hash(pepper).getBytes(StandardCharsets.US_ASCII));
        return same ? stored.flatMap(found -> dao.find(found.client())).map(Viewer::of) : Optional.empty();
    }
}
