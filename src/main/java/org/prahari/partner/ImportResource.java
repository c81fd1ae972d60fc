package org.prahari.partner;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.store.Change;

/** The imports of a client: how far they are, and how one is stopped. */
@Path("/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
public final class ImportResource {
    private final ImportDao dao;
    private final Clock clock;

    public ImportResource(ImportDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    @GET
    @Scopes("imports:write")
    public Page<Import> list(@Auth Viewer viewer, @BeanParam Paging paging) {
        var rows = dao.list(viewer.name(), paging.afterId(), paging.limit() + 1);
        return Page.of(rows, paging.limit(), one -> List.of(one.id().toString()));
    }

    @GET
    @Path("{id}")
    @Scopes("imports:write")
    public Response get(@Auth Viewer viewer, @PathParam("id") UUID id) {
        Import found = find(viewer, id);
        return Response.ok(found)
                .tag(Conditional.tag(found.version(), found.shown()))
                .build();
    }

    /** Cancels it; the batches that are written stay. */
    @DELETE
    @Path("{id}")
    @Scopes("imports:write")
    public void cancel(@Auth Viewer viewer, @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        Import found = find(viewer, id);
        Conditional.version(ifMatch, found.version());
        if (found.isOver()) {
            throw Problem.CONFLICT.because("The import is over");
        }
        dao.useTransaction(tx -> {
            Conditional.met(tx.cancel(viewer.name(), id, found.version(), clock.instant()));
            tx.forget(id);
            tx.log(Change.of("import", id, found.version() + 1, Change.Kind.UPDATED, viewer.name(), clock.instant()));
        });
    }

    private Import find(Viewer viewer, UUID id) {
        return dao.find(viewer.name(), id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }
}
