package org.prahari.insight;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
        Stream<Forecast> rows =
                rows(figures.outlook(), viewer::sees, regions, districts, roles, only, paging.afterText());
        return paging.slice(rows, Forecast::key);
    }

    /** @param after the key of a row; some before it may be left out */
    static Stream<Forecast> rows(
            Figures.Outlook outlook,
            Predicate<String> departments,
            List<String> regions,
            List<Integer> districts,
            List<String> roles,
            Only only,
            String after) {
        Table qualified = outlook.qualified();
        return qualified
                .byPlace(
                        qualified.places(
                                departments,
                                place -> Chosen.has(regions, place.region()) && Chosen.has(districts, place.district())
                                        ? Optional.of(new Shortage.Where(place.region(), place.district()))
                                        : Optional.empty(),
                                Shortage.Where::key),
                        qualified.items(role -> Chosen.has(roles, role) ? List.of(role) : List.of(), role -> role),
                        only == Only.LOSING ? Forecast::loses : there -> there != 0,
                        after)
                .map(sum -> Forecast.of(sum, YearMonth.from(outlook.today())));
    }
}
