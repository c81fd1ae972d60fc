package org.prahari.support;

import io.dropwizard.lifecycle.JettyManaged;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.prahari.access.ClientDao;
import org.prahari.access.Clients;
import org.prahari.app.PrahariApplication;
import org.prahari.app.PrahariConfiguration;
import org.prahari.http.StrictJson;
import org.prahari.store.Change;
import org.prahari.store.ChangeLog;
import org.prahari.store.Database;
import org.prahari.store.EmbeddedServer;
import org.prahari.store.Snapshots;

/**
 * The real service on a real database, started once for all tests: on an embedded server, or on the one that
 * PRAHARI_TEST_DB_URL (with _USER and _PASSWORD) names. It is migrated and seeded; what tests write is swept away.
 */
public final class Service {
    private static final String PEPPER = "a pepper that is used by tests and nowhere else";
    private static Service instance;
    private static Exception failure;

    private final Map<String, String> database;
    private final DropwizardTestSupport<PrahariConfiguration> support;
    private final Jdbi jdbi;
    private final Set<String> seeded =
            Set.of("databasechangelog", "databasechangeloglock", "change_head", "change_log");
    private final Map<String, Long> sizes = new TreeMap<>();

    private Service() throws Exception {
        database = database();
        PrahariApplication application = new PrahariApplication();
        database.forEach((name, value) -> System.setProperty("dw." + name, value));
        System.setProperty("dw.pepper", PEPPER);
        System.setProperty("dw.environment", "test");
        application.run("db", "migrate", "config.yml");
        application.run("seed", "config.yml");
        List<ConfigOverride> overrides = new ArrayList<>();
        overrides.add(ConfigOverride.config("server.applicationConnectors[0].port", "0"));
        overrides.add(ConfigOverride.config("server.adminConnectors[0].port", "0"));
        overrides.add(ConfigOverride.config("server.requestLog.appenders[0].type", "file"));
        overrides.add(ConfigOverride.config(
                "server.requestLog.appenders[0].currentLogFilename", SuiteLog.REQUESTS.toString()));
        overrides.add(ConfigOverride.config("server.requestLog.appenders[0].archive", "false"));
        overrides.add(ConfigOverride.config("server.requestLog.appenders[0].immediateFlush", "true"));
        overrides.add(ConfigOverride.config("logging.level", "WARN"));
        overrides.add(ConfigOverride.config("logging.loggers.org\\.eclipse\\.jetty", "WARN"));
        support = new DropwizardTestSupport<>(
                PrahariApplication.class, "config.yml", overrides.toArray(new ConfigOverride[0]));
        SuiteLog.begin();
        support.before();
        SuiteLog.listen();
        jdbi = Jdbi.create(
                        database.get("database.url"), database.get("database.user"), database.get("database.password"))
                .installPlugin(new SqlObjectPlugin());
        Database.configure(jdbi, StrictJson.configure(io.dropwizard.jackson.Jackson.newObjectMapper()));
        tables().forEach(table -> sizes.put(table, count(table)));
        Runtime.getRuntime().addShutdownHook(new Thread(support::after));
    }

    public static synchronized Service get() {
        if (instance == null && failure == null) {
            try {
                instance = new Service();
            } catch (Exception e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new IllegalStateException("The service under test did not start", failure);
        }
        return instance;
    }

    private static Map<String, String> database() throws Exception {
        String url = System.getenv("PRAHARI_TEST_DB_URL");
        if (url != null) {
            return Map.of(
                    "database.url",
                    url,
                    "database.user",
                    System.getenv().getOrDefault("PRAHARI_TEST_DB_USER", "prahari"),
                    "database.password",
                    System.getenv().getOrDefault("PRAHARI_TEST_DB_PASSWORD", "prahari"),
                    "database.properties.allowPublicKeyRetrieval",
                    "true");
        }
        EmbeddedServer server = EmbeddedServer.start(
                Path.of("target/mariadb"),
                Path.of("target/database-" + ProcessHandle.current().pid()));
        return Map.of(
                "database.url", server.jdbcUrl(),
                "database.user", server.user(),
                "database.password", server.password(),
                "database.properties.allowPublicKeyRetrieval", "true");
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** The settings that lead to the database, as overrides of the configuration. */
    public Map<String, String> databaseSettings() {
        return database;
    }

    public DropwizardTestSupport<PrahariConfiguration> support() {
        return support;
    }

    public int port() {
        return support.getLocalPort();
    }

    public int adminPort() {
        return support.getAdminPort();
    }

    /** A new client's key with these scopes, separated by spaces, for these departments; {@code *} for all. */
    public String key(String scopes, String... departments) {
        return clients()
                .mint("a test", List.of(scopes.split(" ")), List.of(departments), null)
                .text();
    }

    public Clients clients() {
        return clients(Clock.systemUTC());
    }

    /** The clients of this service, seen at another time. */
    public Clients clients(Clock clock) {
        return new Clients(
                jdbi.onDemand(ClientDao.class),
                PEPPER.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "test",
                clock);
    }

    /** Empties every table that was empty after seeding, so that each test starts from the seeded state. */
    public void sweep() {
        SuiteLog.listen();
        jdbi.useHandle(handle -> {
            handle.execute("SET FOREIGN_KEY_CHECKS = 0");
            sizes.forEach((table, size) -> {
                if (size == 0 && !seeded.contains(table.toLowerCase(java.util.Locale.ROOT))) {
                    handle.execute("DELETE FROM `" + table + "`");
                }
            });
            handle.execute("SET FOREIGN_KEY_CHECKS = 1");
            ChangeLog log = handle.attach(Log.class);
            for (String feature : List.of("facility", "gap", "trainee", "framework")) {
                log.log(Change.of(feature, "all", 0, Change.Kind.DELETED, "sweep", Instant.now()));
            }
        });
        touch();
    }

    /** Makes the next read see what a test wrote past the service. */
    public void touch() {
        support.getEnvironment().lifecycle().getManagedObjects().stream()
                .filter(JettyManaged.class::isInstance)
                .map(managed -> ((JettyManaged) managed).getManaged())
                .filter(Snapshots.class::isInstance)
                .forEach(snapshots -> ((Snapshots) snapshots).touch());
    }

    interface Log extends ChangeLog {}

    private List<String> tables() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")
                .mapTo(String.class)
                .list());
    }

    private long count(String table) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM `" + table + "`")
                .mapTo(Long.class)
                .one());
    }
}
