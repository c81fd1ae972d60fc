package org.prahari.allocation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.prahari.matching.Candidate;
import org.prahari.matching.Credentials;
import org.prahari.matching.Level;
import org.prahari.matching.Opening;
import org.prahari.matching.Pool;
import org.prahari.matching.Weights;

/** A seeded pool as it might be, to try changes and courses on. */
final class Trial {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    static final List<String> REGIONS = IntStream.range(0, 36)
            .mapToObj(i -> "IN-" + (char) ('A' + i / 6) + (char) ('A' + i % 6))
            .toList();
    static final List<String> CODES =
            IntStream.range(0, 18).mapToObj(i -> "C" + i).toList();
    private static final int ROLES = 42;
    private static final int DISTRICTS = 21;
    private static final int LANGUAGES = 12;
    private final Random random = new Random(5);

    Pool pool(int people, int gaps) {
        List<Candidate> candidates =
                IntStream.range(0, people).mapToObj(this::candidate).toList();
        List<Opening> openings = IntStream.range(0, gaps).mapToObj(this::opening).toList();
        List<Credentials.Qualification> qualifies = new ArrayList<>();
        for (int role = 0; role < ROLES; role++) {
            for (Level level : Level.values()) {
                qualifies.add(new Credentials.Qualification(
                        CODES.get((role * 3 + level.ordinal() * 5) % CODES.size()), "R-" + role, level));
            }
        }
        return new Pool(
                candidates, openings, new Credentials(List.of(), qualifies, Set.copyOf(CODES)), Weights.DEFAULT);
    }

    private static UUID id(int number) {
        return new UUID(0x0193600000007000L, 0x8000000000000000L | number);
    }

    /** The first ones are the most common. */
    private int skewed(int most) {
        return random.nextInt(most) * random.nextInt(most) / most;
    }

    String code() {
        return CODES.get(skewed(CODES.size()));
    }

    private Candidate candidate(int i) {
        int home = skewed(REGIONS.size());
        List<Candidate.Held> held = new ArrayList<>();
        for (int k = random.nextInt(5); k > 0; k--) {
            LocalDate lapses = random.nextInt(5) == 0 ? TODAY.plusDays(random.nextInt(180)) : null;
            held.add(new Candidate.Held(code(), TODAY.minusDays(300), lapses));
        }
        int first = skewed(ROLES);
        List<Candidate.Sought> sought = new ArrayList<>();
        for (int k = 0; k <= random.nextInt(5) / 3; k++) {
            sought.add(new Candidate.Sought("R-" + (first + 5 * k) % ROLES, Level.values()[random.nextInt(3)]));
        }
        int would = random.nextInt(100);
        return new Candidate(
                id(i),
                REGIONS.get(home),
                REGIONS.get(home),
                random.nextInt(DISTRICTS),
                would >= 92
                        ? Candidate.Relocation.ANYWHERE
                        : would >= 40 ? Candidate.Relocation.STATE : Candidate.Relocation.DISTRICT,
                Set.of(),
                random.nextInt(10) < 3,
                Set.of(random.nextBoolean() ? "en" : "hi", "l" + home % LANGUAGES),
                random.nextInt(100),
                TODAY.plusDays(random.nextInt(4) == 0 ? random.nextInt(120) : 0),
                Candidate.Status.AVAILABLE,
                TODAY.minusDays(random.nextInt(400)),
                random.nextInt(10) < 8
                        ? Set.of(Candidate.MATCHING, Candidate.CROSS_DEPARTMENT)
                        : Set.of(Candidate.MATCHING),
                sought,
                held,
                List.of());
    }

    private Opening opening(int i) {
        int region = skewed(REGIONS.size());
        List<List<String>> groups = new ArrayList<>();
        for (int k = random.nextInt(8) / 4; k > 0; k--) {
            Set<String> group = new TreeSet<>();
            for (int of = 1 + random.nextInt(3); of > 0; of--) {
                group.add(code());
            }
            groups.add(List.copyOf(group));
        }
        return new Opening(
                id(1 << 24 | i),
                REGIONS.get(region),
                id(1 << 25),
                random.nextInt(DISTRICTS),
                "R-" + skewed(ROLES),
                random.nextInt(3) == 0 ? Level.INTERMEDIATE : Level.BASIC,
                1 + random.nextInt(5),
                0,
                groups,
                List.of(code()),
                random.nextInt(3) == 0 ? Set.of("l" + region % LANGUAGES) : Set.of(),
                Set.of(),
                "l" + region % LANGUAGES,
                random.nextInt(20) == 0,
                TODAY.plusDays(random.nextInt(180)),
                random.nextInt(30),
                1 + random.nextInt(5),
                true);
    }
}
