package org.prahari.assignment;

/** Work done, in units that do not depend on the machine. */
public final class Work {
    long searches;
    long settled;
    long scanned;
    long collected;
    long blocks;
    long tested;

    void add(Work other) {
        searches += other.searches;
        settled += other.settled;
        scanned += other.scanned;
        collected += other.collected;
        blocks += other.blocks;
        tested += other.tested;
    }

    /** One number for all of it. */
    public long total() {
        return settled + scanned + blocks + tested;
    }

    @Override
    public String toString() {
        return "searches " + searches + ", gaps settled " + settled + ", candidates scanned " + scanned
                + ", lists collected " + collected + ", blocks bounded " + blocks + ", pairs tested " + tested;
    }
}
