package org.prahari.readiness;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.json.Json;

/**
 * What a facility said of itself, or an audit found, on one day.
 *
 * @param department that of the facility
 * @param externalId the key by which the client that wrote it knows it
 * @param assessor the post or the organisation, never a person
 * @param reference the number of the report or certificate
 * @param answers to some or all of the questions, one each
 */
public record Assessment(
        UUID id,
        String department,
        String externalId,
        UUID facility,
        Kind kind,
        LocalDate assessedOn,
        String assessor,
        String reference,
        @Json List<Answer> answers,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    public Assessment {
        answers = List.copyOf(answers);
    }

    /** Who looked. */
    public enum Kind {
        SELF_ASSESSMENT,
        INTERNAL_AUDIT,
        OUTSIDE_AUDIT
    }

    boolean isAudit() {
        return kind != Kind.SELF_ASSESSMENT;
    }
}
