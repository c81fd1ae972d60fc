package org.prahari.role;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * One element of the framework: a category, a role, a statement.
 *
 * @param title absent for statements
 * @param text absent for codes
 */
public record Element(String id, Kind kind, String title, String text) {
    /** The kinds a role is described by. */
    static final Set<Kind> STATEMENTS =
            Collections.unmodifiableSet(EnumSet.of(Kind.COMPETENCY_AREA, Kind.KNOWLEDGE, Kind.SKILL, Kind.TASK));

    /** In alphabetical order, so that lists sorted by kind read the same here and in the database. */
    public enum Kind {
        CATEGORY,
        COMPETENCY_AREA,
        KNOWLEDGE,
        OPM_CODE,
        SKILL,
        TASK,
        WORK_ROLE
    }

    /** What elements are sorted by: kind, then id. */
    String key() {
        return kind + " " + id;
    }
}
