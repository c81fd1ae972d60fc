package org.prahari.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/** Gives each request an id: the caller's if it is a plain token, else a random one; in the log, the answer and problems. */
@PreMatching
@Priority(0)
public final class RequestId implements ContainerRequestFilter, ContainerResponseFilter {
    public static final String HEADER = "X-Request-Id";
    public static final String MDC_KEY = "requestId";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    @Override
    public void filter(ContainerRequestContext request) {
        MDC.put(MDC_KEY, of(request.getHeaderString(HEADER)));
    }

    /** The id of a request. */
    public static String of(String given) {
        return given != null && TOKEN.matcher(given).matches() ? given : random().toString();
    }

    /** A UUID of version 4. It must be unlike all others and opens nothing, so it need not be one that nobody could guess. */
    private static UUID random() {
        var random = ThreadLocalRandom.current();
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HEADER, String.valueOf(MDC.get(MDC_KEY)));
    }
}
