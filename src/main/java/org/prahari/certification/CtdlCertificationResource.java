package org.prahari.certification;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.prahari.access.Public;
import org.prahari.http.Ctdl;
import org.prahari.store.Snapshot;

/** Certifications in the words of the Credential Engine, for everybody. */
@Path("/v1/ctdl/certifications/{code}")
@Produces(Ctdl.MEDIA_TYPE)
public final class CtdlCertificationResource {
    private final Snapshot<Catalogue> catalogue;

    public CtdlCertificationResource(Snapshot<Catalogue> catalogue) {
        this.catalogue = catalogue;
    }

    @GET
    @Public
    public Object get(@PathParam("code") String code) {
        Catalogue now = catalogue.value();
        return CtdlCertification.of(now.get(code), now::roleTitle);
    }
}
