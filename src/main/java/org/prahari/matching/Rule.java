package org.prahari.matching;

/** The eight rules of eligibility, in the order they are told. */
public enum Rule {
    CONSENT(0),
    STATUS(1),
    ROLE(2),
    LEVEL(3),
    CERTIFICATIONS(4),
    LANGUAGES(5),
    PLACE(6),
    AVAILABILITY(7);

    private final int place;

    Rule(int place) {
        this.place = place;
    }

    /** A bit of its own. */
    int bit() {
        return 1 << place;
    }

    /** Whether training alone can make it met. */
    public boolean trainable() {
        return this == LEVEL || this == CERTIFICATIONS;
    }
}
