package org.prahari.allocation;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.prahari.assignment.Control;
import org.prahari.assignment.Gap;
import org.prahari.assignment.Market;
import org.prahari.assignment.Person;
import org.prahari.assignment.Solver;
import org.prahari.assignment.WhatIf;
import org.prahari.matching.Candidate;
import org.prahari.matching.Instance;
import org.prahari.matching.Pool;

/** Opening a round's market, trying changes on it, and choosing courses for it; on the clock, inside the service. */
public final class WhatIfBenchmark {
    private static final int WARM = 200;
    private static final int COUNT = 500;
    private static final int THREADS = 2;
    private static final int[][] WORLDS = {{2_000, 400}, {50_000, 5_000}};
    private static final long[] BUDGETS = {100, 300, 1_000, 100_000};

    private WhatIfBenchmark() {}

    /** Prints the tables. */
    public static void measure() {
        head("people | gaps | seats filled | pool to problem ms | open ms | open market MB | what-if p50 ms | p99 ms"
                + " | as a fresh solve ms");
        for (int[] world : WORLDS) {
            whatIf(world[0], world[1]);
        }
        head("people | gaps | budget | courses considered | looked for ms | chosen ms | courses | cost | value | bound"
                + " | value / bound");
        for (int[] world : WORLDS) {
            plan(world[0], world[1]);
        }
    }

    private static void head(String names) {
        System.out.println();
        System.out.println("| " + names + " |");
        System.out.println("|" + " --- |".repeat(names.split("\\|", -1).length));
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static OpenMarket open(Pool pool, long[] took) {
        long start = System.nanoTime();
        Instance instance = pool.instance(Set.copyOf(Trial.REGIONS), Set.of(), Trial.TODAY);
        long made = System.nanoTime();
        Market market = Solver.open(
                PriorityWeights.DEFAULT.of(instance.problem()).withRoom(Markets.ROOM), THREADS, Control.NONE);
        took[0] = made - start;
        took[1] = System.nanoTime() - made;
        return new OpenMarket(pool, Trial.TODAY, instance, market, PriorityWeights.DEFAULT);
    }

    private static Round round() {
        return Round.queued(
                new UUID(1, 1),
                List.of(),
                null,
                Trial.TODAY,
                new RoundRequest(null, null, null, Round.Mode.OPTIMAL, true),
                Instant.EPOCH);
    }

    private static void whatIf(int people, int gaps) {
        Trial trial = new Trial();
        Pool pool = trial.pool(people, gaps);
        long[] took = new long[2];
        for (int i = 0; i < 5; i++) {
            open(pool, took);
        }
        long before = heap();
        OpenMarket open = open(pool, took);
        long size = heap() - before;
        Random random = new Random(7);
        double[] millis = new double[COUNT];
        for (int i = -WARM; i < COUNT; i++) {
            long start = System.nanoTime();
            WhatIf.Changes changes = changes(open, trial, random);
            open.effect(round(), changes, List.of());
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        double fresh = 0;
        for (int i = 0; i < 5; i++) {
            WhatIf tried = new WhatIf(open.market(), changes(open, trial, random));
            long start = System.nanoTime();
            long best = Solver.solve(tried.problem(), THREADS, Control.NONE).value();
            fresh = (System.nanoTime() - start) / 1e6;
            if (best != tried.allocation().value()) {
                throw new AssertionError("a fresh solve finds another value");
            }
        }
        Arrays.sort(millis);
        row(
                people,
                gaps,
                open.market().allocation().filled(),
                took[0] / 1e6,
                took[1] / 1e6,
                size >> 20,
                millis[COUNT / 2],
                millis[COUNT * 99 / 100],
                fresh);
    }

    /** Three trainees gain a certificate, and a gap a seat. */
    private static WhatIf.Changes changes(OpenMarket open, Trial trial, Random random) {
        Map<Integer, Person> people = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            int person = random.nextInt(open.problem().people());
            Candidate was = open.instance().candidate(person);
            List<Candidate.Held> held = new ArrayList<>(was.held());
            held.add(new Candidate.Held(trial.code(), Trial.TODAY, null));
            people.put(person, open.instance().encode(Scenario.holding(was, held)));
        }
        int number = random.nextInt(open.problem().gaps());
        Gap gap = open.problem().gap(number);
        return new WhatIf.Changes(people, Set.of(), Set.of(), Map.of(number, gap.withSeats(gap.seats() + 1)));
    }

    private static void plan(int people, int gaps) {
        OpenMarket open = open(new Trial().pool(people, gaps), new long[2]);
        Map<String, Syllabus> syllabi = new HashMap<>();
        List<TrainingPlanRequest.Price> prices = new ArrayList<>();
        Random random = new Random(1);
        for (String code : Trial.CODES) {
            syllabi.put(code, new Syllabus(code, true, List.of(), null, 40, null));
            prices.add(new TrainingPlanRequest.Price(code, 5L + random.nextInt(20), 40));
        }
        for (int warm = 0; warm < 2; warm++) {
            for (long budget : BUDGETS) {
                var request = new TrainingPlanRequest(
                        budget, Trial.TODAY.plusDays(300), 1000, prices, null, null, null, null);
                long start = System.nanoTime();
                Advising advising = new Advising(open, syllabi, request);
                long looked = System.nanoTime();
                TrainingAdvice advice = advising.advise(round());
                long chosen = System.nanoTime();
                if (advice.effect().weight() != advice.value()) {
                    throw new AssertionError("the effect is another");
                }
                if (warm > 0) {
                    row(
                            people,
                            gaps,
                            budget,
                            advice.considered(),
                            (looked - start) / 1e6,
                            (chosen - looked) / 1e6,
                            advice.courses().size(),
                            advice.cost(),
                            advice.value(),
                            advice.bound(),
                            advice.value() / (double) advice.bound());
                }
            }
        }
    }

    private static void row(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ')
                    .append(
                            cell instanceof Double number
                                    ? String.format(Locale.ROOT, number < 10 ? "%.2f" : "%.0f", number)
                                    : cell)
                    .append(" |");
        }
        System.out.println(line);
    }
}
