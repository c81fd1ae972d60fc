package org.prahari.gap;

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

/** The gaps of the departments a client works for. */
@Path("/v1/gaps")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class GapResource {
    private final GapDao dao;
    private final MergePatch merge;
    private final Clock clock;

    public GapResource(GapDao dao, MergePatch merge, Clock clock) {
        this.dao = dao;
        this.merge = merge;
        this.clock = clock;
    }

    @GET
    @Scopes("gaps:read")
    public Page<Gap> list(
            @Auth Viewer viewer,
            @QueryParam("facility") List<UUID> facilities,
            @QueryParam("role") List<String> roles,
            @QueryParam("status") List<Gap.Status> statuses,
            @QueryParam("priority") List<Integer> priorities,
            @QueryParam("externalId") List<String> externalIds,
            @BeanParam Paging paging) {
        var rows = dao.list(
                viewer, facilities, roles, statuses, priorities, externalIds, paging.afterId(), paging.limit() + 1);
        return Page.of(rows, paging.limit(), gap -> List.of(gap.id().toString()));
    }

    @POST
    @Scopes("gaps:write")
    public Response create(@Auth Viewer viewer, @BeanParam Once once, @NotNull @Valid GapRequest request) {
        return once.run(dao, tx -> {
            String department = References.check(tx, viewer, request);
            Gap gap = request.create(Ids.next(), department, clock.instant());
            if (!tx.insert(viewer, gap, viewer.name())) {
                throw References.noFacility();
            }
            log(tx, viewer, gap, gap.version(), Change.Kind.CREATED);
            var response = Conditional.created("/v1/gaps/" + gap.id(), gap, gap.version());
            return Once.reply(response, department, gap.id());
        });
    }

    @GET
    @Path("{id}")
    @Scopes("gaps:read")
    public Response get(@Auth Viewer viewer, @PathParam("id") UUID id) {
        Gap gap = dao.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        return Conditional.ok(gap, gap.version());
    }

    @PUT
    @Path("{id}")
    @Scopes("gaps:write")
    public Response replace(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull @Valid GapRequest request) {
        return update(viewer, find(viewer, id, ifMatch), request);
    }

    @PATCH
    @Path("{id}")
    @Scopes("gaps:write")
    @Consumes(MergePatch.MEDIA_TYPE)
    public Response change(
            @Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, JsonNode patch)
            throws JsonProcessingException {
        Gap stored = find(viewer, id, ifMatch);
        return update(viewer, stored, merge.apply(GapRequest.of(stored), patch));
    }

    @DELETE
    @Path("{id}")
    @Scopes("gaps:write")
    public void delete(@Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        Gap stored = find(viewer, id, ifMatch);
        dao.useTransaction(tx -> {
            Conditional.met(tx.delete(viewer, id, stored.version()));
            log(tx, viewer, stored, stored.version() + 1, Change.Kind.DELETED);
        });
    }

    private Response update(Viewer viewer, Gap stored, GapRequest request) {
        if (request.headcount() < stored.filled() + stored.held()) {
            throw Problem.INVALID.at("/headcount", "is less than the seats filled or held for offers");
        }
        Gap gap = request.replace(stored, clock.instant());
        dao.useTransaction(tx -> {
            if (!References.check(tx, viewer, request).equals(stored.department())) {
                throw Problem.INVALID.at("/facility", "is not one of the same department");
            }
            Conditional.met(tx.update(viewer, gap, viewer.name()));
            log(tx, viewer, gap, gap.version(), Change.Kind.UPDATED);
        });
        return Conditional.ok(gap, gap.version());
    }

    private void log(GapDao tx, Viewer viewer, Gap gap, int version, Change.Kind kind) {
        tx.log(Change.of("gap", gap.id(), version, kind, viewer.name(), clock.instant())
                .in(gap.department()));
    }

    private Gap find(Viewer viewer, UUID id, String ifMatch) {
        Gap stored = dao.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        Conditional.version(ifMatch, stored.version());
        return stored;
    }
}
