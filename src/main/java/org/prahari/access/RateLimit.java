package org.prahari.access;

import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import org.prahari.http.Problem;

/**
 * Counts each request as soon as it is known whose it is, and before anything is done for it; tells the caller how much is
 * left (draft-ietf-httpapi-ratelimit-headers).
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION + 10)
public final class RateLimit implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String VERDICT = RateLimit.class.getName();
    private static final Set<String> FREE = Set.of("openapi.yaml", "openapi.json");
    private final Limits limits;
    private final Addresses addresses;

    @Context
    private HttpServletRequest servlet;

    public RateLimit(Limits limits, Addresses addresses) {
        this.limits = limits;
        this.addresses = addresses;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (isFree(request)) {
            return;
        }
        Viewer viewer = (Viewer) request.getSecurityContext().getUserPrincipal();
        Limits.Verdict verdict = viewer.isAnonymous()
                ? limits.take(anonymous(request), network(request))
                : limits.take(Limits.Kind.CLIENT, viewer.name());
        request.setProperty(VERDICT, verdict);
        if (!verdict.allowed()) {
            throw Problem.TOO_MANY_REQUESTS.because(null);
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Limits.Verdict verdict = (Limits.Verdict) request.getProperty(VERDICT);
        if (verdict == null) {
            boolean failed = response.getStatus() == Problem.UNAUTHENTICATED.status();
            if (!failed && isFree(request)) {
                return;
            }
            verdict = limits.take(failed ? Limits.Kind.FAILURES : anonymous(request), network(request));
            if (!verdict.allowed()) {
                refuse(response);
            }
        }
        response.getHeaders().putSingle("RateLimit-Policy", verdict.policy());
        response.getHeaders().putSingle("RateLimit", verdict.state());
        if (!verdict.allowed()) {
            response.getHeaders().putSingle("Retry-After", verdict.retrySeconds());
            response.getHeaders().putSingle("Cache-Control", "no-store");
        }
    }

    /** The authentication has answered already: by then it is too late to throw. */
    private static void refuse(ContainerResponseContext response) {
        Response refusal = Problem.TOO_MANY_REQUESTS.response(null, List.of());
        response.setStatus(refusal.getStatus());
        response.setEntity(refusal.getEntity(), new Annotation[0], MediaType.valueOf(Problem.MEDIA_TYPE));
        response.getHeaders().remove("WWW-Authenticate");
    }

    /** The contract is part of the documentation, which is not limited. */
    private static boolean isFree(ContainerRequestContext request) {
        return FREE.contains(request.getUriInfo().getPath(false));
    }

    /** By the method, which has one spelling, and not by the address, which has many. */
    private static Limits.Kind anonymous(ContainerRequestContext request) {
        return request.getMethod().equals("POST") ? Limits.Kind.POSTS : Limits.Kind.ANONYMOUS;
    }

    private String network(ContainerRequestContext request) {
        return addresses.network(servlet.getRemoteAddr(), request.getHeaderString("X-Forwarded-For"));
    }
}
