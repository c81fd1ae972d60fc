package org.prahari.partner;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;

/** Who may do what, what was done, and what others were told of it, each list as one stream. */
@Path("/v1/exports")
@Produces({Uploads.NDJSON, Uploads.CSV + ";qs=0.5"})
public final class RecordExportResource {
    private final Exports exports;

    public RecordExportResource(Exports exports) {
        this.exports = exports;
    }

    @GET
    @Path("audit")
    @Scopes("audit:read")
    public Response audit(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("audit", viewer, asked);
    }

    @GET
    @Path("changes")
    @Scopes("changes:read")
    public Response changes(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("changes", viewer, asked);
    }

    @GET
    @Path("clients")
    @Scopes("clients:write")
    public Response clients(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("clients", viewer, asked);
    }

    @GET
    @Path("deliveries")
    @Scopes("webhooks:write")
    public Response deliveries(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("deliveries", viewer, asked);
    }

    @GET
    @Path("webhooks")
    @Scopes("webhooks:write")
    public Response webhooks(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("webhooks", viewer, asked);
    }
}
