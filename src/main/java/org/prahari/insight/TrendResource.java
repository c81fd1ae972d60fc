package org.prahari.insight;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.prahari.access.Public;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Page;
import org.prahari.http.Paging;

/** What has happened, period by period: of all for everybody, with what is small left out; of one's own whole. */
@Path("/v1/insight")
@Produces(MediaType.APPLICATION_JSON)
public final class TrendResource {
    private final Figures figures;

    /** How long a period is. */
    public enum Per {
        DAY,
        WEEK,
        MONTH;

        LocalDate first(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
        }
    }

    /** What sums are told apart by. */
    public enum By {
        REGION,
        ROLE
    }

    public TrendResource(Figures figures) {
        this.figures = figures;
    }

    @GET
    @Path("trends")
    @Public
    public Page<Trend> trends(
            @QueryParam("by") List<HoldersQuery.By> by,
            @QueryParam("region") List<String> regions,
            @BeanParam Paging paging) {
        figures.atlas().checkRegions(regions);
        return paging.slice(told(figures.toldMonths(), !by.isEmpty(), regions, paging.afterText()), Trend::key);
    }

    /**
     * What is told of no region is told of all together, or not at all.
     *
     * @param after the key of a row; some before it may be left out
     */
    static Stream<Trend> told(Chart told, boolean apart, List<String> regions, String after) {
        return Trend.rows(
                told.groups((region, role) -> {
                    boolean asked = region == null ? !apart && regions.isEmpty() : Chosen.has(regions, region);
                    return asked ? new Trend.Group(apart ? region : null, null) : null;
                }),
                day -> day,
                count -> Shortage.told(count, true),
                after);
    }

    @GET
    @Path("own/trends")
    @Scopes({"gaps:read", "trainees:read"})
    public Page<Trend> ownTrends(
            @Auth Viewer viewer,
            @QueryParam("per") @DefaultValue("month") Per per,
            @QueryParam("by") List<By> by,
            @QueryParam("region") List<String> regions,
            @QueryParam("role") List<String> roles,
            @BeanParam Paging paging) {
        figures.atlas().checkRegions(regions);
        figures.atlas().checkRoles(roles);
        Stream<Trend> rows = own(figures.happened(), viewer::sees, per, by, regions, roles, paging.afterText());
        return paging.slice(rows, Trend::key);
    }

    /** @param after the key of a row; some before it may be left out */
    static Stream<Trend> own(
            Chart happened,
            Predicate<String> departments,
            Per per,
            List<By> by,
            List<String> regions,
            List<String> roles,
            String after) {
        boolean ofRoles = by.contains(By.ROLE) || !roles.isEmpty();
        Stream<Trend> rows = Trend.rows(
                happened.groups((department, role) -> {
                    boolean asked = ofRoles == (role != null)
                            && departments.test(department)
                            && Chosen.has(regions, department)
                            && Chosen.has(roles, role);
                    return asked
                            ? new Trend.Group(
                                    by.contains(By.REGION) ? department : null, by.contains(By.ROLE) ? role : null)
                            : null;
                }),
                per::first,
                count -> count,
                after);
        return ofRoles ? rows.map(Trend::ofSeats) : rows;
    }
}
