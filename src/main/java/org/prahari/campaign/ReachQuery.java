package org.prahari.campaign;

import jakarta.ws.rs.QueryParam;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.prahari.http.Languages;
import org.prahari.http.Problem;

/** Which cells of a campaign's reach are added up, and into which sums: one of all if no group is named. */
public final class ReachQuery {
    private static final int MOST_WAVES = 20;

    @QueryParam("by")
    private List<By> by;

    @QueryParam("region")
    private List<String> regions;

    @QueryParam("language")
    private List<String> languages;

    @QueryParam("from")
    private String from;

    @QueryParam("to")
    private String to;

    @QueryParam("wave")
    private List<String> waves;

    /** What sums are told apart by. */
    public enum By {
        REGION,
        LANGUAGE,
        WEEK,
        WAVE
    }

    // For Jersey, which fills the fields.
    public ReachQuery() {}

    ReachQuery(List<By> by, List<String> regions, List<String> languages, String from, String to, List<String> waves) {
        this.by = by;
        this.regions = regions;
        this.languages = languages;
        this.from = from;
        this.to = to;
        this.waves = waves;
    }

    /** Refuses what nobody can mean. */
    void check(Collection<String> knownRegions) {
        for (String region : regions) {
            if (!region.equals(Engagement.NOWHERE) && !knownRegions.contains(region)) {
                throw Problem.parameter("region", "is not the code of a region (ISO 3166-2), nor IN");
            }
        }
        for (String language : languages) {
            if (!Languages.isKnown(language)) {
                throw Problem.parameter("language", "is not a language tag (BCP 47)");
            }
        }
        if (waves.size() > MOST_WAVES) {
            throw Problem.parameter("wave", "is given more than " + MOST_WAVES + " times");
        }
        Week first = week("from", from);
        Week last = week("to", to);
        if (first != null && last != null && first.compareTo(last) > 0) {
            throw Problem.parameter("to", "lies before from");
        }
    }

    private static Week week(String name, String text) {
        return text == null
                ? null
                : Week.parse(text).orElseThrow(() -> Problem.parameter(name, "is not a week such as 2026-W40"));
    }

    /** The waves asked for in their order; empty if none were. */
    List<Wave> waves() {
        return waves.stream()
                .map(text -> Wave.parse(text)
                        .orElseThrow(() -> Problem.parameter("wave", "must be two weeks such as 2026-W40/2026-W44")))
                .distinct()
                .toList();
    }

    boolean isBy(By what) {
        return by.contains(what);
    }

    boolean isByWave() {
        return isBy(By.WAVE) || !waves.isEmpty();
    }

    Predicate<Reach.Cell> filter() {
        Week first = week("from", from);
        Week last = week("to", to);
        return cell -> (regions.isEmpty() || regions.contains(cell.region()))
                && (languages.isEmpty() || languages.contains(cell.language()))
                && (first == null || first.compareTo(cell.week()) <= 0)
                && (last == null || last.compareTo(cell.week()) >= 0);
    }
}
