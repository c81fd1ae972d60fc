package org.prahari.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prahari.access.Viewer;
import org.prahari.http.StrictJson;
import org.prahari.store.Database;
import org.prahari.support.Api;
import org.prahari.support.ServiceTest;
import org.prahari.trainee.Identity;
import org.prahari.trainee.IdentityCipher;
import org.prahari.trainee.IdentityDao;
import org.prahari.trainee.Keyset;
import org.prahari.trainee.KeysetFile;
import org.prahari.trainee.Resealing;

class KeysCommandTest extends ServiceTest {
    private static final Viewer ALL = Viewer.system("test");
    /** The drill is the size that is promised; otherwise as many as a build has the patience for. */
    private static final int IDENTITIES = Boolean.getBoolean("drill") ? 100_000 : 2_000;

    private static final int READERS = 8;
    private final CommandLine line = new CommandLine();
    private final IdentityDao dao = service.jdbi().onDemand(IdentityDao.class);

    @TempDir
    Path folder;

    /** No test leaves keys to the next. */
    @BeforeEach
    void tidy() {
        assertThat(line.run("keys", "prune", "config.yml")).isEmpty();
    }

    @Test
    void createMakesAFileAndNeverWritesOverOne() throws Exception {
        String out = folder.resolve("new.json").toString();
        assertThat(line.run("keys", "create", "--out", out)).isEmpty();
        assertThat(line.output()).contains("Keep a copy").doesNotContain("value");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(out))))
                .isEqualTo("rw-------");
        String before = Files.readString(Path.of(out));
        assertThat(line.run("keys", "create", "--out", out)).isPresent();
        assertThat(Files.readString(Path.of(out))).isEqualTo(before);
        assertThat(line.errors()).singleElement().asString().contains("is there already");
        assertThat(line.run("keys", "create")).isPresent();
        assertThat(line.run("keys", "melt", "config.yml")).isPresent();
    }

    @Test
    void withoutAKeysetTheServiceDoesNotStartAndSaysHowToMakeOne() {
        String keyset =
                System.setProperty("dw.keyset", folder.resolve("none.json").toString());
        try {
            var second = new DropwizardTestSupport<>(
                    PrahariApplication.class,
                    "config.yml",
                    ConfigOverride.config("server.applicationConnectors[0].port", "0"),
                    ConfigOverride.config("server.adminConnectors[0].port", "0"),
                    ConfigOverride.config("logging.level", "WARN"));
            assertThatThrownBy(second::before).rootCause().isInstanceOf(java.nio.file.NoSuchFileException.class);
            assertThatThrownBy(second::before)
                    .hasStackTraceContaining("there is no keyset at")
                    .hasStackTraceContaining("keys create --out");
            second.after();
            assertThat(line.run("demo", "config.yml")).isPresent();
        } finally {
            System.setProperty("dw.keyset", keyset);
        }
    }

    @Test
    void theStepsAreTakenOneByOneAndPruneWaitsForReseal() {
        populate(20);
        long first = service.cipher().keyset().primary();
        assertThat(line.run("keys", "promote", "config.yml"))
                .as("nothing was added")
                .isPresent();
        assertThat(line.run("keys", "add", "config.yml")).isEmpty();
        assertThat(service.cipher().keyset().primary()).isEqualTo(first);
        dao.put(service.cipher(), ALL, List.of(id(0)), List.of(who(0)));
        assertThat(line.run("keys", "prune", "config.yml")).isEmpty();
        assertThat(service.cipher().keyset().keys()).as("what waits is kept").hasSize(2);
        assertThat(line.run("keys", "promote", "config.yml")).isEmpty();
        long second = service.cipher().keyset().primary();
        assertThat(second).isNotEqualTo(first);
        // The service reseals by itself: what must not be removed is put there again.
        KeysetFile old = oldNode(first);
        dao.put(new IdentityCipher(old), ALL, List.of(id(1)), List.of(who(1)));
        assertThat(used()).contains(first);
        assertThatThrownBy(() -> dao.dismiss(first))
                .as("the database itself refuses")
                .isNotNull();
        assertThat(line.run("keys", "list", "config.yml")).isEmpty();
        assertThat(line.output()).contains("older", "primary");
        assertThat(line.run("keys", "reseal", "config.yml")).isEmpty();
        assertThat(used()).containsExactly(second);
        assertThat(line.run("keys", "prune", "config.yml")).isEmpty();
        assertThat(service.cipher().keyset().keys()).containsExactly(second);
        for (int i = 0; i < 20; i++) {
            assertThat(dao.find(service.cipher(), ALL, id(i))).contains(who(i));
        }
        List<String> told = service.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                SELECT CONCAT(action, ' ', id) FROM audit_log WHERE feature = 'identity-key' ORDER BY sequence DESC LIMIT 3
                """).mapTo(String.class).list());
        assertThat(told)
                .as("who changes the keys is told of, newest first")
                .containsExactly("deleted " + first, "promoted " + second, "created " + second);
    }

    @Test
    void pruneRefusesWhileARowUsesAnOldKeyAndRemovesNothing() {
        populate(2);
        long first = service.cipher().keyset().primary();
        assertThat(line.run("keys", "add", "config.yml")).isEmpty();
        service.jdbi().useTransaction(handle -> {
            // The service would reseal it in the background, but passes over what somebody holds.
            handle.createQuery("SELECT trainee FROM trainee_identity WHERE trainee = :id FOR UPDATE")
                    .bind("id", id(0))
                    .mapTo(UUID.class)
                    .one();
            assertThat(line.run("keys", "promote", "config.yml")).isEmpty();
            assertThat(line.run("keys", "prune", "config.yml")).isPresent();
        });
        assertThat(line.errors()).singleElement().asString().contains("still seals");
        assertThat(service.cipher().keyset().keys()).contains(first);
        assertThat(dao.isKnown(first)).isTrue();
        assertThat(dao.find(service.cipher(), ALL, id(0))).contains(who(0));
    }

    @Test
    void aNodeWithAnOldCopyCannotWriteUnderAKeyThatIsGone() {
        populate(1);
        long first = service.cipher().keyset().primary();
        KeysetFile old = oldNode(first);
        rotate();
        assertThat(line.run("keys", "prune", "config.yml")).isEmpty();
        assertThatThrownBy(() -> dao.put(new IdentityCipher(old), ALL, List.of(id(0)), List.of(who(7))))
                .hasMessageContaining("out of date");
        assertThat(dao.find(service.cipher(), ALL, id(0))).contains(who(0));
        assertThatThrownBy(() -> dao.find(new IdentityCipher(old), ALL, id(0)))
                .hasMessageContaining("is not in the keyset");
    }

    @Test
    void copiesOfTheFileOnOtherMachinesReadAllWhileTheyFollowStepByStep() throws Exception {
        populate(50);
        Path copy = folder.resolve("copy.json");
        Files.copy(service.keyset(), copy, StandardCopyOption.COPY_ATTRIBUTES);
        IdentityCipher other = new IdentityCipher(KeysetFile.open(copy));
        for (String step : List.of("add", "promote", "reseal", "prune")) {
            assertThat(line.run("keys", step, "config.yml")).isEmpty();
            if (!step.equals("promote")) {
                Files.copy(
                        service.keyset(),
                        copy,
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
                follow(other, service.cipher().keyset());
            }
            for (int i = 0; i < 50; i++) {
                assertThat(dao.find(other, ALL, id(i))).as(step).contains(who(i));
                assertThat(dao.find(service.cipher(), ALL, id(i))).as(step).contains(who(i));
            }
            dao.put(other, ALL, List.of(id(0)), List.of(who(0)));
        }
    }

    @Test
    void anotherDatabasesKeysetWritesNothing() throws Exception {
        populate(1);
        KeysetFile.create(folder.resolve("other.json"));
        var other = new IdentityCipher(KeysetFile.open(folder.resolve("other.json")));
        assertThatThrownBy(() -> dao.put(other, ALL, List.of(id(0)), List.of(who(9))))
                .hasMessageContaining("or another's");
        assertThat(dao.find(service.cipher(), ALL, id(0))).contains(who(0));
    }

    @Test
    void manyResealersShareTheWorkAndWhatIsDamagedIsLeft() throws Exception {
        populate(2_000);
        assertThat(line.run("keys", "add", "config.yml")).isEmpty();
        service.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "UPDATE trainee_identity SET name_sealed = LEFT(name_sealed, 9) WHERE trainee = :id")
                        .bind("id", id(3))
                        .execute());
        assertThat(line.run("keys", "promote", "config.yml")).isEmpty();
        var sealed = new AtomicInteger();
        var failed = new ConcurrentLinkedQueue<Throwable>();
        parallel(4, failed, number -> {
            for (int pass = 0; pass < 3; pass++) {
                sealed.addAndGet(Resealing.pass(dao, service.cipher(), Duration.ZERO));
            }
        });
        assertThat(failed).isEmpty();
        assertThat(sealed.get()).isBetween(1, 1_999);
        assertThat(line.run("keys", "reseal", "config.yml")).isPresent();
        assertThat(line.errors().get(line.errors().size() - 1)).contains("1 identities are not under the primary key");
        for (int i = 0; i < 2_000; i += 97) {
            assertThat(dao.find(service.cipher(), ALL, id(i))).contains(who(i));
        }
    }

    @Test
    void noReadFailsWhileAllIdentitiesAreBroughtUnderANewKey() throws Exception {
        populate(IDENTITIES);
        long first = service.cipher().keyset().primary();
        var failed = new ConcurrentLinkedQueue<Throwable>();
        var reads = new AtomicInteger();
        var writes = new AtomicInteger();
        var over = new AtomicBoolean();
        Api api = Api.with("trainees:identity", "*");
        long changes = changes();
        Thread readers = new Thread(() -> parallel(READERS + 1, failed, number -> {
            var random = new Random(number);
            // Half over HTTP, half as nodes of their own that have read the file before.
            IdentityCipher node = service.cipher();
            while (!over.get()) {
                int i = random.nextInt(IDENTITIES);
                if (number == READERS) {
                    dao.put(node, ALL, List.of(id(i)), List.of(who(i)));
                    writes.incrementAndGet();
                    continue;
                }
                String name = number % 2 == 0
                        ? api.get("/v1/trainees/" + id(i) + "/identity")
                                .expect(200)
                                .json()
                                .get("name")
                                .asText()
                        : dao.find(node, ALL, id(i)).orElseThrow().name();
                assertThat(name).isEqualTo(who(i).name());
                reads.incrementAndGet();
            }
        }));
        readers.start();
        long start = System.nanoTime();
        rotate();
        double seconds = (System.nanoTime() - start) / 1e9;
        over.set(true);
        readers.join();
        System.out.printf(
                "rotation of %d identities beside %d readers: %.1f s with the waits, %d reads and %d writes meanwhile,"
                        + " %d failed%n%s",
                IDENTITIES, READERS, seconds, reads.get(), writes.get(), failed.size(), line.output());
        assertThat(failed).isEmpty();
        assertThat(reads.get()).isGreaterThan(100);
        assertThat(writes.get()).isPositive();
        assertThat(used()).doesNotContain(first).hasSize(1);
        assertThat(changes()).as("nothing is told as a change").isEqualTo(changes);
        assertThat(line.run("keys", "prune", "config.yml")).isEmpty();
        for (int i = 0; i < IDENTITIES; i += IDENTITIES / 100) {
            assertThat(dao.find(service.cipher(), ALL, id(i))).contains(who(i));
        }
    }

    /** What a copied file takes to be seen: a second. Until then a node seals as before, which prune would refuse. */
    private static void follow(IdentityCipher node, Keyset keyset) {
        await().atMost(Duration.ofSeconds(2))
                .until(() -> node.keyset().keys().equals(keyset.keys())
                        && node.keyset().primary() == keyset.primary());
    }

    private void rotate() {
        assertThat(line.run("keys", "rotate", "--wait", "1", "config.yml"))
                .as(line.errors().toString())
                .isEmpty();
    }

    private interface Work {
        void of(int number) throws Exception;
    }

    private static void parallel(int threads, ConcurrentLinkedQueue<Throwable> failed, Work work) {
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            all.add(new Thread(() -> {
                try {
                    work.of(number);
                } catch (Throwable e) {
                    failed.add(e);
                }
            }));
        }
        all.forEach(Thread::start);
        for (Thread thread : all) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The keyset as a machine has it that has seen no key but this. */
    private KeysetFile oldNode(long key) {
        try {
            Path copy = folder.resolve("old-" + key + ".json");
            if (Files.notExists(copy)) {
                Files.copy(service.keyset(), copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
            Keyset keyset = KeysetFile.open(copy).current();
            assertThat(keyset.keys()).contains(key);
            return KeysetFile.open(copy);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<Long> used() {
        return dao.countByKey(ALL).stream().map(IdentityDao.KeyUse::keyId).toList();
    }

    private long changes() {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM change_log")
                        .mapTo(Long.class)
                        .one());
    }

    private static UUID id(int number) {
        return new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
    }

    private static Identity who(int number) {
        return new Identity("आशा " + number, "asha" + number + "@example.invalid", String.format("+919%09d", number));
    }

    private void populate(int count) {
        Jdbi quick = Jdbi.create(
                        service.databaseSettings().get("database.url") + "?rewriteBatchedStatements=true",
                        service.databaseSettings().get("database.user"),
                        service.databaseSettings().get("database.password"))
                .installPlugin(new SqlObjectPlugin());
        Database.configure(quick, StrictJson.configure(io.dropwizard.jackson.Jackson.newObjectMapper()));
        for (int from = 0; from < count; from += 5_000) {
            List<UUID> ids = new ArrayList<>();
            List<Identity> identities = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + 5_000); i++) {
                ids.add(id(i));
                identities.add(who(i));
            }
            quick.useTransaction(handle -> {
                var batch = handle.prepareBatch("""
                        INSERT INTO trainee (id, department, client, home_region, relocation, relocation_regions, remote,
                            languages, experience_months, available_from, status, registered_on, version, created_at,
                            updated_at)
                        VALUES (:id, 'IN-KA', 'test', 'IN-KA', 'state', '[]', 0, '["kn"]', 0, '2027-01-01', 'available',
                            '2026-01-01', 1, '2026-01-01', '2026-01-01')
                        """);
                ids.forEach(one -> batch.bind("id", one).add());
                batch.execute();
                handle.attach(IdentityDao.class).put(service.cipher(), ALL, ids, identities);
            });
        }
    }
}
