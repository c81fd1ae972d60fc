package org.prahari.readiness;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.dropwizard.auth.Auth;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;

/** How ready a facility is, and what follows from it: proposals, nothing of which happens by itself. */
@Path("/v1/facilities/{id}/readiness")
@Produces(MediaType.APPLICATION_JSON)
public final class ReadinessResource {
    /** Assessments of one facility that are looked at, the latest ones. */
    static final int MOST_ASSESSMENTS = 500;
    /** Months after which an assessment tells nothing of any month shown: nor an answer of it, nor when the next is due. */
    static final int FORGOTTEN = 24;

    private static final int MOST_MONTHS = 60;
    private static final int MOST_TRAININGS = 6;
    private static final int MOST_CAMPAIGNS = 50;
    private static final int LONGEST_AUDIENCE = 40;

    private final ReadinessDao dao;
    private final Questions questions;
    private final Standard standard;
    private final Clock clock;

    /** @param clock tells the business day, in its zone */
    public ReadinessResource(ReadinessDao dao, Questions questions, Standard standard, Clock clock) {
        this.dao = dao;
        this.questions = questions;
        this.standard = standard;
        this.clock = clock;
    }

    @GET
    @Scopes("facilities:read")
    public Readiness get(
            @Auth Viewer viewer, @PathParam("id") UUID id, @QueryParam("months") @DefaultValue("12") int months) {
        check("months", months, 0, MOST_MONTHS);
        return at(viewer, id, (tx, place) -> readiness(tx, viewer, place, months));
    }

    @GET
    @Path("staffing")
    @Scopes({"facilities:read", "gaps:read"})
    public Staffing staffing(@Auth Viewer viewer, @PathParam("id") UUID id) {
        return at(
                viewer,
                id,
                (tx, place) -> Staffing.of(
                        place, standard, hands(tx, viewer, id), tx.listOpen(viewer, id), LocalDate.now(clock)));
    }

    @GET
    @Path("cover")
    @Scopes({"facilities:read", "offers:read"})
    public Cover cover(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @QueryParam("perHand") @DefaultValue("" + MOST_TRAININGS) int perHand) {
        check("perHand", perHand, 1, MOST_TRAININGS);
        return at(viewer, id, (tx, place) -> {
            Set<String> fitting =
                    standard.of(place.kind()).stream().map(Standard.Line::role).collect(Collectors.toSet());
            return Cover.of(place, hands(tx, viewer, id), tx.listGuards(), fitting, perHand);
        });
    }

    @GET
    @Path("campaigns")
    @Scopes("facilities:read")
    public Outreach campaigns(
            @Auth Viewer viewer,
            @PathParam("id") UUID id,
            @QueryParam("audience") List<String> audiences,
            @QueryParam("most") @DefaultValue("10") int most) {
        check("most", most, 1, MOST_CAMPAIGNS);
        if (audiences.stream().anyMatch(audience -> audience.length() > LONGEST_AUDIENCE)) {
            throw Problem.parameter("audience", "is longer than " + LONGEST_AUDIENCE + " characters");
        }
        LocalDate today = LocalDate.now(clock);
        return at(
                viewer,
                id,
                (tx, place) -> Outreach.of(
                        place,
                        readiness(tx, viewer, place, 0).safeguards(),
                        tx.listShown(),
                        audiences,
                        clock.instant(),
                        today,
                        most));
    }

    private <T> T at(Viewer viewer, UUID id, BiFunction<ReadinessDao, ReadinessDao.Place, T> work) {
        return dao.inTransaction(tx ->
                work.apply(tx, tx.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null))));
    }

    private static List<Hand> hands(ReadinessDao tx, Viewer viewer, UUID facility) {
        List<Hand> hands = new ArrayList<>();
        tx.staff()
                .findSaid(viewer, facility)
                .ifPresent(staff -> staff.posts().forEach(post -> hands.add(Hand.of(post))));
        Map<UUID, List<Skill>> sought = tx.listSought(viewer, facility).stream()
                .collect(groupingBy(
                        ReadinessDao.Sought::trainee, mapping(one -> new Skill(one.role(), one.level()), toList())));
        tx.listPlaced(viewer, facility)
                .forEach(placed -> hands.add(Hand.of(placed, sought.getOrDefault(placed.trainee(), List.of()))));
        return hands;
    }

    private Readiness readiness(ReadinessDao tx, Viewer viewer, ReadinessDao.Place place, int months) {
        LocalDate today = LocalDate.now(clock);
        var assessments = tx.assessments()
                .listSince(viewer, List.of(place.id()), today.minusMonths((long) FORGOTTEN + months), MOST_ASSESSMENTS);
        return Readiness.of(place, questions, assessments, today, months);
    }

    private static void check(String parameter, int value, int least, int most) {
        if (value < least || value > most) {
            throw Problem.parameter(parameter, "must be between " + least + " and " + most);
        }
    }
}
