package org.prahari.assignment;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A cleared market that stays cleared: after each change the allocation is again the best there is and the prices prove it,
 * at the cost of one short search. Among equally good allocations it may hold another one than a fresh solve would give.
 * Not safe for use by several threads.
 */
public final class Market {
    private static final int KEPT = 32;
    private final Problem problem;
    private final Plan plan;
    private final Postings postings;
    private final Pricing pricing;
    private final Search search;
    private final Candidates[] candidates;
    private final Demands demands;
    private final Displacement displacement;
    private final Fallen fallen;
    /** The entries of each person among the postings. */
    private final int[] entryStart;

    private final int[] entries;
    /** Those who stand in no posting list and are known to the searches. */
    private final BitSet introduced = new BitSet();

    Market(Problem problem, Plan plan, Postings postings, Candidates[] candidates) {
        this.problem = problem;
        this.plan = plan;
        this.postings = postings;
        this.candidates = candidates;
        pricing = new Pricing(postings, plan.personPrice, true);
        demands = new Demands(problem, plan);
        fallen = new Fallen(problem);
        search = new Search(problem, plan, pricing, candidates, demands, fallen);
        displacement = new Displacement(problem, plan, demands, this::fell);
        entryStart = Indexes.starts(problem.people(), postings.person.length, entry -> postings.person[entry]);
        entries = Indexes.members(entryStart, postings.person.length, entry -> postings.person[entry]);
    }

    /**
     * A market of its own that goes on from another, with more people, who are absent, and gaps, which are closed, after its
     * own; the other stays as it is.
     */
    Market(Market base, List<Person> people, List<Gap> gaps) {
        problem = base.problem.grown(people, gaps);
        plan = new Plan(base.plan, problem);
        postings = new Postings(base.postings, problem);
        candidates = new Candidates[problem.gaps()];
        Arrays.fill(candidates, Candidates.NONE);
        for (int g = 0; g < base.candidates.length; g++) {
            candidates[g] = base.candidates[g].fork();
        }
        pricing = new Pricing(postings, plan.personPrice, true);
        demands = new Demands(problem, plan);
        fallen = new Fallen(base.fallen, problem);
        search = new Search(problem, plan, pricing, candidates, demands, fallen);
        search.newcomers = new Fallen(problem);
        displacement = new Displacement(problem, plan, demands, this::fell);
        entryStart = base.entryStart;
        entries = base.entries;
    }

    /**
     * A market cleared long ago, from what was kept of it.
     *
     * @param prices of a seat at each gap
     * @throws IllegalArgumentException if the prices do not prove the allocation
     */
    public static Market reopen(Problem problem, int[] gapOf, long[] prices) {
        Plan plan = new Plan(problem);
        System.arraycopy(prices, 0, plan.gapPrice, 0, problem.gaps());
        for (int j = 0; j < gapOf.length; j++) {
            if (gapOf[j] != Plan.FREE) {
                if (!problem.eligible(gapOf[j], j)) {
                    throw new IllegalArgumentException("person " + j + " at gap " + gapOf[j]);
                }
                plan.sit(j, gapOf[j], problem.score(gapOf[j], j));
            }
        }
        Postings postings = new Postings(problem);
        postings.blocks.refresh(plan.personPrice);
        if (!proven(plan, new Pricing(postings, plan.personPrice, false))) {
            throw new IllegalArgumentException("the prices do not prove the allocation");
        }
        Candidates[] candidates = new Candidates[problem.gaps()];
        Arrays.setAll(candidates, g -> plan.seats[g] == 0 ? Candidates.NONE : Candidates.unknown());
        return new Market(problem, plan, postings, candidates);
    }

    private static boolean proven(Plan plan, Pricing pricing) {
        boolean negative = Arrays.stream(plan.personPrice).anyMatch(price -> price < 0)
                || Arrays.stream(plan.gapPrice).anyMatch(price -> price < 0);
        if (negative || plan.worth() != plan.bound()) {
            return false;
        }
        for (int g = 0; g < plan.seats.length; g++) {
            if (plan.filled[g] > plan.seats[g]
                    || (plan.seats[g] > 0 && pricing.exceeds(g, plan.gapPrice[g] - plan.constant[g]))) {
                return false;
            }
        }
        return true;
    }

    /** What a person may hope for at the prices as they are, there or not: 0, or the most that any gap would give. */
    long hope(int person) {
        Offer offer = new Offer();
        demands.visit(person, offer);
        return offer.most;
    }

    /** For those who take others' places: whoever stands in no posting list is told to the searches. */
    void enterNew(int person) {
        if (!introduced.get(person)) {
            introduced.set(person);
            search.newcomers.add(person);
        }
        enter(person);
    }

    Plan plan() {
        return plan;
    }

    /** The problem it was opened with; in its units are all values and prices. */
    public Problem initial() {
        return problem;
    }

    public boolean present(int person) {
        return plan.personPrice[person] != Plan.ABSENT;
    }

    public int seats(int gap) {
        return plan.seats[gap];
    }

    /** Somebody is no longer to be had; the seat, if there was one, is filled anew if that is worth it. */
    public void leave(int person) {
        if (!present(person)) {
            return;
        }
        int gap = plan.gapOf[person];
        if (gap != Plan.FREE) {
            plan.rise(person);
        }
        plan.personPrice[person] = Plan.ABSENT;
        if (gap != Plan.FREE && plan.gapPrice[gap] > 0) {
            search.seat(gap);
        }
    }

    /** Somebody who left is there again. */
    public void enter(int person) {
        if (present(person)) {
            return;
        }
        Offer offer = new Offer();
        demands.visit(person, offer);
        plan.personPrice[person] = offer.most;
        if (offer.most > 0) {
            displacement.seat(person);
        } else {
            fell(person);
        }
    }

    /** Visits the gaps that somebody is eligible for, whatever they cost. */
    void eligible(int person, IntConsumer gap) {
        demands.visit(person, new Demands.Visitor() {
            @Override
            public long limit() {
                return Long.MAX_VALUE / 8;
            }

            @Override
            public void visit(int found, int score) {
                gap.accept(found);
            }
        });
    }

    /** Only to ask for hopes at other prices: the market is cleared no more. */
    void price(int gap, long price) {
        plan.gapPrice[gap] = price;
        demands.priced(gap);
    }

    /** The most that any gap would give for a person. */
    private final class Offer implements Demands.Visitor {
        private long most;

        @Override
        public long limit() {
            return -most;
        }

        @Override
        public void visit(int gap, int score) {
            most = Math.max(most, plan.constant[gap] + score - plan.gapPrice[gap]);
        }
    }

    /** A gap opens, closes or changes its seats. */
    public void seats(int gap, int seats) {
        if (seats < 0) {
            throw new IllegalArgumentException("fewer than no seats");
        }
        if (plan.seats[gap] == 0 && seats > 0 && candidates[gap] == Candidates.NONE) {
            candidates[gap] = pricing.collect(gap, -plan.constant[gap], KEPT + 3 * seats);
            candidates[gap].seen = fallen.size(problem.gaps.get(gap).role());
        }
        if (seats == 0) {
            close(gap);
        }
        while (plan.seats[gap] > seats) {
            plan.seats[gap]--;
            if (plan.filled[gap] > plan.seats[gap]) {
                displacement.unseat(gap);
            }
        }
        while (plan.seats[gap] < seats) {
            plan.seats[gap]++;
            if (plan.gapPrice[gap] > 0) {
                search.seat(gap);
            }
        }
    }

    /** Everybody rises at once, and then looks for another seat: cheaper than one seat after the other. */
    private void close(int gap) {
        int[] people = Arrays.copyOf(plan.seated[gap], plan.filled[gap]);
        for (int person : people) {
            plan.rise(person);
        }
        plan.seats[gap] = 0;
        plan.gapPrice[gap] = plan.constant[gap] + Points.MOST;
        demands.priced(gap);
        for (int person : people) {
            displacement.seat(person);
        }
    }

    /** Least prices of blocks must not exceed a price that fell. */
    private void fell(int person) {
        fallen.add(person);
        if (person >= entryStart.length - 1) {
            return;
        }
        long[] least = postings.blocks.price;
        for (int at = entryStart[person]; at < entryStart[person + 1]; at++) {
            int found = Arrays.binarySearch(postings.blockStart, entries[at]);
            int block = found >= 0 ? found : -found - 2;
            least[block] = Math.min(least[block], plan.personPrice[person]);
        }
    }

    /** The problem as it is now. */
    public Problem problem() {
        boolean[] present = new boolean[problem.people()];
        for (int j = 0; j < present.length; j++) {
            present[j] = present(j);
        }
        return problem.changed(plan.seats, present);
    }

    /** The allocation as it is now, proven for {@link #problem()}. */
    public Allocation allocation() {
        Work work = new Work();
        work.add(search.work);
        work.add(pricing.work);
        work.add(displacement.work);
        return new Allocation(plan, true, work);
    }
}
