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

    static Nearness of(Gap gap, People people, int person) {
        if (gap.remote() && people.remote[person]) {
            return REMOTE;
        }
        if (people.home[person] != gap.region()) {
            return ELSEWHERE;
        }
        return gap.district() >= 0 && people.district[person] == gap.district() ? DISTRICT : REGION;
    }
}
