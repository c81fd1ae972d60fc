package org.prahari.assignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Which courses within a budget fill most weight of seats, and how far from the best that can be. Finding the best is as hard
 * as a knapsack; this is a greedy choice by weight gained for money, each gain measured by an exact change of the market,
 * improved by exchanges, with a bound.
 *
 * <p>The bound is weak duality: at any prices of gaps no set of courses is worth more than the prices add up to without them,
 * and for each course what its taker may hope for beyond that. The budget then makes a knapsack of these hopes, whose
 * relaxation is solved exactly; of all the prices met on the way, and of those of {@link CourseBound}, the tightest bound
 * counts. Reference: Fisher 1981, The
 * Lagrangian Relaxation Method for Solving Integer Programming Problems.
 */
public final class TrainingPlan {
    private static final int REBOUNDS = 12;
    private static final int EXCHANGES = 40;

    /**
     * One course, or several taken together.
     *
     * @param person who takes it, by number
     * @param trained the person thereafter
     * @param cost in paise, 0 or more
     */
    public record Course(int person, Person trained, long cost) {
        public Course {
            if (cost < 0) {
                throw new IllegalArgumentException("a course that pays");
            }
        }
    }

    /**
     * What is recommended.
     *
     * @param courses places in the list of courses, ascending
     * @param cost paise
     * @param weight of the seats filled beyond those of the market
     * @param bound no choice within the budget gains more weight
     */
    public record Result(List<Integer> courses, long cost, long weight, long bound) {
        public Result {
            courses = List.copyOf(courses);
        }
    }

    private record Try(int course, long gain, double rate) {}

    private final List<Course> courses;
    private final long budget;
    private final int most;
    private final Problem problem;
    private final Market market;
    private final int people;
    private final long worth;
    private final Set<Integer> chosen = new HashSet<>();
    /** Course of each person who takes one, or -1. */
    private final int[] courseOf;

    private final BooleanSupplier going;
    private long spent;
    private long bound = Long.MAX_VALUE;
    private final long[] hopes;

    private TrainingPlan(Market market, List<Course> courses, long budget, int most, BooleanSupplier going) {
        this.going = going;
        this.courses = List.copyOf(courses);
        this.budget = budget;
        this.most = most;
        this.problem = market.initial();
        this.people = problem.people();
        this.worth = market.plan().worth();
        this.market = new Market(market, courses.stream().map(Course::trained).toList(), List.of());
        this.hopes = new long[courses.size()];
        this.courseOf = new int[people];
        Arrays.fill(courseOf, -1);
    }

    /**
     * Of several courses of one person at most one is chosen; those of people who are absent, never.
     *
     * @param budget in paise
     * @param most courses
     * @param going whether to look for a still better choice; what is found until then is answered, with its bound
     */
    public static Result of(Market market, List<Course> courses, long budget, int most, BooleanSupplier going) {
        if (budget < 0 || most < 0) {
            throw new IllegalArgumentException("less than nothing to spend");
        }
        return new TrainingPlan(market, courses, budget, most, going).run(market);
    }

    private Result run(Market base) {
        boundWithAll(base);
        rebound();
        greedy();
        rebound();
        exchange();
        rebound();
        List<Integer> sorted = chosen.stream().sorted().toList();
        long gained = weight();
        return new Result(sorted, spent, gained, Math.max(gained, bound));
    }

    private long weight() {
        return problem.weight(market.plan().worth()) - problem.weight(worth);
    }

    /** Best hope for money first; a hope that has been tried counts as what it gained then. */
    private void greedy() {
        PriorityQueue<Try> queue = new PriorityQueue<>(
                Comparator.comparingDouble(Try::rate).reversed().thenComparingInt(Try::course));
        for (int course = 0; course < hopes.length; course++) {
            offer(queue, course, hopes[course]);
        }
        int next = 1 + Math.min(most, courses.size()) / REBOUNDS;
        for (Try first = queue.poll(); first != null && going.getAsBoolean(); first = queue.poll()) {
            int course = first.course();
            if (!fits(course)) {
                continue;
            }
            long before = weight();
            long gain = take(course);
            Try second = queue.peek();
            if (weight() <= before) {
                drop(course);
            } else if (second != null && rate(course, gain) < second.rate() && gain < first.gain()) {
                drop(course);
                offer(queue, course, gain);
            } else if (chosen.size() % next == 0) {
                rebound();
            }
        }
    }

    private void offer(PriorityQueue<Try> queue, int course, long gain) {
        if (gain > 0 && courses.get(course).cost() <= budget) {
            queue.add(new Try(course, gain, rate(course, gain)));
        }
    }

    private double rate(int course, long gain) {
        return gain / (courses.get(course).cost() + 1.0);
    }

    private boolean fits(int course) {
        Course asked = courses.get(course);
        return chosen.size() < most
                && courseOf[asked.person()] < 0
                && market.present(asked.person())
                && asked.cost() <= budget - spent;
    }

    /** @return value gained */
    private long take(int course) {
        long before = market.plan().worth();
        Course taken = courses.get(course);
        market.leave(taken.person());
        market.enterNew(people + course);
        courseOf[taken.person()] = course;
        chosen.add(course);
        spent += taken.cost();
        return market.plan().worth() - before;
    }

    private void drop(int course) {
        Course dropped = courses.get(course);
        market.leave(people + course);
        market.enter(dropped.person());
        courseOf[dropped.person()] = -1;
        chosen.remove(course);
        spent -= dropped.cost();
    }

    /** The most hopeful that did not come in, each in the stead of one or two others and with what then still fits. */
    private void exchange() {
        List<Integer> hopeful = new ArrayList<>();
        for (int course = 0; course < hopes.length; course++) {
            if (hopes[course] >= problem.unit / 2 && !chosen.contains(course)) {
                hopeful.add(course);
            }
        }
        hopeful.sort(Comparator.comparingLong((Integer course) -> -hopes[course]));
        int tries = Math.min(EXCHANGES, hopeful.size());
        for (int i = 0; i < tries && going.getAsBoolean(); i++) {
            exchange(hopeful.get(i), hopeful);
        }
    }

    private void exchange(int comer, List<Integer> hopeful) {
        List<Integer> old = chosen.stream().sorted().toList();
        long before = weight();
        int own = courseOf[courses.get(comer).person()];
        if (own == comer || (own < 0 && !market.present(courses.get(comer).person()))) {
            return;
        }
        if (own >= 0) {
            drop(own);
        }
        List<Integer> leavers = chosen.stream()
                .sorted(Comparator.comparingLong(
                                (Integer course) -> -courses.get(course).cost())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        for (int i = leavers.size() - 1; i >= 0 && !fits(comer); i--) {
            drop(leavers.get(i));
        }
        if (fits(comer)) {
            take(comer);
            refill(hopeful);
            refill(old);
        }
        if (weight() <= before) {
            chosen.stream()
                    .filter(course -> !old.contains(course))
                    .sorted()
                    .toList()
                    .forEach(this::drop);
            old.stream().filter(course -> !chosen.contains(course)).toList().forEach(this::take);
        }
    }

    private void refill(List<Integer> others) {
        int tried = 0;
        for (int i = 0; i < others.size() && tried < EXCHANGES; i++) {
            if (!chosen.contains(others.get(i)) && fits(others.get(i))) {
                tried++;
                long before = weight();
                take(others.get(i));
                if (weight() <= before) {
                    drop(others.get(i));
                }
            }
        }
    }

    /** The bound that the prices as they are give, and what each course may bring at them. */
    private void rebound() {
        bound = Math.min(bound, bound(market, hopes));
    }

    /** The bound from the prices of a world in which all courses are taken, by as many people: where money is ample. */
    private void boundWithAll(Market base) {
        Market all = new Market(base, courses.stream().map(Course::trained).toList(), List.of());
        for (int course = 0; course < hopes.length && going.getAsBoolean(); course++) {
            if (courses.get(course).cost() <= budget
                    && all.present(courses.get(course).person())) {
                all.enterNew(people + course);
            }
        }
        bound = Math.min(bound, bound(all, new long[hopes.length]));
        long least = new CourseBound(base, all, courses, budget, most).least(going);
        bound = Math.min(bound, least == Long.MAX_VALUE ? least : problem.weight(least) - problem.weight(worth));
    }

    private long bound(Market at, long[] gains) {
        long without = at.plan().bound();
        for (int course : chosen) {
            without += at.hope(courses.get(course).person());
        }
        List<Hope> some = new ArrayList<>();
        for (int course = 0; course < gains.length; course++) {
            Course one = courses.get(course);
            without -= at.present(people + course) ? at.plan().personPrice[people + course] : 0;
            boolean there = at.present(one.person()) || courseOf[one.person()] >= 0;
            long already = !there
                    ? Long.MAX_VALUE / 8
                    : at.present(one.person()) ? at.plan().personPrice[one.person()] : at.hope(one.person());
            gains[course] = Math.max(0, at.hope(people + course) - already);
            if (gains[course] > 0 && one.cost() <= budget) {
                some.add(new Hope(one.person(), gains[course], one.cost()));
            }
        }
        long best = Math.addExact(without, Hope.most(some, budget, most));
        return problem.weight(best) - problem.weight(worth);
    }
}
