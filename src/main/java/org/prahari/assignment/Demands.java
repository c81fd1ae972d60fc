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
    /** Where each gap stands; the columns that follow are in that order. */
    private final int[] position;

    /** Price less constant. */
    private final long[] price;

    private final byte[] level;
    private final int[] deadline;
    /** Traits needed one and all. */
    private final long[][] all;

    Demands(Problem problem, Plan plan) {
        this.problem = problem;
        this.plan = plan;
        int cells = Math.multiplyExact(problem.roleStart.length - 1, 2 * REGIONS);
        start = Indexes.starts(cells, problem.gaps(), this::cell);
        gaps = Indexes.members(start, problem.gaps(), this::cell);
        least = new long[cells];
        Arrays.fill(least, Long.MAX_VALUE / 8);
        position = new int[problem.gaps()];
        price = new long[problem.gaps()];
        level = new byte[problem.gaps()];
        deadline = new int[problem.gaps()];
        all = new long[problem.words][problem.gaps()];
        for (int at = 0; at < gaps.length; at++) {
            Gap gap = problem.gaps.get(gaps[at]);
            position[gaps[at]] = at;
            level[at] = (byte) gap.level();
            deadline[at] = gap.deadline();
            for (int word = 0; word < problem.words; word++) {
                all[word][at] = gap.needs(word);
            }
            priced(gaps[at]);
        }
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

    /** To be told of every price of a gap that changed. */
    void priced(int g) {
        int cell = cell(g);
        price[position[g]] = plan.gapPrice[g] - plan.constant[g];
        least[cell] = Math.min(least[cell], price[position[g]]);
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
        int person = problem.profiles.person[profile];
        int available = problem.people.available[person];
        byte reached = problem.profiles.level[profile];
        long now = Long.MAX_VALUE / 8;
        long limit = visitor.limit();
        for (int at = start[cell]; at < start[cell + 1]; at++) {
            now = Math.min(now, price[at]);
            if (price[at] - most < limit && reached >= level[at] && available <= deadline[at] && has(profile, at)) {
                Gap gap = problem.gaps.get(gaps[at]);
                if (problem.holds(gap, profile) && problem.unmet(gap, profile) == 0) {
                    visitor.visit(gaps[at], problem.score(gap, profile));
                    limit = visitor.limit();
                }
            }
        }
        least[cell] = now;
    }

    private boolean has(int profile, int at) {
        for (int word = 0; word < all.length; word++) {
            if ((all[word][at] & ~problem.profiles.traits[word][profile]) != 0) {
                return false;
            }
        }
        return true;
    }
}
