package org.prahari.assignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Explains all seats that an optimum leaves empty. From a gap with an empty seat, over those eligible for it, to the gaps they
 * sit at, and so on: nobody on the way is free, so the gaps reached have more seats than people.
 *
 * <p>Where {@value Hall#SMALL} of them are enough, the gap is told a set of which none can be left out. All others are told the
 * whole of what is reached, in common with everybody whom they meet on the way, and the rules are counted for the gap itself.
 * Each gap is gone through once for these, so that the time is linear in the pairs, however many seats are empty.
 */
public final class Shortages {
    private static final int CHUNK = 16;
    private static final int UNKNOWN = -1;

    private final Problem problem;
    private final Allocation allocation;
    private final Postings postings;
    private final int threads;
    private final IntPredicate proceed;
    /** The gaps with empty seats, and the small set found for each, or null. */
    private final int[] asked;

    private final int[][] small;
    /** Of the gaps reached in common: another of the same set, or the gap itself for the one that stands for the set. */
    private final int[] common;

    private Shortages(Problem problem, Allocation allocation, int threads, IntPredicate proceed) {
        this.problem = problem;
        this.allocation = allocation;
        this.threads = threads;
        this.proceed = proceed;
        int[] filled = allocation.filledByGap();
        int[] seats = problem.gaps.stream().mapToInt(Gap::seats).toArray();
        asked = IntStream.range(0, seats.length)
                .filter(g -> filled[g] < seats[g])
                .toArray();
        small = new int[asked.length][];
        common = new int[seats.length];
        Arrays.fill(common, UNKNOWN);
        boolean[] seated = new boolean[problem.people()];
        for (int j = 0; j < seated.length; j++) {
            seated[j] = allocation.gapOf(j) >= 0;
        }
        postings = asked.length == 0 ? null : new Postings(problem.changed(seats, seated));
    }

    /**
     * @param proceed told, from several threads, how many explanations are begun; false to stop
     * @return by gap; null where no seat is empty, and where it was stopped before
     * @throws IllegalArgumentException if the allocation is not proven to be an optimum
     */
    public static Shortage[] of(Problem problem, Allocation allocation, int threads, IntPredicate proceed) {
        if (!allocation.proven()) {
            throw new IllegalArgumentException("the allocation is not proven");
        }
        Shortage[] found = new Shortage[problem.gaps()];
        new Shortages(problem, allocation, threads, proceed).explain(found);
        return found;
    }

    private void explain(Shortage[] found) {
        each(() -> {
            Hall hall = new Hall(postings);
            return i -> small[i] = hall.small(allocation, asked[i]);
        });
        Hall hall = asked.length == 0 ? null : new Hall(postings);
        for (int i = 0; i < asked.length && proceed.test(i); i++) {
            if (small[i] == null && common[asked[i]] == UNKNOWN) {
                reach(hall, asked[i]);
            }
        }
        Map<Integer, Shortage> sets = sets();
        Map<List<Integer>, Shortage> known = new ConcurrentHashMap<>();
        each(() -> {
            Gains gains = new Gains(problem);
            Hall people = new Hall(postings);
            return i -> {
                int g = asked[i];
                if (small[i] != null) {
                    found[g] = known.computeIfAbsent(boxed(small[i]), set -> shortage(small[i], people, gains));
                } else if (common[g] != UNKNOWN) {
                    found[g] = sets.get(set(g)).withGained(gains.of(g));
                }
            };
        });
    }

    private interface Worker {
        IntConsumer begin();
    }

    private void each(Worker worker) {
        AtomicInteger next = new AtomicInteger();
        Threads.run(asked.length == 0 ? 0 : threads, () -> {
            IntConsumer step = asked.length == 0 ? null : worker.begin();
            for (int at = next.getAndAdd(CHUNK); at < asked.length && proceed.test(at); at = next.getAndAdd(CHUNK)) {
                for (int i = at; i < Math.min(asked.length, at + CHUNK); i++) {
                    step.accept(i);
                }
            }
        });
    }

    /** Goes from a gap to all that is reached and not in common yet, and joins it with all that is. */
    private void reach(Hall hall, int start) {
        int[] queue = new int[problem.gaps()];
        int size = 0;
        common[start] = start;
        queue[size++] = start;
        for (int at = 0; at < size; at++) {
            for (int person : hall.eligible(queue[at])) {
                int gap = allocation.gapOf(person);
                if (common[gap] == UNKNOWN) {
                    common[gap] = start;
                    queue[size++] = gap;
                } else if (set(gap) != set(start)) {
                    common[set(gap)] = set(start);
                }
            }
        }
    }

    /** The gap that stands for the set of another. */
    private int set(int gap) {
        int at = gap;
        while (common[at] != at) {
            common[at] = common[common[at]];
            at = common[at];
        }
        return at;
    }

    /** The sets in common, each by the gap that stands for it. */
    private Map<Integer, Shortage> sets() {
        Map<Integer, List<Integer>> gaps = new HashMap<>();
        Map<Integer, List<Integer>> people = new HashMap<>();
        for (int g = 0; g < common.length; g++) {
            if (common[g] != UNKNOWN) {
                gaps.computeIfAbsent(set(g), set -> new ArrayList<>()).add(g);
            }
        }
        // Who is eligible for one of the gaps sits at one of them, and the other way round.
        for (int j = 0; j < problem.people(); j++) {
            int gap = allocation.gapOf(j);
            if (gap >= 0 && common[gap] != UNKNOWN) {
                people.computeIfAbsent(set(gap), set -> new ArrayList<>()).add(j);
            }
        }
        Map<Integer, Shortage> sets = new HashMap<>();
        gaps.forEach((set, members) ->
                sets.put(set, new Shortage(members, people.getOrDefault(set, List.of()), seats(members), Map.of())));
        return sets;
    }

    private Shortage shortage(int[] gaps, Hall hall, Gains gains) {
        int[] people = Arrays.stream(gaps)
                .flatMap(g -> Arrays.stream(hall.eligible(g)))
                .sorted()
                .distinct()
                .toArray();
        return new Shortage(boxed(gaps), boxed(people), seats(boxed(gaps)), gains.of(gaps));
    }

    private int seats(List<Integer> gaps) {
        return gaps.stream().mapToInt(g -> problem.gaps.get(g).seats()).sum();
    }

    private static List<Integer> boxed(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
