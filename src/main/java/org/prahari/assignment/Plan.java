package org.prahari.assignment;

import java.util.Arrays;

/**
 * Who sits where, and the prices: {@code gapPrice[g] + personPrice[j] >= value(g, j)} for every eligible pair, equal where j
 * sits at g. Prices are at least 0; a free person's is 0, and so is that of a gap with a seat left empty for good.
 */
final class Plan {
    static final int FREE = -1;
    /** The price of one who is not there: too dear for any gap. */
    static final long ABSENT = Long.MAX_VALUE / 8;

    final long[] constant;
    final long[] gapPrice;
    final long[] personPrice;
    final int[] gapOf;
    final short[] scoreOf;
    private final int[] seatOf;
    final int[][] seated;
    final int[] filled;
    final int[] seats;

    Plan(Problem problem) {
        int gaps = problem.gaps();
        constant = new long[gaps];
        gapPrice = new long[gaps];
        personPrice = new long[problem.people()];
        gapOf = new int[problem.people()];
        scoreOf = new short[problem.people()];
        seatOf = new int[problem.people()];
        seated = new int[gaps][];
        filled = new int[gaps];
        seats = new int[gaps];
        for (int g = 0; g < gaps; g++) {
            constant[g] = problem.constant(g);
            seats[g] = problem.gaps.get(g).seats();
            seated[g] = new int[Math.min(4, seats[g])];
        }
        Arrays.fill(gapOf, FREE);
    }

    /** As it stands, with room for more: gaps without seats, and people who are absent. */
    Plan(Plan other, Problem problem) {
        int before = other.constant.length;
        int gaps = problem.gaps();
        constant = Arrays.copyOf(other.constant, gaps);
        gapPrice = Arrays.copyOf(other.gapPrice, gaps);
        seated = Arrays.copyOf(other.seated, gaps);
        filled = Arrays.copyOf(other.filled, gaps);
        seats = Arrays.copyOf(other.seats, gaps);
        for (int g = 0; g < before; g++) {
            seated[g] = other.seated[g].clone();
        }
        for (int g = before; g < gaps; g++) {
            constant[g] = problem.constant(g);
            gapPrice[g] = constant[g] + Points.MOST;
            seated[g] = new int[0];
        }
        int present = other.gapOf.length;
        int people = problem.people();
        personPrice = Arrays.copyOf(other.personPrice, people);
        gapOf = Arrays.copyOf(other.gapOf, people);
        scoreOf = Arrays.copyOf(other.scoreOf, people);
        seatOf = Arrays.copyOf(other.seatOf, people);
        Arrays.fill(personPrice, present, people, ABSENT);
        Arrays.fill(gapOf, present, people, FREE);
    }

    long worth() {
        long worth = 0;
        for (int j = 0; j < gapOf.length; j++) {
            if (gapOf[j] != FREE) {
                worth = Math.addExact(worth, constant[gapOf[j]] + scoreOf[j]);
            }
        }
        return worth;
    }

    void sit(int person, int gap, int score) {
        if (filled[gap] == seated[gap].length) {
            seated[gap] = Arrays.copyOf(seated[gap], Math.max(4, filled[gap] * 2));
        }
        seatOf[person] = filled[gap];
        seated[gap][filled[gap]++] = person;
        gapOf[person] = gap;
        scoreOf[person] = (short) score;
        personPrice[person] = constant[gap] + score - gapPrice[gap];
    }

    /** Leaves the price as it is. */
    void rise(int person) {
        int gap = gapOf[person];
        int last = seated[gap][--filled[gap]];
        seated[gap][seatOf[person]] = last;
        seatOf[last] = seatOf[person];
        gapOf[person] = FREE;
    }

    /** Lowers a gap's price; those who sit there keep the difference. */
    void lower(int gap, long by) {
        gapPrice[gap] -= by;
        for (int i = 0; i < filled[gap]; i++) {
            personPrice[seated[gap][i]] += by;
        }
    }

    /** The most that any plan can be worth: the sum of all prices. */
    long bound() {
        long bound = 0;
        for (int g = 0; g < gapPrice.length; g++) {
            bound = Math.addExact(bound, Math.multiplyExact(gapPrice[g], (long) seats[g]));
        }
        for (long price : personPrice) {
            bound = price == ABSENT ? bound : Math.addExact(bound, price);
        }
        return bound;
    }
}
