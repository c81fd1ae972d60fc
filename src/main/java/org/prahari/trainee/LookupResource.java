package org.prahari.trainee;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;
import org.prahari.store.Deed;

/** Finds trainees by what they are reached at, which stands in the body: addresses are logged on their way. */
@Path("/v1/trainees/lookup")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class LookupResource {
    private final TraineeDao dao;
    private final IdentityCipher cipher;
    private final Clock clock;

    public LookupResource(TraineeDao dao, IdentityCipher cipher, Clock clock) {
        this.dao = dao;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** Those found, of the viewer's departments. */
    public record Found(List<TraineeReference> items) {}

    private Deed deed(Viewer viewer, Object id, String department) {
        return Deed.of("looked-up", "trainee-identity", id, department, viewer.name(), clock.instant());
    }

    @POST
    @Scopes("trainees:identity")
    public Found lookUp(@Auth Viewer viewer, @NotNull @Valid LookupRequest request) {
        if ((request.email() == null) == (request.phone() == null)) {
            throw Problem.INVALID.at("", "must hold either email or phone");
        }
        return dao.inTransaction(tx -> {
            List<TraineeReference> found = tx.identities().list(cipher, viewer, request);
            tx.auditAll(
                    found.isEmpty()
                            ? List.of(deed(viewer, null, null))
                            : found.stream()
                                    .map(one -> deed(viewer, one.id(), one.department()))
                                    .toList());
            return new Found(found);
        });
    }
}
