package org.prahari.facility;

import java.time.Instant;
import java.util.UUID;

/**
 * A hospital, laboratory, data centre or office of one department.
 *
 * @param externalId the key by which the client that wrote it knows it
 * @param hfrId its id in the Health Facility Registry, 12 characters
 * @param district the code of the Local Government Directory
 * @param contactRole the post to ask for, never a person
 */
public record Facility(
        UUID id,
        String department,
        String externalId,
        String hfrId,
        String name,
        Kind kind,
        Integer district,
        Integer beds,
        String contactRole,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    public enum Kind {
        MEDICAL_COLLEGE_HOSPITAL,
        DISTRICT_HOSPITAL,
        SUB_DISTRICT_HOSPITAL,
        COMMUNITY_HEALTH_CENTRE,
        PRIMARY_HEALTH_CENTRE,
        LABORATORY,
        STATE_DATA_CENTRE,
        STATE_HEALTH_DIRECTORATE
    }
}
