package org.prahari.app;

import com.codahale.metrics.health.HealthCheck;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * A node that is told to stop says that it is not ready, and goes on taking requests until whoever sends them has seen
 * that: a proxy that learns of it by a connection that fails would have lost the request.
 */
final class Leaving extends HealthCheck implements LifeCycle.Listener {
    private final Duration drain;
    private volatile boolean leaving;

    /** @param drain how long it goes on */
    Leaving(Duration drain) {
        this.drain = drain;
    }

    @Override
    public void lifeCycleStopping(LifeCycle server) {
        leaving = true;
        try {
            TimeUnit.MILLISECONDS.sleep(drain.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected Result check() {
        return leaving ? Result.unhealthy("The node was told to stop") : Result.healthy();
    }
}
