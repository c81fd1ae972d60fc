package org.prahari.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import liquibase.database.Database;
import liquibase.database.core.MySQLDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import liquibase.exception.LockException;
import liquibase.lockservice.StandardLockService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two migrations of one database apart, by Liquibase's row and by a lock of the server's that ends with its
 * connection: whoever has that knows that nobody lives who set the row, and takes it over.
 */
public final class MigrationLock extends StandardLockService {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationLock.class);
    private static final String NAME = "CONCAT('migration of ', DATABASE())";
    private boolean interrupted;

    @Override
    public int getPriority() {
        return PRIORITY_DATABASE;
    }

    @Override
    public boolean supports(Database other) {
        return other instanceof MySQLDatabase;
    }

    /** Whether the migration before was interrupted, so that one step may be done and not be written down. */
    boolean isResuming() {
        return interrupted;
    }

    /** From here on it is known which steps are done. */
    void settle() {
        interrupted = false;
    }

    @Override
    public boolean acquireLock() throws LockException {
        if (hasChangeLogLock) {
            return true;
        }
        if (!ask("SELECT GET_LOCK(" + NAME + ", 0)")) {
            return false;
        }
        if (super.acquireLock()) {
            return true;
        }
        LOG.warn("A migration was interrupted: its lock is taken over");
        try {
            forceReleaseLock();
        } catch (DatabaseException e) {
            throw new LockException(e);
        }
        interrupted = true;
        return ask("SELECT GET_LOCK(" + NAME + ", 0)") && super.acquireLock();
    }

    @Override
    public void releaseLock() throws LockException {
        super.releaseLock();
        ask("SELECT RELEASE_LOCK(" + NAME + ")");
    }

    private boolean ask(String sql) throws LockException {
        try (PreparedStatement statement = ((JdbcConnection) database.getConnection())
                        .getUnderlyingConnection()
                        .prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getInt(1) == 1;
        } catch (SQLException e) {
            throw new LockException(e);
        }
    }
}
