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
import org.prahari.store.Deed;
import org.prahari.store.Ids;

/** Takes people out of the database, whoever asks for it: one way for requests, deletions and retention. */
public final class Erasures {
    private final Map<String, ToIntBiFunction<TraineeDao, UUID>> elsewhere;
    private final Clock clock;

    /** @param elsewhere removes what others keep about a trainee, in the same transaction, and counts it, by its kind */
    public Erasures(Map<String, ToIntBiFunction<TraineeDao, UUID>> elsewhere, Clock clock) {
        this.elsewhere = Map.copyOf(elsewhere);
        this.clock = clock;
    }

    /** Erases a trainee as it was read; refuses if it has changed since. */
    Erasure erase(TraineeDao tx, Viewer viewer, Trainee trainee, Erasure.Reason reason) {
        var due = new ErasureDao.Due(trainee.id(), trainee.department(), trainee.version(), reason);
        return erase(tx, viewer, List.of(due)).get(0);
    }

    /** Erases those that still stand as they were read. */
    List<Erasure> eraseDue(TraineeDao tx, Viewer viewer, List<ErasureDao.Due> due) {
        return erase(
                tx,
                viewer,
                due.stream()
                        .filter(one -> tx.erasures()
                                .lock(viewer, one.id(), one.version())
                                .isPresent())
                        .toList());
    }

    private List<Erasure> erase(TraineeDao tx, Viewer viewer, List<ErasureDao.Due> due) {
        Instant now = clock.instant();
        List<Erasure> receipts =
                due.stream().map(one -> erase(tx, viewer, one, now)).toList();
        tx.auditAll(due.stream()
                .map(one -> Deed.of("erased", "trainee", one.id(), one.department(), viewer.name(), now))
                .toList());
        tx.logAll(due.stream()
                .map(one -> Change.of("trainee", one.id(), one.version() + 1, Change.Kind.DELETED, viewer.name(), now)
                        .in(one.department()))
                .toList());
        return receipts;
    }

    private Erasure erase(TraineeDao tx, Viewer viewer, ErasureDao.Due due, Instant now) {
        UUID id = due.id();
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
}
