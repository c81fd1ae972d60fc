package org.prahari.store;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.db.ManagedDataSource;
import io.dropwizard.db.ManagedPooledDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database as long as it answers. A connection of its own asks it four times a second. When it has not answered for a
 * while, all connections are cut, so that nobody goes on waiting, and whoever wants one is told at once; from its first answer
 * on all is as before. Without this a request to a database that hangs would wait for the driver's time-outs.
 */
public final class Pulse implements ManagedDataSource {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private final ManagedPooledDataSource pool;
    private final DatabaseSettings settings;
    private final String owner;
    private final Properties own = new Properties();
    private final Meter outages;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Daemons.named("pulse"));
    private Connection connection;
    private volatile boolean away;

    /** @param settings those of the driver are completed */
    public Pulse(DatabaseSettings settings, MetricRegistry metrics) {
        this.settings = settings;
        this.owner = "program_name:prahari,node:" + UUID.randomUUID();
        Map<String, String> properties = new TreeMap<>(settings.getProperties());
        properties.put("socketFactory", DatabaseSockets.class.getName());
        properties.put("connectionAttributes", owner);
        settings.setProperties(properties);
        // A node starts without its database, too, and then waits for it.
        settings.setIgnoreExceptionOnPreLoad(true);
        own.putAll(properties);
        own.put("connectionAttributes", owner + "-pulse");
        own.put("user", settings.getUser());
        own.put("password", settings.getPassword());
        own.put("connectTimeout", Long.toString(settings.silence().toMillis()));
        own.put("socketTimeout", Long.toString(settings.silence().toMillis()));
        outages = metrics.meter("prahari.database.outages");
        metrics.gauge("prahari.database.up", () -> () -> away ? 0 : 1);
        pool = (ManagedPooledDataSource) settings.build(metrics, "database");
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (away) {
            throw new SQLTransientConnectionException("The database does not answer");
        }
        return pool.getConnection();
    }

    @Override
    public void start() throws Exception {
        ask();
        pool.start();
        var unused = timer.scheduleWithFixedDelay(this::ask, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws Exception {
        timer.shutdownNow();
        drop();
        pool.stop();
    }

    /** Whether the database did not answer when it was last asked. */
    public boolean isAway() {
        return away;
    }

    private void ask() {
        long start = System.nanoTime();
        SQLException failure = failure();
        // Only this one connection may have been closed; but who has waited already is not made to wait again.
        boolean broken = failure != null;
        if (broken && System.nanoTime() - start < settings.silence().toNanos() / 2) {
            failure = failure();
        }
        boolean was = away;
        away = failure != null;
        if (!away && (broken || was)) {
            // What was open may lead nowhere, or to another server than this, and each of it would cost somebody a
            // request.
            pool.purge();
        }
        if (away) {
            // Again and again, as some may be in the middle of being opened.
            DatabaseSockets.cut(owner);
        }
        if (away && !was) {
            LOG.warn("The database does not answer: {}", failure.toString());
            outages.mark();
        } else if (was && !away) {
            LOG.warn("The database answers again");
        }
    }

    private SQLException failure() {
        try {
            if (connection == null) {
                connection = DriverManager.getConnection(settings.getUrl(), own);
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
            }
            return null;
        } catch (SQLException e) {
            drop();
            return e;
        }
    }

    private void drop() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("Not closed", e);
            }
            connection = null;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return pool.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool.isWrapperFor(type);
    }
}
