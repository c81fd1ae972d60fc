package org.prahari.access;

import io.dropwizard.lifecycle.Managed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.prahari.store.Change;
import org.prahari.store.Ids;
import org.prahari.store.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mints client keys and recognises them, from memory. A node that has not heard from the database for longer than
 * {@link #TRUST} asks it about each key, so that on no node a key opens longer than that after it was revoked.
 */
public final class Clients implements BearerTokens, Managed {
    static final Duration TRUST = Duration.ofSeconds(4);
    private static final Logger LOG = LoggerFactory.getLogger(Clients.class);
    private static final int MIN_PEPPER_BYTES = 32;
    // What an unknown key is compared with, so that it costs the same as a wrong secret.
    private static final String NO_HASH = "0".repeat(64);
    private final ClientDao dao;
    private final Optional<Snapshot<Map<String, KnownKey>>> snapshot;
    private final byte[] pepper;
    private final String environment;
    private final Clock clock;
    private final LastUse uses;

    /** For commands, which have nothing in memory. */
    public Clients(ClientDao dao, byte[] pepper, String environment, Clock clock) {
        this(dao, Optional.empty(), pepper, environment, clock);
    }

    /**
     * @param snapshot all keys there are, following the feature {@code client}
     * @param clock its zone is the one of business days
     */
    public Clients(
            ClientDao dao, Snapshot<Map<String, KnownKey>> snapshot, byte[] pepper, String environment, Clock clock) {
        this(dao, Optional.of(snapshot), pepper, environment, clock);
    }

    private Clients(
            ClientDao dao,
            Optional<Snapshot<Map<String, KnownKey>>> snapshot,
            byte[] pepper,
            String environment,
            Clock clock) {
        if (pepper.length < MIN_PEPPER_BYTES) {
            throw new IllegalArgumentException("The pepper must be at least " + MIN_PEPPER_BYTES + " bytes");
        }
        this.dao = dao;
        this.snapshot = snapshot;
        this.pepper = pepper.clone();
        this.environment = environment;
        this.clock = clock;
        this.uses = new LastUse(dao);
    }

    /** Makes a client with one key, by command; the key is returned here and never shown again. */
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
        var client = new Client(Ids.next(), name, scopes, departments, 1, now, now, null);
        ClientKey minted = dao.inTransaction(tx -> {
            tx.insert(client);
            ClientKey key = issue(tx, client.id(), now, expires);
            tx.log(client.change(Change.Kind.CREATED, "key", now));
            return key;
        });
        refresh();
        return minted;
    }

    /** Stores one more key of a client. */
    ClientKey issue(ClientDao tx, UUID client, Instant now, Instant expires) {
        ClientKey key = ClientKey.mint(environment);
        tx.insertKey(key.id(), client, key.hash(pepper), now, expires);
        return key;
    }

    /** After a write on this node: what was written holds from here on. */
    public void refresh() {
        try {
            snapshot.ifPresent(Snapshot::refresh);
        } catch (RuntimeException e) {
            LOG.warn("The keys were not read anew: {}", e.getMessage());
        }
    }

    @Override
    public boolean mine(String token) {
        return token.startsWith(ClientKey.PREFIX);
    }

    /** The viewer whose key this is. */
    @Override
    public Optional<Viewer> authenticate(String token) {
        Optional<ClientKey> parsed = ClientKey.parse(token);
        if (parsed.isEmpty()) {
            Optional<String> id = ClientKey.id(token);
            return refuse(id.isPresent() ? "wrong-checksum" : "malformed", id.orElse(null));
        }
        ClientKey key = parsed.get();
        if (!key.environment().equals(environment)) {
            return refuse("other-environment", key.id());
        }
        Optional<KnownKey> known = find(key.id());
        boolean same = MessageDigest.isEqual(
                known.map(KnownKey::hash).orElse(NO_HASH).getBytes(StandardCharsets.US_ASCII),
                key.hash(pepper).getBytes(StandardCharsets.US_ASCII));
        if (known.isEmpty() || !same) {
            return refuse(known.isEmpty() ? "unknown-key" : "wrong-secret", key.id());
        }
        Instant expires = known.get().expiresAt();
        if (known.get().revoked()) {
            return refuse("revoked", key.id());
        }
        if (expires != null && !expires.isAfter(clock.instant())) {
            return refuse("expired", key.id());
        }
        uses.note(key.id(), LocalDate.now(clock));
        return Optional.of(known.get().viewer());
    }

    private Optional<KnownKey> find(String id) {
        if (snapshot.isPresent() && snapshot.get().confirmedWithin(TRUST)) {
            return Optional.ofNullable(snapshot.get().latest().get(id));
        }
        return dao.findStoredKey(id).flatMap(key -> dao.find(key.client()).map(client -> KnownKey.of(key, client)));
    }

    private static Optional<Viewer> refuse(String reason, String key) {
        SecurityLog.unauthenticated(reason, key);
        return Optional.empty();
    }

    @Override
    public void start() {
        uses.start();
    }

    @Override
    public void stop() {
        uses.stop();
    }
}
