package org.prahari.trainee;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.prahari.access.Once;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Problem;

/** Erasure of a person who asks for it. */
@Path("/v1/trainees/{id}/erasure")
@Produces(MediaType.APPLICATION_JSON)
public final class ErasureResource {
    private final TraineeDao dao;
    private final Erasures erasures;

    public ErasureResource(TraineeDao dao, Erasures erasures) {
        this.dao = dao;
        this.erasures = erasures;
    }

    @POST
    @Scopes({"trainees:identity", "trainees:write"})
    public Response erase(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @BeanParam Once once) {
        return once.run(dao, tx -> {
            Trainee trainee = tx.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
            int unused = Conditional.version(ifMatch, trainee.version());
            Erasure receipt = erasures.erase(tx, viewer, trainee, Erasure.Reason.REQUEST);
            Response answer = Response.created(URI.create("/v1/erasures/" + receipt.id()))
                    .entity(receipt)
                    .build();
            return Once.reply(answer, receipt.department(), null);
        });
    }
}
