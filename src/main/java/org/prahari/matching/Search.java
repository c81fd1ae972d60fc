package org.prahari.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Looks for the best trainees of an opening: blocks in the order of their bounds, until no bound left can beat the last one kept. */
final class Search {
    private final Judge judge;
    private final boolean nearMisses;
    private final Match.Key after;
    private final int limit;
    private final PriorityQueue<Hit> kept =
            new PriorityQueue<>(Comparator.<Hit>naturalOrder().reversed());
    private int worst = Sieve.NONE;

    /** @param components as the judge found them */
    record Hit(int key, Shard shard, int i, Match.Key order, Score.Components components) implements Comparable<Hit> {
        @Override
        public int compareTo(Hit other) {
            return key == other.key ? order.compareTo(other.order) : Integer.compare(other.key, key);
        }
    }

    /** @param after the last one that is not wanted any more, or null */
    Search(Judge judge, boolean nearMisses, Match.Key after, int limit) {
        this.judge = judge;
        this.nearMisses = nearMisses;
        this.after = after;
        this.limit = limit;
    }

    void in(Shard shard) {
        Postings postings = shard.postings();
        int role = judge.asked.role;
        if (role + 1 >= postings.roleBegin.length || postings.roleBegin[role] == postings.roleBegin[role + 1]) {
            return;
        }
        Sieve sieve = new Sieve(judge, postings, nearMisses);
        int region = judge.asked.region;
        boolean remote = judge.asked.opening.remote();
        long[] heap = new long[postings.roleBegin[role + 1] - postings.roleBegin[role]];
        int size = fill(heap, 0, sieve, postings, remote ? 0 : region, remote ? Postings.OUTSIDE - 1 : region);
        size = fill(heap, size, sieve, postings, region | Postings.OUTSIDE, region | Postings.OUTSIDE);
        size = fill(heap, size, sieve, postings, Postings.ABROAD, Postings.ABROAD);
        for (int at = (size >> 1) - 1; at >= 0; at--) {
            sink(heap, at, size);
        }
        while (size > 0 && (int) (heap[0] >>> 32) >= worst) {
            open(shard, sieve, (int) heap[0]);
            heap[0] = heap[--size];
            sink(heap, 0, size);
        }
    }

    private int fill(long[] heap, int from, Sieve sieve, Postings postings, int firstGroup, int lastGroup) {
        int size = from;
        int end = postings.first(judge.asked.role, lastGroup + 1);
        for (int block = postings.first(judge.asked.role, firstGroup); block < end; block++) {
            int bound = sieve.block(block);
            if (bound > Sieve.NONE && bound >= worst) {
                heap[size++] = ((long) bound << 32) | block;
            }
        }
        return size;
    }

    /** Best first. */
    List<Hit> hits() {
        List<Hit> hits = new ArrayList<>(kept);
        hits.sort(null);
        return hits;
    }

    private void open(Shard shard, Sieve sieve, int block) {
        Postings postings = shard.postings();
        int group = postings.group[block];
        for (int entry = postings.begin[block]; entry < postings.begin[block + 1]; entry++) {
            int bound = sieve.entry(entry, group);
            if (bound > Sieve.NONE && bound >= worst && !shard.gone(postings.person[entry])) {
                judge(shard, postings.person[entry]);
            }
        }
    }

    private void judge(Shard shard, int i) {
        Records records = shard.records();
        judge.look(records, i);
        if (!judge.eligible() && !(nearMisses && judge.trainable())) {
            return;
        }
        int registered = records.registered(i);
        int key = Sieve.key(judge.eligible(), judge.score(), registered);
        if (key < worst) {
            return;
        }
        var order = new Match.Key(judge.eligible(), judge.score(), registered, records.id(i));
        if (after != null && order.compareTo(after) <= 0) {
            return;
        }
        kept.add(new Hit(key, shard, i, order, judge.components()));
        if (kept.size() > limit) {
            kept.remove();
        }
        if (kept.size() == limit) {
            worst = kept.element().key();
        }
    }

    /** Keeps the greatest on top. */
    private static void sink(long[] heap, int from, int size) {
        int at = from;
        long value = size == 0 ? 0 : heap[at];
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[child] <= value) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        if (size > 0) {
            heap[at] = value;
        }
    }
}
