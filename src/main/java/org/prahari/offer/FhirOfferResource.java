package org.prahari.offer;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Fhir;
import org.prahari.http.Problem;
import org.prahari.store.Deed;

/** Who comes where, in the words of FHIR, once they have accepted. */
@Path("/v1/fhir")
@Produces(Fhir.MEDIA_TYPE)
public final class FhirOfferResource {
    private static final UUID FIRST = new UUID(0, 0);
    private static final String IDENTITY = "trainees:identity";
    private final OfferDao dao;
    private final Disclosure disclosure;
    private final Clock clock;

    /** @param disclosure tells a {@link Practitioner} by name */
    public FhirOfferResource(OfferDao dao, Disclosure disclosure, Clock clock) {
        this.dao = dao;
        this.disclosure = disclosure;
        this.clock = clock;
    }

    @GET
    @Path("PractitionerRole/{id}")
    @Scopes("offers:read")
    public Response practitionerRole(@Auth Viewer viewer, @PathParam("id") UUID id) {
        return dao.inTransaction(tx -> {
            Offer offer = tx.find(viewer, id)
                    .filter(each -> each.state() == Offer.State.ACCEPTED && each.trainee() != null)
                    .orElseThrow(() -> Problem.NOT_FOUND.because(null));
            PlacedDao.Place place = tx.places().find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
            boolean active = !Offers.isUnfounded(tx, offer, "placed");
            return Response.ok(PractitionerRole.of(offer, place, active, viewer.sees(offer.department())))
                    .build();
        });
    }

    /** Of several offers that somebody has accepted in turn, one that stands counts. */
    @GET
    @Path("Practitioner/{id}")
    @Scopes("offers:read")
    public Response practitioner(@Auth Viewer viewer, @PathParam("id") UUID id) {
        return dao.inTransaction(tx -> {
            List<Offer> accepted = tx.list(
                    viewer, List.of(), List.of(), List.of(id), List.of(Offer.State.ACCEPTED), FIRST, Integer.MAX_VALUE);
            if (accepted.isEmpty()) {
                throw Problem.NOT_FOUND.because(null);
            }
            boolean active = accepted.stream().anyMatch(offer -> !Offers.isUnfounded(tx, offer, "placed"));
            return Response.ok(shown(tx, viewer, accepted.get(0), active)).build();
        });
    }

    private Object shown(OfferDao tx, Viewer viewer, Offer offer, boolean active) {
        Object named =
                active && viewer.scopes().contains(IDENTITY) ? disclosure.identity(tx, viewer, offer.trainee()) : null;
        if (named == null) {
            return Practitioner.pseudonym(offer.trainee(), active);
        }
        tx.audit(Deed.of(
                "read",
                "trainee-identity",
                offer.trainee(),
                offer.traineeDepartment(),
                viewer.name(),
                clock.instant()));
        return named;
    }
}
