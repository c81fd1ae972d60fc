package org.prahari.trainee;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;

/** The receipts of erasures, whoever or whatever brought them about. */
@Path("/v1/erasures")
@Produces(MediaType.APPLICATION_JSON)
public final class ReceiptResource {
    private final TraineeDao dao;

    public ReceiptResource(TraineeDao dao) {
        this.dao = dao;
    }

    @GET
    @Scopes("trainees:read")
    public Page<Erasure> list(
            @Auth Viewer viewer, @QueryParam("trainee") List<UUID> trainees, @BeanParam Paging paging) {
        var rows = dao.erasures().list(viewer, trainees, paging.afterId(), paging.limit() + 1);
        return Page.of(rows, paging.limit(), erasure -> List.of(erasure.id().toString()));
    }

    @GET
    @Path("{id}")
    @Scopes("trainees:read")
    public Erasure get(@Auth Viewer viewer, @PathParam("id") UUID id) {
        return dao.erasures().find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }
}
