package org.prahari.readiness;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** One of the six needs named after the AIIMS attack. Sets of them are also held as the bits of a number. */
public enum Safeguard {
    INFRASTRUCTURE(1),
    TRAINING(2),
    AUDIT(4),
    DETECTION_RESPONSE(8),
    BACKUP_RECOVERY(16),
    PRIVACY(32);

    private final int bit;

    Safeguard(int bit) {
        this.bit = bit;
    }

    static int mask(Collection<Safeguard> safeguards) {
        return safeguards.stream().mapToInt(one -> one.bit).reduce(0, (a, b) -> a | b);
    }

    static List<Safeguard> of(int mask) {
        return Arrays.stream(values()).filter(one -> one.isIn(mask)).toList();
    }

    boolean isIn(int mask) {
        return (mask & bit) != 0;
    }
}
