package org.prahari.assignment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What would become of a cleared market if people and gaps were others: the proven optimum of the changed problem, found from
 * the old prices, while the market stays as it is. A changed person leaves and comes back as somebody new; so does a gap.
 *
 * <p>Cost: columns of people, profiles and gaps are copied once, about 90 bytes a person; then a few short searches for each
 * person and seat that changes. Among equally good allocations it may move more people than must be moved.
 */
public final class WhatIf {
    private final Market before;
    private final Market after;
    private final Changes changes;
    private final List<Integer> changedPeople;
    private final List<Integer> changedGaps;
    /** The first of those who join, by the numbers of the market that goes on. */
    private final int joiners;

    /**
     * What is to be tried. Nobody may be named twice.
     *
     * @param people as they would be, by number; those who are absent stay so
     * @param leaving numbers of people
     * @param returning numbers of people who left the market
     * @param gaps as they would be, by number, of the same role and place
     * @param joining people who are new; their numbers follow the others'. The problem must have room for them
     */
    public record Changes(
            Map<Integer, Person> people,
            Set<Integer> leaving,
            Set<Integer> returning,
            Map<Integer, Gap> gaps,
            List<Person> joining) {
        public Changes(
                Map<Integer, Person> people, Set<Integer> leaving, Set<Integer> returning, Map<Integer, Gap> gaps) {
            this(people, leaving, returning, gaps, List.of());
        }

        public Changes {
            people = Map.copyOf(people);
            leaving = Set.copyOf(leaving);
            returning = Set.copyOf(returning);
            gaps = Map.copyOf(gaps);
            joining = List.copyOf(joining);
            if (leaving.stream().anyMatch(people::containsKey)
                    || returning.stream().anyMatch(people::containsKey)
                    || leaving.stream().anyMatch(returning::contains)) {
                throw new IllegalArgumentException("changes that contradict each other");
            }
        }
    }

    /**
     * Somebody who would sit elsewhere.
     *
     * @param from gap before, or -1
     * @param to gap after, or -1
     */
    public record Move(int person, int from, int to) {}

    /** @throws IllegalArgumentException if a number is unknown, or a gap has another role or place */
    public WhatIf(Market market, Changes changes) {
        this.before = market;
        this.changes = changes;
        Problem problem = market.initial();
        changedPeople = changes.people().keySet().stream().sorted().toList();
        known(changedPeople, problem.people());
        known(changes.leaving(), problem.people());
        known(changes.returning(), problem.people());
        known(changes.gaps().keySet(), problem.gaps());
        changes.gaps().forEach((g, gap) -> fits(problem, problem.gap(g), gap));
        changedGaps = changes.gaps().keySet().stream()
                .filter(g -> !problem.gap(g)
                        .withSeats(0)
                        .equals(changes.gaps().get(g).withSeats(0)))
                .sorted()
                .toList();
        joiners = problem.people() + changedPeople.size();
        List<Person> late = new ArrayList<>(
                changedPeople.stream().map(changes.people()::get).toList());
        late.addAll(changes.joining());
        after = new Market(
                market, late, changedGaps.stream().map(changes.gaps()::get).toList());
        change(problem);
    }

    private static void known(Collection<Integer> numbers, int count) {
        if (numbers.stream().anyMatch(number -> number < 0 || number >= count)) {
            throw new IllegalArgumentException("no such number");
        }
    }

    private static void fits(Problem problem, Gap was, Gap is) {
        if (was.role() != is.role()
                || was.region() != is.region()
                || was.district() != is.district()
                || was.remote() != is.remote()
                || is.words() > problem.words) {
            throw new IllegalArgumentException("a gap of another role or place");
        }
    }

    private void change(Problem problem) {
        changes.leaving().stream().sorted().forEach(after::leave);
        List<Integer> coming = new ArrayList<>();
        for (int i = 0; i < changedPeople.size(); i++) {
            if (before.present(changedPeople.get(i))) {
                after.leave(changedPeople.get(i));
                coming.add(problem.people() + i);
            }
        }
        changedGaps.forEach(g -> after.seats(g, 0));
        coming.forEach(after::enterNew);
        for (int i = 0; i < changes.joining().size(); i++) {
            after.enterNew(joiners + i);
        }
        changes.returning().stream().sorted().forEach(after::enter);
        changes.gaps().keySet().stream()
                .sorted()
                .filter(g -> !changedGaps.contains(g))
                .forEach(g -> after.seats(g, changes.gaps().get(g).seats()));
        for (int i = 0; i < changedGaps.size(); i++) {
            after.seats(
                    problem.gaps() + i, changes.gaps().get(changedGaps.get(i)).seats());
        }
    }

    /** The changed problem, by the same numbers: what {@link #allocation()} is proven for. */
    public Problem problem() {
        Problem problem = before.problem();
        People people = new People();
        Profiles profiles = new Profiles(problem.words);
        boolean[] present = new boolean[problem.people() + changes.joining().size()];
        for (int j = 0; j < problem.people(); j++) {
            add(changes.people().getOrDefault(j, before.initial().person(j)), people, profiles);
            present[j] = changes.returning().contains(j)
                    || (before.present(j) && !changes.leaving().contains(j));
        }
        for (Person person : changes.joining()) {
            present[people.size()] = true;
            add(person, people, profiles);
        }
        List<Gap> gaps = new ArrayList<>();
        for (int g = 0; g < problem.gaps(); g++) {
            gaps.add(changes.gaps().getOrDefault(g, problem.gap(g)));
        }
        return new Problem(people.only(present), profiles, problem.points, gaps).withUnit(problem.unit);
    }

    private static void add(Person person, People people, Profiles profiles) {
        person.profiles().forEach(profile -> profiles.add(people.size(), profile));
        people.add(person);
    }

    /** The optimum of the changed problem, with its prices. */
    public Allocation allocation() {
        Plan plan = after.plan();
        int people = before.initial().people();
        int[] gapOf = new int[people + changes.joining().size()];
        short[] scoreOf = new short[gapOf.length];
        for (int j = 0; j < gapOf.length; j++) {
            int late = j < people ? j : joiners + j - people;
            gapOf[j] = gap(plan.gapOf[late]);
            scoreOf[j] = plan.scoreOf[late];
        }
        for (int i = 0; i < changedPeople.size(); i++) {
            if (before.present(changedPeople.get(i))) {
                gapOf[changedPeople.get(i)] = gap(plan.gapOf[people + i]);
                scoreOf[changedPeople.get(i)] = plan.scoreOf[people + i];
            }
        }
        long[] prices = java.util.Arrays.copyOf(plan.gapPrice, before.initial().gaps());
        for (int i = 0; i < changedGaps.size(); i++) {
            prices[changedGaps.get(i)] = plan.gapPrice[prices.length + i];
        }
        return new Allocation(
                gapOf,
                scoreOf,
                prices,
                true,
                plan.worth(),
                plan.bound(),
                after.allocation().work());
    }

    /** The number a gap had before it was changed. */
    private int gap(int gap) {
        int late = gap - before.initial().gaps();
        return late < 0 ? gap : changedGaps.get(late);
    }

    /** Who would sit elsewhere, in order of number. */
    public List<Move> moves() {
        List<Move> moves = new ArrayList<>();
        Allocation now = allocation();
        for (int j = 0; j < now.people(); j++) {
            int from = j < before.initial().people() ? before.plan().gapOf[j] : Plan.FREE;
            if (from != now.gapOf(j)) {
                moves.add(new Move(j, from, now.gapOf(j)));
            }
        }
        return moves;
    }

    /** How many more seats would be filled, fewer if negative, by the weight of a seat. */
    public SortedMap<Long, Integer> seats() {
        SortedMap<Long, Integer> seats = new TreeMap<>();
        count(before, -1, seats);
        count(after, 1, seats);
        seats.values().removeIf(difference -> difference == 0);
        return seats;
    }

    private static void count(Market market, int sign, SortedMap<Long, Integer> seats) {
        Plan plan = market.plan();
        for (int g = 0; g < plan.filled.length; g++) {
            seats.merge(market.initial().gap(g).weight(), sign * plan.filled[g], Integer::sum);
        }
    }

    /** Weight of filled seats after less before. */
    public long weight() {
        Problem problem = before.initial();
        return problem.weight(after.plan().worth())
                - problem.weight(before.plan().worth());
    }

    /** Sum of scores after less before, in basis points. */
    public long score() {
        Problem problem = before.initial();
        return problem.score(after.plan().worth()) - problem.score(before.plan().worth());
    }
}
