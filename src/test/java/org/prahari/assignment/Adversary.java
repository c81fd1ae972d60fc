package org.prahari.assignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Markets made to be hard, and markets given by a matrix: one place, one role, and traits that say who fits where. */
final class Adversary {
    private static final Points POINTS = new Points(new int[] {0, 0, 0, 0}, new int[] {0}, new int[] {0}, 0, 0);
    private static final Bits NONE = Bits.of();

    private Adversary() {}

    /** Seats for those who have one trait of every group. */
    static Gap gap(int seats, long weight, Bits... groups) {
        return new Gap(0, 0, -1, false, seats, weight, 1, 0, 0, List.of(groups), NONE, NONE, NONE);
    }

    static Problem problem(int people, IntUnaryOperator base, int[][] traits, List<Gap> gaps) {
        int words = Arrays.stream(traits).flatMapToInt(Arrays::stream).max().orElse(0) / 64 + 1;
        People crowd = new People();
        Profiles profiles = new Profiles(words);
        for (int j = 0; j < people; j++) {
            crowd.add(0, -1, People.EVERYWHERE, 1, false, 0);
            profiles.add(j, 0, 0, 1, 1, base.applyAsInt(j), Bits.of(traits[j]));
        }
        return new Problem(crowd, profiles, POINTS, gaps);
    }

    /** Everybody fits every gap of one seat equally well. */
    static Problem equal(int people, int gaps) {
        return problem(people, j -> 5_000, new int[people][0], Collections.nCopies(gaps, gap(1, 1)));
    }

    static Problem oneGap(int people, int seats) {
        return problem(people, j -> j % 3_000, new int[people][0], List.of(gap(seats, 3)));
    }

    /** Person j fits gaps j - 1 and j. */
    static Problem chain(int length, Gap... more) {
        List<Gap> gaps = new ArrayList<>();
        int[][] traits = new int[length][];
        for (int g = 0; g < length; g++) {
            gaps.add(gap(1, 1, Bits.of(g)));
            traits[g] = g == 0 ? new int[] {0} : new int[] {g - 1, g};
        }
        gaps.addAll(List.of(more));
        return problem(length, j -> 10 * j % Points.MOST, traits, gaps);
    }

    /**
     * The assignment problem of a square matrix of costs, 0..100: row i is a person, column k a gap of one seat. A cost must be
     * a score of the pair, so each person has a role for every gap, and a role's base says how well.
     */
    static Problem assignment(int[][] costs) {
        People people = new People();
        Profiles profiles = new Profiles(1);
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < costs.length; i++) {
            people.add(0, -1, People.EVERYWHERE, 1, false, 0);
            gaps.add(new Gap(i, 0, -1, false, 1, 1, 1, 0, 0, List.of(), NONE, NONE, NONE));
            for (int k = 0; k < costs.length; k++) {
                profiles.add(i, k, 0, 1, 1, Points.MOST - costs[i][k], NONE);
            }
        }
        return new Problem(people, profiles, POINTS, gaps);
    }

    /** What the people of such a problem cost in their seats. */
    static long cost(int[][] costs, Allocation allocation) {
        long cost = 0;
        for (int i = 0; i < costs.length; i++) {
            cost += costs[i][allocation.gapOf(i)];
        }
        return cost;
    }
}
