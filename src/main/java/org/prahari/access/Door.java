package org.prahari.access;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.util.Set;
import org.prahari.http.Problem;

/**
 * The door: checks the scopes the operation declares, and says who may keep the answer. An operation that declares neither
 * scopes nor that it is public stops the start.
 */
public final class Door implements DynamicFeature {
    private final Set<String> free;

    /** @param free the scopes that whoever shows no key has as well */
    public Door(Set<String> free) {
        this.free = Set.copyOf(free);
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        if (!method.getDeclaringClass().getPackageName().startsWith("org.prahari.")) {
            return;
        }
        Scopes scopes = method.getAnnotation(Scopes.class);
        Public open = method.getAnnotation(Public.class);
        if ((scopes == null) == (open == null)) {
            throw new IllegalStateException(method + " must declare either @Scopes or @Public");
        }
        Set<String> needed = scopes == null ? Set.of() : Set.of(scopes.value());
        String caching = open == null
                ? "no-store"
                : "public, max-age=" + open.maxAge() + ", stale-while-revalidate=600, stale-if-error=86400";
        boolean anybody = open != null || (!needed.isEmpty() && free.containsAll(needed));
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        context.register(new Guard(name, needed, anybody, caching), Priorities.AUTHENTICATION);
    }

    private record Guard(String operation, Set<String> needed, boolean anybody, String caching)
            implements ContainerRequestFilter, ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            Viewer viewer = (Viewer) request.getSecurityContext().getUserPrincipal();
            if (viewer.isAnonymous() && !anybody) {
                SecurityLog.unauthenticated("none-shown", null);
                throw Problem.UNAUTHENTICATED.because(null);
            }
            if (!viewer.isAnonymous() && !viewer.scopes().containsAll(needed)) {
                throw Problem.FORBIDDEN.because(
                        "Needed: " + String.join(" ", needed.stream().sorted().toList()));
            }
        }

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            boolean cacheable = response.getStatus() == 200 || response.getStatus() == 304;
            response.getHeaders().putSingle("Cache-Control", cacheable ? caching : "no-store");
            if (response.getStatus() == 403) {
                Viewer viewer = (Viewer) request.getSecurityContext().getUserPrincipal();
                SecurityLog.forbidden(viewer, operation, ((Problem.Document) response.getEntity()).detail());
            }
        }
    }
}
