package org.prahari.partner;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;

/** The features whose changes can be followed, and the scope by which the things themselves are read. */
final class Followed {
    private static final String NONE = "";
    private static final Map<String, String> SCOPES = new TreeMap<>(Map.ofEntries(
            Map.entry("region", NONE),
            Map.entry("district", NONE),
            Map.entry("role", NONE),
            Map.entry("framework", NONE),
            Map.entry("certification", NONE),
            Map.entry("notice", NONE),
            Map.entry("campaign", "campaigns:write"),
            Map.entry("facility", "facilities:read"),
            Map.entry("gap", "gaps:read"),
            Map.entry("offer", "offers:read"),
            Map.entry("trainee", "trainees:read")));

    private Followed() {}

    /**
     * @param asked the features to narrow it to; all if there are none
     * @throws jakarta.ws.rs.WebApplicationException 400 for a feature that is none, 403 for one that the viewer may not read
     */
    static List<String> by(Viewer viewer, List<String> asked) {
        for (String feature : asked) {
            if (!SCOPES.containsKey(feature)) {
                throw Problem.parameter("feature", "is not one of " + String.join(", ", SCOPES.keySet()));
            }
            checkReads(viewer, feature);
        }
        return SCOPES.keySet().stream()
                .filter(feature -> asked.isEmpty() ? reads(viewer, feature) : asked.contains(feature))
                .toList();
    }

    /**
     * The same for the field {@code features} of a body.
     *
     * @throws jakarta.ws.rs.WebApplicationException 422 for a feature that is none, 403 for one that the viewer may not read
     */
    static void check(Viewer viewer, List<String> features) {
        for (int i = 0; i < features.size(); i++) {
            if (!SCOPES.containsKey(features.get(i))) {
                throw Problem.INVALID.at("/features/" + i, "is not one of " + String.join(", ", SCOPES.keySet()));
            }
            checkReads(viewer, features.get(i));
        }
    }

    /** Those of the features that the viewer may read. */
    static List<String> readable(Viewer viewer, List<String> features) {
        return features.stream().filter(feature -> reads(viewer, feature)).toList();
    }

    private static void checkReads(Viewer viewer, String feature) {
        if (!reads(viewer, feature)) {
            throw Problem.FORBIDDEN.because(
                    "Changes of the feature " + feature + " need the scope " + SCOPES.get(feature));
        }
    }

    private static boolean reads(Viewer viewer, String feature) {
        String scope = SCOPES.get(feature);
        return scope.equals(NONE) || viewer.scopes().contains(scope);
    }
}
