package org.prahari.partner;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;

/** What departments have, and what was found for them, each list as one stream: all there is, or what has changed. */
@Path("/v1/exports")
@Produces({Uploads.NDJSON, Uploads.CSV + ";qs=0.5"})
public final class ExportResource {
    private final Exports exports;

    public ExportResource(Exports exports) {
        this.exports = exports;
    }

    @GET
    @Path("allocations")
    @Scopes("allocations:read")
    public Response allocations(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("allocations", viewer, asked);
    }

    @GET
    @Path("assessments")
    @Scopes("facilities:read")
    public Response assessments(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("assessments", viewer, asked);
    }

    @GET
    @Path("assignments")
    @Scopes("allocations:read")
    public Response assignments(
            @Auth Viewer viewer, @QueryParam("allocation") UUID allocation, @BeanParam Asked asked) {
        return exports.export("assignments", allocation, viewer, asked);
    }

    @GET
    @Path("erasures")
    @Scopes("trainees:read")
    public Response erasures(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("erasures", viewer, asked);
    }

    @GET
    @Path("facilities")
    @Scopes("facilities:read")
    public Response facilities(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("facilities", viewer, asked);
    }

    @GET
    @Path("gaps")
    @Scopes("gaps:read")
    public Response gaps(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("gaps", viewer, asked);
    }

    @GET
    @Path("offers")
    @Scopes("offers:read")
    public Response offers(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("offers", viewer, asked);
    }

    @GET
    @Path("trainees")
    @Scopes("trainees:read")
    public Response trainees(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("trainees", viewer, asked);
    }

    @GET
    @Path("unfilled")
    @Scopes("allocations:read")
    public Response unfilled(@Auth Viewer viewer, @QueryParam("allocation") UUID allocation, @BeanParam Asked asked) {
        return exports.export("unfilled", allocation, viewer, asked);
    }
}
