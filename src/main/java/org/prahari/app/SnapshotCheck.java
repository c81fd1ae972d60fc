package org.prahari.app;

import com.codahale.metrics.health.HealthCheck;
import org.prahari.store.Snapshots;

/** Whether all that is served from memory has been read once, which it cannot be before the database is migrated. */
final class SnapshotCheck extends HealthCheck {
    private final Snapshots snapshots;

    SnapshotCheck(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    protected Result check() {
        return snapshots.areThere() ? Result.healthy() : Result.unhealthy("Not all has been read yet");
    }
}
