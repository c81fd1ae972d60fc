package org.prahari.facility;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Function;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Fhir;
import org.prahari.http.Problem;

/** Facilities in the words of FHIR, for systems of hospitals. */
@Path("/v1/fhir")
@Produces(Fhir.MEDIA_TYPE)
public final class FhirFacilityResource {
    private final FacilityDao dao;

    public FhirFacilityResource(FacilityDao dao) {
        this.dao = dao;
    }

    @GET
    @Path("Organization/{id}")
    @Scopes("facilities:read")
    public Response organization(@Auth Viewer viewer, @PathParam("id") UUID id) {
        return get(viewer, id, Organization::of);
    }

    @GET
    @Path("Location/{id}")
    @Scopes("facilities:read")
    public Response location(@Auth Viewer viewer, @PathParam("id") UUID id) {
        return get(viewer, id, Location::of);
    }

    private Response get(Viewer viewer, UUID id, Function<Facility, Object> shown) {
        Facility facility = dao.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        return Conditional.ok(shown.apply(facility), facility.version());
    }
}
