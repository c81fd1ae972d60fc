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
import org.prahari.http.Conditional;
import org.prahari.http.MergePatch;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.store.Change;
import org.prahari.store.Ids;

/** The clients whose departments a viewer sees. */
@Path("/v1/clients")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ClientResource {
    private final ClientDao dao;
    private final Clients clients;
    private final MergePatch merge;
    private final Clock clock;

    public ClientResource(ClientDao dao, Clients clients, MergePatch merge, Clock clock) {
        this.dao = dao;
        this.clients = clients;
        this.merge = merge;
        this.clock = clock;
    }

    /**
     * A client with its keys.
     *
     * @param key the text of the one key there is, at the client's creation only
     */
    public record WithKeys(@JsonUnwrapped Client client, List<Client.Key> keys, String key) {}

    @GET
    @Scopes("clients:write")
    public Page<Client> list(@Auth Viewer viewer, @BeanParam Paging paging) {
        var rows = dao.list(viewer, paging.afterId(), paging.limit() + 1);
        return Page.of(rows, paging.limit(), client -> List.of(client.id().toString()));
    }

    @POST
    @Scopes("clients:write")
    public Response create(@Auth Viewer viewer, @BeanParam Once once, @NotNull @Valid ClientRequest request) {
        Instant now = clock.instant();
        Instant expires = KeyRequest.end(request.expiresAt(), now);
        Client client = request.create(Ids.next(), now);
        Response answer = once.unrepeatable(dao, tx -> {
            Grant.check(tx, viewer, null, request);
            tx.insert(client);
            ClientKey key = clients.issue(tx, client.id(), now, expires);
            var shown = new WithKeys(client, tx.listKeys(client.id()), key.text());
            tx.log(client.change(Change.Kind.CREATED, viewer.name(), now));
            return Conditional.created("/v1/clients/" + client.id(), shown, client.version());
        });
        clients.refresh();
        return answer;
    }

    @GET
    @Path("{id}")
    @Scopes("clients:write")
    public Response get(@Auth Viewer viewer, @PathParam("id") UUID id) {
        return dao.inTransaction(tx -> show(tx, find(tx, viewer, id)));
    }

    @PATCH
    @Path("{id}")
    @Scopes("clients:write")
    @Consumes(MergePatch.MEDIA_TYPE)
    public Response change(
            @Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, JsonNode patch)
            throws JsonProcessingException {
        Client stored = find(dao, viewer, id);
        Conditional.version(ifMatch, stored.version());
        if (stored.revokedAt() != null) {
            throw Problem.CONFLICT.because("The client is revoked");
        }
        ClientRequest request = merge.apply(ClientRequest.of(stored), patch);
        if (request.expiresAt() != null) {
            throw Problem.INVALID.at("/expiresAt", "is a key's; change it there");
        }
        Client client = request.replace(stored, clock.instant());
        Response answer = dao.inTransaction(tx -> {
            Grant.check(tx, viewer, stored, request);
            Conditional.met(tx.update(viewer, client));
            tx.log(client.change(Change.Kind.UPDATED, viewer.name(), client.updatedAt()));
            return show(tx, client);
        });
        clients.refresh();
        return answer;
    }

    /** What is revoked stays so, and to revoke it again changes nothing. */
    @DELETE
    @Path("{id}")
    @Scopes("clients:write")
    public void revoke(@Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        Client stored = find(dao, viewer, id);
        Conditional.version(ifMatch, stored.version());
        if (stored.revokedAt() == null) {
            Client client = stored.revoked(clock.instant());
            dao.useTransaction(tx -> {
                Conditional.met(tx.update(viewer, client));
                tx.revokeKeys(id, client.revokedAt());
                tx.log(client.change(Change.Kind.DELETED, viewer.name(), client.updatedAt()));
            });
            clients.refresh();
        }
    }

    private static Response show(ClientDao tx, Client client) {
        List<Client.Key> keys = tx.listKeys(client.id());
        return Response.ok(new WithKeys(client, keys, null))
                .tag(Conditional.tag(client.version(), Client.Key.uses(keys)))
                .build();
    }

    private static Client find(ClientDao dao, Viewer viewer, UUID id) {
        return dao.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }
}
