package org.prahari.insight;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.prahari.certification.Certification;
import org.prahari.matching.Level;
import org.prahari.role.Element;
import org.prahari.role.Framework;
import org.prahari.role.Frameworks;
import org.prahari.role.Relation;

/** Ways from role to role, by the newest framework imported, and the certifications that lead there, by the catalogue. */
final class Careers {
    private static final int NEIGHBOURS = 5;
    private static final int WHOLE = 10_000;
    private static final Set<Element.Kind> SHARED = Set.of(Element.Kind.KNOWLEDGE, Element.Kind.SKILL);

    private final Atlas atlas;
    private final String framework;
    private final Map<String, Set<String>> statements = new TreeMap<>();
    private final Map<String, Certification> certifications = new TreeMap<>();

    Careers(Atlas atlas, Frameworks frameworks, List<Certification> all) {
        this.atlas = atlas;
        Framework newest = frameworks.versions().stream().findFirst().orElse(null);
        framework = newest == null ? null : newest.version().version();
        if (newest != null) {
            Set<String> shared = newest.elements().stream()
                    .filter(element -> SHARED.contains(element.kind()))
                    .map(Element::id)
                    .collect(Collectors.toSet());
            for (Relation relation : newest.relations()) {
                put(relation.source(), relation.target(), shared);
                put(relation.target(), relation.source(), shared);
            }
        }
        all.forEach(certification -> certifications.put(certification.code(), certification));
    }

    private void put(String role, String statement, Set<String> shared) {
        if (atlas.roles().containsKey(role) && shared.contains(statement)) {
            statements.computeIfAbsent(role, key -> new TreeSet<>()).add(statement);
        }
    }

    /** @param role one of the atlas */
    Career of(String role, CareerQuery query) {
        Map<String, CheapestPath.Course> courses = courses(query);
        Career.Path cheapest = path(role, query, courses, query.holding());
        Set<String> then = new HashSet<>(query.holding());
        if (cheapest != null) {
            cheapest.steps().forEach(step -> then.add(step.certification()));
        }
        List<Career.Neighbour> feeders = new ArrayList<>();
        List<Career.Neighbour> next = new ArrayList<>();
        Set<String> own = statements.getOrDefault(role, Set.of());
        statements.forEach((other, theirs) -> {
            Set<String> shared = new HashSet<>(theirs);
            shared.retainAll(own);
            if (!other.equals(role) && !shared.isEmpty()) {
                boolean before = before(other, role);
                (before ? feeders : next)
                        .add(new Career.Neighbour(
                                other,
                                atlas.roles().get(other).title(),
                                shared.size(),
                                shared.size() * WHOLE / (before ? own : theirs).size(),
                                (before ? own : theirs).size() - shared.size(),
                                isEntry(other),
                                null));
            }
        });
        return new Career(
                role,
                atlas.roles().get(role).title(),
                framework,
                framework == null ? null : own.size(),
                isEntry(role),
                qualifying(role),
                cheapest,
                nearest(feeders, query, courses, query.holding()),
                nearest(next, query, courses, then));
    }

    /** A role that asks for less comes before one that asks for more. */
    private boolean before(String one, String other) {
        return Comparator.<String>comparingInt(role -> statements.get(role).size())
                        .thenComparing(Comparator.naturalOrder())
                        .compare(one, other)
                < 0;
    }

    private List<Career.Neighbour> nearest(
            List<Career.Neighbour> all,
            CareerQuery query,
            Map<String, CheapestPath.Course> courses,
            Set<String> holding) {
        return all.stream()
                .sorted(Comparator.comparingInt(Career.Neighbour::known)
                        .reversed()
                        .thenComparing(Career.Neighbour::role))
                .limit(NEIGHBOURS)
                .map(near -> new Career.Neighbour(
                        near.role(),
                        near.title(),
                        near.shared(),
                        near.known(),
                        near.toLearn(),
                        near.entry(),
                        path(near.role(), query, courses, holding)))
                .toList();
    }

    private List<Career.Qualifying> qualifying(String role) {
        List<Career.Qualifying> qualifying = new ArrayList<>();
        certifications
                .values()
                .forEach(certification -> certification.qualifies().stream()
                        .filter(qualifies -> qualifies.role().equals(role))
                        .forEach(qualifies -> qualifying.add(new Career.Qualifying(
                                certification.code(),
                                Level.valueOf(qualifies.level().name())))));
        return qualifying;
    }

    private boolean isEntry(String role) {
        return qualifying(role).stream()
                .map(qualifying -> certifications.get(qualifying.certification()))
                .anyMatch(one -> offered(one)
                        && one.routes() != null
                        && (one.routes().isEmpty()
                                || one.routes().stream()
                                        .anyMatch(
                                                route -> route.certifications().isEmpty()
                                                        && route.experienceMonths() != null
                                                        && route.experienceMonths() == 0)));
    }

    private static boolean offered(Certification certification) {
        return certification.status() != Certification.Status.RETIRED;
    }

    private Career.Path path(
            String role, CareerQuery query, Map<String, CheapestPath.Course> courses, Collection<String> holding) {
        List<String> goals = qualifying(role).stream()
                .filter(qualifying -> qualifying.level().compareTo(query.level()) >= 0)
                .map(Career.Qualifying::certification)
                .toList();
        return new CheapestPath(courses, holding)
                .to(goals)
                .map(codes -> codes.stream()
                        .map(code -> step(certifications.get(code), query))
                        .toList())
                .map(steps -> new Career.Path(
                        steps.stream().mapToLong(Career.Step::cost).sum(), steps))
                .orElse(null);
    }

    private static Career.Step step(Certification certification, CareerQuery query) {
        Long fee = query.fee(certification);
        boolean known = certification.routes() != null
                && certification.routes().stream()
                        .filter(query::opens)
                        .allMatch(route -> route.experienceMonths() != null);
        return new Career.Step(certification.code(), fee == null ? query.defaultCost() : fee, fee == null, !known);
    }

    private Map<String, CheapestPath.Course> courses(CareerQuery query) {
        Map<String, CheapestPath.Course> courses = new HashMap<>();
        for (Certification certification : certifications.values()) {
            if (offered(certification)) {
                List<Certification.Route> routes = certification.routes();
                courses.put(
                        certification.code(),
                        new CheapestPath.Course(
                                step(certification, query).cost(),
                                routes == null || routes.isEmpty()
                                        ? List.of(List.of())
                                        : routes.stream()
                                                .filter(query::opens)
                                                .map(Certification.Route::certifications)
                                                .toList()));
            }
        }
        return courses;
    }
}
