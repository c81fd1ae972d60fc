package org.prahari.matching;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.store.Snapshot;

/** Who fits a gap, in order, and why or why not. */
@Path("/v1/gaps/{id}/candidates")
@Produces(MediaType.APPLICATION_JSON)
public final class CandidateResource {
    private final Snapshot<Pool> pool;
    private final Clock clock;

    /** @param clock tells the business day, in its zone */
    public CandidateResource(Snapshot<Pool> pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @GET
    @Scopes("matching:read")
    public Page<Match> list(
            @Auth Viewer viewer,
            @PathParam("id") UUID gap,
            @QueryParam("include") Include include,
            @BeanParam Paging paging) {
        Pool now = pool.value();
        Opening opening = now.opening(viewer, gap).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        var rows = now.candidates(
                viewer, opening, include != null, paging.after(), paging.limit() + 1, LocalDate.now(clock));
        return Page.of(rows, paging.limit(), match -> match.key().texts());
    }

    @GET
    @Path("{trainee}")
    @Scopes("matching:read")
    public Pair get(@Auth Viewer viewer, @PathParam("id") UUID gap, @PathParam("trainee") UUID trainee) {
        return pool.value()
                .pair(viewer, gap, trainee, LocalDate.now(clock))
                .orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }
}
