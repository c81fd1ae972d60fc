package org.prahari.assignment;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Sets of gaps whose people are fewer than their seats (Hall 1935, with capacities). Of an optimum: whoever is eligible for a
 * gap with an empty seat sits somewhere, so that those without a seat are not looked at. For one thread.
 */
final class Hall {
    /** Of more gaps no smallest set is looked for: each attempt to leave one out costs a matching. */
    static final int SMALL = 64;

    private final Problem problem;
    private final Postings postings;
    private final Probe probe;

    /** @param postings of those who have a seat */
    Hall(Postings postings) {
        this.problem = postings.problem;
        this.postings = postings;
        this.probe = new Probe(postings);
    }

    /**
     * The gaps reached from one over eligible people to where these sit, until they have more seats than people; pruned, so
     * that none can be left out.
     *
     * @return null if that takes more than {@value #SMALL} gaps
     */
    int[] small(Allocation allocation, int asked) {
        int[] gaps = new int[SMALL];
        int[][] eligible = new int[SMALL][];
        Map<Integer, Integer> numbers = new HashMap<>();
        BitSet seen = new BitSet();
        gaps[0] = asked;
        seen.set(asked);
        int size = 1;
        int seats = 0;
        for (int at = 0; at < size; at++) {
            seats += problem.gaps.get(gaps[at]).seats();
            int[] people = eligible(gaps[at]);
            for (int i = 0; i < people.length; i++) {
                int gap = allocation.gapOf(people[i]);
                people[i] = numbers.computeIfAbsent(people[i], unknown -> numbers.size());
                if (!seen.get(gap)) {
                    seen.set(gap);
                    if (size < SMALL) {
                        gaps[size] = gap;
                    }
                    size++;
                }
            }
            eligible[at] = people;
            if (numbers.size() < seats) {
                return pruned(Arrays.copyOf(gaps, at + 1), eligible, numbers.size());
            }
            if (at == SMALL - 1) {
                return null;
            }
        }
        throw new IllegalArgumentException("gap " + asked + " has no empty seat");
    }

    /**
     * Leaves out gap after gap, the last found first, as long as the rest holds a set with too few people that contains the
     * first: whether one does, a matching of the rest without the first one's own people tells.
     */
    private int[] pruned(int[] gaps, int[][] eligible, int people) {
        BitSet own = new BitSet(people);
        Arrays.stream(eligible[0]).forEach(own::set);
        BitSet kept = new BitSet(gaps.length);
        kept.set(1, gaps.length);
        int spare = problem.gaps.get(gaps[0]).seats() - eligible[0].length;
        for (int i = gaps.length - 1; i > 0; i--) {
            kept.clear(i);
            if (spare + unmatched(gaps, eligible, kept, own, people) < 1) {
                kept.set(i);
            }
        }
        return IntStream.concat(IntStream.of(gaps[0]), kept.stream().map(i -> gaps[i]))
                .sorted()
                .toArray();
    }

    /** How many seats of the gaps kept stay empty if nobody of {@code not} may be had, at best. */
    private int unmatched(int[] gaps, int[][] eligible, BitSet kept, BitSet not, int people) {
        int[] seatOf = new int[people];
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

    /** Everybody eligible for a gap who has a seat, in an order of no meaning. */
    int[] eligible(int g) {
        IntStream.Builder people = IntStream.builder();
        eligible(g, people);
        return people.build().toArray();
    }

    void eligible(int g, IntConsumer person) {
        Gap gap = problem.gaps.get(g);
        probe.aim(gap);
        for (int kind = 0; kind < Probe.LISTS && gap.seats() > 0; kind++) {
            int list = probe.turn(kind);
            int end = list < 0 ? 0 : postings.listStart[list + 1];
            for (int block = list < 0 ? 0 : postings.listStart[list]; block < end; block++) {
                if (probe.bound(block) >= 0) {
                    each(block, person);
                }
            }
        }
    }

    private void each(int block, IntConsumer person) {
        for (int entry = postings.blockStart[block]; entry < postings.blockStart[block + 1]; entry++) {
            if (probe.score(entry) >= 0) {
                person.accept(postings.person[entry]);
            }
        }
    }
}
