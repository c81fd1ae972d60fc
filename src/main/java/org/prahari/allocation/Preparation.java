package org.prahari.allocation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.prahari.certification.Certification;
import org.prahari.matching.Candidate;

/**
 * What somebody has to earn, in which order, to hold certifications: those that admit to others come before them, by the
 * cheapest way that is open to the person.
 */
final class Preparation {
    /** How many certifications may stand before one that is wanted. */
    private static final int DEPTH = 2;

    private final Map<String, Syllabus> syllabi;
    private final Tuition tuition;
    private final LocalDate today;

    /** @param admissionAssumed whether the catalogue does not know, or not wholly, what is asked of who wants to earn it */
    record Step(Syllabus syllabus, Tuition.Fee fee, boolean admissionAssumed) {}

    Preparation(Map<String, Syllabus> syllabi, Tuition tuition, LocalDate today) {
        this.syllabi = syllabi;
        this.tuition = tuition;
        this.today = today;
    }

    /** The steps in order; nothing if they cannot be gone, or nobody knows what one of them costs. */
    Optional<List<Step>> steps(Candidate candidate, Collection<String> codes) {
        Optional<List<Step>> steps = Optional.of(List.of());
        for (String code : codes.stream().sorted().toList()) {
            steps = steps.flatMap(before -> earn(candidate, code, before, DEPTH));
        }
        return steps;
    }

    static long cost(List<Step> steps) {
        return steps.stream().mapToLong(step -> step.fee().cost()).reduce(0, Math::addExact);
    }

    static int hours(List<Step> steps) {
        return steps.stream().mapToInt(step -> step.fee().hours()).sum();
    }

    private Optional<List<Step>> earn(Candidate candidate, String code, List<Step> before, int depth) {
        if (has(before, code)) {
            return Optional.of(before);
        }
        Syllabus syllabus = syllabi.get(code);
        if (syllabus == null || !syllabus.offered()) {
            return Optional.empty();
        }
        Optional<Tuition.Fee> fee = tuition.of(syllabus);
        if (fee.isEmpty()) {
            return Optional.empty();
        }
        if (syllabus.routes() == null || syllabus.routes().isEmpty()) {
            return Optional.of(with(before, new Step(syllabus, fee.get(), syllabus.routes() == null)));
        }
        return cheapest(syllabus.routes().stream()
                .map(route -> admit(candidate, route, before, depth)
                        .map(path -> with(path, new Step(syllabus, fee.get(), route.experienceMonths() == null))))
                .toList());
    }

    private Optional<List<Step>> admit(Candidate candidate, Certification.Route route, List<Step> before, int depth) {
        if (route.experienceMonths() != null && candidate.experienceMonths() < route.experienceMonths()) {
            return Optional.empty();
        }
        Optional<List<Step>> path = Optional.of(before);
        for (List<String> group : route.certifications()) {
            path = path.flatMap(so -> any(candidate, group, so, depth));
        }
        return path;
    }

    private Optional<List<Step>> any(Candidate candidate, List<String> group, List<Step> before, int depth) {
        boolean held = candidate.held().stream()
                .anyMatch(each -> group.contains(each.certification())
                        && !each.issuedOn().isAfter(today)
                        && (each.expiresOn() == null || !each.expiresOn().isBefore(today)));
        if (held || group.stream().anyMatch(code -> has(before, code))) {
            return Optional.of(before);
        }
        return depth == 0
                ? Optional.empty()
                : cheapest(group.stream()
                        .map(code -> earn(candidate, code, before, depth - 1))
                        .toList());
    }

    private static Optional<List<Step>> cheapest(List<Optional<List<Step>>> ways) {
        return ways.stream()
                .flatMap(Optional::stream)
                .min(Comparator.comparingLong(Preparation::cost).thenComparingInt(Preparation::hours));
    }

    private static boolean has(List<Step> steps, String code) {
        return steps.stream().anyMatch(step -> step.syllabus().code().equals(code));
    }

    private static List<Step> with(List<Step> steps, Step one) {
        List<Step> more = new ArrayList<>(steps);
        more.add(one);
        return more;
    }
}
