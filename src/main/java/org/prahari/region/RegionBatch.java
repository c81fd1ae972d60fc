package org.prahari.region;

import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.prahari.http.Languages;
import org.prahari.http.Problem;
import org.prahari.http.RowOutcome;
import org.prahari.store.Change;

/** Writes many regions at once: those that differ from what is stored. */
public final class RegionBatch {
    private RegionBatch() {}

    /** @param rows no two of the same id */
    public static List<RowOutcome> write(RegionDao tx, String actor, List<RegionRequest> rows, Instant now) {
        Map<String, Region> stored = tx.list().stream().collect(Collectors.toMap(Region::id, Function.identity()));
        List<Change> changes = new ArrayList<>();
        List<RowOutcome> outcomes = new ArrayList<>();
        for (RegionRequest row : rows) {
            try {
                check(row);
                Optional<Change> change = put(tx, stored.get(row.id()), row::at, actor, now);
                change.ifPresent(changes::add);
                outcomes.add(RowOutcome.of(stored.containsKey(row.id()), change.isPresent()));
            } catch (WebApplicationException e) {
                outcomes.add(RowOutcome.failed(e));
            }
        }
        tx.logAll(changes);
        return outcomes;
    }

    private static void check(RegionRequest row) {
        for (int i = 0; i < row.languages().size(); i++) {
            if (!Languages.isKnown(row.languages().get(i).tag())) {
                throw Problem.INVALID.at("/languages/" + i + "/tag", "is not a language tag (BCP 47)");
            }
        }
    }

    /**
     * Writes one if it differs.
     *
     * @param at the region as a given version
     */
    static Optional<Change> put(RegionDao tx, Region stored, IntFunction<Region> at, String actor, Instant now) {
        if (stored == null) {
            Region region = at.apply(1);
            tx.insert(region);
            return Optional.of(Change.of("region", region.id(), 1, Change.Kind.CREATED, actor, now));
        }
        if (stored.equals(at.apply(stored.version()))) {
            return Optional.empty();
        }
        Region region = at.apply(stored.version() + 1);
        tx.update(region);
        return Optional.of(Change.of("region", region.id(), region.version(), Change.Kind.UPDATED, actor, now));
    }
}
