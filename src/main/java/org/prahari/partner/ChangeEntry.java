package org.prahari.partner;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * One change as a follower is told of it: what happened to which thing; a deleted one is a tombstone.
 *
 * @param sequence its place in the log, which stays inside: gaps between two would tell of others' changes
 * @param version the version the thing has after the change
 */
public record ChangeEntry(
        @JsonIgnore long sequence,
        String feature,
        String id,
        int version,
        String kind,
        String department,
        String region,
        Instant at) {}
