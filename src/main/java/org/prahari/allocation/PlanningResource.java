package org.prahari.allocation;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;

/** What would become of a round if the world were another. Looks things up only: nothing is stored. */
@Path("/v1/allocations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PlanningResource {
    private final RoundDao rounds;
    private final ScenarioDao dao;
    private final Markets markets;

    public PlanningResource(RoundDao rounds, ScenarioDao dao, Markets markets) {
        this.rounds = rounds;
        this.dao = dao;
        this.markets = markets;
    }

    @POST
    @Path("{id}/what-if")
    @Scopes("allocations:read")
    public Effect whatIf(@Auth Viewer viewer, @PathParam("id") UUID id, @NotNull @Valid WhatIfRequest request) {
        Round round = optimal(viewer, id);
        Map<String, Syllabus> syllabi = syllabi();
        return markets.in(round, market -> {
            var scenario = new Scenario(market, viewer, dao, syllabi, request);
            return market.effect(round, scenario.changes(), scenario.joining());
        });
    }

    @POST
    @Path("{id}/training-plan")
    @Scopes("allocations:read")
    public TrainingAdvice trainingPlan(
            @Auth Viewer viewer, @PathParam("id") UUID id, @NotNull @Valid TrainingPlanRequest request) {
        Round round = optimal(viewer, id);
        Map<String, Syllabus> syllabi = syllabi();
        return markets.in(round, market -> {
            if (request.by().isBefore(market.date())) {
                throw Problem.INVALID.at("/by", "is before " + market.date() + ", the day the round is judged on");
            }
            return new Advising(market, syllabi, request).advise(round);
        });
    }

    private Map<String, Syllabus> syllabi() {
        return dao.listSyllabi().stream().collect(Collectors.toMap(Syllabus::code, Function.identity()));
    }

    private Round optimal(Viewer viewer, UUID id) {
        Round round = rounds.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
        if (round.state() != Round.State.SUCCEEDED) {
            throw Problem.CONFLICT.because("The round has found nothing (yet): its state tells");
        }
        if (round.mode() != Round.Mode.OPTIMAL) {
            throw Problem.CONFLICT.because("A stable round has no prices from which to go on");
        }
        return round;
    }
}
