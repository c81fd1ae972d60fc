package org.prahari.trainee;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.prahari.access.Viewer;
import org.prahari.store.Change;

/**
 * Brings the notices to what the file {@code notices.yaml} says. One that somebody consented to stands as it was shown, and
 * one that a client wrote is the client's: both are left alone.
 */
public final class NoticeSeed {
    private static final Viewer SEED = Viewer.system("seed");
    private final NoticeDao dao;
    private final Clock clock;

    public NoticeSeed(NoticeDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    /** The file. */
    public record File(List<Entry> notices) {
        record Entry(String version, Instant publishedAt, List<Notice.Wording> texts) {
            Notice at(int revision) {
                return new Notice(version, revision, publishedAt, texts);
            }
        }
    }

    /** @return how many notices were written */
    public int apply(File file) {
        return dao.inTransaction(
                tx -> file.notices().stream().mapToInt(entry -> put(tx, entry)).sum());
    }

    private int put(NoticeDao tx, File.Entry entry) {
        Optional<NoticeDao.Head> stored = tx.lock(entry.version());
        if (stored.isEmpty()) {
            tx.insert(entry.at(1), SEED.name());
            log(tx, entry, 1, Change.Kind.CREATED);
            return 1;
        }
        int revision = stored.get().revision();
        boolean same = tx.list().contains(entry.at(revision));
        if (same || !stored.get().client().equals(SEED.name()) || tx.isNamed(SEED, entry.version())) {
            return 0;
        }
        tx.update(entry.at(revision + 1), SEED.name());
        log(tx, entry, revision + 1, Change.Kind.UPDATED);
        return 1;
    }

    private void log(NoticeDao tx, File.Entry entry, int revision, Change.Kind kind) {
        tx.log(Change.of("notice", entry.version(), revision, kind, SEED.name(), clock.instant()));
    }
}
