package org.prahari.trainee;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToIntBiFunction;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.store.Change;
import org.prahari.store.Ids;

/** Takes people out of the database, whoever asks for it: one way for requests, deletions and retention. */
public final class Erasures {
    private final TraineeDao dao;
    private final Map<String, ToIntBiFunction<TraineeDao, UUID>> elsewhere;
    private final Clock clock;

    /** @param elsewhere removes what others keep about a trainee, in the same transaction, and counts it, by its kind */
    public Erasures(TraineeDao dao, Map<String, ToIntBiFunction<TraineeDao, UUID>> elsewhere, Clock clock) {
        this.dao = dao;
        this.elsewhere = Map.copyOf(elsewhere);
        this.clock = clock;
    }

    /** Erases a trainee as it was read; refuses if it has changed since. */
    Erasure erase(Viewer viewer, Trainee trainee, Erasure.Reason reason) {
        var due = new ErasureDao.Due(trainee.id(), trainee.department(), trainee.version(), reason);
        return dao.inTransaction(tx -> {
            Erasure receipt = erase(tx, viewer, due);
            tx.log(change(viewer, due, receipt.erasedAt()));
            return receipt;
        });
    }

    /** Erases those that still stand as they were read, all or none. */
    List<Erasure> erase(Viewer viewer, List<ErasureDao.Due> due) {
        return dao.inTransaction(tx -> {
            List<ErasureDao.Due> standing = due.stream()
                    .filter(one ->
                            tx.erasures().lock(viewer, one.id(), one.version()).isPresent())
                    .toList();
            List<Erasure> receipts =
                    standing.stream().map(one -> erase(tx, viewer, one)).toList();
            Instant now = clock.instant();
            tx.logAll(standing.stream().map(one -> change(viewer, one, now)).toList());
            return receipts;
        });
    }

    private Erasure erase(TraineeDao tx, Viewer viewer, ErasureDao.Due due) {
        UUID id = due.id();
        Instant now = clock.instant();
        // The trainee's row first, as every writer does, so that none waits for another crosswise.
        Conditional.met(tx.advance(viewer, id, due.version(), now));
        Map<String, Integer> removed = new TreeMap<>();
        elsewhere.forEach((kind, remove) -> removed.put(kind, remove.applyAsInt(tx, id)));
        removed.put("identities", tx.erasures().deleteIdentity(viewer, id));
        removed.put(
                "consents",
                tx.erasures().deleteConsent(viewer, id) + tx.erasures().deletePastConsents(viewer, id));
        removed.put("soughtRoles", tx.profiles().deleteSought(viewer, id));
        removed.put("heldCertifications", tx.profiles().deleteHeld(viewer, id));
        removed.put("expectedCertifications", tx.profiles().deleteExpected(viewer, id));
        removed.put("trainees", tx.delete(viewer, id, due.version() + 1));
        var receipt = new Erasure(Ids.next(), id, due.department(), due.reason(), now, removed);
        tx.erasures().insert(viewer, receipt, viewer.name());
        return receipt;
    }

    private static Change change(Viewer viewer, ErasureDao.Due due, Instant now) {
        return Change.of("trainee", due.id(), due.version() + 1, Change.Kind.DELETED, viewer.name(), now)
                .in(due.department());
    }
}
