package org.prahari.allocation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.prahari.assignment.Allocation;
import org.prahari.assignment.Control;
import org.prahari.assignment.Problem;
import org.prahari.assignment.Rule;
import org.prahari.assignment.RunnersUp;
import org.prahari.assignment.Shortage;
import org.prahari.assignment.Shortages;
import org.prahari.assignment.Solver;
import org.prahari.assignment.Stable;
import org.prahari.assignment.Verifier;
import org.prahari.matching.Instance;
import org.prahari.matching.Pool;

/** One round from the pool to its outcome; holds no connection. */
final class Solving {
    private static final int THREADS =
            Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors()));
    private static final int BLOCKING = 1000;
    /** Gaps whose shortage is worked out; beyond so many empty ones the round tells that it is not. */
    private static final int EXPLAINED = 2000;

    private static final int TOLD = 50;
    private static final Map<Rule, String> CODES = codes();

    private final Round round;
    private final Pool pool;
    private final Progress progress;
    private final ProofWriter proofs;
    private final Instance instance;
    private final Problem problem;

    /** Told how far it is; asked whether to go on. */
    interface Progress {
        /** @return false if the round was cancelled or taken over, or the node stops */
        boolean at(Round.Stage stage, long done, long total);
    }

    Solving(Round round, Pool pool, PriorityWeights weights, ProofWriter proofs, Progress progress) {
        this.round = round;
        this.pool = pool;
        this.proofs = proofs;
        this.progress = progress;
        Set<String> roles = round.roles() == null ? Set.of() : Set.copyOf(round.roles());
        this.instance = pool.instance(Set.copyOf(round.departments()), roles, round.date());
        this.problem = weights.of(instance.problem());
    }

    /** The names of the solver's rules in the rest of the service. */
    private static Map<Rule, String> codes() {
        Map<Rule, String> codes = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            codes.put(
                    rule,
                    rule == Rule.CERTIFICATES ? "certifications" : rule.name().toLowerCase(Locale.ROOT));
        }
        return codes;
    }

    /** @param limit after which it stops and tells how near it came */
    Outcome solve(Duration limit) {
        Control within = Control.within(limit);
        Allocation optimum = Solver.solve(
                problem,
                THREADS,
                (stage, done, total) -> progress.at(Round.Stage.valueOf(stage.name()), done, total)
                        && within.proceed(stage, done, total));
        if (!optimum.proven()) {
            return new Outcome(Round.State.STOPPED, totals(optimum, null, null), List.of(), List.of(), List.of());
        }
        progress.at(Round.Stage.VERIFYING, 0, 1);
        Verifier.Verdict verdict = Verifier.verify(problem, optimum, THREADS);
        if (!verdict.proven()) {
            return Outcome.failed("The proof does not hold: " + verdict.fault());
        }
        progress.at(Round.Stage.EXPLAINING, 0, problem.gaps());
        return round.mode() == Round.Mode.OPTIMAL ? optimal(optimum) : stable(optimum);
    }

    private Outcome optimal(Allocation optimum) {
        int[] filled = filled(optimum);
        List<GapOutcome> gaps = new ArrayList<>();
        Set<Integer> mentioned = new HashSet<>();
        var runnersUp = new RunnersUp(problem, optimum);
        Shortages shortages = null;
        int explained = 0;
        for (int g = 0; g < problem.gaps(); g++) {
            Competition competition = null;
            if (filled[g] < seats(g) && explained++ < EXPLAINED) {
                shortages = shortages == null ? new Shortages(problem, optimum) : shortages;
                competition = competition(shortages.of(g));
                mentioned.addAll(competition.people());
            }
            gaps.add(row(g, filled[g], optimum, runnersUp, mentioned, competition, true));
            progress.at(Round.Stage.EXPLAINING, g, problem.gaps());
        }
        return new Outcome(
                Round.State.SUCCEEDED,
                totals(optimum, null, null),
                gaps,
                people(optimum, mentioned),
                proofs.write(round, pool, instance, optimum, true));
    }

    /** Trainees want the roles they seek in their order, and of one role the place they score highest at. */
    private Outcome stable(Allocation optimum) {
        Stable.Wishes wishes = (person, gap, score) -> {
            int rank = instance.candidate(person).rank(instance.opening(gap).role());
            return score - rank * 100_000L;
        };
        Allocation found = Allocation.unpriced(problem, Stable.match(problem, wishes));
        int[] places = new int[problem.people()];
        for (int j = 0; j < places.length; j++) {
            places[j] = optimum.gapOf(j);
        }
        int blocking = Stable.blocking(problem, wishes, places, BLOCKING).size();
        int[] filled = filled(found);
        List<GapOutcome> gaps = new ArrayList<>();
        Set<Integer> mentioned = new HashSet<>();
        var runnersUp = new RunnersUp(problem, found);
        for (int g = 0; g < problem.gaps(); g++) {
            gaps.add(row(g, filled[g], found, runnersUp, mentioned, null, false));
        }
        return new Outcome(
                Round.State.SUCCEEDED,
                totals(found, optimum.filled() - found.filled(), blocking),
                gaps,
                people(found, mentioned),
                proofs.write(round, pool, instance, found, false));
    }

    private GapOutcome row(
            int g,
            int filled,
            Allocation allocation,
            RunnersUp runnersUp,
            Set<Integer> mentioned,
            Competition competition,
            boolean priced) {
        var next = filled == 0 ? null : runnersUp.of(g).orElse(null);
        if (next != null) {
            mentioned.add(next.person());
        }
        var opening = instance.opening(g);
        return new GapOutcome(
                g,
                opening.id(),
                opening.department(),
                opening.role(),
                seats(g),
                filled,
                priced ? problem.weight(allocation.price(g)) : null,
                priced ? problem.score(allocation.price(g)) : null,
                next == null ? null : next.person(),
                next == null ? null : next.score(),
                competition);
    }

    private static Competition competition(Shortage shortage) {
        Map<String, Integer> gained = new TreeMap<>();
        shortage.gained().forEach((rule, people) -> gained.put(CODES.get(rule), people));
        boolean binds = shortage.gained().get(shortage.binding()) > 0;
        return new Competition(
                shortage.gaps().stream().limit(TOLD).toList(),
                shortage.people().stream().limit(TOLD).toList(),
                shortage.people().size(),
                shortage.seats(),
                gained,
                binds ? CODES.get(shortage.binding()) : null);
    }

    private List<Participant> people(Allocation allocation, Set<Integer> mentioned) {
        List<Participant> rows = new ArrayList<>();
        for (int j = 0; j < allocation.people(); j++) {
            int gap = allocation.gapOf(j);
            if (gap >= 0) {
                var candidate = instance.candidate(j);
                rows.add(new Participant(
                        j,
                        candidate.id(),
                        candidate.department(),
                        gap,
                        allocation.scoreOf(j),
                        pool.score(candidate, instance.opening(gap), round.date())
                                .components()));
            } else if (mentioned.contains(j)) {
                var candidate = instance.candidate(j);
                rows.add(new Participant(j, candidate.id(), candidate.department(), null, null, null));
            }
        }
        return rows;
    }

    private Outcome.Totals totals(Allocation allocation, Integer lost, Integer blocking) {
        int seats = 0;
        for (int g = 0; g < problem.gaps(); g++) {
            seats += seats(g);
        }
        boolean priced = lost == null;
        return new Outcome.Totals(
                problem.people(),
                problem.gaps(),
                seats,
                allocation.filled(),
                problem.weight(allocation.value()),
                problem.score(allocation.value()),
                priced ? problem.weight(allocation.bound()) : null,
                priced ? problem.score(allocation.bound()) : null,
                lost,
                blocking,
                null);
    }

    private int seats(int gap) {
        var opening = instance.opening(gap);
        return opening.open() ? Math.max(0, opening.freeSeats()) : 0;
    }

    private int[] filled(Allocation allocation) {
        int[] filled = new int[problem.gaps()];
        for (int j = 0; j < allocation.people(); j++) {
            if (allocation.gapOf(j) >= 0) {
                filled[allocation.gapOf(j)]++;
            }
        }
        return filled;
    }
}
