package org.prahari.assignment;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Tiny random problems that use every column, and the best that can be had of them by trying all. */
final class Tiny {
    private static final Points POINTS = new Points(
            new int[] {1500, 1500, 1050, 450}, new int[] {1500, 1050, 600}, new int[] {500, 300, 100, 0}, 20, 10);

    private Tiny() {}

    static Problem problem(Random random) {
        int count = random.nextInt(7);
        int roles = 1 + random.nextInt(2);
        boolean coarse = random.nextBoolean();
        People people = new People();
        Profiles profiles = new Profiles(2);
        for (int j = 0; j < count; j++) {
            int home = random.nextInt(4) - 1;
            long moves = random.nextInt(3) == 0 ? People.EVERYWHERE : random.nextInt(8);
            long allowed = random.nextInt(4) > 0 ? People.EVERYWHERE : random.nextInt(8);
            int district = home < 0 || random.nextInt(4) == 0 ? -1 : home * 2 + random.nextInt(2);
            people.add(home, district, allowed, moves, random.nextBoolean(), random.nextInt(6));
            for (int role = 0; role < roles; role++) {
                if (random.nextInt(4) > 0) {
                    int turn = random.nextInt(6);
                    profile(random, profiles, j, role, Integer.MIN_VALUE, turn, coarse);
                    profile(random, profiles, j, role, turn, Integer.MAX_VALUE, coarse);
                }
            }
        }
        List<Gap> gaps = new ArrayList<>();
        for (int g = random.nextInt(5); g > 0; g--) {
            gaps.add(gap(random, roles));
        }
        return new Problem(people, profiles, POINTS, gaps);
    }

    private static void profile(
            Random random, Profiles profiles, int person, int role, int from, int until, boolean coarse) {
        int base = coarse ? 1000 * random.nextInt(3) : random.nextInt(3500);
        profiles.add(person, role, from, until, 3 - random.nextInt(7) / 2, base, some(random, 5));
    }

    private static Gap gap(Random random, int roles) {
        int region = random.nextInt(3);
        int start = random.nextInt(6);
        List<Bits> groups = new ArrayList<>();
        for (int i = random.nextInt(6) / 4; i > 0; i--) {
            groups.add(some(random, 4));
        }
        return new Gap(
                random.nextInt(roles),
                region,
                random.nextInt(4) == 0 ? -1 : region * 2 + random.nextInt(2),
                random.nextInt(3) == 0,
                random.nextInt(4),
                1 + random.nextInt(2),
                1 + random.nextInt(3) / 2,
                start,
                start + random.nextInt(5),
                groups,
                random.nextInt(4) == 0 ? some(random, 1) : Bits.of(),
                some(random, 2),
                some(random, 2));
    }

    /** Traits of both words. */
    private static Bits some(Random random, int most) {
        return Bits.of(random.ints(random.nextInt(most + 1), 0, 5)
                .map(trait -> trait * 25)
                .toArray());
    }

    /** Worth of the best allocation, by trying all. */
    static long best(Problem problem) {
        long[][] values = new long[problem.people()][problem.gaps()];
        for (int j = 0; j < values.length; j++) {
            for (int g = 0; g < problem.gaps(); g++) {
                values[j][g] = problem.eligible(g, j) ? problem.constant(g) + problem.score(g, j) : -1;
            }
        }
        return best(values, 0, problem.gaps.stream().mapToInt(Gap::seats).toArray());
    }

    private static long best(long[][] values, int person, int[] left) {
        if (person == values.length) {
            return 0;
        }
        long best = best(values, person + 1, left);
        for (int g = 0; g < left.length; g++) {
            if (left[g] > 0 && values[person][g] >= 0) {
                left[g]--;
                best = Math.max(best, values[person][g] + best(values, person + 1, left));
                left[g]++;
            }
        }
        return best;
    }

    /** A random change; applied to the market. */
    static void change(Random random, Market market, Problem problem) {
        if (problem.people() > 0 && random.nextBoolean()) {
            int person = random.nextInt(problem.people());
            if (market.present(person)) {
                market.leave(person);
            } else {
                market.enter(person);
            }
        } else if (problem.gaps() > 0) {
            market.seats(random.nextInt(problem.gaps()), random.nextInt(4));
        }
    }

    static Gap weighing(Gap gap, long weight) {
        return new Gap(
                gap.role(),
                gap.region(),
                gap.district(),
                gap.remote(),
                gap.seats(),
                weight,
                gap.level(),
                gap.start(),
                gap.deadline(),
                gap.groups(),
                gap.languages(),
                gap.preferred(),
                gap.liked());
    }

    /** The same people in another order, with other gaps. */
    static Problem shuffled(Problem problem, List<Integer> order, List<Gap> gaps) {
        People people = new People();
        Profiles profiles = new Profiles(problem.words);
        People was = problem.people;
        for (int j : order) {
            int person = people.add(
                    was.home[j], was.district[j], was.allowed[j], was.moves[j], was.remote[j], was.available[j]);
            for (int at = problem.firstProfile(j); at < problem.firstProfile(j + 1); at++) {
                int i = problem.profileAt(at);
                Profiles all = problem.profiles;
                int[] traits = IntStream.range(0, problem.words * Long.SIZE)
                        .filter(trait -> (all.traits[trait / Long.SIZE][i] >>> trait & 1) != 0)
                        .toArray();
                profiles.add(
                        person, all.role[i], all.from[i], all.until[i], all.level[i], all.base[i], Bits.of(traits));
            }
        }
        return new Problem(people, profiles, problem.points, gaps);
    }
}
