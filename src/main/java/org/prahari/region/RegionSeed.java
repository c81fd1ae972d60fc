package org.prahari.region;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.prahari.store.Change;

/** Brings the regions to what the file {@code regions.yaml} says; what is so already is left alone. */
public final class RegionSeed {
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
            int written = 0;
            for (File.Entry entry : file.regions()) {
                written += put(tx, entry);
            }
            return written;
        });
    }

    private int put(RegionDao tx, File.Entry entry) {
        Optional<Region> stored = tx.find(entry.id());
        if (stored.isEmpty()) {
            tx.insert(entry.at(1));
            tx.log(Change.of("region", entry.id(), 1, Change.Kind.CREATED, "seed", clock.instant()));
            return 1;
        }
        int version = stored.get().version();
        if (stored.get().equals(entry.at(version))) {
            return 0;
        }
        tx.update(entry.at(version + 1));
        tx.log(Change.of("region", entry.id(), version + 1, Change.Kind.UPDATED, "seed", clock.instant()));
        return 1;
    }
}
