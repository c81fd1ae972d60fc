package org.prahari.access;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Method;
import java.security.Principal;
import java.util.Set;
import org.prahari.http.Problem;

/**
 * The door: finds out who asks, checks the scopes the operation declares, and says who may keep the answer. An operation
 * that declares neither scopes nor that it is public stops the start.
 */
public final class Door implements DynamicFeature {
    private static final String SCHEME = "Bearer ";
    private final Clients clients;

    public Door(Clients clients) {
        this.clients = clients;
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
        context.register(new Guard(clients, needed, open != null, caching), Priorities.AUTHENTICATION);
    }

    private record Guard(Clients clients, Set<String> needed, boolean open, String caching)
            implements ContainerRequestFilter, ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            String header = request.getHeaderString("Authorization");
            Viewer viewer = header == null ? Viewer.ANONYMOUS : viewer(header);
            if (viewer.isAnonymous() && !open) {
                throw Problem.UNAUTHENTICATED.because(null);
            }
            if (!viewer.scopes().containsAll(needed)) {
                throw Problem.FORBIDDEN.because(
                        "Needed: " + String.join(" ", needed.stream().sorted().toList()));
            }
            request.setSecurityContext(
                    new Identified(viewer, request.getSecurityContext().isSecure()));
        }

        private Viewer viewer(String header) {
            if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
                throw Problem.UNAUTHENTICATED.because(null);
            }
            return clients.authenticate(header.substring(SCHEME.length()).strip())
                    .orElseThrow(() -> Problem.UNAUTHENTICATED.because(null));
        }

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            boolean cacheable = response.getStatus() == 200 || response.getStatus() == 304;
            response.getHeaders().putSingle("Cache-Control", cacheable ? caching : "no-store");
        }
    }

    private record Identified(Viewer viewer, boolean secure) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return viewer;
        }

        @Override
        public boolean isUserInRole(String role) {
            return viewer.scopes().contains(role);
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public String getAuthenticationScheme() {
            return "Bearer";
        }
    }
}
