package org.prahari.matching;

import static java.util.stream.Collectors.toCollection;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.prahari.assignment.Bits;
import org.prahari.assignment.Gap;
import org.prahari.assignment.People;
import org.prahari.assignment.Person;
import org.prahari.assignment.Points;
import org.prahari.assignment.Problem;
import org.prahari.assignment.Profiles;

/** Puts candidates and openings into the solver's columns; all eight rules and all eight components fit in them. */
final class Columns {
    private final List<Candidate> candidates;
    private final List<Opening> openings;
    private final Credentials credentials;
    private final Weights weights;
    private final LocalDate today;
    private final Numbers<String> roles = new Numbers<>();
    private final Numbers<String> regions = new Numbers<>();
    private final Numbers<List<Object>> districts = new Numbers<>();
    /** For each role: languages, then certificates that may be held or expected, then those that must be held. */
    private final Map<String, Numbers<String>> traits = new HashMap<>();

    Columns(
            List<Candidate> candidates,
            List<Opening> openings,
            Credentials credentials,
            Weights weights,
            LocalDate today) {
        this.candidates = candidates;
        this.openings = openings;
        this.credentials = credentials;
        this.weights = weights;
        this.today = today;
    }

    private static final class Numbers<T> {
        private final Map<T, Integer> numbers = new HashMap<>();

        int of(T thing) {
            return numbers.computeIfAbsent(thing, key -> numbers.size());
        }

        Set<T> all() {
            return Set.copyOf(numbers.keySet());
        }
    }

    static Problem of(
            List<Candidate> candidates,
            List<Opening> openings,
            Credentials credentials,
            Weights weights,
            LocalDate today) {
        return new Columns(candidates, openings, credentials, weights, today).problem();
    }

    /** To be made before anything else. */
    Problem problem() {
        List<Gap> gaps = openings.stream().map(this::gap).toList();
        People people = new People();
        Profiles profiles = new Profiles(words());
        candidates.forEach(candidate -> add(people, profiles, candidate));
        return new Problem(people, profiles, points(), gaps);
    }

    private void add(People people, Profiles profiles, Candidate candidate) {
        int person = person(people, candidate);
        if (candidate.status() == Candidate.Status.AVAILABLE) {
            candidate.sought().stream()
                    .map(Candidate.Sought::role)
                    .filter(traits::containsKey)
                    .forEach(role -> add(profiles, person, candidate, role));
        }
    }

    /** Somebody by the numbers of the problem. */
    Person person(Candidate candidate) {
        People alone = new People();
        Profiles profiles = new Profiles(words());
        add(alone, profiles, candidate);
        return new Problem(alone, profiles, points(), List.of()).person(0);
    }

    private int words() {
        return traits.values().stream().mapToInt(of -> of.all().size()).max().orElse(0) / Long.SIZE + 1;
    }

    private Points points() {
        int[] readiness = IntStream.rangeClosed(0, 90)
                .map(days -> weights.readiness() * (100 - days * 100 / 90))
                .toArray();
        return new Points(
                IntStream.of(100, 100, 70, 30)
                        .map(part -> part * weights.proximity())
                        .toArray(),
                IntStream.of(100, 70, 40).map(part -> part * weights.level()).toArray(),
                readiness,
                weights.qualification(),
                weights.language());
    }

    /** A gap by the numbers of the problem. */
    Gap gap(Opening opening) {
        Numbers<String> known = traits.computeIfAbsent(opening.role(), role -> new Numbers<>());
        Set<String> liked = new HashSet<>(opening.preferredLanguages());
        Optional.ofNullable(opening.officialLanguage()).ifPresent(liked::add);
        return new Gap(
                roles.of(opening.role()),
                regions.of(opening.department()),
                district(opening.department(), opening.district()),
                opening.remote(),
                opening.open() ? opening.freeSeats() : 0,
                opening.priority(),
                1 + opening.level().above(Level.BASIC),
                day(opening.start(today)),
                day(opening.deadline(today)),
                opening.required().stream()
                        .map(group -> bits(known, group.stream().map(code -> "ready " + code)))
                        .toList(),
                bits(known, opening.requiredLanguages().stream().map(tag -> "speaks " + tag)),
                bits(known, opening.preferred().stream().map(code -> "held " + code)),
                bits(known, liked.stream().map(tag -> "speaks " + tag)));
    }

    private static Bits bits(Numbers<String> known, Stream<String> names) {
        return Bits.of(names.mapToInt(known::of).toArray());
    }

    private int district(String region, Integer district) {
        return district == null ? -1 : districts.of(List.of(region, district));
    }

    private static int day(LocalDate date) {
        return (int) date.toEpochDay();
    }

    private int person(People people, Candidate candidate) {
        long home = 1L << regions.of(candidate.homeRegion());
        long allowed = !candidate.consents(Candidate.MATCHING)
                ? 0
                : candidate.consents(Candidate.CROSS_DEPARTMENT)
                        ? People.EVERYWHERE
                        : 1L << regions.of(candidate.department());
        long moves = switch (candidate.relocation()) {
            case DISTRICT -> 0;
            case STATE -> home;
            case STATES ->
                candidate.relocationRegions().stream()
                        .mapToLong(region -> 1L << regions.of(region))
                        .reduce(home, (a, b) -> a | b);
            case ANYWHERE -> People.EVERYWHERE;
        };
        return people.add(
                regions.of(candidate.homeRegion()),
                district(candidate.homeRegion(), candidate.homeDistrict()),
                allowed,
                moves,
                candidate.remote(),
                day(candidate.availableFrom()));
    }

    /** One profile for each stretch of days in which the certificates are the same. */
    private void add(Profiles profiles, int person, Candidate candidate, String role) {
        TreeSet<LocalDate> turns = Stream.concat(
                        candidate.held().stream()
                                .flatMap(held -> Stream.of(
                                        held.issuedOn(),
                                        held.expiresOn() == null
                                                ? held.issuedOn()
                                                : held.expiresOn().plusDays(1))),
                        candidate.progress().stream().map(Candidate.Progress::expectedOn))
                .filter(turn -> turn.isAfter(today))
                .collect(toCollection(TreeSet::new));
        turns.add(today);
        for (LocalDate from : turns) {
            LocalDate until = turns.higher(from);
            profiles.add(
                    person,
                    roles.of(role),
                    day(from),
                    until == null ? Integer.MAX_VALUE : day(until),
                    credentials
                            .reached(candidate, role, from)
                            .map(level -> 1 + level.above(Level.BASIC))
                            .orElse(0),
                    base(candidate, role),
                    traits(candidate, role, from));
        }
    }

    private Bits traits(Candidate candidate, String role, LocalDate day) {
        Numbers<String> known = traits.get(role);
        return bits(known, known.all().stream().filter(name -> {
            String[] words = name.split(" ", 2);
            boolean held = candidate.held().stream()
                    .anyMatch(one -> one.validOn(day) && credentials.covers(one.certification(), words[1]));
            return switch (words[0]) {
                case "speaks" -> candidate.languages().contains(words[1]);
                case "held" -> held;
                default ->
                    held
                            || candidate.progress().stream()
                                    .anyMatch(one -> !one.expectedOn().isAfter(day)
                                            && credentials.covers(one.certification(), words[1]));
            };
        }));
    }

    /** The components that depend on the candidate and the role alone. */
    private int base(Candidate candidate, String role) {
        Opening any = openings.stream()
                .filter(opening -> opening.role().equals(role))
                .findFirst()
                .orElseThrow();
        var components = Score.of(candidate, any, credentials, weights, today).components();
        return Arrays.stream(new int[] {
                    weights.preference() * components.preference(),
                    weights.experience() * components.experience(),
                    weights.waiting() * components.waiting()
                })
                .sum();
    }
}
