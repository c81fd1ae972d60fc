package org.prahari.allocation;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.prahari.access.Once;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.store.Change;
import org.prahari.store.Ids;

/** The rounds of the departments a client works for: asked for here, solved by a job. */
@Path("/v1/allocations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class RoundResource {
    private static final int LAST_DAY = 366;
    private final RoundDao dao;
    private final Consumer<UUID> submit;
    private final Clock clock;

    /**
     * @param submit has a round solved
     * @param clock tells the business day, in its zone
     */
    public RoundResource(RoundDao dao, Consumer<UUID> submit, Clock clock) {
        this.dao = dao;
        this.submit = submit;
        this.clock = clock;
    }

    @GET
    @Scopes("allocations:read")
    public Page<Round> list(@Auth Viewer viewer, @BeanParam Paging paging) {
        var rows = dao.list(viewer, paging.afterId(), paging.limit() + 1);
        return Page.of(rows, paging.limit(), round -> List.of(round.id().toString()));
    }

    @POST
    @Scopes("allocations:write")
    public Response create(@Auth Viewer viewer, @BeanParam Once once, @NotNull @Valid RoundRequest request) {
        UUID id = Ids.next();
        Response response = once.run(dao, tx -> {
            Round round = Round.queued(
                    id,
                    References.departments(tx, viewer, request.departments()),
                    References.roles(tx, request.roles()),
                    date(request.date()),
                    request,
                    clock.instant());
            tx.insert(viewer, round);
            tx.tell(viewer, round, round.version(), Change.Kind.CREATED, clock.instant());
            Response accepted = Response.accepted(round)
                    .location(java.net.URI.create("/v1/allocations/" + round.id()))
                    .tag(Conditional.tag(round.version(), round.shown()))
                    .build();
            return Once.reply(accepted, round.departments().get(0), round.id());
        });
        // After the commit, or the job would find nothing; what is lost in between is found by the sweep.
        submit.accept(id);
        return response;
    }

    @GET
    @Path("{id}")
    @Scopes("allocations:read")
    public Response get(@Auth Viewer viewer, @PathParam("id") UUID id) {
        Round round = dao.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        return Response.ok(round)
                .tag(Conditional.tag(round.version(), round.shown()))
                .build();
    }

    /** Cancels it; what it has found so far is given up. */
    @DELETE
    @Path("{id}")
    @Scopes("allocations:write")
    public void cancel(@Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        Round round = dao.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        Conditional.version(ifMatch, round.version());
        if (round.isOver()) {
            throw Problem.CONFLICT.because("The round is over");
        }
        dao.useTransaction(tx -> {
            Conditional.met(tx.cancel(viewer, id, round.version(), clock.instant()));
            tx.tell(viewer, round, round.version() + 1, Change.Kind.UPDATED, clock.instant());
        });
    }

    private LocalDate date(LocalDate asked) {
        LocalDate today = LocalDate.now(clock);
        if (asked != null && (asked.isBefore(today) || asked.isAfter(today.plusDays(LAST_DAY)))) {
            throw Problem.INVALID.at("/date", "must be within a year from today");
        }
        return asked == null ? today : asked;
    }
}
