package org.prahari.app;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jdbi.v3.core.Jdbi;
import org.prahari.http.Requests;
import org.prahari.store.JobStates;
import org.prahari.store.Snapshots;

/** What the operator sees, on his own port: {@code /prometheus}, {@code /live} and {@code /ready}. */
final class Observation {
    private Observation() {}

    /** @param snapshots all that will ever be made */
    static void register(Environment environment, Jdbi jdbi, Snapshots snapshots) {
        var registry = new PrometheusRegistry();
        MetricRegistry metrics = environment.metrics();
        environment.jersey().register(new Requests(registry));
        DropwizardExports.builder().dropwizardRegistry(metrics).register(registry);
        JvmMetrics.builder().register(registry);
        GaugeWithCallback.builder()
                .name("prahari_snapshot_age_seconds")
                .help("How long ago the database last held what is in memory, by the features that it is made of")
                .labelNames("snapshot")
                .callback(told -> snapshots.ages().forEach((name, age) -> told.call(age.toNanos() / 1e9, name)))
                .register(registry);
        var jobs = new JobStates(jdbi);
        GaugeWithCallback.builder()
                .name("prahari_jobs")
                .help(
                        "Jobs by kind and state: due (late by a minute), waiting, running, failing; none while the database is away")
                .labelNames("kind", "state")
                .callback(told ->
                        jobs.count().forEach(each -> told.call((double) each.jobs(), each.kind(), each.state())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("prahari_log_sequence")
                .help("The last sequence of the change log")
                .callback(told -> jobs.head().ifPresent(head -> told.call((double) head)))
                .register(registry);
        environment
                .admin()
                .addServlet("prometheus", new PrometheusMetricsServlet(registry))
                .addMapping("/prometheus");
        environment.admin().addServlet("live", new ReadyServlet(null)).addMapping("/live");
        environment.healthChecks().register("snapshots", new SnapshotCheck(snapshots));
        environment
                .admin()
                .addServlet("ready", new ReadyServlet(environment.healthChecks()))
                .addMapping("/ready");
    }
}
