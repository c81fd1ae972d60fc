package org.prahari.trainee;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.prahari.access.Viewer;

/** Finds those whose time is over by the rules of retention, and erases them in batches, one transaction each. */
public final class RetentionRun {
    private static final int BATCH = 100;
    private final TraineeDao dao;
    private final Erasures erasures;
    private final Viewer viewer;
    private final Retention.Limits limits;

    public RetentionRun(TraineeDao dao, Erasures erasures, Viewer viewer, Retention retention, Clock clock) {
        this.dao = dao;
        this.erasures = erasures;
        this.viewer = viewer;
        this.limits = retention.at(clock.instant());
    }

    /** All who are due, by id; changes nothing. */
    public List<ErasureDao.Due> due() {
        List<ErasureDao.Due> all = new ArrayList<>();
        UUID after = new UUID(0, 0);
        while (true) {
            List<ErasureDao.Due> page = dao.erasures().listDue(viewer, limits, after, BATCH);
            all.addAll(page);
            if (page.size() < BATCH) {
                return all;
            }
            after = page.get(page.size() - 1).id();
        }
    }

    /** Erases all who are due; one that is changed meanwhile is left for the next run. */
    public List<Erasure> run() {
        List<Erasure> receipts = new ArrayList<>();
        UUID after = new UUID(0, 0);
        while (true) {
            List<ErasureDao.Due> page = dao.erasures().listDue(viewer, limits, after, BATCH);
            receipts.addAll(dao.inTransaction(tx -> erasures.eraseDue(tx, viewer, page)));
            if (page.size() < BATCH) {
                return receipts;
            }
            after = page.get(page.size() - 1).id();
        }
    }
}
