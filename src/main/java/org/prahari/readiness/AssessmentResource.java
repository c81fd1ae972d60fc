package org.prahari.readiness;

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
import java.time.LocalDate;
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

/** What facilities said of themselves, and what audits found. */
@Path("/v1/assessments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AssessmentResource {
    private final AssessmentDao dao;
    private final Questions questions;
    private final MergePatch merge;
    private final Clock clock;

    /** @param clock tells the business day, in its zone */
    public AssessmentResource(AssessmentDao dao, Questions questions, MergePatch merge, Clock clock) {
        this.dao = dao;
        this.questions = questions;
        this.merge = merge;
        this.clock = clock;
    }

    @GET
    @Scopes("facilities:read")
    public Page<Assessment> list(
            @Auth Viewer viewer,
            @QueryParam("facility") List<UUID> facilities,
            @QueryParam("kind") List<Assessment.Kind> kinds,
            @QueryParam("externalId") List<String> externalIds,
            @BeanParam Paging paging) {
        var rows = dao.list(viewer, facilities, kinds, externalIds, paging.afterId(), paging.limit() + 1);
        return Page.of(
                rows, paging.limit(), assessment -> List.of(assessment.id().toString()));
    }

    @POST
    @Scopes("facilities:write")
    public Response create(@Auth Viewer viewer, @BeanParam Once once, @NotNull @Valid AssessmentRequest request) {
        return once.run(dao, tx -> {
            String department = References.check(tx, viewer, request, LocalDate.now(clock));
            Assessment assessment = request.create(Ids.next(), department, questions, clock.instant());
            if (tx.insert(viewer, assessment, viewer.name()) == 0) {
                throw References.noFacility();
            }
            log(tx, viewer, assessment, assessment.version(), Change.Kind.CREATED);
            var response = Conditional.created("/v1/assessments/" + assessment.id(), assessment, assessment.version());
            return Once.reply(response, department, assessment.id());
        });
    }

    @GET
    @Path("{id}")
    @Scopes("facilities:read")
    public Response get(@Auth Viewer viewer, @PathParam("id") UUID id) {
        Assessment assessment = dao.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        return Conditional.ok(assessment, assessment.version());
    }

    @PUT
    @Path("{id}")
    @Scopes("facilities:write")
    public Response replace(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull @Valid AssessmentRequest request) {
        return update(viewer, find(viewer, id, ifMatch), request);
    }

    @PATCH
    @Path("{id}")
    @Scopes("facilities:write")
    @Consumes(MergePatch.MEDIA_TYPE)
    public Response change(
            @Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, JsonNode patch)
            throws JsonProcessingException {
        Assessment stored = find(viewer, id, ifMatch);
        return update(viewer, stored, merge.apply(AssessmentRequest.of(stored), patch));
    }

    @DELETE
    @Path("{id}")
    @Scopes("facilities:write")
    public void delete(@Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        Assessment stored = find(viewer, id, ifMatch);
        dao.useTransaction(tx -> {
            Conditional.met(tx.delete(viewer, id, stored.version()));
            log(tx, viewer, stored, stored.version() + 1, Change.Kind.DELETED);
        });
    }

    private Response update(Viewer viewer, Assessment stored, AssessmentRequest request) {
        Assessment assessment = request.replace(stored, questions, clock.instant());
        dao.useTransaction(tx -> {
            if (!References.check(tx, viewer, request, LocalDate.now(clock)).equals(stored.department())) {
                throw Problem.INVALID.at("/facility", "is not one of the same department");
            }
            Conditional.met(tx.update(viewer, assessment, viewer.name()));
            log(tx, viewer, assessment, assessment.version(), Change.Kind.UPDATED);
        });
        return Conditional.ok(assessment, assessment.version());
    }

    private void log(AssessmentDao tx, Viewer viewer, Assessment assessment, int version, Change.Kind kind) {
        tx.log(Change.of("assessment", assessment.id(), version, kind, viewer.name(), clock.instant())
                .in(assessment.department()));
    }

    private Assessment find(Viewer viewer, UUID id, String ifMatch) {
        Assessment stored = dao.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        Conditional.version(ifMatch, stored.version());
        return stored;
    }
}
