package org.prahari.app;

import io.dropwizard.core.setup.Bootstrap;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.prahari.store.Doctor;

/** Examines the database this service is configured for, and fails if something is not as it must be. */
final class DoctorCommand extends DatabaseCommand {
    DoctorCommand() {
        super("doctor", "Examine the configured database");
    }

    @Override
    protected void run(
            Bootstrap<PrahariConfiguration> bootstrap,
            Namespace namespace,
            PrahariConfiguration configuration,
            Jdbi jdbi)
            throws LiquibaseException, SQLException {
        List<Doctor.Check> checks =
                new ArrayList<>(jdbi.withHandle(handle -> Doctor.examine(handle, Clock.systemUTC())));
        checks.add(migrations(jdbi));
        for (Doctor.Check check : checks) {
            System.out.printf(
                    "%-4s %-32s %s%s%n",
                    check.good() ? "ok" : "BAD",
                    check.name(),
                    check.found(),
                    check.good() ? "" : "   (wanted: " + check.wanted() + ")");
        }
        long bad = checks.stream().filter(check -> !check.good()).count();
        if (bad > 0) {
            throw new IllegalStateException(bad + " of " + checks.size() + " checks are bad");
        }
    }

    // Closing Liquibase would close the connection, which is the handle's; it leaves it in a transaction.
    @SuppressWarnings("resource")
    private static Doctor.Check migrations(Jdbi jdbi) throws LiquibaseException, SQLException {
        try (Handle handle = jdbi.open()) {
            Connection connection = handle.getConnection();
            var database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            int missing = new Liquibase(PrahariApplication.MIGRATIONS, new ClassLoaderResourceAccessor(), database)
                    .listUnrunChangeSets(new Contexts(), new LabelExpression())
                    .size();
            connection.rollback();
            connection.setAutoCommit(true);
            return new Doctor.Check("migrations", missing == 0, missing + " to run", "0 to run");
        }
    }
}
