package org.prahari.insight;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

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
    /**
     * @param qualified by what is held today
     * @param expected by that, or by what is in progress and expected by then
     */
    record Month(YearMonth month, long qualified, long expected) {}

    /** The group a row is of. */
    record Where(String region, Integer district) {}

    /** @param sum by month, from today on: by what is held, and with what is expected as well */
    static Forecast of(Table.Sum<Where, String> sum, YearMonth first) {
        List<Month> months = new ArrayList<>();
        Month lost = null;
        long now = sum.counts().get(0);
        for (int at = 2; at < sum.counts().size(); at += 2) {
            Month month = new Month(
                    first.plusMonths(at / 2 - 1L),
                    sum.counts().get(at),
                    sum.counts().get(at + 1));
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

    /** By this the rows are sorted. */
    String key() {
        return "%s %08d %s".formatted(region, district == null ? 0 : district, role);
    }
}
