package org.prahari.readiness;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.UUID;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Problem;
import org.prahari.store.Change;

/** The posts of a facility that are filled already. */
@Path("/v1/facilities/{id}/staff")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class StaffResource {
    private final StaffDao dao;
    private final Clock clock;

    public StaffResource(StaffDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    @GET
    @Scopes("facilities:read")
    public Response get(@Auth Viewer viewer, @PathParam("id") UUID id) {
        Staff staff = find(viewer, id);
        return Conditional.ok(staff, staff.version());
    }

    @PUT
    @Scopes("facilities:write")
    public Response replace(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull @Valid StaffRequest request) {
        Staff stored = find(viewer, id);
        Conditional.version(ifMatch, stored.version());
        Staff staff = request.replace(stored, clock.instant());
        dao.useTransaction(tx -> {
            request.check(tx.listRoles());
            Conditional.met(stored.updatedAt() == null ? tx.insert(viewer, staff) : tx.update(viewer, staff));
            tx.log(Change.of("staff", id, staff.version(), Change.Kind.UPDATED, viewer.name(), clock.instant())
                    .in(staff.department()));
        });
        return Conditional.ok(staff, staff.version());
    }

    private Staff find(Viewer viewer, UUID id) {
        return dao.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }
}
