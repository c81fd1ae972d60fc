package org.prahari.http;

import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * What browsers and caches may not do with an answer. It is said by the connector, before anything handles the request, so
 * that no answer goes without; what may be shared or kept says so itself, later on.
 */
public final class SecurityHeaders implements HttpConfiguration.Customizer, LifeCycle.Listener {
    private static final String DOCS = "/docs/";
    private static final HttpField DOCS_POLICY = field(
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    private static final HttpField DOCS_CACHING = field("Cache-Control", "public, max-age=3600");
    private static final String PAGES = "/pages/";
    private static final HttpField PAGES_POLICY = field(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    // A page and its parts belong together: what was kept is asked after, and mostly answered 304.
    private static final HttpField PAGES_CACHING = field("Cache-Control", "public, no-cache");
    private static final String LIBRARIES = "/pages/lib/";
    private static final HttpField LIBRARIES_CACHING = field("Cache-Control", "public, max-age=31536000, immutable");
    private static final List<HttpField> ALWAYS = List.of(
            field("Cache-Control", "no-store"),
            field(
                    "Content-Security-Policy",
                    "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
            field("Cross-Origin-Opener-Policy", "same-origin"),
            field("Cross-Origin-Resource-Policy", "same-origin"),
            field("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
            field("Referrer-Policy", "no-referrer"),
            // Browsers heed it over TLS only, which ends in front of this service.
            field("Strict-Transport-Security", "max-age=63072000; includeSubDomains"),
            field("X-Content-Type-Options", "nosniff"),
            field("X-Frame-Options", "DENY"));

    private static HttpField field(String name, String value) {
        return new PreEncodedHttpField(name, value);
    }

    @Override
    public void lifeCycleStarting(LifeCycle started) {
        // By what they contain: the metrics stand around each connector's own.
        ((Server) started)
                .getContainedBeans(HttpConfiguration.ConnectionFactory.class)
                .forEach(http -> http.getHttpConfiguration().addCustomizer(this));
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable headers) {
        put(headers);
        String path = Objects.requireNonNullElse(request.getHttpURI().getCanonicalPath(), "");
        if (path.startsWith(DOCS)) {
            headers.put(DOCS_POLICY);
            headers.put(DOCS_CACHING);
        } else if (path.equals("/") || path.startsWith(PAGES)) {
            headers.put(PAGES_POLICY);
            headers.put(path.startsWith(LIBRARIES) ? LIBRARIES_CACHING : PAGES_CACHING);
        }
        return request;
    }

    /** For answers that were begun anew. */
    static void put(HttpFields.Mutable headers) {
        ALWAYS.forEach(headers::put);
    }
}
