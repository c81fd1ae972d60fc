package org.prahari.matching;

import java.util.HashMap;
import java.util.Map;

/**
 * What a pool knows beside its trainees and gaps: the numbers of all names, and what certificates prove. Another catalogue
 * makes another pool.
 */
final class Catalogue {
    /** Regions are bits of a word wherever many of them are meant. */
    private static final int MOST_REGIONS = 63;

    private static final byte[] NOTHING = {};

    final Numbers roles = new Numbers();
    final Numbers certifications = new Numbers();
    final Numbers languages = new Numbers();
    final Credentials credentials;
    final Weights weights;
    final Steps steps;
    private final Numbers regions = new Numbers();
    private final Map<Integer, byte[]> proven = new HashMap<>();

    Catalogue(Credentials credentials, Weights weights) {
        this.credentials = credentials;
        this.weights = weights;
        this.steps = new Steps(weights);
        for (Credentials.Qualification qualification : credentials.qualifications()) {
            certifications.of(qualification.certification());
        }
        for (Credentials.Qualification qualification : credentials.qualifications()) {
            proven.computeIfAbsent(roles.of(qualification.role()), role -> new byte[certifications.size()])[
                            certifications.of(qualification.certification())] =
                    (byte) qualification.level().height();
        }
    }

    int region(String region) {
        int number = regions.of(region);
        if (number >= MOST_REGIONS) {
            throw new IllegalStateException("more than " + MOST_REGIONS + " regions");
        }
        return number;
    }

    String region(int number) {
        return regions.name(number);
    }

    /** By certification, the height of the level it proves in a role, 0 for none; those beyond the end prove none. */
    byte[] proven(int role) {
        return proven.getOrDefault(role, NOTHING);
    }

    static int height(byte[] proven, int certification) {
        return certification < proven.length ? proven[certification] : 0;
    }
}
