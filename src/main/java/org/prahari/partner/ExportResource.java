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

/** All there is of a feature for a client, or all that has changed, as one stream. */
@Path("/v1/exports")
public final class ExportResource {
    private final Exports exports;

    public ExportResource(Exports exports) {
        this.exports = exports;
    }

    @GET
    @Path("facilities")
    @Produces(Uploads.NDJSON)
    @Scopes("facilities:read")
    public Response facilitiesLines(
            @Auth Viewer viewer, @QueryParam("changedSince") String changedSince, @Context Request request) {
        return stream("facilities", viewer, changedSince, TableWriter.Format.NDJSON, request);
    }

    @GET
    @Path("facilities")
    @Produces(Uploads.CSV + ";qs=0.5")
    @Scopes("facilities:read")
    public Response facilitiesTable(
            @Auth Viewer viewer, @QueryParam("changedSince") String changedSince, @Context Request request) {
        return stream("facilities", viewer, changedSince, TableWriter.Format.CSV, request);
    }

    @GET
    @Path("gaps")
    @Produces(Uploads.NDJSON)
    @Scopes("gaps:read")
    public Response gapsLines(
            @Auth Viewer viewer, @QueryParam("changedSince") String changedSince, @Context Request request) {
        return stream("gaps", viewer, changedSince, TableWriter.Format.NDJSON, request);
    }

    @GET
    @Path("gaps")
    @Produces(Uploads.CSV + ";qs=0.5")
    @Scopes("gaps:read")
    public Response gapsTable(
            @Auth Viewer viewer, @QueryParam("changedSince") String changedSince, @Context Request request) {
        return stream("gaps", viewer, changedSince, TableWriter.Format.CSV, request);
    }

    @GET
    @Path("offers")
    @Produces(Uploads.NDJSON)
    @Scopes("offers:read")
    public Response offersLines(
            @Auth Viewer viewer, @QueryParam("changedSince") String changedSince, @Context Request request) {
        return stream("offers", viewer, changedSince, TableWriter.Format.NDJSON, request);
    }

    @GET
    @Path("offers")
    @Produces(Uploads.CSV + ";qs=0.5")
    @Scopes("offers:read")
    public Response offersTable(
            @Auth Viewer viewer, @QueryParam("changedSince") String changedSince, @Context Request request) {
        return stream("offers", viewer, changedSince, TableWriter.Format.CSV, request);
    }

    @GET
    @Path("trainees")
    @Produces(Uploads.NDJSON)
    @Scopes("trainees:read")
    public Response traineesLines(
            @Auth Viewer viewer, @QueryParam("changedSince") String changedSince, @Context Request request) {
        return stream("trainees", viewer, changedSince, TableWriter.Format.NDJSON, request);
    }

    @GET
    @Path("trainees")
    @Produces(Uploads.CSV + ";qs=0.5")
    @Scopes("trainees:read")
    public Response traineesTable(
            @Auth Viewer viewer, @QueryParam("changedSince") String changedSince, @Context Request request) {
        return stream("trainees", viewer, changedSince, TableWriter.Format.CSV, request);
    }

    private Response stream(
            String what, Viewer viewer, String changedSince, TableWriter.Format format, Request request) {
        return exports.export(
                what, viewer, changedSince, format, request.getMethod().equals("HEAD"));
    }
}
