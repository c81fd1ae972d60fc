package org.prahari.access;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.util.Set;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.Resource;

/** Lets the pages of any site read what is public, without credentials (Fetch standard, CORS), and nothing else. */
public final class CrossOrigin implements ContainerResponseFilter {
    private static final Set<String> READS = Set.of("GET", "HEAD");

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        boolean preflight = request.getMethod().equals("OPTIONS");
        String method = preflight ? request.getHeaderString("Access-Control-Request-Method") : request.getMethod();
        if (method == null || !READS.contains(method) || !isPublic((ExtendedUriInfo) request.getUriInfo())) {
            return;
        }
        var headers = response.getHeaders();
        headers.putSingle("Access-Control-Allow-Origin", "*");
        if (preflight) {
            headers.putSingle("Access-Control-Allow-Methods", "GET, HEAD");
            headers.putSingle("Access-Control-Allow-Headers", "Accept, Accept-Language, If-None-Match, X-Request-Id");
            headers.putSingle("Access-Control-Max-Age", "3600");
        } else {
            headers.putSingle("Cross-Origin-Resource-Policy", "cross-origin");
            headers.putSingle(
                    "Access-Control-Expose-Headers",
                    "Content-Language, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id");
        }
    }

    /** Whether every way of reading the resource that was asked for is public. */
    private static boolean isPublic(ExtendedUriInfo uri) {
        Resource resource = uri.getMatchedModelResource();
        var reads = resource == null
                ? java.util.List.<java.lang.reflect.Method>of()
                : resource.getResourceMethods().stream()
                        .filter(method -> method.getHttpMethod().equals("GET"))
                        .map(method -> method.getInvocable().getHandlingMethod())
                        .toList();
        return !reads.isEmpty() && reads.stream().allMatch(read -> read.isAnnotationPresent(Public.class));
    }
}
