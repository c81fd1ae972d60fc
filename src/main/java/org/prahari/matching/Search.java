package org.prahari.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Looks for the best trainees of an opening: blocks, and the entries of those opened, in the order of their bounds, until no
 * bound left can beat the last one kept.
 */
final class Search {
    /** Numbers from here on are entries, those below it blocks. */
    private static final int ENTRY = 1 << 29;

    private static final int ROOM = 1024;
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
        int blocks = postings.blocks(role);
        if (blocks == 0) {
            return;
        }
        Sieve sieve = new Sieve(judge, postings, nearMisses);
        int region = judge.asked.region;
        boolean remote = judge.asked.opening.remote();
        Bounds bounds = new Bounds(Math.min(blocks, ROOM));
        add(bounds, sieve, postings, remote ? 0 : region, remote ? Postings.OUTSIDE - 1 : region);
        add(bounds, sieve, postings, region | Postings.OUTSIDE, region | Postings.OUTSIDE);
        add(bounds, sieve, postings, Postings.ABROAD, Postings.ABROAD);
        while (bounds.best() > Sieve.NONE && bounds.best() >= worst) {
            int next = bounds.take();
            if (next < ENTRY) {
                open(bounds, sieve, postings, next);
            } else {
                judge(shard, postings.person(next - ENTRY));
            }
        }
    }

    private void add(Bounds bounds, Sieve sieve, Postings postings, int firstGroup, int lastGroup) {
        int end = postings.first(judge.asked.role, lastGroup + 1);
        for (int block = postings.first(judge.asked.role, firstGroup); block < end; block++) {
            int bound = sieve.block(block);
            if (bound > Sieve.NONE && bound >= worst) {
                bounds.add(bound, block);
            }
        }
    }

    private void open(Bounds bounds, Sieve sieve, Postings postings, int block) {
        int group = postings.group(block);
        for (int entry = postings.begin[block]; entry < postings.begin[block + 1]; entry++) {
            int bound = sieve.entry(entry, group);
            if (bound > Sieve.NONE && bound >= worst) {
                bounds.add(bound, entry + ENTRY);
            }
        }
    }

    /** Best first. */
    List<Hit> hits() {
        List<Hit> hits = new ArrayList<>(kept);
        hits.sort(null);
        return hits;
    }

    private void judge(Shard shard, int i) {
        if (shard.gone(i)) {
            return;
        }
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
}
