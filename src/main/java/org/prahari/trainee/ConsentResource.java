package org.prahari.trainee;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.store.Change;

/** What a trainee consented to: given, given anew, withdrawn. Its version is the trainee's. */
@Path("/v1/trainees/{id}/consent")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ConsentResource {
    private final TraineeDao dao;
    private final Clock clock;

    public ConsentResource(TraineeDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    @GET
    @Scopes("trainees:read")
    public Response get(@Auth Viewer viewer, @PathParam("id") UUID id) {
        Trainee trainee = find(dao, viewer, id);
        if (trainee.consent() == null) {
            throw Problem.NOT_FOUND.because(null);
        }
        return Conditional.ok(trainee.consent(), trainee.version());
    }

    @GET
    @Path("history")
    @Scopes("trainees:read")
    public Page<ConsentDao.Entry> history(@Auth Viewer viewer, @PathParam("id") UUID id, @BeanParam Paging paging) {
        String after = paging.afterText();
        return dao.inTransaction(tx -> {
            Trainee trainee = find(tx, viewer, id);
            var rows = tx.consents()
                    .list(viewer, trainee.id(), after.isEmpty() ? 0 : Integer.parseInt(after), paging.limit() + 1);
            return Page.of(rows, paging.limit(), entry -> List.of(Integer.toString(entry.position())));
        });
    }

    @PUT
    @Scopes("trainees:write")
    public Response give(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull @Valid ConsentRequest request) {
        if (!request.purposes().contains(Consent.Purpose.MATCHING)) {
            throw Problem.INVALID.at("/purposes", "must hold matching");
        }
        Instant now = clock.instant();
        Consent consent = request.at(now);
        int version = write(viewer, id, ifMatch, now, tx -> {
            checkNotice(tx, request);
            tx.consents().keep(viewer, id, now);
            tx.consents().put(viewer, List.of(id), List.of(consent));
        });
        return Conditional.ok(consent, version);
    }

    private static void checkNotice(TraineeDao tx, ConsentRequest request) {
        Set<String> languages = tx.notices().holdLanguages(request.notice());
        if (languages.isEmpty()) {
            throw Problem.UNKNOWN_REFERENCE.at("/notice", "is not a notice known here");
        }
        if (!languages.contains(request.language())) {
            throw Problem.UNKNOWN_REFERENCE.at("/language", "is not a language of that notice");
        }
    }

    @DELETE
    @Scopes("trainees:write")
    public void withdraw(@Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        Instant now = clock.instant();
        write(viewer, id, ifMatch, now, tx -> {
            if (tx.consents().withdraw(viewer, id, now) == 0) {
                throw Problem.NOT_FOUND.because(null);
            }
        });
    }

    /** @return the trainee's version thereafter */
    private int write(Viewer viewer, UUID id, String ifMatch, Instant now, Consumer<TraineeDao> statement) {
        Trainee trainee = find(dao, viewer, id);
        int version = Conditional.version(ifMatch, trainee.version());
        dao.useTransaction(tx -> {
            Conditional.met(tx.advance(viewer, id, version, now));
            statement.accept(tx);
            tx.log(Change.of("trainee", id, version + 1, Change.Kind.UPDATED, viewer.name(), now)
                    .in(trainee.department()));
        });
        return version + 1;
    }

    private static Trainee find(TraineeDao tx, Viewer viewer, UUID id) {
        return tx.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }
}
