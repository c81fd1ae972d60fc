package org.prahari.readiness;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The campaigns that the staff of a facility should see first: those for the safeguards in which it is weakest.
 *
 * @param campaigns the most useful first
 */
public record Outreach(UUID facility, String department, List<Suggestion> campaigns) {
    private static final String PUBLIC = "patient";

    /**
     * A campaign.
     *
     * @param need how far the facility is from full readiness in its safeguards on average, 0..10000
     * @param audiences among the staff
     */
    public record Suggestion(String slug, String kind, int need, List<Safeguard> safeguards, List<String> audiences) {}

    /** @param audiences for some of these only; for all of the staff if empty */
    static Outreach of(
            ReadinessDao.Place place,
            List<Readiness.Part> parts,
            List<ReadinessDao.Shown> shown,
            List<String> audiences,
            Instant now,
            LocalDate day,
            int most) {
        Map<Safeguard, Integer> lack = parts.stream()
                .collect(Collectors.toMap(
                        Readiness.Part::safeguard, part -> Score.WHOLE - (part.score() == null ? 0 : part.score())));
        List<Suggestion> suggestions = shown.stream()
                .filter(one -> one.isOpen(now, day) && !one.safeguards().isEmpty())
                .filter(one -> one.regions().isEmpty() || one.regions().contains(place.department()))
                .map(one -> new Suggestion(
                        one.slug(),
                        one.kind(),
                        one.safeguards().stream().mapToInt(lack::get).sum()
                                / one.safeguards().size(),
                        one.safeguards(),
                        one.audiences().stream()
                                .filter(name -> !name.equals(PUBLIC))
                                .filter(name -> audiences.isEmpty() || audiences.contains(name))
                                .toList()))
                .filter(one -> !one.audiences().isEmpty())
                .sorted(Comparator.comparing(Suggestion::need).reversed().thenComparing(Suggestion::slug))
                .limit(most)
                .toList();
        return new Outreach(place.id(), place.department(), suggestions);
    }
}
