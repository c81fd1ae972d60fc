package org.prahari.app;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.db.ManagedDataSource;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.prahari.http.StrictJson;
import org.prahari.store.AuditKey;
import org.prahari.store.Database;

/** A command that works on the configured database. */
abstract class DatabaseCommand extends ConfiguredCommand<PrahariConfiguration> {
    DatabaseCommand(String name, String description) {
        super(name, description);
    }

    @Override
    protected final void run(
            Bootstrap<PrahariConfiguration> bootstrap, Namespace namespace, PrahariConfiguration configuration)
            throws Exception {
        ManagedDataSource source = configuration.getDatabase().build(bootstrap.getMetricRegistry(), getName());
        try {
            Jdbi jdbi = Jdbi.create(source).installPlugin(new SqlObjectPlugin());
            Database.configure(jdbi, StrictJson.configure(io.dropwizard.jackson.Jackson.newObjectMapper()));
            jdbi.configure(AuditKey.class, configuration::audit);
            run(bootstrap, namespace, configuration, jdbi);
        } finally {
            source.stop();
        }
    }

    /** What a command refuses is said in one line; what breaks is shown whole. */
    @Override
    public void onError(Cli cli, Namespace namespace, Throwable error) {
        if (error instanceof IllegalArgumentException || error instanceof IllegalStateException) {
            cli.getStdErr().println(getName() + ": " + error.getMessage());
        } else {
            super.onError(cli, namespace, error);
        }
    }

    protected abstract void run(
            Bootstrap<PrahariConfiguration> bootstrap,
            Namespace namespace,
            PrahariConfiguration configuration,
            Jdbi jdbi)
            throws Exception;
}
