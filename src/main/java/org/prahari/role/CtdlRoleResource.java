package org.prahari.role;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.prahari.access.Public;
import org.prahari.http.Ctdl;
import org.prahari.http.Problem;
import org.prahari.store.Snapshot;

/** Roles in the words of the Credential Engine, for everybody. */
@Path("/v1/ctdl/roles/{id}")
@Produces(Ctdl.MEDIA_TYPE)
public final class CtdlRoleResource {
    private final Snapshot<Roles> roles;

    public CtdlRoleResource(Snapshot<Roles> roles) {
        this.roles = roles;
    }

    /** A role as linked data of the Credential Engine. */
    public record WorkRole(
            @JsonProperty("@context") String context,
            @JsonProperty("@type") String type,
            @JsonProperty("@id") String id,
            @JsonProperty("ceterms:name") Ctdl.Text name,
            @JsonProperty("ceterms:description") Ctdl.Text description,
            @JsonProperty("ceterms:codedNotation") String codedNotation) {}

    @GET
    @Public
    public WorkRole get(@PathParam("id") String id) {
        Role role = roles.value().find(id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        return new WorkRole(
                Ctdl.CONTEXT,
                "ceterms:WorkRole",
                "/v1/roles/" + role.id(),
                new Ctdl.Text(role.title()),
                new Ctdl.Text(role.summary()),
                role.id());
    }
}
