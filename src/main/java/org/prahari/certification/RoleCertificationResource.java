package org.prahari.certification;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.prahari.access.Public;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.http.Search;
import org.prahari.store.Snapshot;

/** The certifications that qualify for a role, for everybody. */
@Path("/v1/roles/{id}/certifications")
@Produces(MediaType.APPLICATION_JSON)
public final class RoleCertificationResource {
    private static final List<Certification.RoleLevel> LEVELS = List.of(Certification.RoleLevel.values());
    private final Snapshot<Catalogue> catalogue;

    public RoleCertificationResource(Snapshot<Catalogue> catalogue) {
        this.catalogue = catalogue;
    }

    /** A certification that qualifies for a role, up to that level of the role. */
    public record QualifyingCertification(
            String code,
            String name,
            String issuer,
            Certification.RoleLevel level,
            Certification.Status status,
            String source) {
        private String order() {
            return LEVELS.indexOf(level) + code;
        }
    }

    @GET
    @Public
    public Page<QualifyingCertification> list(
            @PathParam("id") String id,
            @QueryParam("level") List<Certification.RoleLevel> levels,
            @BeanParam Paging paging) {
        Catalogue now = catalogue.value();
        if (!now.hasRole(id)) {
            throw Problem.NOT_FOUND.because(null);
        }
        List<QualifyingCertification> found = now.find(Search.of(null)).stream()
                .flatMap(certification -> qualifying(certification, id))
                .filter(each -> levels.isEmpty() || levels.contains(each.level()))
                .sorted(Comparator.comparing(QualifyingCertification::order))
                .toList();
        return paging.slice(found, QualifyingCertification::order);
    }

    private static Stream<QualifyingCertification> qualifying(Certification certification, String role) {
        return certification.qualifies().stream()
                .filter(each -> each.role().equals(role))
                .map(each -> new QualifyingCertification(
                        certification.code(),
                        certification.name(),
                        certification.issuer(),
                        each.level(),
                        certification.status(),
                        each.source()));
    }
}
