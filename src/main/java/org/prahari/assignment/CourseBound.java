package org.prahari.assignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Bounds on what courses bring, where money is neither ample nor next to nothing. Prices are taken between those of a world
 * without courses and those of one in which all are taken: a seat costs what it is worth there, less what the cheapest course
 * for it costs at some rate of weight for money. Any prices give a bound, by weak duality; these come near to the best ones of
 * the linear relaxation, whose multiplier of the budget is that rate.
 */
final class CourseBound {
    private static final int RATES = 20;
    private static final double STEP = 0.75;

    private final Market without;
    private final Market all;
    private final Market priced;
    private final List<TrainingPlan.Course> courses;
    private final long budget;
    private final int most;
    private final int people;
    /** For each gap, what the cheapest course costs by which somebody could fill it. */
    private final long[] cheapest;

    /**
     * @param without a market in which no course is taken
     * @param all the same where all are taken, each by somebody of their own who follows the others
     */
    CourseBound(Market without, Market all, List<TrainingPlan.Course> courses, long budget, int most) {
        this.without = without;
        this.all = all;
        this.priced = new Market(
                without, courses.stream().map(TrainingPlan.Course::trained).toList(), List.of());
        this.courses = courses;
        this.budget = budget;
        this.most = most;
        this.people = without.initial().people();
        this.cheapest = new long[without.initial().gaps()];
        long least = courses.stream().mapToLong(TrainingPlan.Course::cost).min().orElse(0);
        Arrays.fill(cheapest, Long.MAX_VALUE);
        for (int course = 0; course < courses.size(); course++) {
            long cost = courses.get(course).cost();
            if (cost <= budget) {
                all.eligible(people + course, gap -> cheapest[gap] = Math.min(cheapest[gap], cost));
            }
        }
        for (int g = 0; g < cheapest.length; g++) {
            // Who makes room for somebody trained costs at least as much.
            cheapest[g] = cheapest[g] == Long.MAX_VALUE ? least : cheapest[g];
        }
    }

    /** No choice within the budget is worth more: the whole allocation, not only what it gains. */
    long least(BooleanSupplier going) {
        double rate = 0;
        for (int g = 0; g < cheapest.length; g++) {
            rate = Math.max(rate, (double) scope(g) / (double) (cheapest[g] + 1));
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RATES && going.getAsBoolean(); i++) {
            least = Math.min(least, at(rate));
            rate *= STEP;
        }
        return least;
    }

    private long scope(int gap) {
        return Math.max(0, all.plan().gapPrice[gap] - without.plan().gapPrice[gap]);
    }

    private long at(double rate) {
        Plan plan = without.plan();
        long bound = 0;
        boolean[] raised = new boolean[cheapest.length];
        for (int g = 0; g < cheapest.length; g++) {
            long more = scope(g) - (long) Math.min((double) scope(g), rate * (double) cheapest[g]);
            raised[g] = more > 0;
            priced.price(g, plan.gapPrice[g] + more);
            bound = Math.addExact(bound, Math.multiplyExact(plan.gapPrice[g] + more, (long) plan.seats[g]));
        }
        // Nobody hopes for more where prices are higher, so only who sits where they are is asked again.
        long[] hope = new long[people];
        for (int j = 0; j < people; j++) {
            boolean again = plan.gapOf[j] != Plan.FREE && raised[plan.gapOf[j]];
            hope[j] = !without.present(j) ? 0 : again ? priced.hope(j) : plan.personPrice[j];
            bound = Math.addExact(bound, hope[j]);
        }
        List<Hope> some = new ArrayList<>();
        for (int course = 0; course < courses.size(); course++) {
            TrainingPlan.Course one = courses.get(course);
            if (one.cost() <= budget && without.present(one.person())) {
                long gain = priced.hope(people + course) - hope[one.person()];
                if (gain > 0) {
                    some.add(new Hope(one.person(), gain, one.cost()));
                }
            }
        }
        return Math.addExact(bound, Hope.most(some, budget, most));
    }
}
