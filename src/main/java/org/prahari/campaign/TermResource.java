package org.prahari.campaign;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.prahari.access.Public;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.store.Snapshot;

/** The words campaigns are described with, for everybody. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class TermResource {
    private final Snapshot<Shelf> shelf;

    public TermResource(Snapshot<Shelf> shelf) {
        this.shelf = shelf;
    }

    @GET
    @Path("topics")
    @Public
    public Page<Term> topics(@BeanParam Paging paging) {
        return paging.slice(shelf.value().terms(Term.Kind.TOPIC), Term::id);
    }

    @GET
    @Path("audiences")
    @Public
    public Page<Term> audiences(@BeanParam Paging paging) {
        return paging.slice(shelf.value().terms(Term.Kind.AUDIENCE), Term::id);
    }

    @GET
    @Path("channels")
    @Public
    public Page<Term> channels(@BeanParam Paging paging) {
        return paging.slice(shelf.value().terms(Term.Kind.CHANNEL), Term::id);
    }
}
