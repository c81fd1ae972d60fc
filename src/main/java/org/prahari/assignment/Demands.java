package org.prahari.assignment;

import java.util.Arrays;

/** The gaps a person could look at, in cells by role, region and whether they are remote. */
final class Demands {
    private static final int REGIONS = 64;
    private final Problem problem;
    private final Plan plan;
    private final int[] start;
    private final int[] gaps;
    /** A lower bound, for each cell, on price less constant. */
    private final long[] least;

    Demands(Problem problem, Plan plan) {
        this.problem = problem;
        this.plan = plan;
        int cells = Math.multiplyExact(problem.roleStart.length - 1, 2 * REGIONS);
        start = Indexes.starts(cells, problem.gaps(), this::cell);
        gaps = Indexes.members(start, problem.gaps(), this::cell);
        least = new long[cells];
        Arrays.fill(least, Long.MIN_VALUE / 8);
    }

    interface Visitor {
        void visit(int gap, int score);

        /** Pairs that cost as much or more are of no interest; asked again and again. */
        long limit();
    }

    private int cell(int g) {
        Gap gap = problem.gaps.get(g);
        return (gap.role() * REGIONS + gap.region()) * 2 + (gap.remote() ? 1 : 0);
    }

    /** Must be told before bounds are trusted again. */
    void fell(int g) {
        int cell = cell(g);
        least[cell] = Math.min(least[cell], plan.gapPrice[g] - plan.constant[g]);
    }

    /** Visits the eligible gaps of a person whose price less value is below the visitor's limit. */
    void visit(int person, Visitor visitor) {
        People people = problem.people;
        long near = people.moves[person] | (people.home[person] < 0 ? 0 : 1L << people.home[person]);
        long onSite = near & people.allowed[person];
        long remote = people.remote[person] ? people.allowed[person] : onSite;
        for (int at = problem.firstProfile(person); at < problem.firstProfile(person + 1); at++) {
            int profile = problem.profileAt(at);
            int first = problem.profiles.role[profile] * REGIONS * 2;
            for (int region = 0; region < REGIONS; region++) {
                if (Problem.has(onSite, region)) {
                    cell(first + region * 2, profile, visitor);
                }
                if (Problem.has(remote, region)) {
                    cell(first + region * 2 + 1, profile, visitor);
                }
            }
        }
    }

    private void cell(int cell, int profile, Visitor visitor) {
        int most = problem.profiles.base[profile] + problem.points.most();
        if (start[cell] == start[cell + 1] || least[cell] - most >= visitor.limit()) {
            return;
        }
        long now = Long.MAX_VALUE;
        for (int at = start[cell]; at < start[cell + 1]; at++) {
            int g = gaps[at];
            long price = plan.gapPrice[g] - plan.constant[g];
            now = Math.min(now, price);
            if (price - most < visitor.limit()) {
                Gap gap = problem.gaps.get(g);
                if (problem.holds(gap, profile) && problem.unmet(gap, profile) == 0) {
                    visitor.visit(g, problem.score(gap, profile));
                }
            }
        }
        least[cell] = now;
    }
}
