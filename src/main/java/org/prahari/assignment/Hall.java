package org.prahari.assignment;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Sets of gaps whose people are fewer than their seats (Hall 1935, with capacities).
 */
final class Hall {
    private final Problem problem;
    private final Postings postings;
    private final Probe probe;

    Hall(Problem problem) {
        this.problem = problem;
        postings = new Postings(problem);
        probe = new Probe(postings);
    }

    /** The gaps reached from one over eligible people to where these sit. */
    int[] reached(Allocation allocation, int start) {
        BitSet people = new BitSet();
        BitSet seen = new BitSet();
        int[] queue = new int[problem.gaps()];
        int size = 0;
        queue[size++] = start;
        seen.set(start);
        for (int at = 0; at < size; at++) {
            for (int person : eligible(queue[at])) {
                if (!people.get(person)) {
                    people.set(person);
                    int gap = allocation.gapOf(person);
                    if (gap < 0) {
                        throw new IllegalArgumentException(
                                "person " + person + " is free and could sit at " + queue[at]);
                    }
                    if (!seen.get(gap)) {
                        seen.set(gap);
                        queue[size++] = gap;
                    }
                }
            }
        }
        return Arrays.copyOf(queue, size);
    }

    /** Everybody eligible for one of some gaps. */
    int[] people(int[] gaps) {
        BitSet people = new BitSet();
        for (int gap : gaps) {
            for (int person : eligible(gap)) {
                people.set(person);
            }
        }
        return people.stream().toArray();
    }

    /**
     * Leaves out gap after gap, the last found first, as long as the rest holds a set with too few people that contains the
     * gap asked about: whether one does, a matching of the rest without that gap's own people tells.
     */
    int[] pruned(int[] gaps, int asked) {
        int[][] eligible = new int[gaps.length][];
        for (int i = 0; i < gaps.length; i++) {
            eligible[i] = eligible(gaps[i]);
        }
        BitSet own = new BitSet();
        Arrays.stream(eligible[0]).forEach(own::set);
        BitSet kept = new BitSet();
        kept.set(1, gaps.length);
        int spare = problem.gaps.get(asked).seats() - eligible[0].length;
        for (int i = gaps.length - 1; i > 0; i--) {
            kept.clear(i);
            if (spare + unmatched(gaps, eligible, kept, own) < 1) {
                kept.set(i);
            }
        }
        return IntStream.concat(IntStream.of(asked), kept.stream().map(i -> gaps[i]))
                .toArray();
    }

    /** How many seats of the gaps kept stay empty if nobody of {@code not} may be had, at best. */
    private int unmatched(int[] gaps, int[][] eligible, BitSet kept, BitSet not) {
        int[] seatOf = new int[problem.people()];
        Arrays.fill(seatOf, -1);
        int empty = 0;
        for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            for (int seat = 0; seat < problem.gaps.get(gaps[i]).seats(); seat++) {
                if (!augment(i, eligible, seatOf, (BitSet) not.clone(), new BitSet())) {
                    empty += problem.gaps.get(gaps[i]).seats() - seat;
                    break;
                }
            }
        }
        return empty;
    }

    private static boolean augment(int gap, int[][] eligible, int[] seatOf, BitSet seen, BitSet asked) {
        if (asked.get(gap)) {
            return false;
        }
        asked.set(gap);
        for (int person : eligible[gap]) {
            if (!seen.get(person)) {
                seen.set(person);
                if (seatOf[person] < 0 || augment(seatOf[person], eligible, seatOf, seen, asked)) {
                    seatOf[person] = gap;
                    return true;
                }
            }
        }
        return false;
    }

    private int[] eligible(int g) {
        IntStream.Builder people = IntStream.builder();
        Gap gap = problem.gaps.get(g);
        probe.aim(gap);
        for (int kind = 0; kind < Probe.LISTS && gap.seats() > 0; kind++) {
            int list = probe.turn(kind);
            int end = list < 0 ? 0 : postings.listStart[list + 1];
            for (int block = list < 0 ? 0 : postings.listStart[list]; block < end; block++) {
                if (probe.bound(block) >= 0) {
                    add(block, people);
                }
            }
        }
        return people.build().toArray();
    }

    private void add(int block, IntStream.Builder people) {
        for (int entry = postings.blockStart[block]; entry < postings.blockStart[block + 1]; entry++) {
            if (probe.score(entry) >= 0) {
                people.add(postings.person[entry]);
            }
        }
    }
}
