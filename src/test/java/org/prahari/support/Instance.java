package org.prahari.support;

import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.JettyManaged;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.prahari.access.Clients;
import org.prahari.app.PrahariApplication;
import org.prahari.app.PrahariConfiguration;
import org.prahari.store.Snapshots;

/** One more instance of the real service on the same database, with settings of its own. */
public final class Instance implements AutoCloseable {
    private final DropwizardTestSupport<PrahariConfiguration> support;

    private Instance(DropwizardTestSupport<PrahariConfiguration> support) {
        this.support = support;
    }

    /** @param settings names and values in turn, such as {@code limits.client.requests} and {@code 5} */
    public static Instance start(String... settings) {
        return start(environment -> {}, settings);
    }

    /** The same, changed in what no setting changes, before its server starts. */
    public static Instance start(Consumer<Environment> change, String... settings) {
        Map<String, String> all = new LinkedHashMap<>(Service.get().databaseSettings());
        all.put("pepper", System.getProperty("dw.pepper"));
        all.put("keyset", Service.get().keyset().toString());
        all.put("environment", System.getProperty("dw.environment"));
        // Two instances cannot sign into one file.
        all.put("audit.checkpoints", "");
        all.putAll(settings());
        all.put("database.minSize", "1");
        all.put("database.initialSize", "1");
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        String prefix = "instance" + System.nanoTime() + ".";
        var support =
                new DropwizardTestSupport<>(
                        PrahariApplication.class,
                        "config.yml",
                        prefix,
                        all.entrySet().stream()
                                .map(entry -> ConfigOverride.config(prefix, entry.getKey(), entry.getValue()))
                                .toArray(ConfigOverride[]::new)) {
                    @Override
                    public Application<PrahariConfiguration> newApplication() {
                        return new PrahariApplication() {
                            @Override
                            public void run(PrahariConfiguration configuration, Environment environment) {
                                super.run(configuration, environment);
                                change.accept(environment);
                            }
                        };
                    }
                };
        try {
            support.before();
        } catch (Exception e) {
            throw new IllegalStateException("Another instance did not start", e);
        }
        SuiteLog.listen();
        return new Instance(support);
    }

    public int port() {
        return support.getLocalPort();
    }

    public int adminPort() {
        return support.getAdminPort();
    }

    /** What every instance under test is told: ports and files of its own, little to log, and no limits in the way. */
    static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.applicationConnectors[0].port", "0");
        settings.put("server.adminConnectors[0].port", "0");
        settings.put("server.requestLog.enabled", "false");
        settings.put("logging.level", "WARN");
        settings.put("audit.checkpoints", "");
        settings.put("webhooks.loopback", "true");
        // A machine that is busy with tests is not a database that is away.
        settings.put("database.silence", "30s");
        for (String kind : List.of("client", "anonymous", "posts", "failures")) {
            settings.put("limits." + kind + ".requests", "10000000");
            settings.put("limits." + kind + ".burst", "10000000");
        }
        return settings;
    }

    /** What a gauge of this instance shows. */
    public long gauge(String name) {
        return (Long) support.getEnvironment().metrics().getGauges().get(name).getValue();
    }

    /** Makes the next read see what was written past this instance. */
    public void touch() {
        touch(support);
    }

    static void touch(DropwizardTestSupport<PrahariConfiguration> support) {
        managed(support, Snapshots.class).touch();
        managed(support, Clients.class).refresh();
    }

    static <T> T managed(DropwizardTestSupport<PrahariConfiguration> support, Class<T> type) {
        return support.getEnvironment().lifecycle().getManagedObjects().stream()
                .filter(JettyManaged.class::isInstance)
                .map(managed -> ((JettyManaged) managed).getManaged())
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        support.after();
        SuiteLog.listen();
    }
}
