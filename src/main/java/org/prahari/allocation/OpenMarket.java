package org.prahari.allocation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntFunction;
import org.prahari.assignment.Allocation;
import org.prahari.assignment.Gap;
import org.prahari.assignment.Market;
import org.prahari.assignment.Problem;
import org.prahari.assignment.WhatIf;
import org.prahari.matching.Candidate;
import org.prahari.matching.Instance;
import org.prahari.matching.Opening;
import org.prahari.matching.Pool;

/**
 * A round's market as the pool is now, cleared, for one thread at a time.
 */
record OpenMarket(Pool pool, LocalDate date, Instance instance, Market market, PriorityWeights weights) {
    static final int UNIT = 1024;
    private static final long PERSON = 400;
    private static final long GAP = 1000;
    private static final int TOLD = 1000;

    /** Whether another instance is this one's, number for number. */
    boolean same(Instance other) {
        boolean same = other.problem().same(instance.problem());
        for (int j = 0; same && j < problem().people(); j++) {
            same = other.trainee(j).equals(instance.trainee(j));
        }
        for (int g = 0; same && g < problem().gaps(); g++) {
            same = other.opening(g).id().equals(instance.opening(g).id());
        }
        return same;
    }

    /** The same market over a pool that has changed in nothing that matters to it. */
    OpenMarket over(Pool now, Instance same) {
        return new OpenMarket(now, date, same, market, weights);
    }

    Problem problem() {
        return market.initial();
    }

    /** A gap by the numbers of the problem. */
    Gap encode(Opening changed) {
        return instance.encode(changed).withWeight(weights.of(changed.priority()));
    }

    /** What it takes of the heap, roughly, in units of {@value #UNIT} bytes. */
    int units() {
        return (int) ((PERSON * problem().people() + GAP * problem().gaps()) / UNIT) + 1;
    }

    /** @param joining those whose numbers follow the others' */
    Effect effect(Round round, WhatIf.Changes changes, List<Candidate> joining) {
        WhatIf tried = new WhatIf(market, changes);
        Allocation was = market.allocation();
        Allocation is = tried.allocation();
        int present = problem().people()
                + changes.joining().size()
                - changes.leaving().size();
        IntFunction<Gap> before = problem()::gap;
        IntFunction<Gap> after = g -> changes.gaps().getOrDefault(g, problem().gap(g));
        Effect.Totals old = totals(problem().people(), before, was);
        Effect.Totals changed = totals(present, after, is);
        int[] more = new int[PriorityWeights.PRIORITIES + 1];
        count(was, -1, before, more);
        count(is, 1, after, more);
        List<Effect.Seats> byPriority = new ArrayList<>();
        for (int p = PriorityWeights.PRIORITIES; p > 0; p--) {
            if (more[p] != 0) {
                byPriority.add(new Effect.Seats(p, more[p]));
            }
        }
        List<WhatIf.Move> moves = tried.moves();
        return new Effect(
                date,
                same(round, old),
                old,
                changed,
                byPriority,
                changed.weight() - old.weight(),
                changed.score() - old.score(),
                moves.size(),
                moves.stream().limit(TOLD).map(move -> move(move, joining)).toList());
    }

    private Effect.Move move(WhatIf.Move move, List<Candidate> joining) {
        Candidate who = move.person() < problem().people()
                ? instance.candidate(move.person())
                : joining.get(move.person() - problem().people());
        return new Effect.Move(who.id(), who.department(), gap(move.from()), gap(move.to()));
    }

    private UUID gap(int number) {
        return number < 0 ? null : instance.opening(number).id();
    }

    private void count(Allocation allocation, int sign, IntFunction<Gap> gaps, int[] more) {
        for (int j = 0; j < allocation.people(); j++) {
            int gap = allocation.gapOf(j);
            if (gap >= 0) {
                more[weights.priority(gaps.apply(gap).weight())] += sign;
            }
        }
    }

    private Effect.Totals totals(int present, IntFunction<Gap> gaps, Allocation allocation) {
        Problem values = problem();
        int seats = 0;
        for (int g = 0; g < values.gaps(); g++) {
            seats += gaps.apply(g).seats();
        }
        return new Effect.Totals(
                present,
                seats,
                allocation.filled(),
                values.weight(allocation.value()),
                values.score(allocation.value()),
                values.weight(allocation.bound()),
                values.score(allocation.bound()));
    }

    private static boolean same(Round round, Effect.Totals now) {
        return Objects.equals(round.people(), now.people())
                && Objects.equals(round.seats(), now.seats())
                && Objects.equals(round.filled(), now.filled())
                && Objects.equals(round.weight(), now.weight())
                && Objects.equals(round.score(), now.score());
    }
}
