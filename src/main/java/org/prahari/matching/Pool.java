package org.prahari.matching;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.prahari.access.Viewer;

/**
 * All trainees and gaps in memory, as of one sequence of the change log; immutable. {@link Eligibility} and {@link Score} say
 * what a pair is; who fits a gap is found in packed columns, to the same result.
 */
public final class Pool {
    private final Catalogue catalogue;
    private final Trainees trainees;
    private final Openings openings;
    private final Eligibility eligibility;

    public Pool(List<Candidate> candidates, List<Opening> openings, Credentials credentials, Weights weights) {
        this(new Catalogue(credentials, weights), candidates, openings);
    }

    private Pool(Catalogue catalogue, List<Candidate> candidates, List<Opening> openings) {
        this(catalogue, Packing.of(catalogue, candidates), openings);
    }

    Pool(Catalogue catalogue, Records records, List<Opening> openings) {
        this(
                catalogue,
                Trainees.of(catalogue, records),
                Openings.of(openings.stream().map(opening -> Asked.of(opening, catalogue))));
    }

    private Pool(Catalogue catalogue, Trainees trainees, Openings openings) {
        this.catalogue = catalogue;
        this.trainees = trainees;
        this.openings = openings;
        this.eligibility = new Eligibility(catalogue.credentials);
    }

    /** The pool after some trainees have changed; who is not among {@code now} is gone. */
    Pool withTrainees(Collection<UUID> ids, List<Candidate> now) {
        return ids.isEmpty() ? this : new Pool(catalogue, trainees.with(ids, now), openings);
    }

    /** The pool after some gaps have changed; what is not among {@code now} is gone. */
    Pool withOpenings(Collection<UUID> ids, List<Opening> now) {
        List<Asked> asked =
                now.stream().map(opening -> Asked.of(opening, catalogue)).toList();
        return ids.isEmpty() ? this : new Pool(catalogue, trainees, openings.with(ids, asked));
    }

    /** The gaps of some facilities. */
    List<UUID> gapsOf(Set<UUID> facilities) {
        return facilities.isEmpty()
                ? List.of()
                : openings.all()
                        .filter(asked -> facilities.contains(asked.opening.facility()))
                        .map(asked -> asked.opening.id())
                        .toList();
    }

    /** The gap, if the viewer may see it. */
    public Optional<Opening> opening(Viewer viewer, UUID gap) {
        return Optional.ofNullable(openings.find(gap))
                .map(asked -> asked.opening)
                .filter(opening -> viewer.sees(opening.department()));
    }

    /** The trainee, if the viewer may see all of it. */
    public Optional<Candidate> candidate(Viewer viewer, UUID trainee) {
        return trainees.find(trainee).filter(candidate -> viewer.sees(candidate.department()));
    }

    /**
     * The best candidates of a gap after a key. Whoever is found consents to be shown to the gap's department.
     *
     * @param after the key of the last one seen, or empty
     * @return up to {@code limit} matches in order
     */
    List<Match> candidates(
            Viewer viewer, Opening opening, boolean nearMisses, List<String> after, int limit, LocalDate today) {
        if (!viewer.sees(opening.department())) {
            return List.of();
        }
        Asked asked = asked(opening);
        var search = new Search(new Judge(asked, catalogue.weights, today), nearMisses, last(after), limit);
        trainees.shards().forEach(search::in);
        return search.hits().stream().map(hit -> match(hit, opening, today)).toList();
    }

    private Asked asked(Opening opening) {
        Asked known = openings.find(opening.id());
        return known != null && known.opening.equals(opening) ? known : Asked.of(opening, catalogue);
    }

    private Match match(Search.Hit hit, Opening opening, LocalDate today) {
        Records records = hit.shard().records();
        return new Match(
                opening.id(),
                hit.order().id(),
                catalogue.region(records.traits(hit.i()) & 0x3f),
                hit.order().eligible(),
                hit.order().score(),
                hit.components(),
                hit.order().eligible() ? List.of() : unmet(records.candidate(hit.i(), catalogue), opening, today),
                hit.order());
    }

    /** The best gaps for a trainee, among those the viewer may see. */
    List<Match> openings(
            Viewer viewer, Candidate candidate, boolean nearMisses, List<String> after, int limit, LocalDate today) {
        Records one = Packing.of(catalogue, List.of(candidate));
        Match.Key last = last(after);
        List<Match> matches = new ArrayList<>();
        candidate.sought().stream()
                .mapToInt(sought -> catalogue.roles.of(sought.role()))
                .distinct()
                .mapToObj(openings::ofRole)
                .flatMap(gaps -> gaps)
                .filter(asked -> viewer.sees(asked.opening.department()))
                .forEach(asked -> {
                    Judge judge = new Judge(asked, catalogue.weights, today);
                    judge.look(one, 0);
                    Match.Key key =
                            new Match.Key(judge.eligible(), judge.score(), one.registered(0), asked.opening.id());
                    if ((judge.eligible() || (nearMisses && judge.trainable()))
                            && (last == null || key.compareTo(last) > 0)) {
                        matches.add(match(judge, candidate, key, today));
                    }
                });
        return matches.stream()
                .sorted(Comparator.comparing(Match::key))
                .limit(limit)
                .toList();
    }

    private Match match(Judge judge, Candidate candidate, Match.Key key, LocalDate today) {
        Opening opening = judge.asked.opening;
        return new Match(
                opening.id(),
                candidate.id(),
                candidate.department(),
                key.eligible(),
                key.score(),
                judge.components(),
                key.eligible() ? List.of() : unmet(candidate, opening, today),
                key);
    }

    /** One pair, if the viewer may see the gap and is shown the trainee. */
    Optional<Pair> pair(Viewer viewer, UUID gap, UUID trainee, LocalDate today) {
        return opening(viewer, gap)
                .flatMap(opening -> trainees.find(trainee)
                        .filter(candidate -> shown(viewer, candidate))
                        .map(candidate -> pair(candidate, opening, today)));
    }

    private Pair pair(Candidate candidate, Opening opening, LocalDate today) {
        List<Finding> findings = eligibility.check(candidate, opening, today);
        Score score = score(candidate, opening, today);
        return new Pair(
                opening.id(),
                candidate.id(),
                candidate.department(),
                Eligibility.eligible(findings),
                Eligibility.nearMiss(findings),
                opening.start(today),
                score.total(),
                score.components(),
                findings);
    }

    /**
     * What a round is solved from: the gaps of some departments and roles, and everybody available who seeks one of the roles.
     * Numbers follow registration, then id, so that ties are settled as in a list of candidates.
     *
     * @param roles all if empty
     */
    public Instance instance(Set<String> departments, Set<String> roles, LocalDate today) {
        List<Asked> gaps = openings.all()
                .filter(asked -> departments.contains(asked.opening.department())
                        && (roles.isEmpty() || roles.contains(asked.opening.role())))
                .sorted(Comparator.comparing(asked -> asked.opening.id()))
                .toList();
        return new Columns(catalogue, gaps, today).instance(trainees.shards());
    }

    /** What there is by place, role and certification, as of a day; what was counted for {@code last} is not counted again. */
    public Census census(LocalDate today, Census last) {
        return Census.of(catalogue, trainees.shards(), openings, today, last);
    }

    public Credentials credentials() {
        return catalogue.credentials;
    }

    /** The score of a pair by its parts. */
    public Score score(Candidate candidate, Opening opening, LocalDate today) {
        return Score.of(candidate, opening, catalogue.credentials, catalogue.weights, today);
    }

    public Weights weights() {
        return catalogue.weights;
    }

    /** A trainee of another department is shown only with consent to that. */
    private static boolean shown(Viewer viewer, Candidate candidate) {
        return viewer.sees(candidate.department())
                || (candidate.consents(Candidate.MATCHING) && candidate.consents(Candidate.CROSS_DEPARTMENT));
    }

    private List<Finding> unmet(Candidate candidate, Opening opening, LocalDate today) {
        return eligibility.check(candidate, opening, today).stream()
                .filter(finding -> !finding.met())
                .toList();
    }

    private static Match.Key last(List<String> after) {
        return after.isEmpty() ? null : Match.Key.of(after);
    }
}
