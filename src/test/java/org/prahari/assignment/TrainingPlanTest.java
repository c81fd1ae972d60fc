package org.prahari.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {
    @Test
    void thePlanIsFeasibleNearTheBestAndBelowItsBound() {
        Random random = new Random(77);
        int worlds = 0;
        double reached = 0;
        double bounded = 0;
        int best = 0;
        while (worlds < 300) {
            Problem problem = Tiny.problem(random);
            if (problem.people() == 0 || problem.gaps() == 0) {
                continue;
            }
            Market market = Solver.open(problem, 1, Control.NONE);
            List<TrainingPlan.Course> courses = courses(random, problem, 7);
            long budget = random.nextInt(12);
            int most = 1 + random.nextInt(4);
            TrainingPlan.Result plan = TrainingPlan.of(market, courses, budget, most, () -> true);
            long optimum = 0;
            for (int set = 0; set < 1 << courses.size(); set++) {
                List<Integer> taken = new ArrayList<>();
                for (int course = 0; course < courses.size(); course++) {
                    if ((set >> course & 1) != 0) {
                        taken.add(course);
                    }
                }
                if (feasible(courses, taken, budget, most)) {
                    optimum = Math.max(optimum, gained(market, courses, taken));
                }
            }
            assertThat(feasible(courses, plan.courses(), budget, most)).isTrue();
            assertThat(plan.cost())
                    .isEqualTo(plan.courses().stream()
                            .mapToLong(course -> courses.get(course).cost())
                            .sum());
            assertThat(plan.weight())
                    .isEqualTo(gained(market, courses, plan.courses()))
                    .isBetween(0L, optimum);
            assertThat(plan.bound()).isGreaterThanOrEqualTo(optimum);
            TrainingPlan.Result none = TrainingPlan.of(market, courses, budget, most, () -> false);
            assertThat(none.courses()).isEmpty();
            assertThat(none.bound()).isGreaterThanOrEqualTo(optimum);
            if (optimum > 0) {
                worlds++;
                reached += (double) plan.weight() / optimum;
                bounded += (double) optimum / plan.bound();
                best += plan.weight() == optimum ? 1 : 0;
            }
        }
        System.out.printf(
                "training plans: %.3f of the best reached, the best %.3f of the bound%n",
                reached / worlds, bounded / worlds);
        assertThat(reached / worlds).isGreaterThan(0.99);
        assertThat(bounded / worlds).isGreaterThan(0.98);
        assertThat(best).isGreaterThan(worlds * 9 / 10);
    }

    private static List<TrainingPlan.Course> courses(Random random, Problem problem, int most) {
        List<TrainingPlan.Course> courses = new ArrayList<>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            int person = random.nextInt(problem.people());
            Person trained = problem.person(person)
                    .gaining(
                            random.nextInt(2),
                            random.nextInt(4),
                            Bits.of(0, 25 * random.nextInt(5)),
                            1 + random.nextInt(3))
                    .relocating(random.nextBoolean() ? People.EVERYWHERE : 0, random.nextBoolean());
            courses.add(new TrainingPlan.Course(person, trained, random.nextInt(6)));
        }
        return courses;
    }

    private static boolean feasible(List<TrainingPlan.Course> courses, List<Integer> taken, long budget, int most) {
        Set<Integer> people = new HashSet<>();
        return taken.size() <= most
                && taken.stream()
                        .allMatch(course -> people.add(courses.get(course).person()))
                && taken.stream()
                                .mapToLong(course -> courses.get(course).cost())
                                .sum()
                        <= budget;
    }

    private static long gained(Market market, List<TrainingPlan.Course> courses, List<Integer> taken) {
        Map<Integer, Person> people = new HashMap<>();
        taken.forEach(course ->
                people.put(courses.get(course).person(), courses.get(course).trained()));
        return new WhatIf(market, new WhatIf.Changes(people, Set.of(), Set.of(), Map.of())).weight();
    }

    @Test
    void whatCannotBeSpentIsRefused() {
        Market market = Solver.open(World.of(50, 5, 10, 1), 1, Control.NONE);
        assertThatThrownBy(() -> TrainingPlan.of(market, List.of(), -1, 1, () -> true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(TrainingPlan.of(market, List.of(), 0, 0, () -> true))
                .isEqualTo(new TrainingPlan.Result(List.of(), 0, 0, 0));
    }
}
