package org.prahari.campaign;

/**
 * What is told of one group. A count that is absent is none, or small in each of its cells; so is a rate that lacks one.
 *
 * @param rates how many of those shown opened it, of those read to the end, of those passed
 * @param change how far the rates are from those of the same group in the wave before
 */
public record ReachSum(
        Wave wave,
        String region,
        String language,
        Week week,
        Long shown,
        Long opened,
        Long completed,
        Long quizPassed,
        Rates rates,
        Rates change) {

    /** In basis points. */
    public record Rates(Integer opened, Integer completed, Integer quizPassed) {
        private static final int WHOLE = 10_000;

        static Rates of(Counts counts) {
            return new Rates(
                    rate(counts.opened(), counts.shown()),
                    rate(counts.completed(), counts.opened()),
                    rate(counts.quizPassed(), counts.completed()));
        }

        Rates minus(Rates before) {
            return new Rates(
                    minus(opened, before.opened),
                    minus(completed, before.completed),
                    minus(quizPassed, before.quizPassed));
        }

        private static Integer rate(long part, long whole) {
            return part == 0 || whole == 0 ? null : (int) Math.min(Integer.MAX_VALUE, part * WHOLE / whole);
        }

        private static Integer minus(Integer now, Integer before) {
            return now == null || before == null ? null : now - before;
        }
    }

    static ReachSum of(Wave wave, Reach.Group group, Counts counts, Counts before) {
        Rates rates = Rates.of(counts);
        return new ReachSum(
                wave,
                group.region(),
                group.language(),
                group.week(),
                told(counts.shown()),
                told(counts.opened()),
                told(counts.completed()),
                told(counts.quizPassed()),
                rates,
                before == null ? null : rates.minus(Rates.of(before)));
    }

    private static Long told(long count) {
        return count == 0 ? null : count;
    }
}
