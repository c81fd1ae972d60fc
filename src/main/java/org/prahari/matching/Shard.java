package org.prahari.matching;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Some trainees, packed; those changed or removed since are gone. Immutable: what makes another one of it shares the columns. */
record Shard(Records records, Postings postings, BitSet gone) {
    static Shard of(Records records, Catalogue catalogue) {
        return new Shard(records, new Postings(records, catalogue), new BitSet());
    }

    /** Those who are left of several, in one. */
    static Shard of(List<Shard> shards, Catalogue catalogue) {
        Packing packing = new Packing(catalogue);
        for (Shard shard : shards) {
            for (int i = 0; i < shard.records.size(); i++) {
                if (!shard.gone(i)) {
                    packing.add(shard.records, i);
                }
            }
        }
        return of(packing.records(), catalogue);
    }

    boolean gone(int i) {
        return gone.get(i);
    }

    int size() {
        return records.size() - gone.cardinality();
    }

    boolean worn() {
        return gone.cardinality() * 4L > records.size();
    }

    /** Where a trainee is, or -1. */
    int find(UUID id) {
        int i = records.find(id);
        return i < 0 || gone(i) ? -1 : i;
    }

    Shard without(Collection<UUID> ids) {
        BitSet more = null;
        for (UUID id : ids) {
            int i = find(id);
            if (i >= 0) {
                more = more == null ? (BitSet) gone.clone() : more;
                more.set(i);
            }
        }
        return more == null ? this : new Shard(records, postings, more);
    }
}
