package org.prahari.assignment;

/**
 * Fills one seat: the cheapest way, by prices, from a gap over people who move on to other gaps to a free person, or to a
 * seat that is left empty. Dijkstra's algorithm over gaps alone: whoever sits is a mere passage to the gap where they sit.
 *
 * <p>Reference: successive shortest paths for the transportation problem with reduced costs (Tomizawa 1971; Edmonds and Karp
 * 1972). Candidates are scanned best first and no further than can matter.
 */
final class Search {
    private static final int MORE = 2;
    private static final int LEAST = 32;
    /** So many fallen prices are looked at one by one before a gap's candidates are collected anew. */
    private static final int MOST_FALLEN = 64;
    /** Basis points below what a search needs that are collected with it, for those to come. */
    private static final int SLACK = 100;

    private final Problem problem;
    private final Plan plan;
    private final Pricing pricing;
    private final Candidates[] candidates;
    /** Told of gaps whose price fell; null in a fresh solve, where nobody asks. */
    private final Demands demands;

    private final int[] roleOf;
    private final IndexHeap heap;
    private final int[] round;
    private final int[] parent;
    private final int[] via;
    private final short[] viaScore;
    private int now;
    private int[] settled = new int[64];
    private int settledCount;
    /** People whose prices fell since candidates were collected; nobody in a fresh solve. */
    private final Fallen fallen;
    /** People who stand in no posting list, so are always looked at; null if there are none. */
    Fallen newcomers;

    final Work work = new Work();

    /** The best end so far: its cost, the last gap, and the free person, or none for a seat left empty. */
    private long best;

    private int endGap;
    private int endPerson;
    private int endScore;

    Search(Problem problem, Plan plan, Pricing pricing, Candidates[] candidates, Demands demands, Fallen fallen) {
        this.problem = problem;
        this.plan = plan;
        this.pricing = pricing;
        this.candidates = candidates;
        this.demands = demands;
        this.fallen = fallen;
        int gaps = problem.gaps();
        heap = new IndexHeap(gaps);
        roleOf = problem.gaps.stream().mapToInt(Gap::role).toArray();
        round = new int[gaps];
        parent = new int[gaps];
        via = new int[gaps];
        viaScore = new short[gaps];
    }

    /**
     * Fills one more seat of a gap if that is worth it, and makes the prices fit.
     *
     * @return whether the seat was filled; if not, none of the gap's empty seats is worth filling, and its price is 0
     */
    boolean seat(int source) {
        work.searches++;
        now++;
        settledCount = 0;
        best = plan.gapPrice[source];
        endGap = source;
        endPerson = Plan.FREE;
        reach(source, 0);
        while (!heap.isEmpty() && heap.distance[heap.peek()] < best) {
            settle(heap.poll());
        }
        heap.clear();
        for (int i = 0; i < settledCount; i++) {
            int g = settled[i];
            plan.lower(g, best - heap.distance[g]);
            if (demands != null) {
                demands.priced(g);
            }
        }
        return shift(source);
    }

    private void reach(int gap, long distance) {
        if (round[gap] != now || distance < heap.distance[gap]) {
            round[gap] = now;
            heap.put(gap, distance);
        }
    }

    private void settle(int g) {
        if (settledCount == settled.length) {
            settled = java.util.Arrays.copyOf(settled, settledCount * 2);
        }
        settled[settledCount++] = g;
        work.settled++;
        long base = heap.distance[g] + plan.gapPrice[g] - plan.constant[g];
        int role = roleOf[g];
        int size = candidates[g].size();
        if (newcomers != null) {
            offerAll(newcomers, 0, g, base, role);
        }
        scan(g, base);
        if (fallen.size(role) - candidates[g].seen > MOST_FALLEN) {
            collect(g, floor(g, base), Math.max(size, LEAST));
            scan(g, base);
        } else {
            offerAll(fallen, candidates[g].seen, g, base, role);
        }
        while (base - candidates[g].bound < best) {
            collect(g, floor(g, base), Math.max(size, LEAST) * MORE);
            size = Math.max(size + 1, candidates[g].size());
            scan(g, base);
        }
    }

    /** A fresh solve comes back to a gap for seat after seat; after a change it is enough to know what is asked now. */
    private long floor(int g, long base) {
        return demands == null ? -plan.constant[g] : Math.max(-plan.constant[g], base - best - SLACK);
    }

    private void collect(int g, long floor, int most) {
        candidates[g] = pricing.collect(g, floor, most);
        candidates[g].seen = fallen.size(roleOf[g]);
    }

    private void scan(int g, long base) {
        Candidates own = candidates[g];
        int size = own.size();
        firstFree(g, own, base);
        int i = 0;
        for (; i < size && base - own.net[i] < best; i++) {
            offer(g, own.person[i], own.score[i], base);
        }
        work.scanned += i;
    }

    private void offerAll(Fallen some, int from, int g, long base, int role) {
        for (int at = from; at < some.size(role); at++) {
            int j = some.at(role, at);
            if (base - Points.MOST + plan.personPrice[j] < best && problem.fits(g, j)) {
                offer(g, j, problem.score(g, j), base);
            }
        }
    }

    /** Tightens the best end before anything is scanned. */
    private void firstFree(int g, Candidates own, long base) {
        while (own.free < own.size() && plan.gapOf[own.person[own.free]] != Plan.FREE) {
            own.free++;
        }
        if (own.free < own.size() && plan.personPrice[own.person[own.free]] == 0) {
            offer(g, own.person[own.free], own.score[own.free], base);
        }
    }

    private void offer(int g, int person, int score, long base) {
        long cost = base - score + plan.personPrice[person];
        if (cost >= best) {
            return;
        }
        int other = plan.gapOf[person];
        if (other == Plan.FREE) {
            best = cost;
            endGap = g;
            endPerson = person;
            endScore = score;
        } else if (round[other] != now || cost < heap.distance[other]) {
            reach(other, cost);
            parent[other] = g;
            via[other] = person;
            viaScore[other] = (short) score;
            if (cost + plan.gapPrice[other] < best) {
                best = cost + plan.gapPrice[other];
                endGap = other;
                endPerson = Plan.FREE;
            }
        }
    }

    /** Moves everybody on the way one gap on, from its end back to the source. */
    private boolean shift(int source) {
        int gap = endGap;
        int comer = endPerson;
        int score = endScore;
        while (gap != source) {
            int leaver = via[gap];
            int leaverScore = viaScore[gap];
            plan.rise(leaver);
            if (comer != Plan.FREE) {
                plan.sit(comer, gap, score);
            }
            comer = leaver;
            score = leaverScore;
            gap = parent[gap];
        }
        if (comer == Plan.FREE) {
            return false;
        }
        plan.sit(comer, source, score);
        return true;
    }
}
