package org.prahari.campaign;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How far a campaign has come, without telling of few.
 *
 * <p>A cell holds the counts of one region, one language and one week. A count that is small in its cell is taken for
 * nothing <em>before</em> anything is added up, so that it is in no sum. Whatever the groups and the filters, answers are
 * made of the other counts alone: change small ones as you like, and not a byte of any answer changes. Therefore no total,
 * no difference of totals and no two waves tell more of a small count than that it is small. And as only weeks are told
 * whose numbers do not change any more ({@link Week}), no difference of the answers of two days does.
 *
 * <p>The price is that sums are lower than the truth by what is small. To hide a second count beside each small one would
 * keep totals whole, but must be solved for all groups, filters and waves at once, and hides large numbers.
 */
record Reach(List<Cell> cells) {
    static final int LEAST = 5;

    /** The counts of one region, language and week. */
    record Cell(String region, String language, Week week, Counts counts) {}

    /**
     * What is added up into one sum.
     *
     * @param wave its place among the waves, 0 if there are none
     */
    record Group(int wave, String region, String language, Week week) {
        /** By this the sums are sorted. */
        String key() {
            return "%02d %s %s %s".formatted(wave, region, language, week);
        }
    }

    /** @param counted all that there is */
    static Reach of(List<Cell> counted) {
        return new Reach(counted.stream()
                .map(cell -> new Cell(cell.region(), cell.language(), cell.week(), large(cell.counts())))
                .filter(cell -> cell.counts().most() > 0)
                .toList());
    }

    private static Counts large(Counts counts) {
        return counts.each(count -> count < LEAST ? 0 : count);
    }

    /**
     * The sums that a query asks for, by their key.
     *
     * @param waves those that sums are told apart by; empty if they are not
     */
    SortedMap<String, ReachSum> sums(ReachQuery query, List<Wave> waves) {
        Map<Group, Counts> sums = new HashMap<>();
        cells.stream()
                .filter(query.filter())
                .forEach(cell -> IntStream.range(0, Math.max(1, waves.size()))
                        .filter(wave -> waves.isEmpty() || waves.get(wave).holds(cell.week()))
                        .forEach(wave -> sums.merge(group(wave, cell, query), cell.counts(), Counts::plus)));
        SortedMap<String, ReachSum> told = new TreeMap<>();
        sums.forEach((group, counts) -> told.put(
                group.key(),
                ReachSum.of(waves.isEmpty() ? null : waves.get(group.wave()), group, counts, sums.get(before(group)))));
        return told;
    }

    private static Group group(int wave, Cell cell, ReachQuery query) {
        return new Group(
                wave,
                query.isBy(ReachQuery.By.REGION) ? cell.region() : null,
                query.isBy(ReachQuery.By.LANGUAGE) ? cell.language() : null,
                query.isBy(ReachQuery.By.WEEK) ? cell.week() : null);
    }

    /** The same in the wave before. */
    private static Group before(Group group) {
        return new Group(group.wave() - 1, group.region(), group.language(), group.week());
    }
}
