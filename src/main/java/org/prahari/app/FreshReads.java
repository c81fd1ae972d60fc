package org.prahari.app;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import org.prahari.store.Snapshots;

/** Whoever writes on this node reads what was written: after each write the snapshots are known to be stale. */
final class FreshReads implements ContainerResponseFilter {
    private final Snapshots snapshots;

    FreshReads(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        boolean read = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!read && response.getStatus() < 400) {
            snapshots.touch();
        }
    }
}
