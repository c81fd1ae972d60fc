package org.prahari.app;

import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jdbi.v3.core.Jdbi;
import org.prahari.access.Viewer;
import org.prahari.store.Deed;
import org.prahari.trainee.IdentityCipher;
import org.prahari.trainee.IdentityDao;
import org.prahari.trainee.Keyset;
import org.prahari.trainee.KeysetFile;
import org.prahari.trainee.Resealing;

/**
 * Makes and changes the keys that identities are sealed under. Where nodes share one file, {@code rotate} does all; where
 * each has a copy, the steps are taken one by one and the file is copied after each.
 */
final class KeysCommand extends DatabaseCommand {
    private static final String CREATE = "create";
    private static final List<String> ACTIONS = List.of(CREATE, "list", "add", "promote", "reseal", "prune", "rotate");
    private static final Viewer KEYS = Viewer.system("keys");
    private static final int PATIENCE_PASSES = 20;

    KeysCommand() {
        super("keys", "Make and change the keys that identities are sealed under");
    }

    @Override
    public void configure(Subparser subparser) {
        subparser
                .addArgument("action")
                .choices(ACTIONS)
                .help(
                        "create: a new keyset in the file --out; list: the keys and how many identities each seals; add: a"
                                + " key that seals nothing yet; promote: seal under the newest key; reseal: bring all identities"
                                + " under it; prune: remove the keys before it; rotate: add, wait, promote, wait, reseal");
        super.configure(subparser);
        subparser.addArgument("--out").help("the new file that create makes");
        subparser
                .addArgument("--wait")
                .type(Integer.class)
                .setDefault(5)
                .help("how many seconds rotate gives the nodes to read the file");
    }

    /** A keyset is made before there is a database to speak of. */
    @Override
    public void run(Bootstrap<?> bootstrap, Namespace namespace) throws Exception {
        if (!namespace.getString("action").equals(CREATE)) {
            super.run(bootstrap, namespace);
            return;
        }
        if (namespace.getString("out") == null) {
            throw new IllegalArgumentException("create needs --out FILE");
        }
        Keyset keyset = KeysetFile.create(Path.of(namespace.getString("out")));
        say("made " + namespace.getString("out") + " with the key " + keyset.primary()
                + ". Keep a copy in a safe place: without it the identities are lost.");
    }

    @Override
    protected void run(
            Bootstrap<PrahariConfiguration> bootstrap,
            Namespace namespace,
            PrahariConfiguration configuration,
            Jdbi jdbi)
            throws IOException, GeneralSecurityException, InterruptedException {
        KeysetFile file = KeysetFile.open(configuration.getKeyset());
        IdentityDao dao = jdbi.onDemand(IdentityDao.class);
        switch (namespace.getString("action")) {
            case "list" -> list(file, dao);
            case "add" -> add(file, dao);
            case "promote" -> promote(file, dao);
            case "reseal" -> reseal(file, dao);
            case "prune" -> prune(file, dao);
            default -> {
                add(file, dao);
                TimeUnit.SECONDS.sleep(namespace.getInt("wait"));
                promote(file, dao);
                TimeUnit.SECONDS.sleep(namespace.getInt("wait"));
                reseal(file, dao);
            }
        }
    }

    private static void list(KeysetFile file, IdentityDao dao) {
        Keyset keyset = file.current();
        List<IdentityDao.KeyUse> uses = dao.countByKey(KEYS);
        for (long key : keyset.keys()) {
            String role = key == keyset.primary() ? "primary" : keyset.older().contains(key) ? "older" : "newer";
            say(String.format("key %10d  %-8s %d identities", key, role, count(uses, key)));
        }
        for (IdentityDao.KeyUse use : uses) {
            if (use.keyId() == null) {
                say("in the clear             " + use.identities() + " identities");
            } else if (!keyset.keys().contains(use.keyId())) {
                say(String.format("key %10d  %-8s %d identities", use.keyId(), "MISSING", use.identities()));
            }
        }
    }

    private static void add(KeysetFile file, IdentityDao dao) throws IOException, GeneralSecurityException {
        dao.require(file.current().primary());
        Keyset keyset = file.change(Keyset::added);
        dao.admit(keyset.newest());
        tell(dao, "created", keyset.newest());
        say("added the key " + keyset.newest() + "; " + keyset.primary() + " seals until promote");
    }

    private static void promote(KeysetFile file, IdentityDao dao) throws IOException, GeneralSecurityException {
        Keyset before = file.current();
        if (before.newest() == before.primary()) {
            throw new IllegalStateException("the newest key is the primary one already: add one first");
        }
        dao.require(before.primary());
        dao.admit(before.newest());
        tell(dao, "promoted", before.newest());
        Keyset keyset = file.change(Keyset::promoted);
        say("promoted the key " + keyset.primary());
    }

    private static void reseal(KeysetFile file, IdentityDao dao) throws InterruptedException {
        IdentityCipher cipher = new IdentityCipher(file);
        long start = System.nanoTime();
        long sealed = 0;
        // What another node has at hand is passed over, so look again until nothing is old.
        for (int pass = 1; pass <= PATIENCE_PASSES && old(file, dao) > 0; pass++) {
            sealed += Resealing.pass(dao, cipher, Duration.ZERO);
            if (old(file, dao) > 0) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        say(String.format(
                "resealed %d identities in %.1f s, %.0f a second, under the key %d",
                sealed,
                seconds,
                sealed / Math.max(seconds, 1e-3),
                file.current().primary()));
        long left = old(file, dao);
        if (left > 0) {
            throw new IllegalStateException(left + " identities are not under the primary key: the log says why");
        }
    }

    private static void prune(KeysetFile file, IdentityDao dao) throws IOException, GeneralSecurityException {
        Keyset keyset = file.current();
        dao.require(keyset.primary());
        List<IdentityDao.KeyUse> uses = dao.countByKey(KEYS);
        for (long key : keyset.older()) {
            if (count(uses, key) > 0) {
                throw new IllegalStateException("the key " + key + " still seals " + count(uses, key)
                        + " identities: nothing is removed. Run reseal first");
            }
        }
        // From here on the database takes nothing sealed under them, from no node.
        for (long key : keyset.older()) {
            dao.dismiss(key);
            tell(dao, "deleted", key);
        }
        file.change(Keyset::pruned);
        say("removed " + keyset.older().size() + " keys; " + keyset.primary() + " is left");
    }

    /** How many identities are in the clear or under a key older than the primary one. */
    private static long old(KeysetFile file, IdentityDao dao) {
        Set<Long> old = new HashSet<>(file.current().older());
        old.add(null);
        return dao.countByKey(KEYS).stream()
                .filter(use -> old.contains(use.keyId()))
                .mapToLong(IdentityDao.KeyUse::identities)
                .sum();
    }

    private static long count(List<IdentityDao.KeyUse> uses, Long key) {
        return uses.stream()
                .filter(use -> key.equals(use.keyId()))
                .mapToLong(IdentityDao.KeyUse::identities)
                .sum();
    }

    private static void tell(IdentityDao dao, String action, long key) {
        dao.audit(Deed.of(
                action,
                "identity-key",
                key,
                null,
                KEYS.name(),
                Clock.systemUTC().instant()));
    }

    private static void say(String text) {
        System.out.println("keys: " + text);
    }
}
