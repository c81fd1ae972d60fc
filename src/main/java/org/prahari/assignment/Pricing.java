package org.prahari.assignment;

import java.util.Arrays;

/**
 * Finds the pairs of a gap that have most score less price, over all eligible pairs, without looking at most of them:
 * blocks of postings are visited by their bounds, best first, until no bound exceeds the worst pair kept. One to a thread.
 */
final class Pricing {
    private final Postings postings;
    private final Probe probe;
    private final long[] prices;
    private final boolean refreshing;
    final Work work = new Work();

    /** A heap of blocks, greatest bound first; each remembers its kind of list. */
    private long[] bounds = new long[256];

    private int[] blocks = new int[256];
    private byte[] kinds = new byte[256];
    private int count;
    private int turn;
    /** A heap of the pairs kept, least net first. */
    private long[] nets = new long[256];

    private int[] people = new int[256];
    private short[] scores = new short[256];
    private int kept;

    /** @param refreshing whether to note the least price of every block looked into; for one thread alone */
    Pricing(Postings postings, long[] prices, boolean refreshing) {
        this.postings = postings;
        this.refreshing = refreshing;
        this.probe = new Probe(postings);
        this.prices = prices;
    }

    /**
     * The best pairs of a gap.
     *
     * @param floor pairs of no more net are of no use
     * @param most how many to keep
     */
    Candidates collect(int g, long floor, int most) {
        work.collected++;
        bound(g, floor);
        kept = 0;
        long least = floor;
        int kind = -1;
        while (count > 0 && bounds[0] > least) {
            int block = blocks[0];
            if (kinds[0] != kind) {
                kind = kinds[0];
                probe.turn(kind);
            }
            pop();
            for (int entry = postings.blockStart[block]; entry < postings.blockStart[block + 1]; entry++) {
                int score = probe.score(entry);
                // Prices are never negative, and to look one up costs more than the test.
                if (score > least && score >= 0) {
                    long net = score - prices[postings.person[entry]];
                    if (net > least) {
                        keep(net, postings.person[entry], score, most);
                        least = kept == most ? nets[0] : floor;
                    }
                }
            }
            if (refreshing) {
                postings.blocks.refresh(block, prices);
            }
            work.tested += postings.blockStart[block + 1] - postings.blockStart[block];
        }
        boolean useless = floor <= -postings.problem.constant(g);
        return taken(kept == most ? least : useless ? Candidates.COMPLETE : floor);
    }

    /** Whether some pair has more net than a gap's price allows: then the prices prove nothing. */
    boolean exceeds(int g, long net) {
        bound(g, net);
        for (int i = 0; i < count; i++) {
            probe.turn(kinds[i]);
            for (int entry = postings.blockStart[blocks[i]]; entry < postings.blockStart[blocks[i] + 1]; entry++) {
                work.tested++;
                int score = probe.score(entry);
                if (score >= 0 && score > net && score - prices[postings.person[entry]] > net) {
                    return true;
                }
            }
        }
        return false;
    }

    private void bound(int g, long floor) {
        Gap gap = postings.problem.gaps.get(g);
        probe.aim(gap);
        turn = g * 0x9E3779B1;
        count = 0;
        long[] price = postings.blocks.price;
        for (int kind = 0; kind < Probe.LISTS; kind++) {
            int list = probe.turn(kind);
            if (list < 0) {
                continue;
            }
            int end = postings.listStart[list + 1];
            work.blocks += end - postings.listStart[list];
            for (int block = postings.listStart[list]; block < end; block++) {
                int score = probe.bound(block);
                if (score >= 0 && score - price[block] > floor) {
                    if (count == bounds.length) {
                        bounds = Arrays.copyOf(bounds, count * 2);
                        blocks = Arrays.copyOf(blocks, count * 2);
                        kinds = Arrays.copyOf(kinds, count * 2);
                    }
                    bounds[count] = score - price[block];
                    blocks[count] = block;
                    kinds[count++] = (byte) kind;
                }
            }
        }
        for (int i = count / 2 - 1; i >= 0; i--) {
            sink(i, bounds[i], blocks[i], kinds[i]);
        }
    }

    private void pop() {
        count--;
        if (count > 0) {
            sink(0, bounds[count], blocks[count], kinds[count]);
        }
    }

    private void sink(int from, long bound, int block, byte kind) {
        int at = from;
        for (int child = 2 * at + 1; child < count; child = 2 * at + 1) {
            if (child + 1 < count && ahead(bounds[child + 1], blocks[child + 1], bounds[child], blocks[child])) {
                child++;
            }
            if (!ahead(bounds[child], blocks[child], bound, block)) {
                break;
            }
            bounds[at] = bounds[child];
            blocks[at] = blocks[child];
            kinds[at] = kinds[child];
            at = child;
        }
        bounds[at] = bound;
        blocks[at] = block;
        kinds[at] = kind;
    }

    /** Equal blocks come in an order of the gap's own, or equal gaps would all ask for the same people. */
    private boolean ahead(long bound, int block, long otherBound, int otherBlock) {
        return bound != otherBound
                ? bound > otherBound
                : (block * 0x85EBCA6B ^ turn) < (otherBlock * 0x85EBCA6B ^ turn);
    }

    private void keep(long net, int person, int score, int most) {
        if (kept < most) {
            if (kept == nets.length) {
                nets = Arrays.copyOf(nets, kept * 2);
                people = Arrays.copyOf(people, kept * 2);
                scores = Arrays.copyOf(scores, kept * 2);
            }
            int at = kept++;
            while (at > 0 && nets[(at - 1) >> 1] > net) {
                copy((at - 1) >> 1, at);
                at = (at - 1) >> 1;
            }
            set(at, net, person, score);
        } else {
            lift(net, person, score);
        }
    }

    /** Replaces the least. */
    private void lift(long net, int person, int score) {
        int at = 0;
        for (int child = 1; child < kept; child = 2 * at + 1) {
            if (child + 1 < kept && nets[child + 1] < nets[child]) {
                child++;
            }
            if (nets[child] >= net) {
                break;
            }
            copy(child, at);
            at = child;
        }
        set(at, net, person, score);
    }

    private void copy(int from, int to) {
        set(to, nets[from], people[from], scores[from]);
    }

    private void set(int at, long net, int person, int score) {
        nets[at] = net;
        people[at] = person;
        scores[at] = (short) score;
    }

    /** What is kept, greatest net first. */
    private Candidates taken(long bound) {
        int size = kept;
        int[] person = new int[size];
        short[] score = new short[size];
        long[] net = new long[size];
        while (kept > 0) {
            int to = kept - 1;
            person[to] = people[0];
            score[to] = scores[0];
            net[to] = nets[0];
            kept--;
            if (kept > 0) {
                lift(nets[kept], people[kept], scores[kept]);
            }
        }
        return new Candidates(person, score, net, bound);
    }
}
