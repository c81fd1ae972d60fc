package org.prahari.partner;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.prahari.access.Once;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.http.Streamed;
import org.prahari.store.Change;

/** The imports of a client: received here, written by a job. */
@Path("/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({Uploads.NDJSON, Uploads.CSV})
public final class ImportResource {
    private final ImportDao dao;
    private final Uploads uploads;
    private final Consumer<UUID> submit;
    private final Clock clock;

    /** @param submit has an import done */
    public ImportResource(ImportDao dao, Uploads uploads, Consumer<UUID> submit, Clock clock) {
        this.dao = dao;
        this.uploads = uploads;
        this.submit = submit;
        this.clock = clock;
    }

    @GET
    @Scopes("imports:write")
    public Page<Import> list(@Auth Viewer viewer, @BeanParam Paging paging) {
        var rows = dao.list(viewer.name(), paging.afterId(), paging.limit() + 1);
        return Page.of(rows, paging.limit(), one -> List.of(one.id().toString()));
    }

    @POST
    @Path("trainees")
    @Streamed
    @Scopes({"imports:write", "trainees:write"})
    public Response trainees(@Auth Viewer viewer, @BeanParam Sent sent, @BeanParam Once once, InputStream body) {
        return accept("trainees", viewer, sent, once, body);
    }

    @POST
    @Path("facilities")
    @Streamed
    @Scopes({"facilities:write", "imports:write"})
    public Response facilities(@Auth Viewer viewer, @BeanParam Sent sent, @BeanParam Once once, InputStream body) {
        return accept("facilities", viewer, sent, once, body);
    }

    @POST
    @Path("gaps")
    @Streamed
    @Scopes({"gaps:write", "imports:write"})
    public Response gaps(@Auth Viewer viewer, @BeanParam Sent sent, @BeanParam Once once, InputStream body) {
        return accept("gaps", viewer, sent, once, body);
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
            log(tx, viewer, id, found.version() + 1, Change.Kind.UPDATED);
        });
    }

    private Response accept(String feature, Viewer viewer, Sent sent, Once once, InputStream body) {
        Uploads.Received received = uploads.receive(feature, viewer, sent.type(), sent.dryRun(), body);
        try {
            return once.run(dao, tx -> {
                Conditional.met(tx.queue(received.id(), received.rows(), clock.instant()));
                Import queued = tx.find(viewer.name(), received.id()).orElseThrow();
                log(tx, viewer, queued.id(), queued.version(), Change.Kind.CREATED);
                Response accepted = Response.accepted(queued)
                        .location(URI.create("/v1/imports/" + queued.id()))
                        .tag(Conditional.tag(queued.version(), queued.shown()))
                        .build();
                return Once.reply(accepted, null, queued.id());
            });
        } finally {
            // A repetition is answered as the first time, and what came with it is not needed.
            if (dao.deleteReceiving(received.id()) == 0) {
                submit.accept(received.id());
            }
        }
    }

    private Import find(Viewer viewer, UUID id) {
        return dao.find(viewer.name(), id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }

    private void log(ImportDao tx, Viewer viewer, UUID id, int version, Change.Kind kind) {
        tx.log(Change.of("import", id, version, kind, viewer.name(), clock.instant()));
    }
}
