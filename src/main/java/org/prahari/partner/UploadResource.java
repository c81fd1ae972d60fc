package org.prahari.partner;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import org.prahari.access.Once;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Problem;
import org.prahari.http.Streamed;
import org.prahari.store.Change;

/** Where uploads are received, to be written by a job. */
@Path("/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({Uploads.NDJSON, Uploads.CSV})
public final class UploadResource {
    private final ImportDao dao;
    private final Uploads uploads;
    private final Consumer<UUID> submit;
    private final Clock clock;

    /** @param submit has an import done */
    public UploadResource(ImportDao dao, Uploads uploads, Consumer<UUID> submit, Clock clock) {
        this.dao = dao;
        this.uploads = uploads;
        this.submit = submit;
        this.clock = clock;
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

    @POST
    @Path("translations")
    @Streamed
    @Scopes({"campaigns:write", "imports:write"})
    public Response translations(@Auth Viewer viewer, @BeanParam Sent sent, @BeanParam Once once, InputStream body) {
        return accept("translations", viewer, sent, once, body);
    }

    @POST
    @Path("certifications")
    @Streamed
    @Scopes({"catalog:write", "imports:write"})
    public Response certifications(@Auth Viewer viewer, @BeanParam Sent sent, @BeanParam Once once, InputStream body) {
        return acceptCatalogue("certifications", viewer, sent, once, body);
    }

    @POST
    @Path("regions")
    @Streamed
    @Scopes({"catalog:write", "imports:write"})
    public Response regions(@Auth Viewer viewer, @BeanParam Sent sent, @BeanParam Once once, InputStream body) {
        return acceptCatalogue("regions", viewer, sent, once, body);
    }

    @POST
    @Path("roles")
    @Streamed
    @Scopes({"catalog:write", "imports:write"})
    public Response roles(@Auth Viewer viewer, @BeanParam Sent sent, @BeanParam Once once, InputStream body) {
        return acceptCatalogue("roles", viewer, sent, once, body);
    }

    private Response acceptCatalogue(String feature, Viewer viewer, Sent sent, Once once, InputStream body) {
        if (!viewer.everywhere()) {
            throw Problem.FORBIDDEN.because("Needed: a key for all departments, since all have the same catalogue");
        }
        return accept(feature, viewer, sent, once, body);
    }

    private Response accept(String feature, Viewer viewer, Sent sent, Once once, InputStream body) {
        Uploads.Received received = uploads.receive(feature, viewer, sent.type(), sent.dryRun(), body);
        try {
            return once.run(dao, tx -> {
                Conditional.met(tx.queue(received.id(), received.rows(), clock.instant()));
                Import queued = tx.find(viewer.name(), received.id()).orElseThrow();
                tx.log(Change.of(
                        "import", queued.id(), queued.version(), Change.Kind.CREATED, viewer.name(), clock.instant()));
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
}
