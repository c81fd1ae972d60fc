package org.prahari.matching;

/** How far somebody has come in a role, lowest first. */
public enum Level {
    BASIC(1),
    INTERMEDIATE(2),
    ADVANCED(3);

    private final int height;

    Level(int height) {
        this.height = height;
    }

    /** 1 for the lowest. */
    int height() {
        return height;
    }

    /** By how many steps this is above another; negative if below. */
    int above(Level other) {
        return height - other.height;
    }
}
