package org.prahari.app;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.NotNull;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.prahari.store.CheckpointKey;
import org.prahari.store.Checkpoints;

/**
 * Where and how often the audit trail is signed.
 *
 * @param checkpoints the file; empty for the log alone
 */
public record AuditSettings(
        @NotNull String checkpoints,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.SECONDS)
        Duration interval) {
    Optional<Path> file() {
        return checkpoints.isEmpty() ? Optional.empty() : Optional.of(Path.of(checkpoints));
    }

    Checkpoints over(Jdbi jdbi, CheckpointKey key, Clock clock) {
        return new Checkpoints(jdbi, key, file(), interval.toJavaDuration(), node(), clock);
    }

    private static String node() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
