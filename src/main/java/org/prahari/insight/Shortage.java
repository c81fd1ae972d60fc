package org.prahari.insight;

import java.util.List;
import org.prahari.http.Kebab;
import org.prahari.matching.Census;
import org.prahari.role.Role;

/**
 * How many people there are for how many seats, of one group. Told to everybody, a number is absent that is none or was small.
 *
 * @param supply people who are available and consent to matching, each once: at home, under the role wanted most
 * @param ready those of them available today with a valid certificate that qualifies for the role, if any does
 * @param nearReady those of them who will be within {@value Census#SOON_DAYS} days
 * @param demand free seats of open gaps
 * @param filled seats somebody has
 * @param ratio ready people for a free seat, in basis points
 * @param monthsToFill after how many months as many are ready as seats are free, if those near ready come evenly; absent if
 *     they are too few
 */
record Shortage(
        String region,
        Integer district,
        String role,
        String category,
        Role.Safeguard safeguard,
        Long supply,
        Long ready,
        Long nearReady,
        Long demand,
        Long filled,
        Long ratio,
        Long monthsToFill) {
    private static final List<Census.Kind> KINDS = List.of(Census.Kind.values());
    private static final long WHOLE = 10_000;
    private static final long MONTHS = 6;

    /** What tells numbers apart; absent what does not. */
    record Where(String region, Integer district) {
        private static final int DIGITS = 8;

        String key() {
            String code = String.valueOf(district == null ? 0 : district);
            return region + " " + "0".repeat(Math.max(0, DIGITS - code.length())) + code + " ";
        }
    }

    record What(String role, String category, Role.Safeguard safeguard) {
        String key() {
            return role + " " + category + " " + (safeguard == null ? "" : Kebab.of(safeguard));
        }
    }

    /** @param small whether a number that is 0 may stand for a small one, and is left out */
    static Shortage of(Table.Sum<Where, What> sum, boolean small) {
        long ready = count(sum, Census.Kind.READY);
        long soon = count(sum, Census.Kind.SOON);
        long open = count(sum, Census.Kind.OPEN);
        boolean isHidden = small && ready == 0;
        return new Shortage(
                sum.place().region(),
                sum.place().district(),
                sum.item().role(),
                sum.item().category(),
                sum.item().safeguard(),
                told(ready + soon + count(sum, Census.Kind.LATER), small),
                told(ready, small),
                told(soon, small),
                told(open, small),
                told(count(sum, Census.Kind.FILLED), small),
                isHidden || open == 0 ? null : ready * WHOLE / open,
                isHidden || open == 0 ? null : months(open - ready, soon));
    }

    private static Long months(long lacking, long soon) {
        if (lacking <= 0) {
            return 0L;
        }
        return lacking > soon ? null : -Math.floorDiv(-MONTHS * lacking, soon);
    }

    private static long count(Table.Sum<Where, What> sum, Census.Kind kind) {
        return sum.counts()[KINDS.indexOf(kind)];
    }

    /** @param small whether a count that is 0 may stand for a small one, and is left out */
    static Long told(long count, boolean small) {
        return count == 0 && small ? null : count;
    }

    /** By this the rows are sorted. */
    String key() {
        return new Where(region, district).key() + new What(role, category, safeguard).key();
    }
}
