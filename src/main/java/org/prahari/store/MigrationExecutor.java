package org.prahari.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import liquibase.database.Database;
import liquibase.database.core.MySQLDatabase;
import liquibase.exception.DatabaseException;
import liquibase.executor.jvm.JdbcExecutor;
import liquibase.lockservice.LockService;
import liquibase.lockservice.LockServiceFactory;
import liquibase.sql.visitor.SqlVisitor;
import liquibase.statement.SqlStatement;
import liquibase.statement.core.RawSqlStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resumes a migration that was interrupted. A step is one statement, which the server does as a whole or not at all; what
 * cannot be known is whether the one that was under way is done. It is tried, and counts as done if it is refused for
 * having been.
 */
public final class MigrationExecutor extends JdbcExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationExecutor.class);
    /** Table, column, row or key that is there; table, column or key that is not there to be dropped; constraint that is there. */
    private static final Set<Integer> DONE = Set.of(1050, 1060, 1061, 1062, 1051, 1091, 1826, 3822);

    @Override
    public int getPriority() {
        return PRIORITY_DATABASE;
    }

    @Override
    public boolean supports(Database other) {
        return other instanceof MySQLDatabase;
    }

    // What a step in SQL becomes, deprecated or not.
    @Override
    @SuppressWarnings("deprecation")
    public void execute(SqlStatement sql, List<SqlVisitor> visitors) throws DatabaseException {
        LockService lock = LockServiceFactory.getInstance().getLockService(database);
        boolean first = sql instanceof RawSqlStatement && lock instanceof MigrationLock resumed && resumed.isResuming();
        try {
            super.execute(sql, visitors);
        } catch (DatabaseException e) {
            if (!first || !isDone(e)) {
                throw e;
            }
            LOG.warn("The step that was interrupted had been done");
        }
        if (first) {
            ((MigrationLock) lock).settle();
        }
    }

    private static boolean isDone(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && DONE.contains(sql.getErrorCode())) {
                return true;
            }
        }
        return false;
    }
}
