package org.prahari.access;

import java.time.Instant;

/**
 * One row of the audit trail, as an auditor sees it. It is known by its chain and its number in that chain.
 *
 * @param chain the department, or {@code *} for what belongs to none
 * @param id the thing it was done to, absent if to many
 * @param changeSequence the row of the change log that tells the same, absent if nothing was changed
 */
public record AuditEntry(
        String chain,
        long sequence,
        String action,
        String feature,
        String id,
        String department,
        String actor,
        String outcome,
        String requestId,
        Instant at,
        Long changeSequence) {}
