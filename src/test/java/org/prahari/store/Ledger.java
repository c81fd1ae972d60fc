package org.prahari.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.prahari.support.Service;

/** A change log and an audit trail in a schema of their own, where a test may do what nobody should. */
final class Ledger implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");
    static final byte[] KEY = "a key of thirty-two bytes, 12345".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private final String name;
    private final Map<String, String> settings = Service.get().databaseSettings();
    private final Jdbi jdbi;

    interface Log extends Transactional<Log>, ChangeLog {}

    Ledger(String name) throws Exception {
        this.name = name;
        drop();
        execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
        try (Connection connection = connect(name)) {
            var database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            new Liquibase("migrations/store.sql", new ClassLoaderResourceAccessor(), database)
                    .update(new Contexts(), new LabelExpression());
        }
        jdbi = open(KEY);
    }

    Jdbi open(byte[] key) {
        return unkeyed().configure(AuditKey.class, config -> config.set(key));
    }

    Jdbi unkeyed() {
        return Database.configure(
                Jdbi.create(() -> connect(name)).installPlugin(new SqlObjectPlugin()),
                new com.fasterxml.jackson.databind.ObjectMapper());
    }

    Jdbi jdbi() {
        return jdbi;
    }

    Log log() {
        return jdbi.onDemand(Log.class);
    }

    void sql(String statement, Object... values) {
        jdbi.useHandle(handle -> handle.execute(statement, values));
    }

    long number(String query) {
        return jdbi.withHandle(
                handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    static Change change(String id, String department) {
        return new Change("gap", id, 1, Change.Kind.CREATED, department, department, "a client", NOON);
    }

    static Deed read(String id, String department) {
        return Deed.of("read", "trainee", id, department, "a client", NOON);
    }

    Checkpoints checkpoints(Path file) {
        return new Checkpoints(
                jdbi,
                new CheckpointKey(KEY),
                Optional.of(file),
                Duration.ofHours(1),
                "a-node",
                Clock.fixed(NOON, ZoneOffset.UTC));
    }

    List<AuditVerification.Finding> verify(Path... checkpoints) {
        try {
            return AuditVerification.run(
                    jdbi,
                    new CheckpointKey(KEY),
                    checkpoints.length == 0 ? Optional.empty() : Optional.of(checkpoints[0]));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What is wrong, each with where. */
    List<String> faults(Path... checkpoints) {
        List<String> faults = new ArrayList<>();
        verify(checkpoints).stream()
                .filter(finding -> finding.fault() != null)
                .forEach(finding -> faults.add(finding.what() + ": " + finding.fault()));
        return faults;
    }

    @Override
    public void close() throws SQLException {
        drop();
    }

    private void drop() throws SQLException {
        execute("DROP DATABASE IF EXISTS " + name);
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = connect(null);
                var beside = connection.createStatement()) {
            beside.execute(statement);
        }
    }

    private Connection connect(String schema) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", settings.get("database.user"));
        properties.put("password", settings.get("database.password"));
        properties.put("rewriteBatchedStatements", "true");
        properties.put("allowPublicKeyRetrieval", "true");
        String url = settings.get("database.url");
        return DriverManager.getConnection(
                schema == null ? url : url.replaceFirst("(//[^/]+/)[^?]+", "$1" + schema), properties);
    }
}
