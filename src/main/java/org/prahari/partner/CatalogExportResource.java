package org.prahari.partner;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;

/** The catalogue, and the log of what has changed, each as one stream. */
@Path("/v1/exports")
public final class CatalogExportResource {
    private final Exports exports;

    public CatalogExportResource(Exports exports) {
        this.exports = exports;
    }

    @GET
    @Path("certifications")
    @Produces(Uploads.NDJSON)
    @Scopes("changes:read")
    public Response certificationsLines(
            @Auth Viewer viewer, @QueryParam("changedSince") String since, @Context Request request) {
        return exports.export("certifications", viewer, since, TableWriter.Format.NDJSON, isHead(request));
    }

    @GET
    @Path("certifications")
    @Produces(Uploads.CSV + ";qs=0.5")
    @Scopes("changes:read")
    public Response certificationsTable(
            @Auth Viewer viewer, @QueryParam("changedSince") String since, @Context Request request) {
        return exports.export("certifications", viewer, since, TableWriter.Format.CSV, isHead(request));
    }

    @GET
    @Path("changes")
    @Produces(Uploads.NDJSON)
    @Scopes("changes:read")
    public Response changesLines(
            @Auth Viewer viewer, @QueryParam("changedSince") String since, @Context Request request) {
        return exports.changes(viewer, since, TableWriter.Format.NDJSON, isHead(request));
    }

    @GET
    @Path("changes")
    @Produces(Uploads.CSV + ";qs=0.5")
    @Scopes("changes:read")
    public Response changesTable(
            @Auth Viewer viewer, @QueryParam("changedSince") String since, @Context Request request) {
        return exports.changes(viewer, since, TableWriter.Format.CSV, isHead(request));
    }

    @GET
    @Path("districts")
    @Produces(Uploads.NDJSON)
    @Scopes("changes:read")
    public Response districtsLines(
            @Auth Viewer viewer, @QueryParam("changedSince") String since, @Context Request request) {
        return exports.export("districts", viewer, since, TableWriter.Format.NDJSON, isHead(request));
    }

    @GET
    @Path("districts")
    @Produces(Uploads.CSV + ";qs=0.5")
    @Scopes("changes:read")
    public Response districtsTable(
            @Auth Viewer viewer, @QueryParam("changedSince") String since, @Context Request request) {
        return exports.export("districts", viewer, since, TableWriter.Format.CSV, isHead(request));
    }

    @GET
    @Path("regions")
    @Produces(Uploads.NDJSON)
    @Scopes("changes:read")
    public Response regionsLines(
            @Auth Viewer viewer, @QueryParam("changedSince") String since, @Context Request request) {
        return exports.export("regions", viewer, since, TableWriter.Format.NDJSON, isHead(request));
    }

    @GET
    @Path("regions")
    @Produces(Uploads.CSV + ";qs=0.5")
    @Scopes("changes:read")
    public Response regionsTable(
            @Auth Viewer viewer, @QueryParam("changedSince") String since, @Context Request request) {
        return exports.export("regions", viewer, since, TableWriter.Format.CSV, isHead(request));
    }

    @GET
    @Path("roles")
    @Produces(Uploads.NDJSON)
    @Scopes("changes:read")
    public Response rolesLines(
            @Auth Viewer viewer, @QueryParam("changedSince") String since, @Context Request request) {
        return exports.export("roles", viewer, since, TableWriter.Format.NDJSON, isHead(request));
    }

    @GET
    @Path("roles")
    @Produces(Uploads.CSV + ";qs=0.5")
    @Scopes("changes:read")
    public Response rolesTable(
            @Auth Viewer viewer, @QueryParam("changedSince") String since, @Context Request request) {
        return exports.export("roles", viewer, since, TableWriter.Format.CSV, isHead(request));
    }

    private static boolean isHead(Request request) {
        return request.getMethod().equals("HEAD");
    }
}
