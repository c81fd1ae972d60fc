package org.prahari.matching;

import static java.util.stream.Collectors.toMap;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/** Judges pairs anew by the rows as they stand in a transaction, which holds them locked; the pool is not asked. */
public final class Recheck {
    /** Somebody and the gap found for them. */
    public record Pair(UUID trainee, UUID gap) {}

    private final Eligibility eligibility;
    private final LocalDate today;
    private final Map<UUID, Candidate> candidates;
    private final Map<UUID, Opening> openings;
    private final Map<UUID, Integer> taken = new HashMap<>();

    public Recheck(MatchingDao dao, Collection<Pair> pairs, LocalDate today) {
        PoolReader reader = new PoolReader(dao);
        this.eligibility =
                new Eligibility(new Credentials(dao.listRenewals(), dao.listQualifications(), dao.listEarnable()));
        this.today = today;
        this.candidates = reader.candidates(ids(pairs, Pair::trainee)).stream()
                .collect(toMap(Candidate::id, candidate -> candidate));
        this.openings = reader.openings(ids(pairs, Pair::gap)).stream().collect(toMap(Opening::id, opening -> opening));
    }

    /**
     * Why a pair may not be seated, each asked once: a seat that is given to one is none for the next.
     *
     * @return a rule in kebab case; {@code trainee-gone}, {@code gap-gone}; or {@code seats} if those before it took the last
     */
    public Optional<String> fault(Pair pair) {
        Candidate candidate = candidates.get(pair.trainee());
        Opening opening = openings.get(pair.gap());
        if (candidate == null || opening == null) {
            return Optional.of(candidate == null ? "trainee-gone" : "gap-gone");
        }
        Optional<String> rule = eligibility.check(candidate, opening, today).stream()
                .filter(finding -> !finding.met())
                .map(finding -> finding.rule().name().toLowerCase(Locale.ROOT))
                .findFirst();
        if (rule.isEmpty() && taken.merge(pair.gap(), 1, Integer::sum) > opening.freeSeats()) {
            return Optional.of("seats");
        }
        return rule;
    }

    private static Set<UUID> ids(Collection<Pair> pairs, Function<Pair, UUID> id) {
        Set<UUID> ids = new TreeSet<>();
        pairs.forEach(pair -> ids.add(id.apply(pair)));
        return ids;
    }
}
