package org.prahari.assignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The other aim: an allocation in which nobody and no gap would both rather have each other than what they have. Trainees
 * propose, so each gets the best place that any stable allocation gives them; it may fill fewer seats than the optimum.
 *
 * <p>Deferred acceptance for the Hospitals/Residents problem (Gale and Shapley 1962; Roth 1984). Gaps rank by score, then by
 * the person's number. Time linear in the pairs proposed, besides finding them.
 */
public final class Stable {
    private static final int DRAWN = 16;
    private final Problem problem;
    private final Wishes wishes;
    private final Demands demands;
    private final int[] gapOf;
    private final short[] scoreOf;
    private final List<PriorityQueue<Long>> held = new ArrayList<>();
    /** Next gaps of each person, best first, and how far they are used up. */
    private final int[][] drawn;

    private final byte[] used;
    private final Choice[] last;

    /** How much people want places; the higher, the better. */
    @FunctionalInterface
    public interface Wishes {
        long wish(int person, int gap, int score);

        /** By score, as gaps do. */
        Wishes BY_SCORE = (person, gap, score) -> score;
    }

    /** A pair that would both rather have each other. */
    public record Blocking(int person, int gap) {}

    private record Choice(long wish, int gap, int score) implements Comparable<Choice> {
        @Override
        public int compareTo(Choice other) {
            return wish != other.wish ? Long.compare(other.wish, wish) : Integer.compare(gap, other.gap);
        }
    }

    private Stable(Problem problem, Wishes wishes) {
        this.problem = problem;
        this.wishes = wishes;
        Plan plan = new Plan(problem);
        demands = new Demands(problem, plan);
        gapOf = plan.gapOf;
        scoreOf = plan.scoreOf;
        drawn = new int[problem.people()][0];
        used = new byte[problem.people()];
        last = new Choice[problem.people()];
        problem.gaps.forEach(gap -> held.add(new PriorityQueue<>()));
    }

    /** The gap of each person, or -1, in the stable allocation that is best for all people at once. */
    public static int[] match(Problem problem, Wishes wishes) {
        Stable stable = new Stable(problem, wishes);
        for (int j = 0; j < problem.people(); j++) {
            stable.place(j);
        }
        return stable.gapOf;
    }

    private void place(int newcomer) {
        int person = newcomer;
        while (person >= 0) {
            int gap = next(person);
            if (gap < 0) {
                return;
            }
            int score = problem.score(gap, person);
            PriorityQueue<Long> seats = held.get(gap);
            seats.add(rank(person, score));
            gapOf[person] = gap;
            scoreOf[person] = (short) score;
            person = -1;
            if (seats.size() > problem.gaps.get(gap).seats()) {
                person = Integer.MAX_VALUE - (int) (seats.poll() & Integer.MAX_VALUE);
                gapOf[person] = Plan.FREE;
            }
        }
    }

    /** Grows with the score and falls with the number. */
    private static long rank(int person, int score) {
        return (long) score << 32 | Integer.MAX_VALUE - person;
    }

    /** The best gap the person has not proposed to, or -1. Few are drawn at a time, or memory would hold every pair. */
    private int next(int person) {
        if (used[person] == drawn[person].length) {
            draw(person);
        }
        return drawn[person].length == 0 ? -1 : drawn[person][used[person]++];
    }

    private void draw(int person) {
        PriorityQueue<Choice> best = new PriorityQueue<>((a, b) -> b.compareTo(a));
        visit(problem, demands, wishes, person, choice -> {
            if (last[person] == null || choice.compareTo(last[person]) > 0) {
                best.add(choice);
                if (best.size() > DRAWN) {
                    best.poll();
                }
            }
        });
        int[] gaps = new int[best.size()];
        last[person] = best.isEmpty() ? last[person] : best.peek();
        for (int i = gaps.length; i > 0; i--) {
            gaps[i - 1] = best.remove().gap();
        }
        drawn[person] = gaps;
        used[person] = 0;
    }

    private interface Chooser {
        void consider(Choice choice);
    }

    private static void visit(Problem problem, Demands demands, Wishes wishes, int person, Chooser chooser) {
        demands.visit(person, new Demands.Visitor() {
            @Override
            public long limit() {
                return Long.MAX_VALUE / 4;
            }

            @Override
            public void visit(int gap, int score) {
                if (problem.gaps.get(gap).seats() > 0) {
                    chooser.consider(new Choice(wishes.wish(person, gap, score), gap, score));
                }
            }
        });
    }

    /**
     * The pairs that block an allocation.
     *
     * @param gapOf the gap of each person, or -1
     * @param most how many to name at most
     */
    public static List<Blocking> blocking(Problem problem, Wishes wishes, int[] gapOf, int most) {
        long[] worst = new long[problem.gaps()];
        int[] filled = new int[problem.gaps()];
        Arrays.fill(worst, Long.MAX_VALUE);
        for (int j = 0; j < gapOf.length; j++) {
            if (gapOf[j] >= 0) {
                filled[gapOf[j]]++;
                worst[gapOf[j]] = Math.min(worst[gapOf[j]], rank(j, problem.score(gapOf[j], j)));
            }
        }
        Demands demands = new Demands(problem, new Plan(problem));
        List<Blocking> found = new ArrayList<>();
        for (int j = 0; j < gapOf.length && found.size() < most; j++) {
            int person = j;
            int own = gapOf[j];
            Choice has =
                    own < 0 ? null : new Choice(wishes.wish(j, own, problem.score(own, j)), own, problem.score(own, j));
            visit(problem, demands, wishes, j, choice -> {
                boolean wanted =
                        filled[choice.gap()] < problem.gaps.get(choice.gap()).seats()
                                || rank(person, choice.score()) > worst[choice.gap()];
                if (wanted && (has == null || choice.compareTo(has) < 0) && found.size() < most) {
                    found.add(new Blocking(person, choice.gap()));
                }
            });
        }
        return found;
    }
}
