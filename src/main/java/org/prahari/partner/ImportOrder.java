package org.prahari.partner;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.json.Json;
import org.prahari.access.Viewer;

/**
 * What a job must know of an upload, and nobody else is told.
 *
 * @param client whose it is
 * @param requestId the request that brought it, for the audit trail
 * @param header the columns of a CSV upload, or null
 * @param separatedBy what parts its cells, or null
 */
public record ImportOrder(
        UUID id,
        String client,
        @Json List<String> scopes,
        boolean everywhere,
        @Json List<String> departments,
        String requestId,
        String feature,
        @Json List<String> header,
        String separatedBy,
        boolean dryRun,
        Instant createdAt) {
    /** The client as it was when it sent the upload. */
    Viewer viewer() {
        return new Viewer(client, Set.copyOf(scopes), everywhere, Set.copyOf(departments));
    }
}
