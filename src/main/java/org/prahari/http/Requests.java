package org.prahari.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.glassfish.jersey.uri.UriTemplate;

/**
 * Counts and times what is asked, by operation. An operation is named by its method and its address in the contract, never by
 * the address as it was asked for, which holds ids and whatever else a caller puts there.
 */
public final class Requests implements ApplicationEventListener {
    private static final String NONE = "none";
    private final Counter total;
    private final Histogram seconds;

    public Requests(PrometheusRegistry registry) {
        total = Counter.builder()
                .name("prahari_requests_total")
                .help("Requests answered, by operation and status")
                .labelNames("operation", "status")
                .register(registry);
        seconds = Histogram.builder()
                .name("prahari_request_seconds")
                .help("How long they took, from the first filter to the end of the answer")
                .labelNames("operation")
                .classicOnly()
                .classicUpperBounds(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
                .register(registry);
    }

    @Override
    public void onEvent(ApplicationEvent event) {
        // The application itself is of no interest.
    }

    @Override
    public RequestEventListener onRequest(RequestEvent start) {
        long began = System.nanoTime();
        return event -> {
            if (event.getType() == RequestEvent.Type.FINISHED) {
                String operation = operation(event);
                ContainerResponse answer = event.getContainerResponse();
                // Without an answer the caller was gone.
                String status = answer == null ? "499" : Integer.toString(answer.getStatus());
                total.labelValues(operation, status).inc();
                seconds.labelValues(operation).observe((System.nanoTime() - began) / 1e9);
            }
        };
    }

    private static String operation(RequestEvent event) {
        ExtendedUriInfo uri = event.getUriInfo();
        if (uri == null || uri.getMatchedResourceMethod() == null) {
            return NONE;
        }
        List<String> templates = new ArrayList<>(
                uri.getMatchedTemplates().stream().map(UriTemplate::getTemplate).toList());
        Collections.reverse(templates);
        return uri.getMatchedResourceMethod().getHttpMethod() + " " + String.join("", templates);
    }
}
