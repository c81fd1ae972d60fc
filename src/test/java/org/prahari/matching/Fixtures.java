package org.prahari.matching;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Trainees, gaps and small worlds for the tests of matching. */
final class Fixtures {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    static final LocalDate START = LocalDate.of(2027, 1, 4);
    static final String ROLE = "PD-WRL-003";
    static final Credentials CREDENTIALS = new Credentials(
            List.of(new Credentials.Renewal("CYSA", "SECPLUS"), new Credentials.Renewal("SECX", "CYSA")),
            List.of(
                    new Credentials.Qualification("SECPLUS", ROLE, Level.BASIC),
                    new Credentials.Qualification("CYSA", ROLE, Level.INTERMEDIATE),
                    new Credentials.Qualification("GCIH", ROLE, Level.INTERMEDIATE),
                    new Credentials.Qualification("OLD", ROLE, Level.ADVANCED),
                    new Credentials.Qualification("SECX", ROLE, Level.ADVANCED)),
            Set.of("SECPLUS", "CYSA", "GCIH", "SECX"));

    private Fixtures() {}

    static UUID id(long n) {
        return new UUID(n, n);
    }

    static Opening opening() {
        return new Opening(
                id(1),
                "IN-KA",
                id(2),
                525,
                ROLE,
                Level.INTERMEDIATE,
                1,
                List.of(),
                List.of(),
                Set.of("kn"),
                Set.of("en"),
                "kn",
                false,
                START,
                14,
                3,
                true);
    }

    /** One who meets all eight rules of {@link #opening()}. */
    static Candidate candidate() {
        return new Candidate(
                id(10),
                "IN-KA",
                "IN-KA",
                525,
                Candidate.Relocation.DISTRICT,
                Set.of(),
                false,
                Set.of("kn", "en"),
                30,
                START,
                Candidate.Status.AVAILABLE,
                TODAY.minusDays(100),
                Set.of(Candidate.MATCHING),
                List.of(new Candidate.Sought(ROLE, Level.INTERMEDIATE)),
                List.of(),
                List.of());
    }

    static Opening with(Opening o, Level level, List<List<String>> required, List<String> preferred) {
        return new Opening(
                o.id(),
                o.department(),
                o.facility(),
                o.district(),
                o.role(),
                level,
                o.freeSeats(),
                required,
                preferred,
                o.requiredLanguages(),
                o.preferredLanguages(),
                o.officialLanguage(),
                o.remote(),
                o.startsOn(),
                o.graceDays(),
                o.priority(),
                o.open());
    }

    static Opening at(Opening o, String department, Integer district, boolean remote) {
        return new Opening(
                o.id(),
                department,
                o.facility(),
                district,
                o.role(),
                o.level(),
                o.freeSeats(),
                o.required(),
                o.preferred(),
                o.requiredLanguages(),
                o.preferredLanguages(),
                o.officialLanguage(),
                remote,
                o.startsOn(),
                o.graceDays(),
                o.priority(),
                o.open());
    }

    static Opening seats(Opening o, int free, boolean open) {
        return new Opening(
                o.id(),
                o.department(),
                o.facility(),
                o.district(),
                o.role(),
                o.level(),
                free,
                o.required(),
                o.preferred(),
                o.requiredLanguages(),
                o.preferredLanguages(),
                o.officialLanguage(),
                o.remote(),
                o.startsOn(),
                o.graceDays(),
                o.priority(),
                open);
    }

    static Opening starting(Opening o, LocalDate start, int graceDays) {
        return new Opening(
                o.id(),
                o.department(),
                o.facility(),
                o.district(),
                o.role(),
                o.level(),
                o.freeSeats(),
                o.required(),
                o.preferred(),
                o.requiredLanguages(),
                o.preferredLanguages(),
                o.officialLanguage(),
                o.remote(),
                start,
                graceDays,
                o.priority(),
                o.open());
    }

    static Candidate holding(Candidate c, List<Candidate.Held> held, List<Candidate.Progress> progress) {
        return new Candidate(
                c.id(),
                c.department(),
                c.homeRegion(),
                c.homeDistrict(),
                c.relocation(),
                c.relocationRegions(),
                c.remote(),
                c.languages(),
                c.experienceMonths(),
                c.availableFrom(),
                c.status(),
                c.registeredOn(),
                c.purposes(),
                c.sought(),
                held,
                progress);
    }

    static Candidate seeking(Candidate c, Candidate.Sought... sought) {
        return new Candidate(
                c.id(),
                c.department(),
                c.homeRegion(),
                c.homeDistrict(),
                c.relocation(),
                c.relocationRegions(),
                c.remote(),
                c.languages(),
                c.experienceMonths(),
                c.availableFrom(),
                c.status(),
                c.registeredOn(),
                c.purposes(),
                List.of(sought),
                c.held(),
                c.progress());
    }

    static Candidate living(
            Candidate c,
            String region,
            Integer district,
            Candidate.Relocation relocation,
            Set<String> regions,
            boolean remote) {
        return new Candidate(
                c.id(),
                c.department(),
                region,
                district,
                relocation,
                regions,
                remote,
                c.languages(),
                c.experienceMonths(),
                c.availableFrom(),
                c.status(),
                c.registeredOn(),
                c.purposes(),
                c.sought(),
                c.held(),
                c.progress());
    }

    static Candidate being(Candidate c, String department, Candidate.Status status, Set<String> purposes) {
        return new Candidate(
                c.id(),
                department,
                c.homeRegion(),
                c.homeDistrict(),
                c.relocation(),
                c.relocationRegions(),
                c.remote(),
                c.languages(),
                c.experienceMonths(),
                c.availableFrom(),
                status,
                c.registeredOn(),
                purposes,
                c.sought(),
                c.held(),
                c.progress());
    }

    static Candidate having(Candidate c, Set<String> languages, int months, LocalDate from, LocalDate registered) {
        return new Candidate(
                c.id(),
                c.department(),
                c.homeRegion(),
                c.homeDistrict(),
                c.relocation(),
                c.relocationRegions(),
                c.remote(),
                languages,
                months,
                from,
                c.status(),
                registered,
                c.purposes(),
                c.sought(),
                c.held(),
                c.progress());
    }

    static Candidate named(Candidate c, UUID id) {
        return new Candidate(
                id,
                c.department(),
                c.homeRegion(),
                c.homeDistrict(),
                c.relocation(),
                c.relocationRegions(),
                c.remote(),
                c.languages(),
                c.experienceMonths(),
                c.availableFrom(),
                c.status(),
                c.registeredOn(),
                c.purposes(),
                c.sought(),
                c.held(),
                c.progress());
    }

    static Candidate anybody(Random random, long n) {
        return new Candidate(
                id(1000 + n),
                pick(random, "IN-KA", "IN-TN"),
                pick(random, "IN-KA", "IN-TN", "IN-KL"),
                pick(random, 525, 526, null),
                pick(random, Candidate.Relocation.values()),
                some(random, "IN-KA", "IN-TN"),
                random.nextBoolean(),
                some(random, "kn", "en", "hi", "ta"),
                random.nextInt(100),
                TODAY.plusDays(random.nextInt(120)),
                random.nextInt(5) == 0 ? Candidate.Status.OFFERED : Candidate.Status.AVAILABLE,
                TODAY.minusDays(random.nextInt(500)),
                some(random, Candidate.MATCHING, Candidate.MATCHING, Candidate.CROSS_DEPARTMENT),
                random.nextInt(4) == 0
                        ? List.of(new Candidate.Sought("OTHER", Level.BASIC))
                        : List.of(
                                new Candidate.Sought("OTHER", Level.BASIC),
                                new Candidate.Sought(ROLE, pick(random, Level.values()))),
                some(random, "SECPLUS", "CYSA", "GCIH", "OLD", "SECX").stream()
                        .map(code -> new Candidate.Held(
                                code,
                                TODAY.minusDays(random.nextInt(900)),
                                random.nextBoolean() ? null : TODAY.plusDays(random.nextInt(120))))
                        .toList(),
                some(random, "SECPLUS", "GCIH").stream()
                        .map(code -> new Candidate.Progress(code, TODAY.plusDays(random.nextInt(120))))
                        .toList());
    }

    static Opening anyGap(Random random, long n) {
        List<List<String>> groups = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Set<String> group = new HashSet<>(some(random, "SECPLUS", "CYSA", "GCIH", "SECX"));
            group.add(pick(random, "SECPLUS", "GCIH"));
            groups.add(group.stream().sorted().toList());
        }
        return new Opening(
                id(1 + n),
                pick(random, "IN-KA", "IN-TN"),
                id(2),
                pick(random, 525, 526, null),
                ROLE,
                pick(random, Level.values()),
                random.nextInt(5),
                groups,
                List.copyOf(some(random, "SECPLUS", "GCIH", "CYSA")),
                some(random, "kn"),
                some(random, "en", "hi"),
                "kn",
                random.nextBoolean(),
                TODAY.plusDays(random.nextInt(120) - 30),
                random.nextInt(30),
                1 + random.nextInt(5),
                random.nextInt(8) != 0);
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    private static Set<String> some(Random random, String... values) {
        Set<String> chosen = new HashSet<>();
        for (String value : values) {
            if (random.nextInt(3) > 0) {
                chosen.add(value);
            }
        }
        return chosen;
    }
}
