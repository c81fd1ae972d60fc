package org.prahari.matching;

import java.util.Objects;

/** How near a trainee's home is to a gap's place. */
enum Proximity {
    REMOTE,
    DISTRICT,
    STATE,
    ELSEWHERE;

    /** Remote only if the gap is remote and the trainee willing; an unknown district is never the same district. */
    static Proximity of(Candidate candidate, Opening opening) {
        if (opening.remote() && candidate.remote()) {
            return REMOTE;
        }
        if (!candidate.homeRegion().equals(opening.department())) {
            return ELSEWHERE;
        }
        return candidate.homeDistrict() != null && Objects.equals(candidate.homeDistrict(), opening.district())
                ? DISTRICT
                : STATE;
    }
}
