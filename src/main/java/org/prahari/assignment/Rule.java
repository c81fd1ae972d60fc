package org.prahari.assignment;

/** The rules a pair of a profile and a gap may fail, one bit each in {@link Problem#unmet}. The role is no rule here: a profile is for one role. */
public enum Rule {
    CONSENT,
    LEVEL,
    CERTIFICATES,
    LANGUAGES,
    PLACE,
    AVAILABILITY;

    int bit() {
        return 1 << ordinal();
    }
}
