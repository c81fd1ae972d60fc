package org.prahari.assignment;

/** How near a person's home is to a gap's place, nearest first. */
public enum Nearness {
    REMOTE(0),
    DISTRICT(1),
    REGION(2),
    ELSEWHERE(3);

    private final int steps;

    Nearness(int steps) {
        this.steps = steps;
    }

    /** Where its points stand. */
    int steps() {
        return steps;
    }
}
