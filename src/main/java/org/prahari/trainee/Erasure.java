package org.prahari.trainee;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.json.Json;

/**
 * The receipt that what was known of a person is gone: ids and counts, nothing that says who it was.
 *
 * @param trainee the id it had; no other trainee will ever have it
 * @param removed how many records of each kind
 */
public record Erasure(
        UUID id,
        UUID trainee,
        String department,
        Reason reason,
        Instant erasedAt,
        @Json Map<String, Integer> removed) {
    private static final List<Remainder> REMAINS = List.of(
            new Remainder(
                    "change-log",
                    "That the id was created, changed and erased, and when: so that others forget it too"),
            new Remainder("audit-trail", "Which client read or wrote the id, and when: so that it stays answerable"),
            new Remainder("erasure", "This receipt: so that it can be shown that the erasure was done"),
            new Remainder("counts", "Seats filled and sums over many people: they name nobody"));

    public Erasure {
        removed = new TreeMap<>(removed);
    }

    public enum Reason {
        REQUEST,
        DELETION,
        CONSENT_WITHDRAWN,
        STATUS_WITHDRAWN,
        INACTIVE
    }

    /** Something that stays, and why. */
    public record Remainder(String what, String why) {}

    @JsonProperty
    public List<Remainder> remains() {
        return REMAINS;
    }
}
