package org.prahari.assignment;

import java.util.stream.IntStream;

/**
 * How the parts of a score that depend on both sides are counted, in basis points. A whole score lies within 0..10000.
 */
public final class Points {
    public static final int MOST = 10_000;
    private static final int FULL = 100;
    private final int[] place;
    private final int[] level;
    private final int[] readiness;
    private final int certificates;
    private final int languages;
    private final int mostBesidePlace;

    /**
     * @param place points by {@link Nearness}, in its order
     * @param level points by the steps the level reached lies above the one asked, never rising; its last holds for all beyond
     * @param readiness points by the days from the start until a person is available, never rising; its last holds for all beyond
     * @param certificates weight in per cent of the share of preferred certificates
     * @param languages weight in per cent of the share of languages liked
     */
    public Points(int[] place, int[] level, int[] readiness, int certificates, int languages) {
        this.place = place.clone();
        this.level = level.clone();
        this.readiness = readiness.clone();
        this.certificates = certificates;
        this.languages = languages;
        this.mostBesidePlace = level[0] + readiness[0] + FULL * (certificates + languages);
        if (rises(level) || rises(readiness)) {
            throw new IllegalArgumentException("what is farther off must not score more");
        }
    }

    private static boolean rises(int[] points) {
        return IntStream.range(1, points.length).anyMatch(i -> points[i] > points[i - 1]);
    }

    int place(Nearness nearness) {
        return place[nearness.steps()];
    }

    int level(int above) {
        return above < 0 ? 0 : level[Math.min(above, level.length - 1)];
    }

    int readiness(int days) {
        return readiness[Math.max(0, Math.min(days, readiness.length - 1))];
    }

    /** The most that all of these parts but that for the place can add up to. */
    int mostBesidePlace() {
        return mostBesidePlace;
    }

    int certificates(int has, int of) {
        return certificates * share(has, of);
    }

    int languages(int has, int of) {
        return languages * share(has, of);
    }

    private static int share(int has, int of) {
        return of == 0 ? FULL : has * FULL / of;
    }
}
