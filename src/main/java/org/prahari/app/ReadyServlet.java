package org.prahari.app;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether the service is to be given requests: 200 or 503, and what is wrong, one line for each check. */
final class ReadyServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient HealthCheckRegistry checks;

    /** @param checks all that must be well; null asks for nothing but that the service answers */
    ReadyServlet(HealthCheckRegistry checks) {
        this.checks = checks;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, HealthCheck.Result> results = checks == null ? Map.of() : new TreeMap<>(checks.runHealthChecks());
        boolean well = results.values().stream().allMatch(HealthCheck.Result::isHealthy);
        response.setStatus(well ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("text/plain;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter()
                .print(results.entrySet().stream()
                        .map(each -> each.getKey() + (each.getValue().isHealthy() ? " ok\n" : " BAD\n"))
                        .collect(Collectors.joining()));
    }
}
