package org.prahari.offer;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.UUID;
import org.prahari.access.Once;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.allocation.ResultDao;
import org.prahari.allocation.Round;
import org.prahari.allocation.RoundDao;
import org.prahari.http.Problem;

/** Makes offers of what a round found, one department at a time: all of it, or nothing. */
@Path("/v1/allocations/{id}/apply")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ApplyResource {
    private static final int DAYS = 14;
    private static final int MOST_DAYS = 90;
    private final OfferDao dao;
    private final RoundDao rounds;
    private final ResultDao results;
    private final Offers offers;

    public ApplyResource(OfferDao dao, RoundDao rounds, ResultDao results, Offers offers) {
        this.dao = dao;
        this.rounds = rounds;
        this.results = results;
        this.offers = offers;
    }

    @POST
    @Scopes("allocations:write")
    public Response apply(
            @Auth Viewer viewer, @BeanParam Once once, @PathParam("id") UUID id, @NotNull @Valid ApplyRequest request) {
        Round round = rounds.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        if (!round.departments().contains(request.department())) {
            throw Problem.UNKNOWN_REFERENCE.at("/department", "is not one of the round");
        }
        if (round.dryRun()) {
            throw Problem.CONFLICT.because("The round is a dry run, to be looked at only");
        }
        if (round.state() != Round.State.SUCCEEDED && round.state() != Round.State.STOPPED) {
            throw Problem.CONFLICT.because("The round has found nothing that could be offered");
        }
        LocalDate answerBy = answerBy(request.answerBy());
        // Read before the transaction: what a round found changes no more, and its first read must follow its locks.
        var found = results.findings(id, request.department());
        return once.run(dao, tx -> {
            var applied = new Applied(
                    id,
                    request.department(),
                    found.seated().size(),
                    answerBy,
                    offers.clock().instant());
            Response made = Response.created(URI.create("/v1/offers?allocation=" + id))
                    .entity(offers.apply(tx, viewer, round, found, applied))
                    .build();
            return Once.reply(made, request.department(), id);
        });
    }

    private LocalDate answerBy(LocalDate asked) {
        LocalDate today = offers.today();
        if (asked != null && (asked.isBefore(today) || asked.isAfter(today.plusDays(MOST_DAYS)))) {
            throw Problem.INVALID.at("/answerBy", "must be within " + MOST_DAYS + " days from today");
        }
        return asked == null ? today.plusDays(DAYS) : asked;
    }
}
