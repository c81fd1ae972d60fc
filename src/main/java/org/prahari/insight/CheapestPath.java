package org.prahari.insight;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * The cheapest certifications by which somebody comes to hold one of several, each paid once: a least-cost solution of an
 * AND/OR graph. To be admitted to a course, one of its routes is needed, of that every group, of a group any member.
 *
 * <p>Searched from the goal by uniform cost: a state is what is chosen and which of that still has to be admitted; admitting
 * one adds the members its route needs. Costs never fall along the way and every solution is reached by the choices that it
 * consists of, so the first state in which everything is admitted, in some order, is a cheapest solution (NP-hard in general:
 * a set cover is one; here few courses stand before any, and the search ends after {@value #MOST} states at most).
 */
final class CheapestPath {
    private static final int MOST = 100_000;
    private static final Comparator<State> ORDER = Comparator.comparingLong(State::cost)
            .thenComparing(state -> state.chosen().size())
            .thenComparing(state -> state.chosen().toString())
            .thenComparing(state -> state.open().toString());

    private final Map<String, Course> courses;
    private final Set<String> held;

    /**
     * What leads to one certification.
     *
     * @param cost not below 0
     * @param routes one of which is needed, each of groups; with no group in it, nothing is asked
     */
    record Course(long cost, List<List<List<String>>> routes) {}

    private record State(long cost, Set<String> chosen, Set<String> open) {}

    /** @param held what is held already, and costs nothing */
    CheapestPath(Map<String, Course> courses, Collection<String> held) {
        this.courses = courses;
        this.held = Set.copyOf(held);
    }

    /** The certifications in an order in which they can be earned; none if one of the goals is held; nothing if there is no way. */
    Optional<List<String>> to(Collection<String> goals) {
        if (goals.stream().anyMatch(held::contains)) {
            return Optional.of(List.of());
        }
        PriorityQueue<State> states = new PriorityQueue<>(ORDER);
        Set<List<Set<String>>> seen = new HashSet<>();
        goals.stream()
                .filter(courses::containsKey)
                .forEach(goal -> states.add(new State(courses.get(goal).cost(), Set.of(goal), Set.of(goal))));
        for (int looked = 0; looked < MOST && !states.isEmpty(); looked++) {
            State state = states.remove();
            if (state.open().isEmpty()) {
                Optional<List<String>> order = order(state.chosen());
                if (order.isPresent()) {
                    return order;
                }
            } else if (seen.add(List.of(state.chosen(), state.open()))) {
                String one = state.open().iterator().next();
                Set<String> open = new TreeSet<>(state.open());
                open.remove(one);
                for (List<List<String>> route : courses.get(one).routes()) {
                    admit(new State(state.cost(), state.chosen(), open), route, states);
                }
            }
        }
        return Optional.empty();
    }

    /** Adds a state for each way to meet all groups. */
    private void admit(State state, List<List<String>> groups, PriorityQueue<State> states) {
        if (groups.isEmpty()) {
            states.add(state);
            return;
        }
        List<String> group = groups.get(0);
        List<List<String>> others = groups.subList(1, groups.size());
        boolean has = group.stream().anyMatch(held::contains);
        if (has || group.stream().anyMatch(state.chosen()::contains)) {
            admit(state, others, states);
        }
        // What is chosen may itself wait for this one: then another member leads out of the circle.
        for (String member : has ? List.<String>of() : group) {
            if (courses.containsKey(member) && !state.chosen().contains(member)) {
                admit(
                        new State(
                                Math.addExact(state.cost(), courses.get(member).cost()),
                                with(state.chosen(), member),
                                with(state.open(), member)),
                        others,
                        states);
            }
        }
    }

    /** An order in which all of them can be earned, if there is one. */
    private Optional<List<String>> order(Set<String> chosen) {
        List<String> order = new ArrayList<>();
        Set<String> has = new HashSet<>(held);
        for (boolean more = true; more; ) {
            more = false;
            for (String code : new TreeSet<>(chosen)) {
                boolean admitted = !has.contains(code)
                        && courses.get(code).routes().stream()
                                .anyMatch(route -> route.stream()
                                        .allMatch(group -> group.stream().anyMatch(has::contains)));
                if (admitted) {
                    has.add(code);
                    order.add(code);
                    more = true;
                }
            }
        }
        return order.size() == chosen.size() ? Optional.of(order) : Optional.empty();
    }

    private static Set<String> with(Set<String> some, String one) {
        Set<String> more = new TreeSet<>(some);
        more.add(one);
        return more;
    }
}
