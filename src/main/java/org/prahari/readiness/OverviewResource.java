package org.prahari.readiness;

import static java.util.stream.Collectors.groupingBy;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.prahari.access.Public;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Page;
import org.prahari.http.Paging;

/** How ready all facilities are that a client may see, and by what that is judged. */
@Path("/v1/readiness")
@Produces(MediaType.APPLICATION_JSON)
public final class OverviewResource {
    private final ReadinessDao dao;
    private final Questions questions;
    private final Standard standard;
    private final Clock clock;

    /** @param clock tells the business day, in its zone */
    public OverviewResource(ReadinessDao dao, Questions questions, Standard standard, Clock clock) {
        this.dao = dao;
        this.questions = questions;
        this.standard = standard;
        this.clock = clock;
    }

    @GET
    @Scopes("facilities:read")
    public Page<Readiness> list(
            @Auth Viewer viewer,
            @QueryParam("kind") List<FacilityKind> kinds,
            @QueryParam("district") List<Integer> districts,
            @BeanParam Paging paging) {
        LocalDate today = LocalDate.now(clock);
        return dao.inTransaction(tx -> {
            var places = tx.list(viewer, kinds, districts, paging.afterId(), paging.limit() + 1);
            List<UUID> ids = places.stream().map(ReadinessDao.Place::id).toList();
            int most = ReadinessResource.MOST_ASSESSMENTS * (ids.size() + 1);
            LocalDate since = today.minusMonths(ReadinessResource.FORGOTTEN);
            Map<UUID, List<Assessment>> assessments = tx.assessments().listSince(viewer, ids, since, most).stream()
                    .collect(groupingBy(Assessment::facility));
            return Page.of(places, paging.limit(), place -> List.of(place.id().toString()))
                    .map(place ->
                            Readiness.of(place, questions, assessments.getOrDefault(place.id(), List.of()), today, 0));
        });
    }

    @GET
    @Path("questions")
    @Public(maxAge = 3600)
    public Page<Question> questions(@BeanParam Paging paging) {
        return paging.slice(questions.all(), Question::id);
    }

    @GET
    @Path("standard")
    @Public(maxAge = 3600)
    public Standard standard() {
        return standard;
    }
}
