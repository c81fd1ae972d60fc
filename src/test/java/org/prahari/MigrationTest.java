package org.prahari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.lockservice.LockServiceFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prahari.support.Service;

/** Every step of the schema can be gone up, down and up again. */
class MigrationTest {
    private static final String SCHEMA = "prahari_migration_test";
    private final Map<String, String> settings = Service.get().databaseSettings();
    private Connection connection;
    private Liquibase liquibase;

    @BeforeEach
    void makeAnEmptySchema() throws Exception {
        try (Connection beside = connect(settings.get("database.url"));
                Statement statement = beside.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + SCHEMA);
            statement.execute("CREATE DATABASE " + SCHEMA + " CHARACTER SET utf8mb4");
        } catch (SQLException e) {
            assumeThat(e.getMessage())
                    .as("SKIPPED: this database's user may not make a schema: " + e.getMessage())
                    .isEmpty();
        }
        connection = connect(settings.get("database.url").replaceFirst("(//[^/]+/)[^?]+", "$1" + SCHEMA));
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        liquibase = new Liquibase("migrations/all.yaml", new ClassLoaderResourceAccessor(), database);
    }

    @AfterEach
    void dropIt() throws SQLException {
        if (connection != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP DATABASE " + SCHEMA);
            }
            connection.close();
        }
    }

    @Test
    void theSchemaCanBeMadeTakenBackAndMadeAgain() throws Exception {
        int steps = liquibase.getDatabaseChangeLog().getChangeSets().size();
        update();
        Map<String, String> first = tables();
        assertThat(first).containsKeys("region", "change_log", "client");

        liquibase.rollback(steps, null, new Contexts(), new LabelExpression());
        assertThat(tables()).isEmpty();

        update();
        assertThat(tables()).isEqualTo(first);
    }

    @Test
    void theSchemaCanBeTakenBackStepByStep() throws Exception {
        update();
        int steps = liquibase.getDatabaseChangeLog().getChangeSets().size();
        for (int step = 0; step < steps; step++) {
            liquibase.rollback(1, null, new Contexts(), new LabelExpression());
        }
        assertThat(tables()).isEmpty();
    }

    @Test
    void everyStepIsNamedAfterItsFileAndCanBeTakenBack() throws Exception {
        Set<String> seen = new HashSet<>();
        for (ChangeSet step : liquibase.getDatabaseChangeLog().getChangeSets()) {
            String name = step.getAuthor() + ":" + step.getId();
            assertThat(step.getFilePath()).as(name).isEqualTo("migrations/" + step.getAuthor() + ".sql");
            assertThat(step.getId()).as(name).matches("[1-9][0-9]*");
            assertThat(step.getRollback().getChanges())
                    .as(name + " has a rollback")
                    .isNotEmpty();
            assertThat(seen.add(name))
                    .as(name + " is the only one of that name")
                    .isTrue();
        }
    }

    @Test
    void everyTableNamesItsCollation() throws Exception {
        update();
        tables().forEach((table, statement) ->
                assertThat(statement).as(table).contains("utf8mb4_bin").doesNotContain("general_ci"));
    }

    /** After each step there is a moment when it is done and nobody has written that down: who is killed then is followed. */
    @Test
    @EnabledIfSystemProperty(
            named = "drill",
            matches = "true",
            disabledReason = "goes step by step, which takes a while")
    void aMigrationThatWasKilledAtAnyStepIsResumed() throws Exception {
        int steps = liquibase.getDatabaseChangeLog().getChangeSets().size();
        for (int step = 0; step < steps; step++) {
            liquibase.update(1, new Contexts(), new LabelExpression());
            die(true);
        }
        update();
        assertThat(liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()))
                .isEmpty();
        assertThat(liquibase.listLocks()).isEmpty();
        Map<String, String> resumed = tables();
        liquibase.rollback(steps, null, new Contexts(), new LabelExpression());
        update();
        assertThat(resumed).isEqualTo(tables());
    }

    /** The control: what is there, and nobody died who could have made it, was made by somebody else. */
    @Test
    void whatSomebodyElseHasMadeIsNotTakenForDone() throws Exception {
        liquibase.update(3, new Contexts(), new LabelExpression());
        die(false);
        assertThatThrownBy(this::update).hasMessageContaining("already exists");
    }

    /** Two at a time: the second waits for the first, which lives. */
    @Test
    void theLockOfWhoLivesIsNotTakenOver() throws Exception {
        update();
        try (Connection other = connect(connection.getMetaData().getURL());
                Statement statement = other.createStatement()) {
            statement.execute("SELECT GET_LOCK('migration of " + SCHEMA + "', 0)");
            var lock = LockServiceFactory.getInstance().getLockService(liquibase.getDatabase());
            assertThat(lock.acquireLock()).isFalse();
            statement.execute("SELECT RELEASE_LOCK('migration of " + SCHEMA + "')");
            assertThat(lock.acquireLock()).isTrue();
            lock.releaseLock();
        }
    }

    /** As it looks when the last step was interrupted; or as if it had been made past us, if the lock is not left behind. */
    private void die(boolean locked) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED DESC LIMIT 1");
            if (locked) {
                statement.execute("UPDATE DATABASECHANGELOGLOCK SET LOCKED = 1, LOCKEDBY = 'who died'");
            }
            connection.commit();
        }
        // The next one is another process.
        LockServiceFactory.getInstance().resetAll();
        liquibase.getDatabase().resetInternalState();
        Scope.getCurrentScope()
                .getSingleton(ChangeLogHistoryServiceFactory.class)
                .resetAll();
    }

    private void update() throws Exception {
        liquibase.update(new Contexts(), new LabelExpression());
    }

    /** Our tables, with the statement that would make each. */
    private Map<String, String> tables() throws SQLException {
        Map<String, String> tables = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            Set<String> names = new HashSet<>();
            try (ResultSet rows = statement.executeQuery("SHOW TABLES")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            names.removeIf(name -> name.toUpperCase(java.util.Locale.ROOT).startsWith("DATABASECHANGELOG"));
            for (String name : names) {
                try (ResultSet row = statement.executeQuery("SHOW CREATE TABLE `" + name + "`")) {
                    row.next();
                    tables.put(name, row.getString(2));
                }
            }
        }
        return tables;
    }

    private Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, settings.get("database.user"), settings.get("database.password"));
    }
}
