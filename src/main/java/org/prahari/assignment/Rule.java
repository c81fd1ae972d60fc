package org.prahari.assignment;

/**
 * The rules a pair of a profile and a gap may fail, one bit each in {@link Problem#unmet}. The role is no rule here: a profile
 * is for one role.
 */
public enum Rule {
    CONSENT(1),
    LEVEL(2),
    CERTIFICATES(4),
    LANGUAGES(8),
    PLACE(16),
    AVAILABILITY(32);

    private final int bit;

    Rule(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
