package org.prahari.readiness;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;
import org.prahari.store.Deed;

/** Who could help a facility in an incident. Looks people up only: nobody is called, nothing is stored but who has looked. */
@Path("/v1/facilities/{id}/readiness/surge")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SurgeResource {
    private final SurgeDao dao;
    private final Clock clock;

    /** @param clock tells the business day, in its zone */
    public SurgeResource(SurgeDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    @POST
    @Scopes({"facilities:read", "matching:read"})
    public Roster draw(@Auth Viewer viewer, @PathParam("id") UUID id, @NotNull @Valid SurgeRequest request) {
        LocalDate today = LocalDate.now(clock);
        LocalDate from = request.from() == null ? today : request.from();
        return dao.inTransaction(tx -> {
            ReadinessDao.Place place =
                    tx.readiness().find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
            request.check(tx.readiness().staff().listRoles());
            if (from.isBefore(today)) {
                throw Problem.INVALID.at("/from", "is past");
            }
            var call = new SurgeDao.Call(
                    id,
                    place.department(),
                    place.district(),
                    from,
                    from.plusDays(request.withinDays()),
                    request.remote(),
                    request.movePlaced());
            List<List<Volunteer>> could = request.needs().stream()
                    .map(need -> tx.list(
                            viewer, call, need.role(), need.level().andAbove(), request.languages(), request.seats()))
                    .toList();
            tx.audit(Deed.of("listed", "trainee", null, place.department(), viewer.name(), clock.instant()));
            return Roster.of(place, request, call, could);
        });
    }
}
