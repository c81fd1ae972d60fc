package org.prahari.insight;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Page;
import org.prahari.http.Paging;

/** Which role loses its last qualified person in which district: it tells of few, so a department is told of its own only. */
@Path("/v1/insight/own/forecast")
@Produces(MediaType.APPLICATION_JSON)
public final class ForecastResource {
    private final Figures figures;

    /** Which rows are told. */
    public enum Only {
        LOSING
    }

    public ForecastResource(Figures figures) {
        this.figures = figures;
    }

    @GET
    @Scopes("trainees:read")
    public Page<Forecast> list(
            @Auth Viewer viewer,
            @QueryParam("region") List<String> regions,
            @QueryParam("district") List<Integer> districts,
            @QueryParam("role") List<String> roles,
            @QueryParam("only") Only only,
            @BeanParam Paging paging) {
        Atlas atlas = figures.atlas();
        atlas.checkRegions(regions);
        atlas.checkDistricts(districts);
        atlas.checkRoles(roles);
        Figures.Outlook outlook = figures.outlook();
        List<Forecast> rows = outlook
                .qualified()
                .sums(
                        place -> viewer.sees(place.department())
                                        && Chosen.has(regions, place.region())
                                        && Chosen.has(districts, place.district())
                                ? Optional.of(new Forecast.Where(place.region(), place.district()))
                                : Optional.empty(),
                        role -> Chosen.has(roles, role) ? List.of(role) : List.of())
                .stream()
                .map(sum -> Forecast.of(sum, YearMonth.from(outlook.today())))
                .filter(row -> only != Only.LOSING || row.lastLost() != null)
                .sorted(Comparator.comparing(Forecast::key))
                .toList();
        return paging.slice(rows, Forecast::key);
    }
}
