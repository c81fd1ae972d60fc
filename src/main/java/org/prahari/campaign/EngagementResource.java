package org.prahari.campaign;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;

/** Where apps tell how campaigns are met with. */
@Path("/v1/engagement")
public final class EngagementResource {
    private final Engagement engagement;

    public EngagementResource(Engagement engagement) {
        this.engagement = engagement;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Scopes(EngagementSettings.SCOPE)
    public Response count(@Auth Viewer viewer, @NotNull @Valid EngagementRequest request) {
        engagement.count(request, viewer);
        return Response.noContent().build();
    }
}
