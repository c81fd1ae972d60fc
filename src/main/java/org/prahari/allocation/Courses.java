package org.prahari.allocation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.prahari.assignment.Allocation;
import org.prahari.assignment.Problem;
import org.prahari.matching.Candidate;
import org.prahari.matching.Eligibility;
import org.prahari.matching.Finding;
import org.prahari.matching.Opening;

/**
 * The courses worth considering: by which somebody whom nothing but training keeps from a gap could fill it in time, where
 * the prices say that one more there fills one more seat, there or by making room.
 */
final class Courses {
    private static final int MOST = 20_000;
    private static final int PAIRS = 2_000_000;
    private static final int WAYS = 16;
    private static final int DAYS_A_WEEK = 7;

    private final OpenMarket market;
    private final TrainingPlanRequest request;
    private final Preparation preparation;
    private final Eligibility eligibility;
    private final Map<List<Object>, Course> found = new LinkedHashMap<>();
    private boolean complete = true;

    /**
     * What one trainee would take.
     *
     * @param ends the day on which each step is over
     * @param trained the trainee thereafter
     */
    record Course(int person, List<Preparation.Step> steps, List<LocalDate> ends, long cost, Candidate trained) {}

    Courses(OpenMarket market, TrainingPlanRequest request, Preparation preparation) {
        this.market = market;
        this.request = request;
        this.preparation = preparation;
        this.eligibility = new Eligibility(market.pool().credentials());
        look();
    }

    List<Course> all() {
        return List.copyOf(found.values());
    }

    /** Whether there are no more of them than could be looked at. */
    boolean complete() {
        return complete;
    }

    private void look() {
        Problem problem = market.problem();
        Allocation allocation = market.market().allocation();
        Map<String, List<Integer>> seeking = seeking(problem);
        int pairs = 0;
        for (int g = 0; g < problem.gaps(); g++) {
            Opening opening = market.instance().opening(g);
            if (problem.gap(g).seats() == 0
                    || problem.weight(allocation.price(g)) >= problem.gap(g).weight()) {
                continue;
            }
            for (int j : seeking.getOrDefault(opening.role(), List.of())) {
                if (found.size() >= MOST || pairs >= PAIRS) {
                    complete = false;
                    return;
                }
                if (!problem.eligible(g, j)) {
                    pairs++;
                    consider(j, opening);
                }
            }
        }
    }

    private Map<String, List<Integer>> seeking(Problem problem) {
        Map<String, List<Integer>> seeking = new HashMap<>();
        for (int j = 0; j < problem.people(); j++) {
            for (Candidate.Sought sought : market.instance().candidate(j).sought()) {
                seeking.computeIfAbsent(sought.role(), role -> new ArrayList<>())
                        .add(j);
            }
        }
        return seeking;
    }

    private void consider(int person, Opening opening) {
        Candidate candidate = market.instance().candidate(person);
        List<Finding> findings = eligibility.check(candidate, opening, market.date());
        if (!Eligibility.nearMiss(findings)) {
            return;
        }
        LocalDate start = opening.start(market.date());
        LocalDate end = start.isBefore(request.by()) ? start : request.by();
        for (Set<String> codes : ways(findings)) {
            List<Object> key = List.of(person, codes);
            if (!found.containsKey(key)) {
                preparation
                        .steps(candidate, codes)
                        .flatMap(steps -> course(person, candidate, steps, end))
                        .ifPresent(course -> found.put(key, course));
            }
        }
    }

    /** The sets of certifications any one of which would mend all that is not met, up to {@value #WAYS}. */
    private Collection<Set<String>> ways(List<Finding> findings) {
        Set<Set<String>> ways = new LinkedHashSet<>(Set.of(Set.of()));
        for (Finding finding : findings) {
            for (Finding.Change change : finding.changes()) {
                Set<Set<String>> longer = new LinkedHashSet<>();
                for (Set<String> way : ways) {
                    for (String code : change.oneOf()) {
                        Set<String> more = new TreeSet<>(way);
                        more.add(code);
                        longer.add(more);
                    }
                }
                complete &= longer.size() <= WAYS;
                ways = longer.stream().limit(WAYS).collect(Collectors.toCollection(LinkedHashSet::new));
            }
        }
        return ways.stream().filter(way -> !way.isEmpty()).toList();
    }

    private Optional<Course> course(int person, Candidate candidate, List<Preparation.Step> steps, LocalDate end) {
        List<LocalDate> ends = new ArrayList<>();
        List<Candidate.Held> held = new ArrayList<>(candidate.held());
        long hours = 0;
        for (Preparation.Step step : steps) {
            hours += step.fee().hours();
            ends.add(market.date().plusDays(-Math.floorDiv(-hours * DAYS_A_WEEK, request.hoursPerWeek())));
            held.add(step.syllabus().earnedOn(ends.get(ends.size() - 1)));
        }
        long cost = Preparation.cost(steps);
        return cost > request.budget() || ends.get(ends.size() - 1).isAfter(end)
                ? Optional.empty()
                : Optional.of(new Course(person, steps, ends, cost, Scenario.holding(candidate, held)));
    }
}
