package org.prahari.support;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.prahari.access.ClientDao;
import org.prahari.access.ClientKey;
import org.prahari.access.Clients;
import org.prahari.app.PrahariApplication;
import org.prahari.app.PrahariConfiguration;
import org.prahari.http.StrictJson;
import org.prahari.store.AuditKey;
import org.prahari.store.Change;
import org.prahari.store.ChangeLog;
import org.prahari.store.Database;
import org.prahari.store.EmbeddedServer;
import org.prahari.trainee.IdentityCipher;
import org.prahari.trainee.KeysetFile;

/**
 * The real service on a real database, started once for all tests: on an embedded server, or on the one that
 * PRAHARI_TEST_DB_URL (with _USER and _PASSWORD) names. It is migrated and seeded; what tests write is swept away.
 */
public final class Service {
    private static final String PEPPER = "a pepper that is used by tests and nowhere else";
    private static final Path DATA =
            Path.of("target/database-" + ProcessHandle.current().pid());
    private static Service instance;
    private static Exception failure;

    private final Map<String, String> database;
    private final Path keyset;
    private final BadgeOffice badges = new BadgeOffice();
    private final DropwizardTestSupport<PrahariConfiguration> support;
    private final Jdbi jdbi;
    private final Set<String> seeded = Set.of(
            "databasechangelog", "databasechangeloglock", "change_head", "change_log", "audit_head", "audit_log");
    private final Map<String, Long> sizes = new TreeMap<>();

    private Service() throws Exception {
        database = database();
        PrahariApplication application = new PrahariApplication();
        database.forEach((name, value) -> System.setProperty("dw." + name, value));
        System.setProperty("dw.pepper", PEPPER);
        System.setProperty("dw.environment", "test");
        // Two instances cannot sign into one file.
        System.setProperty("dw.audit.checkpoints", "");
        keyset = Path.of("target/keyset-" + ProcessHandle.current().pid() + ".json");
        Files.deleteIfExists(keyset);
        System.setProperty("dw.keyset", keyset.toString());
        Path issuers = Path.of("target/badges-" + ProcessHandle.current().pid() + ".yaml");
        System.setProperty("dw.badges", badges.write(issuers).toString());
        application.run("keys", "create", "--out", keyset.toString());
        application.run("db", "migrate", "config.yml");
        application.run("seed", "config.yml");
        Map<String, String> settings = new TreeMap<>(Instance.settings());
        settings.put("server.requestLog.enabled", "true");
        settings.put("server.requestLog.file", SuiteLog.REQUESTS.toString());
        settings.put("logging.loggers.org\\.eclipse\\.jetty", "WARN");
        support = new DropwizardTestSupport<>(
                PrahariApplication.class,
                "config.yml",
                settings.entrySet().stream()
                        .map(setting -> ConfigOverride.config(setting.getKey(), setting.getValue()))
                        .toArray(ConfigOverride[]::new));
        SuiteLog.begin();
        support.before();
        SuiteLog.listen();
        jdbi = Jdbi.create(
                        database.get("database.url"), database.get("database.user"), database.get("database.password"))
                .installPlugin(new SqlObjectPlugin());
        Database.configure(jdbi, StrictJson.configure(io.dropwizard.jackson.Jackson.newObjectMapper()));
        jdbi.configure(AuditKey.class, this::audit);
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
        SuiteLog.listen();
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
        EmbeddedServer server = EmbeddedServer.start(Path.of("target/mariadb"), DATA);
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

    /** The keys of this service's identities. */
    public IdentityCipher cipher() {
        return new IdentityCipher(KeysetFile.open(keyset));
    }

    /** Where the embedded server keeps its data; empty if the database is another. */
    public Optional<Path> databaseFolder() {
        return System.getenv("PRAHARI_TEST_DB_URL") == null ? Optional.of(DATA) : Optional.empty();
    }

    /** The issuer of badges whom this service believes. */
    public BadgeOffice badges() {
        return badges;
    }

    public Path keyset() {
        return keyset;
    }

    /** Hands a connection of one's own the key of the service's audit trail. */
    public void audit(AuditKey key) {
        key.set(ClientKey.hmac(PEPPER.getBytes(java.nio.charset.StandardCharsets.UTF_8), "audit", ""));
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

    /** The clients of the running service: what they mint opens at once. */
    public Clients clients() {
        return Instance.managed(support, Clients.class);
    }

    /** A part of the running service. */
    public <T> T part(Class<T> type) {
        return Instance.managed(support, type);
    }

    /** The clients of this service, seen at another time. */
    public Clients clients(Clock clock) {
        return new Clients(jdbi.onDemand(ClientDao.class), pepper(), "test", clock);
    }

    public byte[] pepper() {
        return PEPPER.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Empties every table that was empty after seeding, so that each test starts from the seeded state. */
    public void sweep() {
        // What the service writes in the background may stand in the way: then it is done again.
        jdbi.useTransaction(handle -> {
            handle.execute("SET FOREIGN_KEY_CHECKS = 0");
            sizes.forEach((table, size) -> {
                if (size == 0 && !seeded.contains(table.toLowerCase(java.util.Locale.ROOT))) {
                    handle.execute("DELETE FROM `" + table + "`");
                }
            });
            handle.execute("SET FOREIGN_KEY_CHECKS = 1");
            ChangeLog log = handle.attach(Log.class);
            for (String feature : List.of("facility", "gap", "trainee", "framework", "client")) {
                log.log(Change.of(feature, "all", 0, Change.Kind.DELETED, "sweep", Instant.now()));
            }
        });
        touch();
    }

    /** Makes the next read see what a test wrote past the service. */
    public void touch() {
        Instance.touch(support);
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
