package org.prahari.insight;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.prahari.access.Public;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Page;
import org.prahari.http.Paging;

/** How many people there are for how many seats: of all for everybody, with what is small left out; of one's own whole. */
@Path("/v1/insight")
@Produces(MediaType.APPLICATION_JSON)
public final class InsightResource {
    private final Figures figures;

    public InsightResource(Figures figures) {
        this.figures = figures;
    }

    @GET
    @Path("shortages")
    @Public
    public Page<Shortage> shortages(@BeanParam ShortageQuery query, @BeanParam Paging paging) {
        query.check(figures.atlas());
        return paging.slice(query.rows(figures.told(), figures.atlas(), paging.afterText()), Shortage::key);
    }

    @GET
    @Path("own/shortages")
    @Scopes({"gaps:read", "trainees:read"})
    public Page<Shortage> ownShortages(@Auth Viewer viewer, @BeanParam ShortageQuery query, @BeanParam Paging paging) {
        query.check(figures.atlas());
        return paging.slice(query.rows(figures.whole(), viewer::sees, paging.afterText()), Shortage::key);
    }

    @GET
    @Path("certifications")
    @Public
    public Page<Holders> certifications(@BeanParam HoldersQuery query, @BeanParam Paging paging) {
        query.check(figures.atlas());
        return paging.slice(query.rows(figures.told(), paging.afterText()), Holders::key);
    }

    @GET
    @Path("own/certifications")
    @Scopes({"gaps:read", "trainees:read"})
    public Page<Holders> ownCertifications(
            @Auth Viewer viewer, @BeanParam HoldersQuery query, @BeanParam Paging paging) {
        query.check(figures.atlas());
        return paging.slice(query.rows(figures.whole(), viewer::sees, paging.afterText()), Holders::key);
    }
}
