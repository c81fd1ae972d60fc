package org.prahari.access;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.prahari.http.Conditional;
import org.prahari.http.MergePatch;
import org.prahari.http.Problem;
import org.prahari.store.Change;

/** The keys of a client: two at most open at a time, so that one can be put in the other's place without a pause. */
@Path("/v1/clients/{id}/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class KeyResource {
    private static final int MAX_LIVE = 2;
    private final ClientDao dao;
    private final Clients clients;
    private final MergePatch merge;
    private final Clock clock;

    public KeyResource(ClientDao dao, Clients clients, MergePatch merge, Clock clock) {
        this.dao = dao;
        this.clients = clients;
        this.merge = merge;
        this.clock = clock;
    }

    /** A key with the text that is shown this once. */
    public record Minted(@JsonUnwrapped Client.Key stored, String key) {}

    @POST
    @Scopes("clients:write")
    public Response create(
            @Auth Viewer viewer, @PathParam("id") UUID id, @BeanParam Once once, @NotNull @Valid KeyRequest request) {
        Instant now = clock.instant();
        Response answer = once.unrepeatable(dao, tx -> {
            Client stored = tx.lock(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
            Grant.checkScopes(viewer, stored.scopes());
            Instant expires = KeyRequest.end(request.expiresAt(), now);
            if (stored.revokedAt() != null) {
                throw Problem.CONFLICT.because("The client is revoked");
            }
            List<Client.Key> keys = tx.lockKeys(id);
            if (keys.stream().filter(key -> key.isLive(now)).count() >= MAX_LIVE) {
                throw Problem.CONFLICT.because("Two keys are live; revoke one first");
            }
            ClientKey key = clients.issue(tx, id, now, expires);
            Client client = stored.touched(now);
            Conditional.met(tx.update(viewer, client));
            tx.log(client.change(Change.Kind.UPDATED, viewer.name(), now));
            var shown = new Minted(new Client.Key(key.id(), now, expires, null, null), key.text());
            return Conditional.created("/v1/clients/" + id + "/keys/" + key.id(), shown, client.version());
        });
        clients.refresh();
        return answer;
    }

    @GET
    @Path("{key}")
    @Scopes("clients:write")
    public Response get(@Auth Viewer viewer, @PathParam("id") UUID id, @PathParam("key") String key) {
        return HeldKey.find(dao, viewer, id, key).show();
    }

    /** An end may be brought forward by who sees the client; put off only by who could give all that the client has. */
    @PATCH
    @Path("{key}")
    @Scopes("clients:write")
    @Consumes(MergePatch.MEDIA_TYPE)
    public Response change(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @PathParam("key") String key,
            @HeaderParam("If-Match") String ifMatch,
            JsonNode patch)
            throws JsonProcessingException {
        HeldKey found = HeldKey.find(dao, viewer, id, key);
        Conditional.version(ifMatch, found.client().version());
        Instant now = clock.instant();
        Client.Key stored = found.key();
        if (!stored.isLive(now)) {
            throw Problem.CONFLICT.because("The key " + (stored.revokedAt() == null ? "has expired" : "is revoked"));
        }
        KeyRequest request = merge.apply(new KeyRequest(stored.expiresAt()), patch);
        Instant expires = KeyRequest.end(request.expiresAt(), now);
        if (stored.expiresAt() != null && (expires == null || expires.isAfter(stored.expiresAt()))) {
            Grant.checkScopes(viewer, found.client().scopes());
        }
        Client client = write(viewer, found.client(), now, tx -> tx.updateKey(key, expires));
        return new HeldKey(client, new Client.Key(key, stored.createdAt(), expires, null, stored.lastUsedOn())).show();
    }

    @DELETE
    @Path("{key}")
    @Scopes("clients:write")
    public void revoke(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @PathParam("key") String key,
            @HeaderParam("If-Match") String ifMatch) {
        HeldKey found = HeldKey.find(dao, viewer, id, key);
        Conditional.version(ifMatch, found.client().version());
        if (found.key().revokedAt() == null) {
            Instant now = clock.instant();
            var unused = write(viewer, found.client(), now, tx -> tx.revokeKey(key, now));
        }
    }

    private Client write(Viewer viewer, Client stored, Instant now, Consumer<ClientDao> statement) {
        Client client = stored.touched(now);
        dao.useTransaction(tx -> {
            Conditional.met(tx.update(viewer, client));
            statement.accept(tx);
            tx.log(client.change(Change.Kind.UPDATED, viewer.name(), now));
        });
        clients.refresh();
        return client;
    }
}
