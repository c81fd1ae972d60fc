package org.prahari.assignment;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The search the other way round: somebody looks for a seat, or a gap loses one, and the cheapest way is found over gaps whose
 * people make room, to an empty seat or to somebody who had best stay without. Prices of gaps rise, those of people fall.
 */
final class Displacement {
    private static final int NOBODY = -1;
    private final Plan plan;
    private final Demands demands;
    /** Told of everybody whose price fell. */
    private final IntConsumer fell;

    private final IndexHeap heap;
    private final int[] round;
    private final int[] parent;
    private final int[] via;
    private final short[] viaScore;
    private int[] settled = new int[64];
    private int settledCount;
    private int now;
    private long best;
    private int endGap;
    private int endPerson;
    private final Step step = new Step();
    final Work work = new Work();

    Displacement(Problem problem, Plan plan, Demands demands, IntConsumer fell) {
        this.plan = plan;
        this.demands = demands;
        this.fell = fell;
        heap = new IndexHeap(problem.gaps());
        round = new int[problem.gaps()];
        parent = new int[problem.gaps()];
        via = new int[problem.gaps()];
        viaScore = new short[problem.gaps()];
    }

    /** Seats a free person whose price is as much as any gap would give, or lets the price fall to 0. */
    void seat(int person) {
        begin();
        best = plan.personPrice[person];
        endGap = Plan.FREE;
        endPerson = person;
        step.from(Plan.FREE, 0, person);
        finish();
        plan.personPrice[person] -= best;
        fell.accept(person);
        shift(Plan.FREE);
    }

    /** Takes one of the people of a gap that has more than it has seats. */
    void unseat(int gap) {
        begin();
        best = Long.MAX_VALUE / 4;
        round[gap] = now;
        heap.put(gap, 0);
        finish();
        shift(gap);
    }

    private void begin() {
        now++;
        work.searches++;
        settledCount = 0;
    }

    private void finish() {
        while (!heap.isEmpty() && heap.distance[heap.peek()] < best) {
            settle(heap.poll());
        }
        heap.clear();
        for (int i = 0; i < settledCount; i++) {
            int g = settled[i];
            long by = best - heap.distance[g];
            if (by > 0) {
                plan.lower(g, -by);
                demands.priced(g);
                for (int k = 0; k < plan.filled[g]; k++) {
                    fell.accept(plan.seated[g][k]);
                }
            }
        }
    }

    private void settle(int g) {
        if (settledCount == settled.length) {
            settled = Arrays.copyOf(settled, settledCount * 2);
        }
        settled[settledCount++] = g;
        work.settled++;
        long distance = heap.distance[g];
        end(g, distance);
        for (int k = 0; k < plan.filled[g]; k++) {
            step.from(g, distance, plan.seated[g][k]);
        }
    }

    /** The ways that end at a gap: an empty seat, or somebody who stays without. */
    private void end(int g, long distance) {
        if (plan.filled[g] < plan.seats[g]) {
            if (distance < best) {
                best = distance;
                endGap = g;
                endPerson = NOBODY;
            }
            return;
        }
        for (int k = 0; k < plan.filled[g]; k++) {
            int person = plan.seated[g][k];
            if (distance + plan.personPrice[person] < best) {
                best = distance + plan.personPrice[person];
                endGap = g;
                endPerson = person;
            }
        }
    }

    private final class Step implements Demands.Visitor {
        private int gap;
        private int person;
        private long base;

        void from(int gap, long distance, int person) {
            this.gap = gap;
            this.person = person;
            this.base = distance + plan.personPrice[person];
            demands.visit(person, this);
        }

        @Override
        public long limit() {
            return best - base;
        }

        @Override
        public void visit(int other, int score) {
            work.scanned++;
            long cost = base + plan.gapPrice[other] - plan.constant[other] - score;
            if (cost < best && (round[other] != now || cost < heap.distance[other])) {
                round[other] = now;
                heap.put(other, cost);
                parent[other] = gap;
                via[other] = person;
                viaScore[other] = (short) score;
                end(other, cost);
            }
        }
    }

    private void shift(int source) {
        if (endPerson != NOBODY && endGap != Plan.FREE) {
            plan.rise(endPerson);
        }
        int gap = endGap;
        while (gap != source) {
            int comer = via[gap];
            if (parent[gap] != Plan.FREE) {
                plan.rise(comer);
            }
            plan.sit(comer, gap, viaScore[gap]);
            gap = parent[gap];
        }
    }
}
