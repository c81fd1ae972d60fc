package org.prahari.assignment;

/** The best pairs of a gap as of one moment, best first by score less price, and a bound on all that are not among them. */
final class Candidates {
    static final long COMPLETE = Long.MIN_VALUE / 4;
    private static final long UNKNOWN = Long.MAX_VALUE / 8;
    static final Candidates NONE = new Candidates(new int[0], new short[0], new long[0], COMPLETE);

    final int[] person;
    final short[] score;
    /** Score less price when collected. */
    final long[] net;
    /** No eligible pair left out has more net; {@link #COMPLETE} if none was left out that could matter. */
    final long bound;
    /** Where the first free person may stand. */
    int free;
    /** How many fallen prices are reckoned with already. */
    int seen;

    Candidates(int[] person, short[] score, long[] net, long bound) {
        this.person = person;
        this.score = score;
        this.net = net;
        this.bound = bound;
    }

    /** Nothing is known yet of a gap that has seats. */
    static Candidates unknown() {
        return new Candidates(NONE.person, NONE.score, NONE.net, UNKNOWN);
    }

    /** The same pairs, to be gone through anew. */
    Candidates fork() {
        if (this == NONE) {
            return this;
        }
        Candidates fork = new Candidates(person, score, net, bound);
        fork.free = free;
        fork.seen = seen;
        return fork;
    }

    int size() {
        return person.length;
    }
}
