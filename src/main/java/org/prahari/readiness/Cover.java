package org.prahari.readiness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who covers which safeguard at a facility, and whose absence would leave one uncovered.
 *
 * @param plan the smallest set of trainings after which each safeguard is covered twice
 */
public record Cover(
        UUID facility, String department, int hands, List<Covered> safeguards, List<Single> singlePoints, Plan plan) {
    /** A safeguard, and who covers it: posts by their codes, trainees by their ids. */
    public record Covered(Safeguard safeguard, List<Person> by) {}

    /** Somebody at the facility. */
    public record Person(String key, Hand.Kind kind) {}

    /** Somebody whose absence leaves safeguards uncovered. */
    public record Single(String key, Hand.Kind kind, List<Safeguard> safeguards) {}

    /**
     * What would do.
     *
     * @param joining how many must be found beside those who are there, as they cannot do it whatever they learn
     */
    public record Plan(int joining, List<Training> trainings) {}

    /**
     * Somebody to be trained in a role.
     *
     * @param key absent for who must be found first
     * @param number who of those that must be found, from 1; absent for who is there
     * @param gains the safeguards covered by that training
     * @param inStandard whether the facility should have the role anyhow
     */
    public record Training(
            String key, Hand.Kind kind, Integer number, String role, List<Safeguard> gains, boolean inStandard) {}

    /**
     * @param roles all roles with their safeguards
     * @param fitting the roles that the facility should have
     * @param most trainings of one hand, 1..6
     */
    static Cover of(
            ReadinessDao.Place place,
            List<Hand> hands,
            List<ReadinessDao.Guards> roles,
            Set<String> fitting,
            int most) {
        List<Hand> ordered =
                hands.stream().sorted(Comparator.comparing(Hand::key)).toList();
        List<Integer> masks = ordered.stream().map(hand -> mask(hand, roles)).toList();
        List<Covered> covered = new ArrayList<>();
        for (Safeguard safeguard : Safeguard.values()) {
            List<Person> by = new ArrayList<>();
            for (int i = 0; i < ordered.size(); i++) {
                if (safeguard.isIn(masks.get(i))) {
                    by.add(new Person(ordered.get(i).key(), ordered.get(i).kind()));
                }
            }
            covered.add(new Covered(safeguard, by));
        }
        return new Cover(
                place.id(),
                place.department(),
                ordered.size(),
                covered,
                singles(ordered, covered),
                plan(ordered, masks, roles, fitting, most));
    }

    private static int mask(Hand hand, List<ReadinessDao.Guards> roles) {
        return roles.stream()
                .filter(role ->
                        hand.able().stream().anyMatch(skill -> skill.role().equals(role.id())))
                .mapToInt(role -> Safeguard.mask(role.safeguards()))
                .reduce(0, (a, b) -> a | b);
    }

    private static List<Single> singles(List<Hand> hands, List<Covered> covered) {
        return hands.stream()
                .map(hand -> new Single(
                        hand.key(),
                        hand.kind(),
                        covered.stream()
                                .filter(one -> one.by().size() == 1
                                        && one.by().get(0).key().equals(hand.key()))
                                .map(Covered::safeguard)
                                .toList()))
                .filter(single -> !single.safeguards().isEmpty())
                .toList();
    }

    private static Plan plan(
            List<Hand> hands, List<Integer> masks, List<ReadinessDao.Guards> roles, Set<String> fitting, int most) {
        var options = roles.stream()
                .filter(role -> !role.safeguards().isEmpty())
                .map(role ->
                        new CoverPlan.Option(role.id(), Safeguard.mask(role.safeguards()), fitting.contains(role.id())))
                .toList();
        CoverPlan.Found found = new CoverPlan(options, most).solve(masks);
        List<Training> trainings = new ArrayList<>();
        List<Integer> reached = new ArrayList<>(masks);
        for (int i = 0; i < found.joining(); i++) {
            reached.add(0);
        }
        for (CoverPlan.Training training : found.trainings()) {
            int at = training.hand();
            int mask = training.option().mask();
            Hand hand = at < hands.size() ? hands.get(at) : null;
            trainings.add(new Training(
                    hand == null ? null : hand.key(),
                    hand == null ? null : hand.kind(),
                    hand == null ? at - hands.size() + 1 : null,
                    training.option().role(),
                    Safeguard.of(mask & ~reached.get(at)),
                    training.option().fitting()));
            reached.set(at, reached.get(at) | mask);
        }
        return new Plan(found.joining(), trainings);
    }
}
