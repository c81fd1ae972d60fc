package org.prahari.insight;

import java.util.List;
import org.prahari.matching.Census;

/**
 * How many hold a certification for how many seats that ask for it. Told to everybody, a number is absent that is none or was
 * small.
 *
 * @param holders people who are available and consent to matching, and hold it, valid today
 * @param inProgress such people who expect to earn it
 * @param demand free seats of open gaps one of whose required groups names it
 * @param ratio holders for such a seat, in basis points
 */
record Holders(String region, String certification, Long holders, Long inProgress, Long demand, Long ratio) {
    private static final List<Census.Mark> MARKS = List.of(Census.Mark.values());
    private static final long WHOLE = 10_000;

    /** What tells numbers apart; absent what does not. */
    record Where(String region) {}

    record What(String certification) {}

    static Holders of(Table.Sum<Where, What> sum, boolean small) {
        long held = count(sum, Census.Mark.HELD);
        long asked = count(sum, Census.Mark.ASKED);
        return new Holders(
                sum.place().region(),
                sum.item().certification(),
                Shortage.told(held, small),
                Shortage.told(count(sum, Census.Mark.EXPECTED), small),
                Shortage.told(asked, small),
                asked == 0 || (small && held == 0) ? null : held * WHOLE / asked);
    }

    private static long count(Table.Sum<Where, What> sum, Census.Mark mark) {
        return sum.counts()[MARKS.indexOf(mark)];
    }

    /** By this the rows are sorted. */
    String key() {
        return certification + " " + region;
    }
}
