package org.prahari.insight;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.prahari.matching.Census;

/**
 * Who will be qualified for a role in a district, at the end of each month, as certificates lapse and others are earned.
 *
 * @param qualified people of the district today who have not left, seek the role and hold a valid certificate that qualifies
 * @param lastLost the first month at whose end none of those certificates is valid any more; absent if one is
 * @param covered whether what is in progress leaves nobody missing by the end of that month; absent without one
 */
record Forecast(
        String region,
        Integer district,
        String role,
        long qualified,
        YearMonth lastLost,
        Boolean covered,
        List<Month> months) {
    /** By what is held, today and at the ends of all months. */
    private static final int HELD = 0x5555_5555 & ((1 << (2 * (1 + Census.MONTHS))) - 1);

    /**
     * @param qualified by what is held today
     * @param expected by that, or by what is in progress and expected by then
     */
    record Month(YearMonth month, long qualified, long expected) {}

    /** @param sum by month, from today on: by what is held, and with what is expected as well */
    static Forecast of(Table.Sum<Shortage.Where, String> sum, YearMonth first) {
        List<Month> months = new ArrayList<>();
        Month lost = null;
        long now = sum.counts()[0];
        for (int at = 2; at < sum.counts().length; at += 2) {
            Month month = new Month(first.plusMonths(at / 2 - 1L), sum.counts()[at], sum.counts()[at + 1]);
            months.add(month);
            lost = lost == null && now > 0 && month.qualified() == 0 ? month : lost;
        }
        return new Forecast(
                sum.place().region(),
                sum.place().district(),
                sum.item(),
                now,
                lost == null ? null : lost.month(),
                lost == null ? null : lost.expected() > 0,
                months);
    }

    /** Whether the last one is lost, of a bit for each count that is not 0. */
    static boolean loses(int there) {
        return (there & 1) != 0 && (there & HELD) != HELD;
    }

    /** By this the rows are sorted. */
    String key() {
        return new Shortage.Where(region, district).key() + role;
    }
}
