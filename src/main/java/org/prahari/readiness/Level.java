package org.prahari.readiness;

import java.util.Arrays;
import java.util.List;

/** How far somebody has come in a role, lowest first. */
public enum Level {
    BASIC,
    INTERMEDIATE,
    ADVANCED;

    /** Those that are enough where this one is asked for. */
    List<Level> andAbove() {
        return Arrays.stream(values())
                .filter(level -> level.compareTo(this) >= 0)
                .toList();
    }
}
