package org.prahari.matching;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.prahari.access.Viewer;

/**
 * All trainees and gaps in memory, as of one sequence of the change log; immutable. Trainees stand in one posting list per
 * role sought, so a gap looks only at those who seek its role.
 */
public final class Pool {
    private final Map<UUID, Candidate> candidates;
    private final Map<UUID, Opening> openings;
    private final Map<String, List<Candidate>> byRole = new HashMap<>();
    private final Credentials credentials;
    private final Eligibility eligibility;
    private final Weights weights;

    public Pool(List<Candidate> candidates, List<Opening> openings, Credentials credentials, Weights weights) {
        this.candidates = new HashMap<>();
        this.openings = new HashMap<>();
        for (Candidate candidate : candidates) {
            this.candidates.put(candidate.id(), candidate);
            candidate
                    .sought()
                    .forEach(sought -> byRole.computeIfAbsent(sought.role(), role -> new ArrayList<>())
                            .add(candidate));
        }
        openings.forEach(opening -> this.openings.put(opening.id(), opening));
        this.credentials = credentials;
        this.eligibility = new Eligibility(credentials);
        this.weights = weights;
    }

    /** The gap, if the viewer may see it. */
    public Optional<Opening> opening(Viewer viewer, UUID gap) {
        return Optional.ofNullable(openings.get(gap)).filter(opening -> viewer.sees(opening.department()));
    }

    /** The trainee, if the viewer may see all of it. */
    public Optional<Candidate> candidate(Viewer viewer, UUID trainee) {
        return Optional.ofNullable(candidates.get(trainee)).filter(candidate -> viewer.sees(candidate.department()));
    }

    /**
     * The best candidates of a gap after a key.
     *
     * @param after the key of the last one seen, or empty
     * @return up to {@code limit} matches in order
     */
    List<Match> candidates(
            Viewer viewer, Opening opening, boolean nearMisses, List<String> after, int limit, LocalDate today) {
        List<Ranked> ranked = new ArrayList<>();
        for (Candidate candidate : byRole.getOrDefault(opening.role(), List.of())) {
            if (shown(viewer, candidate)) {
                rank(candidate, opening, nearMisses, candidate.id(), today).ifPresent(ranked::add);
            }
        }
        return cut(ranked, after, limit);
    }

    /** The best gaps for a trainee, among those the viewer may see. */
    List<Match> openings(
            Viewer viewer, Candidate candidate, boolean nearMisses, List<String> after, int limit, LocalDate today) {
        List<Ranked> ranked = new ArrayList<>();
        for (Opening opening : openings.values()) {
            if (viewer.sees(opening.department())) {
                rank(candidate, opening, nearMisses, opening.id(), today).ifPresent(ranked::add);
            }
        }
        return cut(ranked, after, limit);
    }

    /** One pair, if the viewer may see the gap and is shown the trainee. */
    Optional<Pair> pair(Viewer viewer, UUID gap, UUID trainee, LocalDate today) {
        Optional<Opening> opening = opening(viewer, gap);
        Optional<Candidate> candidate =
                Optional.ofNullable(candidates.get(trainee)).filter(found -> shown(viewer, found));
        if (opening.isEmpty() || candidate.isEmpty()) {
            return Optional.empty();
        }
        List<Finding> findings = eligibility.check(candidate.get(), opening.get(), today);
        Score score = Score.of(candidate.get(), opening.get(), credentials, weights, today);
        return Optional.of(new Pair(
                gap,
                trainee,
                candidate.get().department(),
                Eligibility.eligible(findings),
                Eligibility.nearMiss(findings),
                opening.get().start(today),
                score.total(),
                score.components(),
                findings));
    }

    /**
     * What a round is solved from: the gaps of some departments and roles, and everybody available who seeks one of the roles.
     * Numbers follow registration, then id, so that ties are settled as in a list of candidates.
     *
     * @param roles all if empty
     */
    public Instance instance(Set<String> departments, Set<String> roles, LocalDate today) {
        List<Opening> gaps = openings.values().stream()
                .filter(opening -> departments.contains(opening.department())
                        && (roles.isEmpty() || roles.contains(opening.role())))
                .sorted(Comparator.comparing(Opening::id))
                .toList();
        List<Candidate> people = gaps.stream()
                .map(Opening::role)
                .distinct()
                .flatMap(role -> byRole.getOrDefault(role, List.of()).stream())
                .distinct()
                .filter(candidate -> candidate.status() == Candidate.Status.AVAILABLE)
                .sorted(Comparator.comparing(Candidate::registeredOn).thenComparing(Candidate::id))
                .toList();
        return new Instance(new Columns(people, gaps, credentials, weights, today), people, gaps);
    }

    public Credentials credentials() {
        return credentials;
    }

    /** The score of a pair by its parts. */
    public Score score(Candidate candidate, Opening opening, LocalDate today) {
        return Score.of(candidate, opening, credentials, weights, today);
    }

    public Weights weights() {
        return weights;
    }

    List<String> key(Match match, UUID id) {
        return key(match, candidates.get(match.trainee()), id).texts();
    }

    /** A trainee of another department is shown only with consent to that. */
    private static boolean shown(Viewer viewer, Candidate candidate) {
        return viewer.sees(candidate.department())
                || (candidate.consents(Candidate.MATCHING) && candidate.consents(Candidate.CROSS_DEPARTMENT));
    }

    private record Ranked(Match.Key key, Match match) {}

    private Optional<Ranked> rank(Candidate candidate, Opening opening, boolean nearMisses, UUID id, LocalDate today) {
        List<Finding> findings = eligibility.check(candidate, opening, today);
        boolean eligible = Eligibility.eligible(findings);
        if (!eligible && !(nearMisses && Eligibility.nearMiss(findings))) {
            return Optional.empty();
        }
        Score score = Score.of(candidate, opening, credentials, weights, today);
        Match match = new Match(
                opening.id(),
                candidate.id(),
                candidate.department(),
                eligible,
                score.total(),
                score.components(),
                findings.stream().filter(finding -> !finding.met()).toList());
        return Optional.of(new Ranked(key(match, candidate, id), match));
    }

    private static Match.Key key(Match match, Candidate candidate, UUID id) {
        return new Match.Key(
                match.eligible(), match.score(), candidate.registeredOn().toString(), id);
    }

    private static List<Match> cut(List<Ranked> ranked, List<String> after, int limit) {
        Match.Key last = after.isEmpty() ? null : Match.Key.of(after);
        return ranked.stream()
                .filter(one -> last == null || one.key().compareTo(last) > 0)
                .sorted(Comparator.comparing(Ranked::key))
                .limit(limit)
                .map(Ranked::match)
                .toList();
    }
}
