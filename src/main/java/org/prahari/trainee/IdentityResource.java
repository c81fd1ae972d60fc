package org.prahari.trainee;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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
import java.util.UUID;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Problem;
import org.prahari.store.Change;
import org.prahari.store.Deed;

/** Who a trainee is, for the few who may know. Its version is the trainee's. */
@Path("/v1/trainees/{id}/identity")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class IdentityResource {
    private final TraineeDao dao;
    private final IdentityCipher cipher;
    private final Clock clock;

    public IdentityResource(TraineeDao dao, IdentityCipher cipher, Clock clock) {
        this.dao = dao;
        this.cipher = cipher;
        this.clock = clock;
    }

    @GET
    @Scopes("trainees:identity")
    public Response get(@Auth Viewer viewer, @PathParam("id") UUID id) {
        return dao.inTransaction(tx -> {
            Trainee trainee = find(tx, viewer, id);
            Identity identity =
                    tx.identities().find(cipher, viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
            tx.audit(Deed.of("read", "trainee-identity", id, trainee.department(), viewer.name(), clock.instant()));
            return Conditional.ok(identity, trainee.version());
        });
    }

    @PUT
    @Scopes({"trainees:identity", "trainees:write"})
    public Response replace(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull @Valid Identity identity) {
        Trainee trainee = find(dao, viewer, id);
        int version = Conditional.version(ifMatch, trainee.version());
        Instant now = clock.instant();
        dao.useTransaction(tx -> {
            Conditional.met(tx.advance(viewer, id, version, now));
            tx.identities().put(cipher, viewer, List.of(id), List.of(identity));
            tx.log(Change.of("trainee", id, version + 1, Change.Kind.UPDATED, viewer.name(), now)
                    .in(trainee.department()));
        });
        return Conditional.ok(identity, version + 1);
    }

    private static Trainee find(TraineeDao tx, Viewer viewer, UUID id) {
        return tx.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }
}
