package org.prahari.matching;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/**
 * How well a trainee fits a gap: eight components of 0..100, weighted by per cents that add up to 100, so that the total
 * is 0..10000 basis points. Integer arithmetic only: the same pair on the same day always scores the same.
 *
 * @param total basis points
 */
public record Score(int total, Components components) {
    private static final int FULL = 100;
    private static final int RANK_COST = 20;
    private static final int LEAST_PREFERENCE = 10;
    private static final int OVERQUALIFIED_COST = 30;
    private static final int SAME_STATE = 70;
    private static final int ELSEWHERE = 30;
    private static final int EXPERIENCE_CAP_MONTHS = 60;
    private static final int READINESS_DAYS = 90;
    private static final int WAITING_DAYS = 365;

    /** The components, each 0..100. */
    public record Components(
            int preference,
            int qualification,
            int level,
            int proximity,
            int language,
            int experience,
            int readiness,
            int waiting) {
        int total(Weights weights) {
            return weights.preference() * preference
                    + weights.qualification() * qualification
                    + weights.level() * level
                    + weights.proximity() * proximity
                    + weights.language() * language
                    + weights.experience() * experience
                    + weights.readiness() * readiness
                    + weights.waiting() * waiting;
        }
    }

    public static Score of(
            Candidate candidate, Opening opening, Credentials credentials, Weights weights, LocalDate today) {
        LocalDate start = opening.start(today);
        var components = new Components(
                preference(candidate.rank(opening.role())),
                qualification(candidate, opening, credentials, start),
                level(credentials
                        .reached(candidate, opening.role(), start)
                        .map(level -> level.above(opening.level()))
                        .orElse(-1)),
                proximity(Proximity.of(candidate, opening)),
                language(candidate, opening),
                experience(candidate.experienceMonths()),
                readiness(ChronoUnit.DAYS.between(start, candidate.availableFrom())),
                waiting(ChronoUnit.DAYS.between(candidate.registeredOn(), today)));
        return new Score(components.total(weights), components);
    }

    static int preference(int rank) {
        return rank < 0 ? 0 : Math.max(LEAST_PREFERENCE, FULL - RANK_COST * rank);
    }

    /** The share of the preferred certifications that are valid at the start; full where none is preferred. */
    private static int qualification(Candidate candidate, Opening opening, Credentials credentials, LocalDate start) {
        long valid = opening.preferred().stream()
                .filter(code -> candidate.held().stream()
                        .anyMatch(held -> held.validOn(start) && credentials.covers(held.certification(), code)))
                .count();
        return part(valid, opening.preferred().size());
    }

    /** @param above steps by which the level reached lies above the one asked, negative if below */
    static int level(int above) {
        return above < 0 ? 0 : FULL - OVERQUALIFIED_COST * above;
    }

    static int experience(int months) {
        return share(months, EXPERIENCE_CAP_MONTHS);
    }

    /** @param days from the start until somebody is available */
    static int readiness(long days) {
        return FULL - share(days, READINESS_DAYS);
    }

    /** @param days since registration */
    static int waiting(long days) {
        return share(days, WAITING_DAYS);
    }

    static int proximity(Proximity proximity) {
        return switch (proximity) {
            case REMOTE, DISTRICT -> FULL;
            case STATE -> SAME_STATE;
            case ELSEWHERE -> ELSEWHERE;
        };
    }

    private static int language(Candidate candidate, Opening opening) {
        Set<String> liked = new HashSet<>(opening.preferredLanguages());
        if (opening.officialLanguage() != null) {
            liked.add(opening.officialLanguage());
        }
        return part(liked.stream().filter(candidate.languages()::contains).count(), liked.size());
    }

    /** The share of what is liked; full where nothing is. */
    static int part(long has, int of) {
        return of == 0 ? FULL : share(has, of);
    }

    /** The part of a whole in per cent, rounded down, within 0..100. */
    private static int share(long part, int whole) {
        return (int) Math.max(0, Math.min(FULL, part * FULL / whole));
    }
}
