package org.prahari.app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.prahari.access.Public;
import org.prahari.store.Pulse;
import org.prahari.store.Snapshots;

/** Whether this node is well, for everybody: no more than a caller notices by himself. */
@Path("/v1/status")
@Produces(MediaType.APPLICATION_JSON)
public final class StatusResource {
    private final String version;
    private final Pulse database;
    private final Snapshots snapshots;
    private final Clock clock;
    private final Instant startedAt;

    /**
     * How it is.
     *
     * @param database {@code up} or {@code away}
     * @param memory {@code ready} or {@code filling}
     * @param asOf when the database held all that is in memory; null before anything was read
     */
    public record Status(String version, Instant startedAt, String database, String memory, Instant asOf) {}

    public StatusResource(String version, Pulse database, Snapshots snapshots, Clock clock) {
        this.version = version;
        this.database = database;
        this.snapshots = snapshots;
        this.clock = clock;
        this.startedAt = now();
    }

    @GET
    @Public(maxAge = 1)
    public Status get() {
        Instant asOf = snapshots.ages().values().stream()
                .max(Comparator.<Duration>naturalOrder())
                .map(age -> now().minus(age).truncatedTo(ChronoUnit.SECONDS))
                .orElse(null);
        return new Status(
                version,
                startedAt,
                database.isAway() ? "away" : "up",
                snapshots.areThere() ? "ready" : "filling",
                asOf);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
