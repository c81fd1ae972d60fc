package org.prahari.insight;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Supplier;
import org.prahari.access.Public;
import org.prahari.certification.Certification;
import org.prahari.http.Problem;
import org.prahari.role.Frameworks;

/** Which roles lead to one, which follow it, and what has to be earned on the way. */
@Path("/v1/insight/careers/{role}")
@Produces(MediaType.APPLICATION_JSON)
public final class CareerResource {
    private final Supplier<Atlas> atlas;
    private final Supplier<Frameworks> frameworks;
    private final Supplier<List<Certification>> certifications;
    private final Sparing<Careers> careers = new Sparing<>();

    public CareerResource(
            Supplier<Atlas> atlas, Supplier<Frameworks> frameworks, Supplier<List<Certification>> certifications) {
        this.atlas = atlas;
        this.frameworks = frameworks;
        this.certifications = certifications;
    }

    @GET
    @Public
    public Career get(@PathParam("role") String role, @BeanParam CareerQuery query) {
        Atlas names = atlas.get();
        Frameworks versions = frameworks.get();
        List<Certification> all = certifications.get();
        if (!names.roles().containsKey(role)) {
            throw Problem.NOT_FOUND.because(null);
        }
        query.check(names);
        return careers.of(List.of(names, versions, all), last -> new Careers(names, versions, all))
                .of(role, query);
    }
}
