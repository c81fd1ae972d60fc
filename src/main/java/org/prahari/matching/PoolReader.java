package org.prahari.matching;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog;

/** Puts candidates and openings together from the rows of many tables: all of them, or those that have changed. */
record PoolReader(MatchingDao dao, Viewer viewer, Texts texts) {
    /** Trainees read at a time. */
    private static final int CHUNK = 10_000;
    /** Trainees or gaps named in one statement. */
    private static final int NAMED = 1_000;
    /** Beyond so many changes all is read anew. */
    private static final int MANY = 100_000;

    private static final int DAYS_TO_1970 = 719_528;
    private static final Map<String, Level> LEVELS = Arrays.stream(Level.values())
            .collect(toMap(level -> level.name().toLowerCase(Locale.ROOT), level -> level));
    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    PoolReader(MatchingDao dao) {
        this(dao, Viewer.system("matching"), new Texts());
    }

    Pool read(Weights weights) {
        var catalogue = new Catalogue(
                new Credentials(dao.listRenewals(), dao.listQualifications(), dao.listEarnable()), weights);
        Packing packing = new Packing(catalogue);
        for (UUID after = FIRST; after != null; ) {
            after = candidates(after, List.of(), packing::add);
        }
        return new Pool(catalogue, packing.records(), openings(List.of()));
    }

    Pool next(Pool last, List<ChangeLog.Touched> touched) {
        Set<UUID> trainees = new LinkedHashSet<>();
        Set<UUID> gaps = new LinkedHashSet<>();
        Set<UUID> facilities = new LinkedHashSet<>();
        Map<String, Set<UUID>> few = Map.of("trainee", trainees, "gap", gaps, "facility", facilities);
        for (ChangeLog.Touched one : touched) {
            if (touched.size() > MANY || !few.containsKey(one.feature()) || !isId(one.id())) {
                return read(last.weights());
            }
            few.get(one.feature()).add(UUID.fromString(one.id()));
        }
        gaps.addAll(last.gapsOf(facilities));
        return last.withTrainees(trainees, candidates(trainees)).withOpenings(gaps, openings(gaps));
    }

    /** Those of these trainees that are there. */
    List<Candidate> candidates(Set<UUID> trainees) {
        List<Candidate> candidates = new ArrayList<>();
        batches(trainees).forEach(ids -> candidates(FIRST, ids, candidates::add));
        return candidates;
    }

    /** Those of these gaps that are there. */
    List<Opening> openings(Set<UUID> gaps) {
        List<Opening> openings = new ArrayList<>();
        batches(gaps).forEach(ids -> openings.addAll(openings(ids)));
        return openings;
    }

    /** A change may be told of many things at once. */
    private static boolean isId(String text) {
        return text.length() == LAST.toString().length();
    }

    private static List<List<UUID>> batches(Set<UUID> ids) {
        List<UUID> all = List.copyOf(ids);
        List<List<UUID>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += NAMED) {
            batches.add(all.subList(from, Math.min(all.size(), from + NAMED)));
        }
        return batches;
    }

    /**
     * @param ids all if empty
     * @return the id after which to go on, or null at the end
     */
    private UUID candidates(UUID after, List<UUID> ids, Consumer<Candidate> to) {
        List<MatchingDao.Person> people = dao.listPeople(viewer, after, ids, CHUNK);
        boolean more = people.size() == CHUNK;
        UUID until = more ? people.get(CHUNK - 1).id() : LAST;
        var sought = byTrainee(dao.listSought(viewer, after, until, ids), PoolReader::sought);
        var held = byTrainee(dao.listHeld(viewer, after, until, ids), PoolReader::held);
        var progress = byTrainee(dao.listProgress(viewer, after, until, ids), PoolReader::progress);
        for (MatchingDao.Person person : people) {
            to.accept(new Candidate(
                    person.id(),
                    person.department(),
                    person.homeRegion(),
                    person.homeDistrict(),
                    person.relocation(),
                    texts.of(person.relocationRegions()),
                    person.remote(),
                    texts.of(person.languages()),
                    person.experienceMonths(),
                    person.availableFrom(),
                    person.status(),
                    person.registeredOn(),
                    texts.of(person.purposes()),
                    sought.getOrDefault(person.id(), List.of()),
                    held.getOrDefault(person.id(), List.of()),
                    progress.getOrDefault(person.id(), List.of())));
        }
        return more ? until : null;
    }

    private static <T> Map<UUID, List<T>> byTrainee(List<String> rows, Function<String[], T> thing) {
        Map<UUID, List<T>> things = new HashMap<>();
        for (String row : rows) {
            UUID trainee = new UUID(Long.parseUnsignedLong(row, 0, 16, 16), Long.parseUnsignedLong(row, 16, 32, 16));
            things.computeIfAbsent(trainee, key -> new ArrayList<>(4)).add(thing.apply(row.split(" ", 4)));
        }
        return things;
    }

    private static Candidate.Sought sought(String[] cells) {
        return new Candidate.Sought(cells[2], LEVELS.get(cells[1]));
    }

    private static Candidate.Held held(String[] cells) {
        return new Candidate.Held(cells[3], day(cells[1]), cells[2].equals("0") ? null : day(cells[2]));
    }

    private static Candidate.Progress progress(String[] cells) {
        return new Candidate.Progress(cells[2], day(cells[1]));
    }

    private static LocalDate day(String fromYear0) {
        return LocalDate.ofEpochDay(Integer.parseInt(fromYear0) - DAYS_TO_1970);
    }

    /** @param ids all if empty */
    private List<Opening> openings(List<UUID> ids) {
        Map<UUID, Map<Integer, List<String>>> demands = dao.listDemands(viewer, ids).stream()
                .collect(groupingBy(
                        MatchingDao.Demand::gap,
                        groupingBy(
                                MatchingDao.Demand::groupNo,
                                TreeMap::new,
                                mapping(MatchingDao.Demand::certification, toList()))));
        Map<String, String> official = new TreeMap<>();
        dao.listSpoken()
                .forEach(region -> region.languages().stream()
                        .findFirst()
                        .ifPresent(language -> official.put(region.id(), language.tag())));
        return dao.listSeats(viewer, ids).stream()
                .map(seats ->
                        opening(seats, demands.getOrDefault(seats.id(), Map.of()), official.get(seats.department())))
                .toList();
    }

    private static Opening opening(MatchingDao.Seats seats, Map<Integer, List<String>> groups, String official) {
        return new Opening(
                seats.id(),
                seats.department(),
                seats.facility(),
                seats.district(),
                seats.role(),
                seats.level(),
                seats.free(),
                seats.filled(),
                groups.entrySet().stream()
                        .filter(group -> group.getKey() > 0)
                        .map(Map.Entry::getValue)
                        .toList(),
                groups.getOrDefault(0, List.of()),
                new HashSet<>(seats.requiredLanguages()),
                new HashSet<>(seats.preferredLanguages()),
                official,
                seats.workMode().equals("remote"),
                seats.startsOn(),
                seats.graceDays(),
                seats.priority(),
                seats.status().equals("open"));
    }
}
