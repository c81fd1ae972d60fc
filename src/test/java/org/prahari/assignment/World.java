package org.prahari.assignment;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Seeded markets as they might be: regions by population, roles by demand, certificates that go with a role, languages of
 * the region, people who would rather not move.
 */
final class World {
    /** Millions of inhabitants of India's states and union territories, roughly. */
    private static final int[] POPULATION = {
        237, 127, 126, 99, 86, 83, 77, 72, 70, 68, 53, 47, 45, 40, 39, 36, 35, 30, 30, 25, 20, 14, 12, 7, 4, 4, 3, 3, 2,
        2, 2, 2, 1, 1, 1, 1
    };

    static final int ROLES = 42;
    static final int REGIONS = POPULATION.length;
    private static final int DISTRICTS = 21;
    /** Traits of a role: two common languages, one of each region, then certificates asked for and certificates valued. */
    private static final int LANGUAGES = 14;

    private static final int CERTIFICATES = 18;
    static final Points POINTS =
            new Points(new int[] {1500, 1500, 1050, 450}, new int[] {1500, 1050, 600}, days(), 20, 10);

    private final Random random;
    private final People people = new People();
    private final Profiles profiles = new Profiles(1);
    private final List<Gap> gaps = new ArrayList<>();
    private final int[] byPopulation;
    private final int[] byDemand;

    private World(long seed) {
        random = new Random(seed);
        byPopulation = wheel(POPULATION);
        int[] demand = new int[ROLES];
        for (int role = 0; role < ROLES; role++) {
            demand[role] = 240 / (role + 3);
        }
        byDemand = wheel(demand);
    }

    static Problem of(String name) {
        return switch (name) {
            case "S" -> of(2_000, 400, 1_200, 3);
            case "M" -> of(50_000, 5_000, 15_000, 5);
            case "M-tight" -> of(20_000, 8_000, 24_000, 7);
            case "balanced" -> of(50_000, 16_667, 50_000, 11);
            case "L5" -> of(200_000, 20_000, 60_000, 13);
            case "L" -> of(1_000_000, 100_000, 300_000, 13);
            default -> throw new IllegalArgumentException(name);
        };
    }

    static Problem of(int people, int gaps, int seats, long seed) {
        World world = new World(seed);
        for (int j = 0; j < people; j++) {
            world.person();
        }
        int left = seats;
        for (int g = 0; g < gaps; g++) {
            int mean = Math.max(1, left / (gaps - g));
            int some = g == gaps - 1 ? left : Math.min(left, 1 + world.random.nextInt(2 * mean - 1));
            world.gap(some);
            left -= some;
        }
        return new Problem(world.people, world.profiles, POINTS, world.gaps);
    }

    private static int[] days() {
        int[] points = new int[91];
        for (int day = 0; day <= 90; day++) {
            points[day] = 5 * (100 - day * 100 / 90);
        }
        return points;
    }

    private void person() {
        int home = pick(byPopulation);
        int district = home * DISTRICTS + random.nextInt(DISTRICTS);
        int would = random.nextInt(100);
        long moves = 0;
        if (would >= 92) {
            moves = People.EVERYWHERE;
        } else if (would >= 40) {
            moves = 1L << home;
            for (int i = would >= 80 ? 2 : 0; i > 0; i--) {
                moves |= 1L << pick(byPopulation);
            }
        }
        long allowed = random.nextInt(10) < 8 ? People.EVERYWHERE : 1L << home;
        int available = random.nextInt(4) == 0 ? random.nextInt(120) : 0;
        int person = people.add(home, district, allowed, moves, random.nextInt(100) < 30, available);
        int steady = 8 * Math.min(100, random.nextInt(140)) + 7 * Math.min(100, random.nextInt(130));
        long tongues = 0;
        for (int i = 0; i < 2; i++) {
            tongues |= 1L << i & (random.nextInt(10) < 6 ? -1L : 0);
        }
        tongues |= 1L << 2 + home % (LANGUAGES - 2);
        int first = pick(byDemand);
        int roles = 1 + random.nextInt(5) / 3;
        for (int rank = 0; rank < roles; rank++) {
            profile(person, (first + rank * 5) % ROLES, rank, steady, tongues);
        }
    }

    private void profile(int person, int role, int rank, int steady, long tongues) {
        long held = 0;
        for (int i = random.nextInt(5); i > 0; i--) {
            held |= 1L << certificate();
        }
        int level = 1 + random.nextInt(10) * random.nextInt(10) / 34;
        int base = 20 * (100 - 20 * rank) + steady;
        if (held != 0 && random.nextInt(5) == 0) {
            int lapse = random.nextInt(180);
            add(person, role, Integer.MIN_VALUE, lapse, level, base, tongues, held);
            add(person, role, lapse, Integer.MAX_VALUE, level, base, tongues, held & (held - 1));
        } else {
            add(person, role, Integer.MIN_VALUE, Integer.MAX_VALUE, level, base, tongues, held);
        }
    }

    private void add(int person, int role, int from, int until, int level, int base, long tongues, long held) {
        long traits = tongues | held << LANGUAGES | held << LANGUAGES + CERTIFICATES;
        profiles.add(person, role, from, until, level, base, bits(traits));
    }

    private void gap(int seats) {
        int region = pick(byPopulation);
        List<Bits> groups = new ArrayList<>();
        for (int i = random.nextInt(8) / 4; i > 0; i--) {
            long group = 0;
            for (int k = 1 + random.nextInt(3); k > 0; k--) {
                group |= 1L << LANGUAGES + certificate();
            }
            groups.add(bits(group));
        }
        long preferred = 0;
        for (int k = random.nextInt(3); k > 0; k--) {
            preferred |= 1L << LANGUAGES + CERTIFICATES + certificate();
        }
        long own = 1L << 2 + region % (LANGUAGES - 2);
        long required = random.nextInt(3) == 0 ? own : random.nextInt(3) == 0 ? 1 : 0;
        int start = random.nextInt(180);
        gaps.add(new Gap(
                pick(byDemand),
                region,
                region * DISTRICTS + random.nextInt(DISTRICTS),
                random.nextInt(20) == 0,
                seats,
                1L << random.nextInt(5),
                1 + random.nextInt(6) / 3,
                start,
                start + random.nextInt(30),
                groups,
                bits(required),
                bits(preferred),
                bits(own | 1L << random.nextInt(2))));
    }

    /** The first ones are the most common. */
    private int certificate() {
        return random.nextInt(CERTIFICATES) * random.nextInt(CERTIFICATES) / CERTIFICATES;
    }

    private static Bits bits(long traits) {
        return Bits.of(java.util.stream.IntStream.range(0, Long.SIZE)
                .filter(trait -> (traits >>> trait & 1) != 0)
                .toArray());
    }

    private static int[] wheel(int[] weights) {
        return java.util.stream.IntStream.range(0, weights.length)
                .flatMap(i -> java.util.stream.IntStream.generate(() -> i).limit(weights[i]))
                .toArray();
    }

    private int pick(int[] wheel) {
        return wheel[random.nextInt(wheel.length)];
    }
}
