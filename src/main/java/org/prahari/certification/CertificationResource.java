package org.prahari.certification;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import org.prahari.access.Public;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.http.Search;
import org.prahari.store.Snapshot;

/** The certifications and the roles they qualify for, for everybody. */
@Path("/v1/certifications")
@Produces(MediaType.APPLICATION_JSON)
public final class CertificationResource {
    private static final List<Variant> REPRESENTATIONS = Variant.mediaTypes(
                    MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(Credential.MEDIA_TYPE))
            .build();
    private final Snapshot<Catalogue> catalogue;

    public CertificationResource(Snapshot<Catalogue> catalogue) {
        this.catalogue = catalogue;
    }

    /** A role a certification qualifies for. */
    public record QualifiedRole(String role, String title, Certification.RoleLevel level, String source) {}

    @GET
    @Public
    public Page<Certification> list(
            @QueryParam("q") String q,
            @QueryParam("issuer") List<String> issuers,
            @QueryParam("country") List<String> countries,
            @QueryParam("level") List<Certification.Level> levels,
            @QueryParam("status") List<Certification.Status> statuses,
            @QueryParam("role") List<String> roles,
            @BeanParam Paging paging) {
        Catalogue now = catalogue.value();
        if (!countries.stream().allMatch(country -> country.matches("[A-Z]{2}"))) {
            throw Problem.parameter("country", "must be two capital letters (ISO 3166-1)");
        }
        if (!roles.stream().allMatch(now::hasRole)) {
            throw Problem.parameter("role", "is not a role known here");
        }
        List<Certification> found = now.find(Search.of(q)).stream()
                .filter(each -> issuers.isEmpty() || issuers.stream().anyMatch(each.issuer()::equalsIgnoreCase))
                .filter(each -> countries.isEmpty() || countries.contains(each.country()))
                .filter(each -> levels.isEmpty() || levels.contains(each.level()))
                .filter(each -> statuses.isEmpty() || statuses.contains(each.status()))
                .filter(each -> roles.isEmpty()
                        || each.qualifies().stream()
                                .map(Certification.Qualifies::role)
                                .anyMatch(roles::contains))
                .toList();
        return paging.slice(found, Certification::code);
    }

    @GET
    @Path("{code}")
    @Public
    @Produces({MediaType.APPLICATION_JSON, Credential.MEDIA_TYPE})
    public Response get(@PathParam("code") String code, @Context Request request) {
        Catalogue now = catalogue.value();
        Certification certification = now.get(code);
        Variant wanted = request.selectVariant(REPRESENTATIONS);
        boolean linked = MediaType.valueOf(Credential.MEDIA_TYPE).equals(wanted.getMediaType());
        return Response.ok(linked ? Credential.of(certification, now::roleTitle) : certification, wanted)
                .build();
    }

    @GET
    @Path("{code}/roles")
    @Public
    public Page<QualifiedRole> roles(@PathParam("code") String code, @BeanParam Paging paging) {
        Catalogue now = catalogue.value();
        List<QualifiedRole> roles = now.get(code).qualifies().stream()
                .map(each -> new QualifiedRole(each.role(), now.roleTitle(each.role()), each.level(), each.source()))
                .toList();
        return paging.slice(roles, QualifiedRole::role);
    }
}
