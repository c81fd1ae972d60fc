package org.prahari.matching;

/** The eight rules of eligibility, in the order they are told. */
public enum Rule {
    CONSENT,
    STATUS,
    ROLE,
    LEVEL,
    CERTIFICATIONS,
    LANGUAGES,
    PLACE,
    AVAILABILITY;

    /** Whether training alone can make it met. */
    public boolean trainable() {
        return this == LEVEL || this == CERTIFICATIONS;
    }
}
