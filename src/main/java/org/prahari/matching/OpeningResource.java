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

/** Which gaps fit a trainee, among those of the viewer's departments. */
@Path("/v1/trainees/{id}/openings")
@Produces(MediaType.APPLICATION_JSON)
public final class OpeningResource {
    private final Snapshot<Pool> pool;
    private final Clock clock;

    /** @param clock tells the business day, in its zone */
    public OpeningResource(Snapshot<Pool> pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @GET
    @Scopes("matching:read")
    public Page<Match> list(
            @Auth Viewer viewer,
            @PathParam("id") UUID trainee,
            @QueryParam("include") Include include,
            @BeanParam Paging paging) {
        Pool now = pool.value();
        Candidate candidate = now.candidate(viewer, trainee).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        var rows = now.openings(
                viewer, candidate, include != null, paging.after(), paging.limit() + 1, LocalDate.now(clock));
        return Page.of(rows, paging.limit(), match -> match.key().texts());
    }
}
