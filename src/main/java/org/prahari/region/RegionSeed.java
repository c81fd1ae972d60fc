package org.prahari.region;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.prahari.store.Change;

/** Brings the regions to what the file {@code regions.yaml} says; what is so already, or was imported since, is left alone. */
public final class RegionSeed {
    private static final String ACTOR = "seed";
    private final RegionDao dao;
    private final Clock clock;

    public RegionSeed(RegionDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    /** The file. */
    public record File(List<Entry> regions) {
        record Entry(
                String id,
                String name,
                Region.Kind kind,
                int lgdCode,
                List<Region.Language> languages,
                List<String> sources) {
            Region at(int version) {
                return new Region(id, name, kind, lgdCode, languages, sources, version);
            }
        }
    }

    /** @return how many regions were written */
    public int apply(File file) {
        return dao.inTransaction(tx -> {
            Set<String> others = tx.touchedByOthers("region", ACTOR);
            List<Change> changes = file.regions().stream()
                    .filter(entry -> !others.contains(entry.id()))
                    .flatMap(entry ->
                            RegionBatch.put(tx, tx.find(entry.id()).orElse(null), entry::at, ACTOR, clock.instant())
                                    .stream())
                    .toList();
            tx.logAll(changes);
            return changes.size();
        });
    }
}
