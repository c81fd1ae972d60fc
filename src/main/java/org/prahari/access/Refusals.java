package org.prahari.access;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.AnnotatedElement;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.prahari.store.Deed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the audit trail what known clients were refused for want of a scope: at most once for each client and operation in
 * a minute on each node, so that a client cannot fill the trail by asking. It fails open: when the trail cannot be written,
 * the client is refused all the same and the log says so.
 */
public final class Refusals implements ContainerResponseFilter {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int FORBIDDEN = 403;
    private static final int SECONDS = 60;
    private final AuditDao dao;
    private final Clock clock;
    private final Set<String> told = new HashSet<>();
    private long minute;

    @Context
    private ResourceInfo resource;

    public Refusals(AuditDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == FORBIDDEN
                && request.getSecurityContext().getUserPrincipal() instanceof Viewer viewer
                && !viewer.isAnonymous()
                && resource.getResourceMethod() != null) {
            Class<?> type = resource.getResourceClass();
            String feature =
                    type.getPackageName().substring(type.getPackageName().lastIndexOf('.') + 1);
            tell(viewer, feature, request.getMethod() + " " + path(type) + path(resource.getResourceMethod()));
        }
    }

    /** The operation, never the address as it was asked for, which holds whatever the client put there. */
    private static String path(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null ? "" : path.value().startsWith("/") ? path.value() : "/" + path.value();
    }

    void tell(Viewer viewer, String feature, String operation) {
        if (isFirst(viewer.name() + " " + operation)) {
            try {
                dao.audit(Deed.of("called", feature, operation, null, viewer.name(), clock.instant())
                        .refused());
            } catch (RuntimeException e) {
                LOG.warn(
                        "That {} was refused {} is not in the audit trail: {}", viewer.name(), operation, e.toString());
            }
        }
    }

    private synchronized boolean isFirst(String what) {
        long now = clock.instant().getEpochSecond() / SECONDS;
        if (now != minute) {
            minute = now;
            told.clear();
        }
        return told.add(what);
    }
}
