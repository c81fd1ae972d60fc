package org.prahari.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WhatIfTest {
    private static final int JOINING = 2;

    @Test
    void theAnswerIsAFreshSolveOfTheChangedProblemAndTheMarketStays() {
        Random random = new Random(41);
        int gained = 0;
        for (int i = 0; i < 2_000; i++) {
            Problem problem = (i % 20 == 0 ? World.of(400, 60, 200, i) : Tiny.problem(random)).withRoom(JOINING);
            Market market = Solver.open(problem, 1, Control.NONE);
            for (int k = random.nextInt(3); k > 0; k--) {
                Tiny.change(random, market, problem);
            }
            Allocation was = market.allocation();
            WhatIf.Changes changes = changes(random, market, i % 20 == 0 ? 30 : 3);
            WhatIf tried = new WhatIf(market, changes);
            Problem changed = tried.problem();
            Allocation found = tried.allocation();
            assertThat(Verifier.verify(changed, found, 1).fault())
                    .as("world " + i)
                    .isNull();
            Allocation fresh = Solver.solve(changed, 1, Control.NONE);
            assertThat(found.value()).isEqualTo(fresh.value());
            assertThat(tried.weight()).isEqualTo(changed.weight(fresh.value()) - problem.weight(was.value()));
            assertThat(tried.score()).isEqualTo(changed.score(fresh.value()) - problem.score(was.value()));
            gained += tried.weight() > 0 ? 1 : 0;
            moved(was, found, tried.moves());
            assertSame(was, market.allocation());
        }
        assertThat(gained).isGreaterThan(100);
    }

    @Test
    void theAimsStayApartHoweverManyJoin() {
        Problem crowd = World.of(300, 40, 250, 9);
        Problem nobody = new Problem(new People(), new Profiles(1), World.POINTS, gaps(crowd)).withRoom(300);
        List<Person> all = IntStream.range(0, 300).mapToObj(crowd::person).toList();
        WhatIf tried = new WhatIf(
                Solver.open(nobody, 1, Control.NONE), new WhatIf.Changes(Map.of(), Set.of(), Set.of(), Map.of(), all));
        Allocation optimum = Solver.solve(crowd, 1, Control.NONE);
        assertThat(tried.weight()).isEqualTo(crowd.weight(optimum.value())).isPositive();
        assertThat(tried.score()).isEqualTo(crowd.score(optimum.value())).isPositive();
        assertThat(tried.moves()).hasSize(optimum.filled()).allMatch(move -> move.from() == -1);
    }

    private static List<Gap> gaps(Problem problem) {
        return IntStream.range(0, problem.gaps()).mapToObj(problem::gap).toList();
    }

    @Test
    void aGapWeighsWhatItIsToldTo() {
        Problem problem = World.of(300, 40, 250, 9).weighed(weight -> 3 * weight + 1);
        Allocation found = Solver.solve(problem, 1, Control.NONE);
        assertThat(Verifier.verify(problem, found, 1).fault()).isNull();
        long weight = 0;
        for (int j = 0; j < found.people(); j++) {
            weight += found.gapOf(j) < 0
                    ? 0
                    : World.of(300, 40, 250, 9).gap(found.gapOf(j)).weight() * 3 + 1;
        }
        assertThat(problem.weight(found.value())).isEqualTo(weight);
    }

    private static void moved(Allocation was, Allocation is, List<WhatIf.Move> moves) {
        Map<Integer, WhatIf.Move> byPerson = new HashMap<>();
        moves.forEach(move -> byPerson.put(move.person(), move));
        assertThat(byPerson).hasSameSizeAs(moves);
        for (int j = 0; j < is.people(); j++) {
            WhatIf.Move move = byPerson.get(j);
            int from = j < was.people() ? was.gapOf(j) : -1;
            if (from == is.gapOf(j)) {
                assertThat(move).isNull();
            } else {
                assertThat(move).isEqualTo(new WhatIf.Move(j, from, is.gapOf(j)));
            }
        }
    }

    private static void assertSame(Allocation was, Allocation is) {
        assertThat(is.value()).isEqualTo(was.value());
        assertThat(is.bound()).isEqualTo(was.bound());
        for (int j = 0; j < was.people(); j++) {
            assertThat(is.gapOf(j)).isEqualTo(was.gapOf(j));
            assertThat(is.scoreOf(j)).isEqualTo(was.scoreOf(j));
        }
        for (int g = 0; g < was.gaps(); g++) {
            assertThat(is.price(g)).isEqualTo(was.price(g));
        }
    }

    static WhatIf.Changes changes(Random random, Market market, int most) {
        Problem problem = market.initial();
        Map<Integer, Person> people = new HashMap<>();
        Set<Integer> leaving = new HashSet<>();
        Set<Integer> returning = new HashSet<>();
        Map<Integer, Gap> gaps = new HashMap<>();
        for (int k = random.nextInt(most + 1); k > 0; k--) {
            if (problem.gaps() > 0 && random.nextInt(3) == 0) {
                int g = random.nextInt(problem.gaps());
                gaps.put(g, changed(random, problem.gap(g).withSeats(market.seats(g))));
            } else if (problem.people() > 0) {
                int j = random.nextInt(problem.people());
                if (people.containsKey(j) || leaving.contains(j) || returning.contains(j)) {
                    continue;
                }
                if (!market.present(j) && random.nextBoolean()) {
                    returning.add(j);
                } else if (random.nextInt(4) == 0) {
                    leaving.add(j);
                } else {
                    people.put(j, changed(random, problem.person(j)));
                }
            }
        }
        List<Person> joining = new ArrayList<>();
        for (int k = problem.people() == 0 ? 0 : random.nextInt(JOINING + 1); k > 0; k--) {
            joining.add(changed(random, problem.person(random.nextInt(problem.people()))));
        }
        return new WhatIf.Changes(people, leaving, returning, gaps, joining);
    }

    private static Person changed(Random random, Person person) {
        if (random.nextBoolean()) {
            return person.relocating(random.nextBoolean() ? People.EVERYWHERE : 0, random.nextBoolean());
        }
        return person.gaining(
                random.nextInt(2), random.nextInt(6), Bits.of(random.nextInt(5) * 12), 1 + random.nextInt(3));
    }

    private static Gap changed(Random random, Gap gap) {
        boolean eased = random.nextBoolean();
        int later = random.nextInt(3);
        return new Gap(
                gap.role(),
                gap.region(),
                gap.district(),
                gap.remote(),
                random.nextBoolean() ? gap.seats() : random.nextInt(4),
                gap.weight(),
                eased ? 1 : gap.level(),
                gap.start() + later,
                gap.deadline() + later,
                eased ? List.of() : gap.groups(),
                random.nextBoolean() ? gap.languages() : Bits.of(),
                gap.preferred(),
                gap.liked());
    }

    @Test
    void aMarketIsReopenedFromWhatWasKeptOfIt() {
        Random random = new Random(5);
        for (int seed = 0; seed < 20; seed++) {
            Problem problem = World.of(600, 80, 300, seed).withRoom(JOINING);
            Allocation kept = Solver.solve(problem, 1, Control.NONE);
            int[] gapOf = new int[problem.people()];
            java.util.Arrays.setAll(gapOf, kept::gapOf);
            long[] prices = new long[problem.gaps()];
            java.util.Arrays.setAll(prices, kept::price);
            Market market = Market.reopen(problem, gapOf, prices);
            assertSame(kept, market.allocation());
            WhatIf tried = new WhatIf(market, changes(random, market, 40));
            assertThat(Verifier.verify(tried.problem(), tried.allocation(), 1).fault())
                    .isNull();
            assertThat(tried.allocation().value())
                    .isEqualTo(Solver.solve(tried.problem(), 1, Control.NONE).value());
            prices[0] += problem.constant(0) + Points.MOST;
            assertThatThrownBy(() -> Market.reopen(problem, gapOf, prices))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatContradictsItselfOrIsUnknownIsRefused() {
        Problem problem = World.of(50, 5, 10, 1);
        Market market = Solver.open(problem, 1, Control.NONE);
        Person person = problem.person(3);
        Gap gap = problem.gap(0);
        assertThatThrownBy(() -> new WhatIf.Changes(Map.of(3, person), Set.of(3), Set.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WhatIf.Changes(Map.of(), Set.of(3), Set.of(3), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        for (WhatIf.Changes unknown : List.of(
                new WhatIf.Changes(Map.of(50, person), Set.of(), Set.of(), Map.of()),
                new WhatIf.Changes(Map.of(), Set.of(-1), Set.of(), Map.of()),
                new WhatIf.Changes(Map.of(), Set.of(), Set.of(), Map.of(5, gap)),
                new WhatIf.Changes(Map.of(), Set.of(), Set.of(), Map.of(0, elsewhere(gap))))) {
            assertThatThrownBy(() -> new WhatIf(market, unknown)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Gap elsewhere(Gap gap) {
        return new Gap(
                gap.role(),
                (gap.region() + 1) % World.REGIONS,
                gap.district(),
                gap.remote(),
                gap.seats(),
                gap.weight(),
                gap.level(),
                gap.start(),
                gap.deadline(),
                gap.groups(),
                gap.languages(),
                gap.preferred(),
                gap.liked());
    }
}
