package org.prahari.assignment;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a course might bring at some prices. */
record Hope(int person, long gain, long cost) {
    /** No choice within budget and number brings more: each limit is relaxed in its turn, and the less counts. */
    static long most(List<Hope> hopes, long budget, int most) {
        return Math.min(byNumber(hopes, most), byBudget(hopes, budget));
    }

    private static long byNumber(List<Hope> hopes, int most) {
        Map<Integer, Long> best = new HashMap<>();
        hopes.forEach(hope -> best.merge(hope.person(), hope.gain(), Math::max));
        return best.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(most)
                .reduce(0L, Math::addExact);
    }

    /** The continuous knapsack over all courses; one course to a person is not asked for, which errs upwards. */
    private static long byBudget(List<Hope> hopes, long budget) {
        long left = budget;
        long sum = 0;
        List<Hope> order = hopes.stream()
                .sorted(Comparator.comparingDouble((Hope hope) -> -(double) hope.gain() / (hope.cost() + 1e-9)))
                .toList();
        for (Hope hope : order) {
            if (hope.cost() > left) {
                return sum + 1 + (long) Math.ceil((double) hope.gain() * left / hope.cost());
            }
            left -= hope.cost();
            sum = Math.addExact(sum, hope.gain());
        }
        return sum;
    }
}
