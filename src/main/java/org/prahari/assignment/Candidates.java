package org.prahari.assignment;

/** The best pairs of a gap as of one moment, best first by score less price, and a bound on all that are not among them. */
final class Candidates {
    static final long COMPLETE = Long.MIN_VALUE / 4;
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

    int size() {
        return person.length;
    }
}
