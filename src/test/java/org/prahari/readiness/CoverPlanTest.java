package org.prahari.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverPlanTest {
    private static final int ALL = 63;

    @Test
    void noFewerTrainingsDoInAnySmallWorld() {
        var random = new Random(11);
        int joined = 0;
        int limited = 0;
        for (int world = 0; world < 600; world++) {
            List<CoverPlan.Option> options = new ArrayList<>();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                int mask = 1 + random.nextInt(random.nextBoolean() ? 63 : 7);
                options.add(new CoverPlan.Option("R" + i, mask, random.nextBoolean()));
            }
            List<Integer> masks = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                masks.add(random.nextInt(64) & random.nextInt(64));
            }
            int most = 1 + random.nextInt(3);
            CoverPlan.Found found = new CoverPlan(options, most).solve(masks);
            Integer best = null;
            for (int joining = 0; best == null && masks.size() + joining <= 4; joining++) {
                assertThat(found.joining()).as("world " + world).isGreaterThanOrEqualTo(joining);
                List<Integer> everybody = new ArrayList<>(masks);
                for (int i = 0; i < joining; i++) {
                    everybody.add(0);
                }
                best = least(options, everybody, most);
                if (best != null) {
                    assertThat(found.joining()).as("world " + world).isEqualTo(joining);
                    assertThat(cost(found)).as("world " + world).isEqualTo(best);
                    joined += joining > 0 ? 1 : 0;
                    limited += most == 1 ? 1 : 0;
                }
            }
            check(options, masks, most, found);
        }
        assertThat(joined).as("worlds that needed somebody else").isGreaterThan(50);
        assertThat(limited).as("worlds with one training to a hand").isGreaterThan(50);
    }

    @Test
    void whereAllIsCoveredTwiceNothingIsToBeDone() {
        var plan = new CoverPlan(List.of(new CoverPlan.Option("R", ALL, true)), 6);
        assertThat(plan.solve(List.of(ALL, ALL)).trainings()).isEmpty();
        assertThat(plan.solve(List.of()).joining()).isEqualTo(2);
        assertThat(plan.solve(List.of(ALL, 0)).trainings()).hasSize(1);
    }

    @Test
    void amongEquallyFewTheRolesOfTheStandardArePreferred() {
        var options = List.of(new CoverPlan.Option("A", ALL, false), new CoverPlan.Option("B", ALL, true));
        assertThat(new CoverPlan(options, 6).solve(List.of(0, ALL)).trainings())
                .extracting(training -> training.option().role())
                .containsExactly("B");
    }

    private static int cost(CoverPlan.Found found) {
        return found.trainings().stream()
                .mapToInt(training -> training.option().cost())
                .sum();
    }

    /** That the plan does what it says. */
    private static void check(List<CoverPlan.Option> options, List<Integer> masks, int most, CoverPlan.Found found) {
        List<Integer> reached = new ArrayList<>(masks);
        for (int i = 0; i < found.joining(); i++) {
            reached.add(0);
        }
        int[] taken = new int[reached.size()];
        for (CoverPlan.Training training : found.trainings()) {
            reached.set(
                    training.hand(),
                    reached.get(training.hand()) | training.option().mask());
            taken[training.hand()]++;
        }
        assertThat(twice(options, reached)).isTrue();
        for (int count : taken) {
            assertThat(count).isLessThanOrEqualTo(most);
        }
    }

    private static boolean twice(List<CoverPlan.Option> options, List<Integer> masks) {
        int coverable = options.stream().mapToInt(CoverPlan.Option::mask).reduce(0, (a, b) -> a | b);
        for (int bit = 1; bit < 64; bit <<= 1) {
            int safeguard = bit;
            if ((coverable & bit) != 0
                    && masks.stream().filter(mask -> (mask & safeguard) != 0).count() < 2) {
                return false;
            }
        }
        return true;
    }

    /** Every set of pairs of a hand and a role is tried. */
    private static Integer least(List<CoverPlan.Option> options, List<Integer> masks, int most) {
        int width = options.size();
        Integer best = null;
        for (int chosen = 0; chosen < 1 << (width * masks.size()); chosen++) {
            int cost = 0;
            boolean fits = true;
            List<Integer> reached = new ArrayList<>(masks);
            for (int hand = 0; hand < masks.size(); hand++) {
                int own = chosen >> (hand * width) & ((1 << width) - 1);
                fits &= Integer.bitCount(own) <= most;
                for (int i = 0; i < width; i++) {
                    if ((own >> i & 1) != 0) {
                        cost += options.get(i).cost();
                        reached.set(hand, reached.get(hand) | options.get(i).mask());
                    }
                }
            }
            if (fits && (best == null || cost < best) && twice(options, reached)) {
                best = cost;
            }
        }
        return best;
    }
}
