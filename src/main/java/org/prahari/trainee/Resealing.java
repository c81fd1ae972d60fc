package org.prahari.trainee;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.prahari.access.Viewer;
import org.prahari.store.Daemons;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings identities under the primary key, in small batches beside the reads and writes that go on: those sealed under an
 * older key, and those still in the clear. Any number of nodes may do so at once. No version and no change follows from
 * it, for nothing has changed but the key.
 */
public final class Resealing implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);
    private static final Viewer SERVICE = Viewer.system("resealing");
    private static final UUID FIRST = new UUID(0, 0);
    private static final int BATCH = 200;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private final IdentityDao dao;
    private final IdentityCipher cipher;
    private final Duration interval;
    private final ScheduledExecutorService timer;

    public Resealing(IdentityDao dao, IdentityCipher cipher, Duration interval) {
        this.dao = dao;
        this.cipher = cipher;
        this.interval = interval;
        this.timer = Executors.newSingleThreadScheduledExecutor(Daemons.named("resealing"));
    }

    @Override
    public void start() {
        var unused = timer.scheduleWithFixedDelay(
                this::run, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        timer.shutdownNow();
    }

    private void run() {
        try {
            int sealed = pass(dao, cipher, PAUSE);
            if (sealed > 0) {
                LOG.info(
                        "{} identities were brought under the key {}",
                        sealed,
                        cipher.keyset().primary());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("Identities were not brought under the primary key: {}", e.getMessage());
        }
    }

    /**
     * Goes once through all that is not under the primary key.
     *
     * @param pause the rest between two batches
     * @return how many were sealed anew
     */
    public static int pass(IdentityDao dao, IdentityCipher cipher, Duration pause) throws InterruptedException {
        List<Long> keys = new ArrayList<>(cipher.keyset().older());
        keys.add(null);
        int sealed = 0;
        for (Long key : keys) {
            UUID after = FIRST;
            while (after != null) {
                var batch = dao.reseal(cipher, SERVICE, key, after, BATCH);
                sealed += batch.sealed();
                after = batch.last();
                TimeUnit.NANOSECONDS.sleep(after == null ? 0 : pause.toNanos());
            }
        }
        return sealed;
    }
}
