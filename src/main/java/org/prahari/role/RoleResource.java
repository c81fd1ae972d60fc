package org.prahari.role;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.core.Variant;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.prahari.access.Public;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;
import org.prahari.http.Search;
import org.prahari.store.Snapshot;

/** Roles, and what the framework says of each, for everybody. */
@Path("/v1/roles")
@Produces(MediaType.APPLICATION_JSON)
public final class RoleResource {
    private static final String LINKED = "application/ld+json";
    private static final List<Variant> REPRESENTATIONS = Variant.mediaTypes(
                    MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(LINKED))
            .build();
    private static final int PERMANENT_REDIRECT = 308;
    private final Snapshot<Roles> roles;
    private final Snapshot<Frameworks> frameworks;

    public RoleResource(Snapshot<Roles> roles, Snapshot<Frameworks> frameworks) {
        this.roles = roles;
        this.frameworks = frameworks;
    }

    @GET
    @Public
    public Page<Role> list(
            @QueryParam("q") String query,
            @QueryParam("category") List<String> categories,
            @QueryParam("safeguard") List<Role.Safeguard> safeguards,
            @BeanParam Paging paging) {
        Roles all = roles.value();
        if (!categories.stream().allMatch(all::hasCategory)) {
            throw Problem.parameter("category", "is not the code of a category");
        }
        return paging.slice(all.search(Search.of(query), Set.copyOf(categories), safeguards), Role::id);
    }

    @GET
    @Path("{id}")
    @Public
    @Produces({MediaType.APPLICATION_JSON, LINKED})
    public Response get(@PathParam("id") String id, @Context UriInfo address, @Context Request request) {
        Role role = role(id, "", address);
        Variant wanted = request.selectVariant(REPRESENTATIONS);
        boolean linked = MediaType.valueOf(LINKED).equals(wanted.getMediaType());
        return Response.ok(linked ? Occupation.of(role) : role, wanted).build();
    }

    @GET
    @Path("{id}/elements")
    @Public
    public Page<Element> elements(
            @PathParam("id") String id,
            @QueryParam("kind") List<Element.Kind> kinds,
            @QueryParam("version") String version,
            @BeanParam Paging paging,
            @Context UriInfo address) {
        Role role = role(id, "/elements", address);
        if (!Element.STATEMENTS.containsAll(kinds)) {
            throw Problem.parameter("kind", "is not a kind of statement that roles have");
        }
        Set<Element.Kind> wanted = kinds.isEmpty() ? Element.STATEMENTS : Set.copyOf(kinds);
        List<Element> elements = frameworks
                .value()
                .findOrNewest("version", version)
                .map(framework -> framework.elementsOf(role.id(), wanted))
                .orElse(List.of());
        return paging.slice(elements, Element::key);
    }

    /** The role; whoever asks by an id of the past is sent to the same place under the id of today. */
    private Role role(String id, String rest, UriInfo address) {
        Roles all = roles.value();
        return all.find(id)
                .orElseThrow(() -> all.findByAlias(id)
                        .<RuntimeException>map(today -> new RedirectionException(
                                PERMANENT_REDIRECT, moved("/v1/roles/" + today.id() + rest, address)))
                        .orElseGet(() -> Problem.NOT_FOUND.because(null)));
    }

    private static URI moved(String path, UriInfo address) {
        String query = address.getRequestUri().getRawQuery();
        return URI.create(query == null ? path : path + "?" + query);
    }
}
