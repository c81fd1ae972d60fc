package org.prahari.assignment;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The gaps a person could look at, in cells by role, region and whether they are remote; the mirror image of {@link Postings}.
 * There are far fewer gaps than people, so a cell is run through in its packed columns, cheap gaps before dear ones, but for
 * blocks whose cheapest gap is too dear.
 */
final class Demands {
    private static final int REGIONS = 64;
    /** 32 gaps to a block; a block may belong to two cells. */
    private static final int BLOCK_BITS = 5;

    private final Problem problem;
    private final Points points;
    private final Plan plan;
    private final int[] start;
    private final int[] gaps;
    /** A lower bound, for each block, on price less constant. */
    private final long[] least;
    /** Where each gap stands; the columns that follow are in that order. */
    private final int[] position;

    /** Price less constant. */
    private final long[] price;

    private final byte[] level;
    private final int[] day;
    private final int[] deadline;
    private final int[] district;
    /** Traits needed one and all, and whether there are groups besides. */
    private final long[][] all;

    private final boolean[] grouped;
    private final long[][] preferred;
    private final short[] preferredSize;
    private final long[][] liked;
    private final short[] likedSize;

    Demands(Problem problem, Plan plan) {
        this.problem = problem;
        this.points = problem.points;
        this.plan = plan;
        int cells = Math.multiplyExact(problem.roleStart.length - 1, 2 * REGIONS);
        int count = problem.gaps();
        start = Indexes.starts(cells, count, this::cell);
        gaps = Indexes.members(start, count, this::cell);
        least = new long[(count >>> BLOCK_BITS) + 1];
        Arrays.fill(least, Long.MAX_VALUE / 8);
        cheapestFirst(cells);
        position = new int[count];
        price = new long[count];
        level = new byte[count];
        day = new int[count];
        deadline = new int[count];
        district = new int[count];
        all = new long[problem.words][count];
        grouped = new boolean[count];
        preferred = new long[problem.words][count];
        preferredSize = new short[count];
        liked = new long[problem.words][count];
        likedSize = new short[count];
        for (int at = 0; at < count; at++) {
            put(at, problem.gaps.get(gaps[at]));
            position[gaps[at]] = at;
            priced(gaps[at]);
        }
    }

    private void cheapestFirst(int cells) {
        for (int cell = 0; cell < cells; cell++) {
            int[] sorted = Arrays.stream(gaps, start[cell], start[cell + 1])
                    .boxed()
                    .sorted(Comparator.comparingLong(this::net))
                    .mapToInt(Integer::intValue)
                    .toArray();
            System.arraycopy(sorted, 0, gaps, start[cell], sorted.length);
        }
    }

    private long net(int g) {
        return plan.gapPrice[g] - plan.constant[g];
    }

    private void put(int at, Gap gap) {
        level[at] = (byte) gap.level();
        day[at] = gap.start();
        deadline[at] = gap.deadline();
        district[at] = gap.district();
        grouped[at] = gap.groups().stream().anyMatch(group -> group.size() != 1);
        preferredSize[at] = (short) gap.preferred().size();
        likedSize[at] = (short) gap.liked().size();
        for (int word = 0; word < problem.words; word++) {
            all[word][at] = gap.needs(word);
            preferred[word][at] = gap.preferred().word(word);
            liked[word][at] = gap.liked().word(word);
        }
    }

    interface Visitor {
        void visit(int gap, int score);

        /** Pairs of no less price less value are of no interest; asked again after each visit. */
        long limit();
    }

    private int cell(int g) {
        Gap gap = problem.gaps.get(g);
        return (gap.role() * REGIONS + gap.region()) * 2 + (gap.remote() ? 1 : 0);
    }

    /** To be told of every price of a gap that changed. */
    void priced(int g) {
        int at = position[g];
        price[at] = net(g);
        least[at >>> BLOCK_BITS] = Math.min(least[at >>> BLOCK_BITS], price[at]);
    }

    /** Visits the eligible gaps of a person whose price less value is below the visitor's limit, seats or none. */
    void visit(int person, Visitor visitor) {
        People people = problem.people;
        long near = people.moves[person] | (people.home[person] < 0 ? 0 : 1L << people.home[person]);
        long onSite = near & people.allowed[person];
        long remote = people.remote[person] ? people.allowed[person] : onSite;
        for (int at = problem.firstProfile(person); at < problem.firstProfile(person + 1); at++) {
            int profile = problem.profileAt(at);
            int first = problem.profiles.role[profile] * REGIONS;
            for (int region = 0; region < REGIONS; region++) {
                if (Problem.has(onSite, region)) {
                    cell((first + region) * 2, profile, region, visitor);
                }
                if (Problem.has(remote, region)) {
                    cell((first + region) * 2 + 1, profile, region, visitor);
                }
            }
        }
    }

    private void cell(int cell, int profile, int region, Visitor visitor) {
        Profiles profiles = problem.profiles;
        if (start[cell] == start[cell + 1]) {
            return;
        }
        int person = profiles.person[profile];
        boolean remote = cell % 2 == 1 && problem.people.remote[person];
        boolean local = problem.people.home[person] == region;
        boolean anywhere = remote || Problem.has(problem.people.moves[person], region);
        int own = local && !remote && problem.people.district[person] >= 0 ? problem.people.district[person] : -2;
        Nearness nearness = remote ? Nearness.REMOTE : local ? Nearness.REGION : Nearness.ELSEWHERE;
        int elsewhere = points.place(nearness);
        int within = points.place(Nearness.DISTRICT);
        int most = profiles.base[profile] + points.mostBesidePlace() + Math.max(elsewhere, own < 0 ? 0 : within);
        int available = problem.people.available[person];
        int reached = profiles.level[profile];
        int base = profiles.base[profile];
        int from = profiles.from[profile];
        int until = profiles.until[profile];
        long limit = visitor.limit();
        int end = start[cell + 1];
        int to;
        for (int first = start[cell]; first < end; first = to) {
            int block = first >>> BLOCK_BITS;
            to = Math.min(end, (block + 1) << BLOCK_BITS);
            if (least[block] - most >= limit || cheapest(block) - most >= limit) {
                continue;
            }
            for (int at = first; at < to; at++) {
                boolean same = district[at] == own;
                if (price[at] - most >= limit
                        || reached < level[at]
                        || available > deadline[at]
                        || day[at] < from
                        || day[at] >= until
                        || !(anywhere || same)
                        || lacks(profile, at)) {
                    continue;
                }
                int score = base
                        + (same ? within : elsewhere)
                        + points.level(reached - level[at])
                        + points.readiness(available - day[at])
                        + shares(profile, at);
                if (price[at] - score < limit
                        && !(grouped[at] && problem.unmet(problem.gaps.get(gaps[at]), profile) != 0)) {
                    visitor.visit(gaps[at], score);
                    limit = visitor.limit();
                }
            }
        }
    }

    /** Makes the least price of a block exact again. */
    private long cheapest(int block) {
        long now = Long.MAX_VALUE / 8;
        int end = Math.min(price.length, (block + 1) << BLOCK_BITS);
        for (int at = block << BLOCK_BITS; at < end; at++) {
            now = Math.min(now, price[at]);
        }
        least[block] = now;
        return now;
    }

    private boolean lacks(int profile, int at) {
        for (int word = 0; word < all.length; word++) {
            if ((all[word][at] & ~problem.profiles.traits[word][profile]) != 0) {
                return true;
            }
        }
        return false;
    }

    private int shares(int profile, int at) {
        int has = 0;
        int likes = 0;
        for (int word = 0; word < all.length; word++) {
            has += Long.bitCount(preferred[word][at] & problem.profiles.traits[word][profile]);
            likes += Long.bitCount(liked[word][at] & problem.profiles.traits[word][profile]);
        }
        return points.certificates(has, preferredSize[at]) + points.languages(likes, likedSize[at]);
    }
}
