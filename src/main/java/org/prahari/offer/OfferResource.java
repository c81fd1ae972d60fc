package org.prahari.offer;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.prahari.access.Once;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.store.Deed;

/** Offers, and what the two departments of one may do: the trainee's answers, the gap's may withdraw it. */
@Path("/v1/offers")
@Produces(MediaType.APPLICATION_JSON)
public final class OfferResource {
    private final OfferDao dao;
    private final Offers offers;
    private final Disclosure disclosure;

    public OfferResource(OfferDao dao, Offers offers, Disclosure disclosure) {
        this.dao = dao;
        this.offers = offers;
        this.disclosure = disclosure;
    }

    @GET
    @Scopes("offers:read")
    public Page<Offer> list(
            @Auth Viewer viewer,
            @QueryParam("allocation") List<UUID> allocations,
            @QueryParam("gap") List<UUID> gaps,
            @QueryParam("trainee") List<UUID> trainees,
            @QueryParam("state") List<Offer.State> states,
            @BeanParam Paging paging) {
        var rows = dao.list(viewer, allocations, gaps, trainees, states, paging.afterId(), paging.limit() + 1);
        return Page.of(rows, paging.limit(), offer -> List.of(offer.id().toString()));
    }

    @GET
    @Path("{id}")
    @Scopes("offers:read")
    public Response get(@Auth Viewer viewer, @PathParam("id") UUID id) {
        Offer offer = find(viewer, id);
        return Conditional.ok(offer, offer.version());
    }

    @POST
    @Path("{id}/accept")
    @Scopes("offers:write")
    public Response accept(
            @Auth Viewer viewer,
            @BeanParam Once once,
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch) {
        return answer(viewer, once, find(viewer, id), ifMatch, Offer.State.ACCEPTED);
    }

    @POST
    @Path("{id}/decline")
    @Scopes("offers:write")
    public Response decline(
            @Auth Viewer viewer,
            @BeanParam Once once,
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch) {
        return answer(viewer, once, find(viewer, id), ifMatch, Offer.State.DECLINED);
    }

    @POST
    @Path("{id}/withdraw")
    @Scopes("offers:write")
    public Response withdraw(
            @Auth Viewer viewer,
            @BeanParam Once once,
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch) {
        Offer offer = find(viewer, id);
        if (!viewer.sees(offer.department())) {
            throw Problem.FORBIDDEN.because("An offer is withdrawn by the department of the gap");
        }
        return decide(viewer, once, offer, ifMatch, Offer.State.WITHDRAWN);
    }

    /** Who is to come, once they have accepted; every such read is told in the audit trail. */
    @GET
    @Path("{id}/identity")
    @Scopes({"offers:read", "trainees:identity"})
    public Response identity(@Auth Viewer viewer, @PathParam("id") UUID id) {
        Offer offer = find(viewer, id);
        Object identity = dao.inTransaction(tx -> {
            if (offer.state() != Offer.State.ACCEPTED || Offers.isUnfounded(tx, offer, "placed")) {
                throw Problem.CONFLICT.because("A trainee is named once they have accepted, and while they consent");
            }
            Object known = disclosure.identity(tx, viewer, offer.trainee());
            if (known == null) {
                throw Problem.NOT_FOUND.because(null);
            }
            tx.audit(Deed.of(
                    "read",
                    "trainee-identity",
                    offer.trainee(),
                    offer.traineeDepartment(),
                    viewer.name(),
                    offers.clock().instant()));
            return known;
        });
        return Response.ok(identity).build();
    }

    /** The gap's department may not answer for the trainee, or it could learn who anybody is. */
    private Response answer(Viewer viewer, Once once, Offer offer, String ifMatch, Offer.State to) {
        if (!viewer.sees(offer.traineeDepartment())) {
            throw Problem.FORBIDDEN.because("An offer is answered by the department that has registered the trainee");
        }
        return decide(viewer, once, offer, ifMatch, to);
    }

    private Response decide(Viewer viewer, Once once, Offer offer, String ifMatch, Offer.State to) {
        return once.run(dao, tx -> {
            // In here, so that a repetition is answered as the first time, though the version is another since.
            Conditional.version(ifMatch, offer.version());
            Offer decided = offers.decide(tx, viewer, offer, to);
            return Once.reply(
                    Conditional.ok(decided, decided.version()),
                    viewer.sees(offer.department()) ? offer.department() : offer.traineeDepartment(),
                    offer.trainee());
        });
    }

    private Offer find(Viewer viewer, UUID id) {
        return dao.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }
}
