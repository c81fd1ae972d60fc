package org.prahari.matching;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The eight rules by which a trainee may fill a gap. Pure: the same pair on the same day gives the same findings. Each
 * rule can say why it is not met and what would be the smallest change that meets it.
 */
public final class Eligibility {
    private final Credentials credentials;

    public Eligibility(Credentials credentials) {
        this.credentials = credentials;
    }

    /** All eight findings, in the order of {@link Rule}. */
    public List<Finding> check(Candidate candidate, Opening opening, LocalDate today) {
        return List.of(
                consent(candidate, opening),
                status(candidate, opening),
                role(candidate, opening),
                level(candidate, opening, today),
                certifications(candidate, opening, today),
                languages(candidate, opening),
                place(candidate, opening),
                availability(candidate, opening, today));
    }

    /** Whether a pair fails, and fails by nothing that training could not mend. */
    public static boolean nearMiss(List<Finding> findings) {
        List<Finding> unmet =
                findings.stream().filter(finding -> !finding.met()).toList();
        return !unmet.isEmpty()
                && unmet.stream().allMatch(finding -> finding.rule().trainable());
    }

    public static boolean eligible(List<Finding> findings) {
        return findings.stream().allMatch(Finding::met);
    }

    private static Finding consent(Candidate candidate, Opening opening) {
        if (!candidate.consents(Candidate.MATCHING)) {
            return Finding.unmet(
                    Rule.CONSENT, "no active consent to matching", step("give consent to the purpose matching"));
        }
        boolean home = candidate.department().equals(opening.department());
        if (!home && !candidate.consents(Candidate.CROSS_DEPARTMENT)) {
            return Finding.unmet(
                    Rule.CONSENT,
                    "the consent does not cover other departments",
                    step("give consent to the purpose cross-department"));
        }
        return Finding.met(Rule.CONSENT, "consent to matching is active");
    }

    private static Finding status(Candidate candidate, Opening opening) {
        if (candidate.status() != Candidate.Status.AVAILABLE) {
            String status = candidate.status().name().toLowerCase(Locale.ROOT);
            return Finding.unmet(Rule.STATUS, "the trainee is " + status, step("the trainee becomes available"));
        }
        if (!opening.open()) {
            return Finding.unmet(Rule.STATUS, "the gap is not open", step("open the gap"));
        }
        if (opening.freeSeats() < 1) {
            return Finding.unmet(Rule.STATUS, "the gap has no seat left", step("add a seat to the gap"));
        }
        return Finding.met(Rule.STATUS, "available, and " + opening.freeSeats() + " free");
    }

    private static Finding role(Candidate candidate, Opening opening) {
        int rank = candidate.rank(opening.role());
        return rank < 0
                ? Finding.unmet(
                        Rule.ROLE,
                        opening.role() + " is not among the roles sought",
                        new Finding.Change("seek the role", List.of(opening.role()), null))
                : Finding.met(Rule.ROLE, opening.role() + " is sought, place " + (rank + 1));
    }

    private Finding level(Candidate candidate, Opening opening, LocalDate today) {
        LocalDate start = opening.start(today);
        Optional<Level> reached = credentials.reached(candidate, opening.role(), start);
        String asked = word(opening.level());
        if (reached.isPresent() && reached.get().compareTo(opening.level()) >= 0) {
            return Finding.met(Rule.LEVEL, word(reached.get()) + " reached, " + asked + " asked");
        }
        String fact = reached.map(level -> "only " + word(level)).orElse("no level") + " reached, " + asked + " asked";
        List<String> proving = credentials.leastProving(opening.role(), opening.level());
        return Finding.unmet(
                Rule.LEVEL,
                fact,
                proving.isEmpty()
                        ? new Finding.Change("reach the level " + asked, List.of(), start)
                        : new Finding.Change("prove the level " + asked + " by one of these", proving, start));
    }

    private Finding certifications(Candidate candidate, Opening opening, LocalDate today) {
        LocalDate start = opening.start(today);
        List<Finding.Change> changes = new ArrayList<>();
        List<String> facts = new ArrayList<>();
        for (List<String> group : opening.required()) {
            if (!met(candidate, group, start)) {
                facts.add("none of " + String.join(", ", group));
                changes.add(closing(candidate, group, start));
            }
        }
        return changes.isEmpty()
                ? Finding.met(Rule.CERTIFICATIONS, opening.required().isEmpty() ? "none asked" : "all groups met")
                : new Finding(Rule.CERTIFICATIONS, false, String.join("; ", facts) + " valid on " + start, changes);
    }

    private boolean met(Candidate candidate, List<String> group, LocalDate start) {
        return candidate.held().stream()
                        .anyMatch(held -> held.validOn(start) && credentials.coversAny(held.certification(), group))
                || candidate.progress().stream()
                        .anyMatch(progress -> !progress.expectedOn().isAfter(start)
                                && credentials.coversAny(progress.certification(), group));
    }

    /** The smallest step that meets a group: keep what lapses too early, hasten what comes too late, else earn one. */
    private Finding.Change closing(Candidate candidate, List<String> group, LocalDate start) {
        TreeSet<String> lapsing = new TreeSet<>();
        candidate.held().stream()
                .filter(held -> !held.issuedOn().isAfter(start))
                .map(Candidate.Held::certification)
                .filter(code -> credentials.coversAny(code, group))
                .forEach(lapsing::add);
        if (!lapsing.isEmpty()) {
            return new Finding.Change("renew what is not valid then", List.copyOf(lapsing), start);
        }
        TreeSet<String> late = new TreeSet<>();
        candidate.progress().stream()
                .map(Candidate.Progress::certification)
                .filter(code -> credentials.coversAny(code, group))
                .forEach(late::add);
        if (!late.isEmpty()) {
            return new Finding.Change("finish earlier what is in progress", List.copyOf(late), start);
        }
        List<String> earnable = credentials.earnable(group);
        return earnable.isEmpty()
                ? new Finding.Change("ask for a certification that can still be earned", List.of(), null)
                : new Finding.Change("earn one of these", earnable, start);
    }

    private static Finding languages(Candidate candidate, Opening opening) {
        TreeSet<String> missing = new TreeSet<>(opening.requiredLanguages());
        missing.removeAll(candidate.languages());
        return missing.isEmpty()
                ? Finding.met(Rule.LANGUAGES, opening.requiredLanguages().isEmpty() ? "none asked" : "all spoken")
                : Finding.unmet(
                        Rule.LANGUAGES,
                        "does not speak " + String.join(", ", missing),
                        step("learn " + String.join(" and ", missing)));
    }

    private static Finding place(Candidate candidate, Opening opening) {
        Proximity proximity = Proximity.of(candidate, opening);
        if (proximity == Proximity.REMOTE) {
            return Finding.met(Rule.PLACE, "remote, and willing to work so");
        }
        boolean reaches = switch (candidate.relocation()) {
            case DISTRICT -> proximity == Proximity.DISTRICT;
            case STATE -> proximity != Proximity.ELSEWHERE;
            case STATES ->
                proximity != Proximity.ELSEWHERE
                        || candidate.relocationRegions().contains(opening.department());
            case ANYWHERE -> true;
        };
        if (reaches) {
            return Finding.met(
                    Rule.PLACE,
                    proximity == Proximity.DISTRICT ? "same district" : "relocation reaches " + opening.department());
        }
        boolean unknown =
                proximity == Proximity.STATE && (candidate.homeDistrict() == null || opening.district() == null);
        String fact = unknown
                ? "would stay in the home district, and whether the facility is there is not known"
                : "relocation does not reach " + opening.department()
                        + (Objects.equals(candidate.homeRegion(), opening.department())
                                ? " outside the home district"
                                : "");
        return opening.remote()
                ? Finding.unmet(Rule.PLACE, fact, step("be willing to work remotely"))
                : Finding.unmet(
                        Rule.PLACE,
                        fact,
                        new Finding.Change("be willing to relocate", List.of(opening.department()), null));
    }

    private static Finding availability(Candidate candidate, Opening opening, LocalDate today) {
        LocalDate deadline = opening.deadline(today);
        return candidate.availableFrom().isAfter(deadline)
                ? Finding.unmet(
                        Rule.AVAILABILITY,
                        "available from " + candidate.availableFrom() + ", needed by " + deadline,
                        new Finding.Change("be available earlier", List.of(), deadline))
                : Finding.met(Rule.AVAILABILITY, "available from " + candidate.availableFrom());
    }

    private static Finding.Change step(String text) {
        return new Finding.Change(text, List.of(), null);
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
