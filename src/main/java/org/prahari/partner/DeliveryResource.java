package org.prahari.partner;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dropwizard.auth.Auth;
import io.dropwizard.lifecycle.Managed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.prahari.access.Once;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.store.Change;
import org.prahari.store.Deed;

/** What became of the messages to a webhook, and how it is told again or tried. */
@Path("/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class DeliveryResource implements Managed {
    private static final int TESTS_AT_ONCE = 4;
    private final WebhookDao dao;
    private final DeliveryDao deliveries;
    private final WebhookRules rules;
    private final FeedTokens tokens;
    private final Courier courier;
    private final Clock clock;
    /** Receivers that hang must not hold the threads of requests. */
    private final ExecutorService tests =
            new ThreadPoolExecutor(0, TESTS_AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>());

    public DeliveryResource(
            WebhookDao dao,
            DeliveryDao deliveries,
            WebhookRules rules,
            FeedTokens tokens,
            Courier courier,
            Clock clock) {
        this.dao = dao;
        this.deliveries = deliveries;
        this.rules = rules;
        this.tokens = tokens;
        this.courier = courier;
        this.clock = clock;
    }

    /** @param from what to replay from, to be told this one again and all after it */
    public record Listed(@JsonUnwrapped Delivery delivery, String from) {}

    /** @param delivered whether the receiver answered 2xx */
    public record Tried(boolean delivered, Integer status, Delivery.Failure failure) {}

    @GET
    @Path("{id}/deliveries")
    @Scopes("webhooks:write")
    public Page<Listed> list(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @QueryParam("state") List<Delivery.State> states,
            @BeanParam Paging paging) {
        Webhook webhook = rules.find(dao, viewer, id);
        var rows = deliveries.list(viewer, id, states, null, paging.afterId(), paging.limit() + 1);
        return Page.of(rows, paging.limit(), row -> List.of(row.id().toString()))
                .map(row -> new Listed(row, tokens.of(webhook.client().toString(), row.afterSequence())));
    }

    @POST
    @Path("{id}/replay")
    @Scopes("webhooks:write")
    public Response replay(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @BeanParam Once once,
            @NotNull @Valid ReplayRequest request) {
        return once.run(dao, tx -> {
            Webhook stored = rules.find(tx, viewer, id);
            Conditional.version(ifMatch, stored.version());
            Followed.check(viewer, stored.features());
            long position = request.from().equals(ReplayRequest.FIRST)
                    ? 0
                    : tokens.read(stored.client().toString(), request.from())
                            .orElseThrow(() -> Problem.INVALID.at("/from", "is not a token of this webhook's client"));
            Webhook webhook = stored.with(stored.state(), stored.reason(), clock.instant());
            Conditional.met(tx.update(viewer, webhook));
            if (tx.putBack(id, position) == 0) {
                throw Problem.INVALID.at("/from", "is ahead of what the webhook has been told");
            }
            tx.takeBack(id, webhook.updatedAt());
            tx.logAll(webhook.changes(Change.Kind.UPDATED, webhook.version(), viewer.name(), webhook.updatedAt()));
            return Once.reply(Conditional.ok(webhook, webhook.version()));
        });
    }

    @POST
    @Path("{id}/test")
    @Scopes("webhooks:write")
    public void test(@Auth Viewer viewer, @PathParam("id") UUID id, @Suspended AsyncResponse response) {
        Webhook webhook = rules.find(dao, viewer, id);
        Followed.check(viewer, webhook.features());
        DeliveryDao.Claimed target = deliveries.find(id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        List<Deed> deeds =
                webhook.changes(Change.Kind.UPDATED, webhook.version(), viewer.name(), clock.instant()).stream()
                        .map(told -> Deed.of("tested", "webhook", id, told.department(), viewer.name(), told.at()))
                        .toList();
        dao.useTransaction(tx -> tx.auditAll(deeds));
        try {
            tests.execute(() -> answer(target, response));
        } catch (RejectedExecutionException e) {
            throw Problem.UNAVAILABLE.because("Others are tried just now");
        }
    }

    private void answer(DeliveryDao.Claimed target, AsyncResponse response) {
        try {
            Sender.Outcome outcome = courier.test(target);
            response.resume(new Tried(outcome.delivered(), outcome.status(), outcome.failure()));
        } catch (RuntimeException e) {
            response.resume(e);
        }
    }

    @Override
    public void stop() {
        tests.shutdownNow();
    }
}
