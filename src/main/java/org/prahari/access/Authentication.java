package org.prahari.access;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.List;
import org.prahari.http.Problem;

/** Finds out who asks, before it is looked what is asked for. Who shows nothing is anonymous; what is shown must be good. */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class Authentication implements ContainerRequestFilter {
    private static final String SCHEME = "Bearer ";
    private final List<BearerTokens> ways;

    public Authentication(List<BearerTokens> ways) {
        this.ways = List.copyOf(ways);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String header = request.getHeaderString("Authorization");
        Viewer viewer = header == null ? Viewer.ANONYMOUS : viewer(header);
        request.setSecurityContext(
                new Identified(viewer, request.getSecurityContext().isSecure()));
    }

    private Viewer viewer(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            SecurityLog.unauthenticated("other-scheme", null);
            throw Problem.UNAUTHENTICATED.because(null);
        }
        String token = header.substring(SCHEME.length()).strip();
        for (BearerTokens way : ways) {
            if (way.mine(token)) {
                return way.authenticate(token).orElseThrow(() -> Problem.UNAUTHENTICATED.because(null));
            }
        }
        SecurityLog.unauthenticated("unrecognised", null);
        throw Problem.UNAUTHENTICATED.because(null);
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
