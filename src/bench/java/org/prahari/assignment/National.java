package org.prahari.assignment;

import java.util.stream.IntStream;

/** One round for the nation beside a round in each region. */
final class National {
    private static final int THREADS = AllocationBenchmark.THREADS;

    private National() {}

    static void compare() {
        Meter.head(
                "National: one round beside one in each region",
                "people",
                "who is considered",
                "rounds",
                "filled",
                "weight",
                "score",
                "CPU s",
                "wall s",
                "longest round, wall s",
                "peak heap MB");
        for (int people : new int[] {50_000, 200_000, 1_000_000}) {
            Problem nation = World.of(people, people / 10, people * 3 / 10, 13);
            Problem within = Regions.withinHome(nation);
            long parts = split(nation, "each at home");
            long together = whole(within, "each at home");
            if (parts != together) {
                throw new AssertionError("regions " + parts + ", together " + together);
            }
            whole(nation, "each where they would go");
        }
    }

    private static long whole(Problem problem, String whom) {
        var one = Meter.of(1, () -> Solver.solve(problem, THREADS, Control.NONE));
        Allocation allocation = one.result();
        long value = allocation.value();
        Meter.row(
                problem.people(),
                whom,
                1,
                allocation.filled(),
                problem.weight(value),
                problem.score(value),
                one.cpu(),
                one.wall(),
                one.wall(),
                one.peak());
        return value;
    }

    private static long split(Problem nation, String whom) {
        double[] sums = new double[3];
        long[] counts = new long[5];
        IntStream.range(0, World.REGIONS).forEach(region -> {
            Problem part = Regions.alone(nation, region);
            var one = Meter.of(1, () -> Solver.solve(part, THREADS, Control.NONE));
            long value = one.result().value();
            counts[0] += one.result().filled();
            counts[1] += part.weight(value);
            counts[2] += part.score(value);
            counts[3] = Math.max(counts[3], one.peak());
            sums[0] += one.cpu();
            sums[1] += one.wall();
            sums[2] = Math.max(sums[2], one.wall());
        });
        Meter.row(
                nation.people(),
                whom,
                World.REGIONS,
                counts[0],
                counts[1],
                counts[2],
                sums[0],
                sums[1],
                sums[2],
                counts[3]);
        // The unit of value differs with the people of a round, so weights and scores are added up apart.
        return counts[1] * nation.unit + counts[2];
    }
}
