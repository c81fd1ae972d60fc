package org.prahari.matching;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.prahari.access.Viewer;

/** Puts candidates and openings together from the rows of many tables. */
record PoolReader(MatchingDao dao, Viewer viewer) {
    Pool read(Weights weights) {
        var credentials = new Credentials(dao.listRenewals(), dao.listQualifications(), dao.listEarnable());
        return new Pool(candidates(), openings(), credentials, weights);
    }

    private List<Candidate> candidates() {
        Map<UUID, List<Candidate.Sought>> sought = dao.listSought(viewer).stream()
                .collect(groupingBy(MatchingDao.SoughtBy::trainee, mapping(MatchingDao.SoughtBy::sought, toList())));
        Map<UUID, List<Candidate.Held>> held = dao.listHeld(viewer).stream()
                .collect(groupingBy(MatchingDao.HeldBy::trainee, mapping(MatchingDao.HeldBy::held, toList())));
        Map<UUID, List<Candidate.Progress>> progress = dao.listProgress(viewer).stream()
                .collect(groupingBy(
                        MatchingDao.ProgressOf::trainee, mapping(MatchingDao.ProgressOf::progress, toList())));
        return dao.listPeople(viewer).stream()
                .map(person -> new Candidate(
                        person.id(),
                        person.department(),
                        person.homeRegion(),
                        person.homeDistrict(),
                        person.relocation(),
                        new HashSet<>(person.relocationRegions()),
                        person.remote(),
                        new HashSet<>(person.languages()),
                        person.experienceMonths(),
                        person.availableFrom(),
                        person.status(),
                        person.registeredOn(),
                        person.purposes() == null ? Set.of() : new HashSet<>(person.purposes()),
                        sought.getOrDefault(person.id(), List.of()),
                        held.getOrDefault(person.id(), List.of()),
                        progress.getOrDefault(person.id(), List.of())))
                .toList();
    }

    private List<Opening> openings() {
        Map<UUID, Map<Integer, List<String>>> demands = dao.listDemands(viewer).stream()
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
        return dao.listSeats(viewer).stream()
                .map(seats -> {
                    Map<Integer, List<String>> groups = demands.getOrDefault(seats.id(), Map.of());
                    return new Opening(
                            seats.id(),
                            seats.department(),
                            seats.facility(),
                            seats.district(),
                            seats.role(),
                            seats.level(),
                            seats.free(),
                            groups.entrySet().stream()
                                    .filter(group -> group.getKey() > 0)
                                    .map(Map.Entry::getValue)
                                    .toList(),
                            groups.getOrDefault(0, List.of()),
                            new HashSet<>(seats.requiredLanguages()),
                            new HashSet<>(seats.preferredLanguages()),
                            official.get(seats.department()),
                            seats.workMode().equals("remote"),
                            seats.startsOn(),
                            seats.graceDays(),
                            seats.priority(),
                            seats.status().equals("open"));
                })
                .toList();
    }
}
