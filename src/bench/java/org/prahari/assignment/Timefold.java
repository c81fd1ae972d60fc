package org.prahari.assignment;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * A general heuristic solver given some time, as shipped: construction, then local search. It looks for a person for each
 * seat among those who are eligible; nobody may be in two.
 */
public final class Timefold {
    private Timefold() {}

    static void compare() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        Meter.head(
                "Timefold: what it reaches in some time, of the optimum",
                "world",
                "our CPU s",
                "its limit s",
                "filled",
                "of",
                "weight",
                "of",
                "value / optimum");
        compare("S", 0.02, 1, 15);
        compare("M", 0.15, 5, 30);
    }

    private static void compare(String name, double... limits) {
        Problem problem = World.of(name);
        var own = Meter.of(5, () -> Solver.solve(problem, AllocationBenchmark.THREADS, Control.NONE));
        Allocation optimum = own.result();
        Oracles oracles = new Oracles(problem, Integer.MAX_VALUE);
        for (double limit : limits) {
            Round best = solve(problem, oracles, limit);
            long value = best.score.hardScore() < 0 ? 0 : best.score.softScore();
            Meter.row(
                    name,
                    own.cpu(),
                    limit,
                    best.seats.stream().filter(seat -> seat.person != null).count(),
                    optimum.filled(),
                    problem.weight(value),
                    problem.weight(optimum.value()),
                    (double) value / optimum.value());
        }
    }

    private static Round solve(Problem problem, Oracles oracles, double seconds) {
        Round round = new Round();
        for (int g = 0; g < problem.gaps(); g++) {
            List<Integer> people = new ArrayList<>();
            Arrays.stream(oracles.eligible(g)).forEach(people::add);
            for (int k = 0; k < problem.gaps.get(g).seats(); k++) {
                round.seats.add(new Seat(round.seats.size(), problem, g, people));
            }
        }
        SolverConfig config = new SolverConfig()
                .withSolutionClass(Round.class)
                .withEntityClasses(Seat.class)
                .withScoreDirectorFactory(
                        new ScoreDirectorFactoryConfig().withIncrementalScoreCalculatorClass(Worth.class))
                .withTerminationSpentLimit(Duration.ofMillis((long) (seconds * 1e3)))
                .withRandomSeed(1L);
        return SolverFactory.<Round>create(config).buildSolver().solve(round);
    }

    /** One seat, and who is in it. */
    @PlanningEntity
    public static class Seat {
        @PlanningId
        private int id;

        private Problem problem;
        private int gap;

        @ValueRangeProvider
        private List<Integer> people;

        @PlanningVariable(allowsUnassigned = true)
        private Integer person;

        /** For the solver, which copies. */
        public Seat() {}

        Seat(int id, Problem problem, int gap, List<Integer> people) {
            this.id = id;
            this.problem = problem;
            this.gap = gap;
            this.people = people;
        }

        private long value() {
            return problem.constant(gap) + problem.score(gap, person);
        }
    }

    /** All seats. */
    @PlanningSolution
    public static class Round {
        @PlanningEntityCollectionProperty
        private List<Seat> seats = new ArrayList<>();

        @PlanningScore
        private HardSoftLongScore score;

        /** For the solver, which copies. */
        public Round() {}
    }

    /** People in more than one seat; and what the seats are worth. */
    public static class Worth implements IncrementalScoreCalculator<Round, HardSoftLongScore> {
        private int[] times = new int[0];
        private long twice;
        private long value;

        @Override
        public void resetWorkingSolution(Round round) {
            times = new int[round.seats.isEmpty() ? 0 : round.seats.get(0).problem.people()];
            twice = 0;
            value = 0;
            round.seats.forEach(this::afterEntityAdded);
        }

        @Override
        public void beforeEntityAdded(Object entity) {}

        @Override
        public void afterEntityAdded(Object entity) {
            Seat seat = (Seat) entity;
            if (seat.person != null) {
                value += seat.value();
                twice += times[seat.person]++ > 0 ? 1 : 0;
            }
        }

        @Override
        public void beforeVariableChanged(Object entity, String variable) {
            Seat seat = (Seat) entity;
            if (seat.person != null) {
                value -= seat.value();
                twice -= --times[seat.person] > 0 ? 1 : 0;
            }
        }

        @Override
        public void afterVariableChanged(Object entity, String variable) {
            afterEntityAdded(entity);
        }

        @Override
        public void beforeEntityRemoved(Object entity) {
            beforeVariableChanged(entity, "person");
        }

        @Override
        public void afterEntityRemoved(Object entity) {}

        @Override
        public HardSoftLongScore calculateScore() {
            return HardSoftLongScore.of(-twice, value);
        }
    }
}
