package org.prahari.trainee;

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

/** The trainees of the departments a client works for. */
@Path("/v1/trainees")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class TraineeResource {
    private final TraineeDao dao;
    private final MergePatch merge;
    private final Erasures erasures;
    private final Clock clock;

    public TraineeResource(TraineeDao dao, MergePatch merge, Erasures erasures, Clock clock) {
        this.dao = dao;
        this.merge = merge;
        this.erasures = erasures;
        this.clock = clock;
    }

    @GET
    @Scopes("trainees:read")
    public Page<Trainee> list(
            @Auth Viewer viewer,
            @QueryParam("role") List<String> roles,
            @QueryParam("status") List<Trainee.Status> statuses,
            @QueryParam("externalId") List<String> externalIds,
            @BeanParam Paging paging) {
        var rows = dao.list(viewer, roles, statuses, externalIds, paging.afterId(), paging.limit() + 1);
        return Page.of(rows, paging.limit(), trainee -> List.of(trainee.id().toString()));
    }

    @POST
    @Scopes("trainees:write")
    public Response create(@Auth Viewer viewer, @BeanParam Once once, @NotNull @Valid TraineeRequest request) {
        Trainee trainee = request.create(Ids.next(), clock.instant());
        return once.run(dao, tx -> {
            References.check(tx, request);
            if (!tx.insert(viewer, trainee, viewer.name())) {
                throw Problem.UNKNOWN_REFERENCE.at("/department", "is not a department known here");
            }
            log(tx, viewer, trainee, trainee.version(), Change.Kind.CREATED);
            var response = Conditional.created("/v1/trainees/" + trainee.id(), trainee, trainee.version());
            return Once.reply(response, trainee.department(), trainee.id());
        });
    }

    @GET
    @Path("{id}")
    @Scopes("trainees:read")
    public Response get(@Auth Viewer viewer, @PathParam("id") UUID id) {
        Trainee trainee = find(viewer, id);
        return Conditional.ok(trainee, trainee.version());
    }

    @PUT
    @Path("{id}")
    @Scopes("trainees:write")
    public Response replace(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull @Valid TraineeRequest request) {
        return update(viewer, find(viewer, id, ifMatch), request);
    }

    @PATCH
    @Path("{id}")
    @Scopes("trainees:write")
    @Consumes(MergePatch.MEDIA_TYPE)
    public Response change(
            @Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, JsonNode patch)
            throws JsonProcessingException {
        Trainee stored = find(viewer, id, ifMatch);
        return update(viewer, stored, merge.apply(TraineeRequest.of(stored), patch));
    }

    @DELETE
    @Path("{id}")
    @Scopes("trainees:write")
    public void delete(@Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        Trainee stored = find(viewer, id, ifMatch);
        dao.useTransaction(tx -> erasures.erase(tx, viewer, stored, Erasure.Reason.DELETION));
    }

    private Response update(Viewer viewer, Trainee stored, TraineeRequest request) {
        if (!request.department().equals(stored.department())) {
            throw Problem.INVALID.at("/department", "cannot be changed");
        }
        Trainee trainee = request.replace(stored, clock.instant());
        dao.useTransaction(tx -> {
            References.check(tx, request);
            Conditional.met(tx.update(viewer, trainee, viewer.name()));
            log(tx, viewer, trainee, trainee.version(), Change.Kind.UPDATED);
        });
        return Conditional.ok(trainee, trainee.version());
    }

    private void log(TraineeDao tx, Viewer viewer, Trainee trainee, int version, Change.Kind kind) {
        tx.log(Change.of("trainee", trainee.id(), version, kind, viewer.name(), clock.instant())
                .in(trainee.department()));
    }

    private Trainee find(Viewer viewer, UUID id) {
        return dao.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }

    private Trainee find(Viewer viewer, UUID id, String ifMatch) {
        Trainee stored = find(viewer, id);
        Conditional.version(ifMatch, stored.version());
        return stored;
    }
}
