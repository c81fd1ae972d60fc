package org.prahari.campaign;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.TreeSet;
import org.prahari.access.Public;
import org.prahari.http.Problem;

/** What apps that are often without a network ask when they have one. */
@Path("/v1/campaigns/sync")
@Produces(MediaType.APPLICATION_JSON)
public final class SyncResource {
    private static final int MOST = 200;
    private final Sync sync;

    public SyncResource(Sync sync) {
        this.sync = sync;
    }

    @GET
    @Public(maxAge = 30)
    public SyncAnswer sync(
            @QueryParam("language") @DefaultValue("en") String language,
            @QueryParam("region") String region,
            @QueryParam("audience") List<String> audiences,
            @QueryParam("since") String since,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.parameter("limit", "must be between 1 and " + MOST);
        }
        return sync.answer(new Selection(language, region, new TreeSet<>(audiences)), since, limit);
    }
}
