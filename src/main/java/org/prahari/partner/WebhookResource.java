package org.prahari.partner;

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
import java.util.List;
import java.util.UUID;
import org.prahari.access.Once;
import org.prahari.access.Scopes;
import org.prahari.access.Standing;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.MergePatch;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.store.Change;
import org.prahari.store.Ids;

/** Where clients want to be told of changes. Who makes or changes a webhook may read all that it is told of. */
@Path("/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class WebhookResource {
    private static final int MOST_EACH = 20;
    private final WebhookDao dao;
    private final WebhookRules rules;
    private final WebhookSecrets secrets;
    private final Standing standing;
    private final MergePatch merge;
    private final Clock clock;

    public WebhookResource(
            WebhookDao dao,
            WebhookRules rules,
            WebhookSecrets secrets,
            Standing standing,
            MergePatch merge,
            Clock clock) {
        this.dao = dao;
        this.rules = rules;
        this.secrets = secrets;
        this.standing = standing;
        this.merge = merge;
        this.clock = clock;
    }

    @GET
    @Scopes("webhooks:write")
    public Page<Webhook> list(@Auth Viewer viewer, @BeanParam Paging paging) {
        var rows = dao.list(viewer, paging.afterId(), paging.limit() + 1);
        return Page.of(rows, paging.limit(), webhook -> List.of(webhook.id().toString()));
    }

    @POST
    @Scopes("webhooks:write")
    public Response create(@Auth Viewer viewer, @BeanParam Once once, @NotNull @Valid WebhookRequest request) {
        UUID client = standing.client(viewer)
                .orElseThrow(() -> Problem.FORBIDDEN.because("A webhook belongs to a client that has a key"));
        rules.check(dao, viewer, request);
        Webhook webhook = request.create(Ids.next(), client, clock.instant());
        return once.unrepeatable(dao, tx -> {
            if (tx.count(client) >= MOST_EACH) {
                throw Problem.CONFLICT.because("A client has " + MOST_EACH + " webhooks at most");
            }
            byte[] secret = WebhookSecrets.create();
            tx.insert(webhook, secrets.seal(webhook.id(), secret));
            log(tx, viewer, webhook, Change.Kind.CREATED, webhook.version());
            return Conditional.created(
                    "/v1/webhooks/" + webhook.id(),
                    new SecretResource.WithSecret(webhook, WebhookSecrets.text(secret)),
                    webhook.version());
        });
    }

    @GET
    @Path("{id}")
    @Scopes("webhooks:write")
    public Response get(@Auth Viewer viewer, @PathParam("id") UUID id) {
        Webhook webhook = rules.find(dao, viewer, id);
        return Conditional.ok(webhook, webhook.version());
    }

    /** What waits for its next attempt is tried at once: the change may be what helps. */
    @PATCH
    @Path("{id}")
    @Scopes("webhooks:write")
    @Consumes(MergePatch.MEDIA_TYPE)
    public Response change(
            @Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, JsonNode patch)
            throws JsonProcessingException {
        Webhook stored = rules.find(dao, viewer, id);
        Conditional.version(ifMatch, stored.version());
        WebhookRequest request = merge.apply(WebhookRequest.of(stored), patch);
        Followed.check(viewer, stored.features());
        rules.check(dao, viewer, request);
        Webhook webhook = request.replace(stored, clock.instant());
        dao.useTransaction(tx -> {
            Conditional.met(tx.update(viewer, webhook));
            tx.hasten(id, webhook.updatedAt());
            log(tx, viewer, webhook, Change.Kind.UPDATED, webhook.version());
        });
        return Conditional.ok(webhook, webhook.version());
    }

    @DELETE
    @Path("{id}")
    @Scopes("webhooks:write")
    public void delete(@Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        Webhook stored = rules.find(dao, viewer, id);
        Conditional.version(ifMatch, stored.version());
        dao.useTransaction(tx -> {
            Conditional.met(tx.delete(viewer, id, stored.version()));
            log(tx, viewer, stored, Change.Kind.DELETED, stored.version() + 1);
        });
    }

    private void log(WebhookDao tx, Viewer viewer, Webhook webhook, Change.Kind kind, int version) {
        tx.logAll(webhook.changes(kind, version, viewer.name(), clock.instant()));
    }
}
