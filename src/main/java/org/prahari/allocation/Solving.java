package org.prahari.allocation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    private static final int TOLD = 50;
    private static final Map<Rule, String> CODES = codes();

    private final Round round;
    private final Pool pool;
    private final Progress progress;
    private final Markets markets;
    private final ProofWriter proofs;
    private final Instance instance;
    private final Problem problem;

    /** Told how far it is; asked whether to go on. */
    interface Progress {
        /** @return false if the round was cancelled or taken over, or the node stops */
        boolean at(Round.Stage stage, long done, long total);
    }

    Solving(Round round, Pool pool, Markets markets, ProofWriter proofs, Progress progress) {
        this.round = round;
        this.pool = pool;
        this.markets = markets;
        this.proofs = proofs;
        this.progress = progress;
        Set<String> roles = round.roles() == null ? Set.of() : Set.copyOf(round.roles());
        this.instance = pool.instance(Set.copyOf(round.departments()), roles, round.date());
        this.problem = markets.problem(instance);
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
        Solver.Solved solved = Solver.solved(
                problem,
                THREADS,
                (stage, done, total) -> progress.at(Round.Stage.valueOf(stage.name()), done, total)
                        && within.proceed(stage, done, total));
        Allocation optimum = solved.allocation();
        if (!optimum.proven()) {
            return new Outcome(Round.State.STOPPED, totals(optimum, null, null), List.of(), List.of(), List.of());
        }
        progress.at(Round.Stage.VERIFYING, 0, 1);
        Verifier.Verdict verdict = Verifier.verify(problem, optimum, THREADS);
        if (!verdict.proven()) {
            return Outcome.failed("The proof does not hold: " + verdict.fault());
        }
        if (round.mode() == Round.Mode.STABLE) {
            return stable(optimum);
        }
        Shortage[] shortages = Shortages.of(problem, optimum, THREADS, this::explaining);
        Outcome outcome = outcome(optimum, shortages, totals(optimum, null, null));
        markets.keep(round, pool, instance, solved.open());
        return outcome;
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
        return outcome(found, null, totals(found, optimum.filled() - found.filled(), blocking));
    }

    /** @param shortages by gap; null of an allocation without prices, whose empty seats no set explains */
    private Outcome outcome(Allocation allocation, Shortage[] shortages, Outcome.Totals totals) {
        RunnersUp.RunnerUp[] runnersUp =
                RunnersUp.of(problem, allocation, THREADS, done -> explaining(problem.gaps() + done));
        int[] filled = allocation.filledByGap();
        List<GapOutcome> gaps = new ArrayList<>();
        BitSet mentioned = new BitSet();
        for (int g = 0; g < problem.gaps(); g++) {
            Competition competition = shortages == null || shortages[g] == null ? null : competition(g, shortages[g]);
            if (competition != null) {
                competition.people().forEach(mentioned::set);
            }
            if (runnersUp[g] != null) {
                mentioned.set(runnersUp[g].person());
            }
            gaps.add(row(g, filled[g], allocation, runnersUp[g], competition, shortages != null));
        }
        List<byte[]> proof = explaining(2 * problem.gaps())
                ? proofs.write(round, pool, instance, problem, allocation, shortages != null)
                : List.of();
        return new Outcome(Round.State.SUCCEEDED, totals, gaps, people(allocation, mentioned), proof);
    }

    private boolean explaining(int done) {
        return progress.at(Round.Stage.EXPLAINING, done, 2L * problem.gaps());
    }

    private GapOutcome row(
            int g,
            int filled,
            Allocation allocation,
            RunnersUp.RunnerUp next,
            Competition competition,
            boolean priced) {
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

    /** The gap itself is told first. */
    private static Competition competition(int gap, Shortage shortage) {
        Map<String, Integer> gained = new TreeMap<>();
        shortage.gained().forEach((rule, people) -> gained.put(CODES.get(rule), people));
        boolean binds = shortage.gained().get(shortage.binding()) > 0;
        return new Competition(
                Stream.concat(Stream.of(gap), shortage.gaps().stream().filter(other -> other != gap))
                        .limit(TOLD)
                        .toList(),
                shortage.people().stream().limit(TOLD).toList(),
                shortage.people().size(),
                shortage.seats(),
                gained,
                binds ? CODES.get(shortage.binding()) : null);
    }

    private List<Participant> people(Allocation allocation, BitSet mentioned) {
        return IntStream.range(0, allocation.people())
                .parallel()
                .filter(j -> allocation.gapOf(j) >= 0 || mentioned.get(j))
                .mapToObj(j -> person(j, allocation))
                .toList();
    }

    private Participant person(int j, Allocation allocation) {
        int gap = allocation.gapOf(j);
        var candidate = instance.candidate(j);
        if (gap < 0) {
            return new Participant(j, candidate.id(), candidate.department(), null, null, null);
        }
        var score = pool.score(candidate, instance.opening(gap), round.date());
        return new Participant(
                j, candidate.id(), candidate.department(), gap, allocation.scoreOf(j), score.components());
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
}
