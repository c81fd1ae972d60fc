package org.prahari.partner;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;

/** What all share, the catalogue and the campaigns, each list as one stream: all there is, or what has changed. */
@Path("/v1/exports")
@Produces({Uploads.NDJSON, Uploads.CSV + ";qs=0.5"})
public final class CatalogExportResource {
    private final Exports exports;

    public CatalogExportResource(Exports exports) {
        this.exports = exports;
    }

    @GET
    @Path("campaigns")
    @Scopes("campaigns:write")
    public Response campaigns(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("campaigns", viewer, asked);
    }

    @GET
    @Path("certifications")
    @Scopes("changes:read")
    public Response certifications(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("certifications", viewer, asked);
    }

    @GET
    @Path("districts")
    @Scopes("changes:read")
    public Response districts(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("districts", viewer, asked);
    }

    @GET
    @Path("notices")
    @Scopes("changes:read")
    public Response notices(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("notices", viewer, asked);
    }

    @GET
    @Path("regions")
    @Scopes("changes:read")
    public Response regions(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("regions", viewer, asked);
    }

    @GET
    @Path("revisions")
    @Scopes("campaigns:write")
    public Response revisions(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("revisions", viewer, asked);
    }

    @GET
    @Path("roles")
    @Scopes("changes:read")
    public Response roles(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("roles", viewer, asked);
    }

    @GET
    @Path("translations")
    @Scopes("campaigns:write")
    public Response translations(@Auth Viewer viewer, @BeanParam Asked asked) {
        return exports.export("translations", viewer, asked);
    }
}
