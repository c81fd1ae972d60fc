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
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.prahari.access.Public;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.insight.Chronicle.Happening;

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
        return paging.slice(told(figures.toldHappened(), !by.isEmpty(), regions), Trend::key);
    }

    /** What is told of no region is told of all together, or not at all. */
    static List<Trend> told(Map<Happening, Integer> told, boolean apart, List<String> regions) {
        return Trend.of(
                told,
                one -> {
                    boolean asked = one.department() == null
                            ? !apart && regions.isEmpty()
                            : Chosen.has(regions, one.department());
                    return asked
                            ? Optional.of(new Trend.Group(apart ? one.department() : null, null))
                            : Optional.empty();
                },
                day -> day,
                count -> Shortage.told(count, true));
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
        return paging.slice(own(figures.happened(), viewer::sees, per, by, regions, roles), Trend::key);
    }

    static List<Trend> own(
            Map<Happening, Integer> happened,
            Predicate<String> departments,
            Per per,
            List<By> by,
            List<String> regions,
            List<String> roles) {
        boolean ofRoles = by.contains(By.ROLE) || !roles.isEmpty();
        List<Trend> rows = Trend.of(
                happened,
                one -> {
                    boolean asked = departments.test(one.department())
                            && Chosen.has(regions, one.department())
                            && (!ofRoles || one.role() != null)
                            && Chosen.has(roles, one.role());
                    return asked
                            ? Optional.of(new Trend.Group(
                                    by.contains(By.REGION) ? one.department() : null,
                                    by.contains(By.ROLE) ? one.role() : null))
                            : Optional.empty();
                },
                per::first,
                count -> count);
        return ofRoles ? rows.stream().map(Trend::ofSeats).toList() : rows;
    }
}
