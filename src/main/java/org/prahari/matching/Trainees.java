package org.prahari.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All trainees, in shards of ever fewer. What changes goes into a new small shard, and small ones are joined, so that each
 * trainee is packed anew a number of times that grows with the logarithm of all. Immutable.
 */
final class Trainees {
    /** A shard is joined with the next if it is not so many times as large. */
    private static final int STEP = 4;

    private final Catalogue catalogue;
    private final List<Shard> shards;

    private Trainees(Catalogue catalogue, List<Shard> shards) {
        this.catalogue = catalogue;
        this.shards = List.copyOf(shards);
    }

    static Trainees of(Catalogue catalogue, Records records) {
        return new Trainees(catalogue, List.of(Shard.of(records, catalogue)));
    }

    List<Shard> shards() {
        return shards;
    }

    Optional<Candidate> find(UUID id) {
        for (Shard shard : shards) {
            int i = shard.find(id);
            if (i >= 0) {
                return Optional.of(shard.records().candidate(i, catalogue));
            }
        }
        return Optional.empty();
    }

    /** @param ids of those that have changed; who is not among {@code now} is gone */
    Trainees with(Collection<UUID> ids, List<Candidate> now) {
        List<Shard> next = new ArrayList<>();
        for (Shard shard : shards) {
            Shard left = shard.without(ids);
            next.add(left.worn() ? Shard.of(List.of(left), catalogue) : left);
        }
        if (!now.isEmpty()) {
            next.add(Shard.of(Packing.of(catalogue, now), catalogue));
        }
        int last = next.size() - 1;
        int first = last;
        int tail = next.get(last).size();
        while (first > 0 && next.get(first - 1).size() < STEP * tail) {
            tail += next.get(--first).size();
        }
        if (first < last) {
            Shard joined = Shard.of(next.subList(first, last + 1), catalogue);
            next.subList(first, last + 1).clear();
            next.add(joined);
        }
        return new Trainees(catalogue, next);
    }
}
