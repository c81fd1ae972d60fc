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

/** Gives each request an id: the caller's if it is a plain token, else a random one; in the log, the answer and problems. The trace that a caller says it is part of stands in the log as well. */
@PreMatching
@Priority(0)
public final class RequestId implements ContainerRequestFilter, ContainerResponseFilter {
    public static final String HEADER = "X-Request-Id";
    public static final String MDC_KEY = "requestId";
    private static final String TRACE = "traceparent";
    private static final String TRACE_KEY = "traceId";
    /** As the Trace Context of W3C has it; an id of zeros only is none. */
    private static final Pattern TRACE_PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    @Override
    public void filter(ContainerRequestContext request) {
        MDC.put(MDC_KEY, of(request.getHeaderString(HEADER)));
        String trace = request.getHeaderString(TRACE);
        if (trace != null && TRACE_PARENT.matcher(trace).matches()) {
            MDC.put(TRACE_KEY, trace.substring(3, 35));
        } else {
            MDC.remove(TRACE_KEY);
        }
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
