package org.prahari.partner;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.prahari.access.Once;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.store.Change;

/** How a webhook's secret is changed for another without a pause. */
@Path("/v1/webhooks/{id}/rotate")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SecretResource {
    private final WebhookDao dao;
    private final WebhookRules rules;
    private final WebhookSecrets secrets;
    private final Clock clock;

    public SecretResource(WebhookDao dao, WebhookRules rules, WebhookSecrets secrets, Clock clock) {
        this.dao = dao;
        this.rules = rules;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** A webhook with the text of its secret, which is shown this once. */
    public record WithSecret(@JsonUnwrapped Webhook webhook, String secret) {}

    @POST
    @Scopes("webhooks:write")
    public Response rotate(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @BeanParam Once once,
            @NotNull @Valid RotationRequest request) {
        return once.unrepeatable(dao, tx -> {
            Webhook stored = rules.find(tx, viewer, id);
            Conditional.version(ifMatch, stored.version());
            Followed.check(viewer, stored.features());
            Instant now = clock.instant();
            Webhook webhook = stored.rotated(now.plus(Duration.ofHours(request.overlapHours())), now);
            byte[] secret = WebhookSecrets.create();
            Conditional.met(tx.update(viewer, webhook));
            tx.replaceSecret(id, secrets.seal(id, secret));
            tx.logAll(webhook.changes(Change.Kind.UPDATED, webhook.version(), viewer.name(), now));
            return Conditional.ok(new WithSecret(webhook, WebhookSecrets.text(secret)), webhook.version());
        });
    }
}
