package org.prahari.facility;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.prahari.access.Once;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.MergePatch;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.store.Change;
import org.prahari.store.Ids;

/** The facilities of the departments a client works for. */
@Path("/v1/facilities")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class FacilityResource {
    private final FacilityDao dao;
    private final MergePatch merge;
    private final Clock clock;

    public FacilityResource(FacilityDao dao, MergePatch merge, Clock clock) {
        this.dao = dao;
        this.merge = merge;
        this.clock = clock;
    }

    @GET
    @Scopes("facilities:read")
    public Page<Facility> list(
            @Auth Viewer viewer,
            @QueryParam("kind") List<Facility.Kind> kinds,
            @QueryParam("district") List<Integer> districts,
            @QueryParam("externalId") List<String> externalIds,
            @BeanParam Paging paging) {
        var rows = dao.list(viewer, kinds, districts, externalIds, paging.afterId(), paging.limit() + 1);
        return Page.of(rows, paging.limit(), facility -> List.of(facility.id().toString()));
    }

    @POST
    @Scopes("facilities:write")
    public Response create(@Auth Viewer viewer, @BeanParam Once once, @NotNull @Valid FacilityRequest request) {
        Facility facility = request.create(Ids.next(), clock.instant());
        return once.run(dao, tx -> {
            check(tx, facility);
            if (tx.insert(viewer, facility, viewer.name()) == 0) {
                throw Problem.UNKNOWN_REFERENCE.at("/department", "is not a department known here");
            }
            log(tx, viewer, facility, facility.version(), Change.Kind.CREATED);
            var response = Conditional.created("/v1/facilities/" + facility.id(), facility, facility.version());
            return Once.reply(response, facility.department(), facility.id());
        });
    }

    @GET
    @Path("{id}")
    @Scopes("facilities:read")
    public Response get(@Auth Viewer viewer, @PathParam("id") UUID id) {
        Facility facility = dao.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        return Conditional.ok(facility, facility.version());
    }

    @PUT
    @Path("{id}")
    @Scopes("facilities:write")
    public Response replace(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull @Valid FacilityRequest request) {
        return update(viewer, find(viewer, id, ifMatch), request);
    }

    @PATCH
    @Path("{id}")
    @Scopes("facilities:write")
    @Consumes(MergePatch.MEDIA_TYPE)
    public Response change(
            @Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, JsonNode patch)
            throws JsonProcessingException {
        Facility stored = find(viewer, id, ifMatch);
        return update(viewer, stored, merge.apply(FacilityRequest.of(stored), patch));
    }

    @DELETE
    @Path("{id}")
    @Scopes("facilities:write")
    public void delete(@Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        Facility stored = find(viewer, id, ifMatch);
        dao.useTransaction(tx -> {
            Conditional.met(tx.delete(viewer, id, stored.version()));
            log(tx, viewer, stored, stored.version() + 1, Change.Kind.DELETED);
        });
    }

    private Response update(Viewer viewer, Facility stored, FacilityRequest request) {
        if (!request.department().equals(stored.department())) {
            throw Problem.INVALID.at("/department", "cannot be changed");
        }
        Facility facility = request.replace(stored, clock.instant());
        dao.useTransaction(tx -> {
            check(tx, facility);
            Conditional.met(tx.update(viewer, facility, viewer.name()));
            log(tx, viewer, facility, facility.version(), Change.Kind.UPDATED);
        });
        return Conditional.ok(facility, facility.version());
    }

    private static void check(FacilityDao tx, Facility facility) {
        if (!tx.allowsDistrict(facility.department(), facility.district())) {
            throw Problem.UNKNOWN_REFERENCE.at("/district", "is not a district of the department's region");
        }
    }

    private void log(FacilityDao tx, Viewer viewer, Facility facility, int version, Change.Kind kind) {
        tx.log(Change.of("facility", facility.id(), version, kind, viewer.name(), clock.instant())
                .in(facility.department()));
    }

    private Facility find(Viewer viewer, UUID id, String ifMatch) {
        Facility stored = dao.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        Conditional.version(ifMatch, stored.version());
        return stored;
    }
}
