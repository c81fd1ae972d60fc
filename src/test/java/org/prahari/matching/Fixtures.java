package org.prahari.matching;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

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
                0,
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

    static Opening with(Opening opening, Level level, List<List<String>> required, List<String> preferred) {
        return change(opening, gap -> {
            gap.level = level;
            gap.required = required;
            gap.preferred = preferred;
        });
    }

    static Opening at(Opening opening, String department, Integer district, boolean remote) {
        return change(opening, gap -> {
            gap.department = department;
            gap.district = district;
            gap.remote = remote;
        });
    }

    static Opening seats(Opening opening, int free, boolean open) {
        return change(opening, gap -> {
            gap.free = free;
            gap.open = open;
        });
    }

    static Opening starting(Opening opening, LocalDate start, int graceDays) {
        return change(opening, gap -> {
            gap.start = start;
            gap.graceDays = graceDays;
        });
    }

    static Candidate holding(Candidate candidate, List<Candidate.Held> held, List<Candidate.Progress> progress) {
        return change(candidate, person -> {
            person.held = held;
            person.progress = progress;
        });
    }

    static Candidate seeking(Candidate candidate, Candidate.Sought... sought) {
        return change(candidate, person -> person.sought = List.of(sought));
    }

    static Candidate living(
            Candidate candidate,
            String region,
            Integer district,
            Candidate.Relocation relocation,
            Set<String> regions,
            boolean remote) {
        return change(candidate, person -> {
            person.region = region;
            person.district = district;
            person.relocation = relocation;
            person.regions = regions;
            person.remote = remote;
        });
    }

    static Candidate being(Candidate candidate, String department, Candidate.Status status, Set<String> purposes) {
        return change(candidate, person -> {
            person.department = department;
            person.status = status;
            person.purposes = purposes;
        });
    }

    static Candidate having(
            Candidate candidate, Set<String> languages, int months, LocalDate from, LocalDate registered) {
        return change(candidate, person -> {
            person.languages = languages;
            person.months = months;
            person.from = from;
            person.registered = registered;
        });
    }

    static Candidate named(Candidate candidate, UUID id) {
        return change(candidate, person -> person.id = id);
    }

    private static Candidate change(Candidate candidate, Consumer<Person> change) {
        Person person = new Person(candidate);
        change.accept(person);
        return person.candidate();
    }

    private static Opening change(Opening opening, Consumer<Gap> change) {
        Gap gap = new Gap(opening);
        change.accept(gap);
        return gap.opening();
    }

    /** A candidate whose parts a test may change. */
    private static final class Person {
        private UUID id;
        private String department;
        private String region;
        private Integer district;
        private Candidate.Relocation relocation;
        private Set<String> regions;
        private boolean remote;
        private Set<String> languages;
        private int months;
        private LocalDate from;
        private Candidate.Status status;
        private LocalDate registered;
        private Set<String> purposes;
        private List<Candidate.Sought> sought;
        private List<Candidate.Held> held;
        private List<Candidate.Progress> progress;

        Person(Candidate was) {
            id = was.id();
            department = was.department();
            region = was.homeRegion();
            district = was.homeDistrict();
            relocation = was.relocation();
            regions = was.relocationRegions();
            remote = was.remote();
            languages = was.languages();
            months = was.experienceMonths();
            from = was.availableFrom();
            status = was.status();
            registered = was.registeredOn();
            purposes = was.purposes();
            sought = was.sought();
            held = was.held();
            progress = was.progress();
        }

        Candidate candidate() {
            return new Candidate(
                    id,
                    department,
                    region,
                    district,
                    relocation,
                    regions,
                    remote,
                    languages,
                    months,
                    from,
                    status,
                    registered,
                    purposes,
                    sought,
                    held,
                    progress);
        }
    }

    /** A gap whose parts a test may change. */
    private static final class Gap {
        private final Opening was;
        private String department;
        private Integer district;
        private Level level;
        private int free;
        private List<List<String>> required;
        private List<String> preferred;
        private boolean remote;
        private LocalDate start;
        private int graceDays;
        private boolean open;

        Gap(Opening was) {
            this.was = was;
            department = was.department();
            district = was.district();
            level = was.level();
            free = was.freeSeats();
            required = was.required();
            preferred = was.preferred();
            remote = was.remote();
            start = was.startsOn();
            graceDays = was.graceDays();
            open = was.open();
        }

        Opening opening() {
            return new Opening(
                    was.id(),
                    department,
                    was.facility(),
                    district,
                    was.role(),
                    level,
                    free,
                    was.filledSeats(),
                    required,
                    preferred,
                    was.requiredLanguages(),
                    was.preferredLanguages(),
                    was.officialLanguage(),
                    remote,
                    start,
                    graceDays,
                    was.priority(),
                    open);
        }
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
                0,
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
