package org.prahari.readiness;

/** The kinds of facilities, by which the standard says whom they should have. */
public enum FacilityKind {
    MEDICAL_COLLEGE_HOSPITAL,
    DISTRICT_HOSPITAL,
    SUB_DISTRICT_HOSPITAL,
    COMMUNITY_HEALTH_CENTRE,
    PRIMARY_HEALTH_CENTRE,
    LABORATORY,
    STATE_DATA_CENTRE,
    STATE_HEALTH_DIRECTORATE
}
