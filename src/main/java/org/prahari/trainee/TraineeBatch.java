package org.prahari.trainee;

import static java.util.stream.Collectors.toMap;

import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Problem;
import org.prahari.http.RowOutcome;
import org.prahari.store.Change;
import org.prahari.store.Ids;

/** Writes many trainees at once: those the client has brought before are updated, if anything is new. */
public final class TraineeBatch {
    private static final String IDENTITY = "trainees:identity";
    private final IdentityCipher cipher;

    public TraineeBatch(IdentityCipher cipher) {
        this.cipher = cipher;
    }

    /** What is to be done, collected. */
    private record Work(
            List<Trainee> created, List<Trainee> updated, List<String> departments, List<SealedIdentity> sealed) {
        Work() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * Each row is checked as a request of its own would be; those that pass are written and logged.
     *
     * @param rows each with an external id of its own
     * @throws WebApplicationException 412 if one of them has changed meanwhile: then nothing may stay
     */
    public List<RowOutcome> write(TraineeDao tx, Viewer viewer, List<TraineeUpload> rows, Instant now) {
        Known known = Known.of(tx, rows.stream().map(TraineeUpload::trainee).toList());
        List<String> keys = rows.stream().map(row -> row.trainee().externalId()).toList();
        Map<String, Trainee> stored = tx.complete(viewer, tx.bulk().listOwn(viewer, viewer.name(), keys)).stream()
                .collect(toMap(Trainee::externalId, trainee -> trainee));
        Map<UUID, Identity> identities =
                tx
                        .bulk()
                        .listSealed(
                                viewer,
                                stored.values().stream().map(Trainee::id).toList())
                        .stream()
                        .collect(toMap(SealedIdentity::trainee, cipher::open));
        Work work = new Work();
        List<RowOutcome> outcomes = rows.stream()
                .map(row -> {
                    Trainee before = stored.get(row.trainee().externalId());
                    return take(
                            viewer, row, before, before == null ? null : identities.get(before.id()), known, work, now);
                })
                .toList();
        write(tx, viewer, work, now);
        return outcomes;
    }

    private RowOutcome take(
            Viewer viewer, TraineeUpload row, Trainee before, Identity identity, Known known, Work work, Instant now) {
        try {
            check(viewer, row, before, known);
        } catch (WebApplicationException e) {
            return RowOutcome.failed(e);
        }
        boolean named = row.identity() != null && !Objects.equals(row.identity(), identity);
        Trainee trainee = before == null
                ? row.trainee().create(Ids.next(), now)
                : row.trainee().replace(before, now);
        if (before != null && !named && TraineeRequest.of(trainee).equals(TraineeRequest.of(before))) {
            return RowOutcome.UNCHANGED;
        }
        if (named) {
            work.departments.add(trainee.department());
            work.sealed.add(cipher.seal(trainee.id(), row.identity()));
        }
        (before == null ? work.created : work.updated).add(trainee);
        return before == null ? RowOutcome.CREATED : RowOutcome.UPDATED;
    }

    private static void check(Viewer viewer, TraineeUpload row, Trainee before, Known known) {
        TraineeRequest request = row.trainee();
        if (!known.regions().contains(request.department()) || !viewer.sees(request.department())) {
            throw Problem.UNKNOWN_REFERENCE.at("/department", "is not a department known here");
        }
        if (before != null && !before.department().equals(request.department())) {
            throw Problem.INVALID.at("/department", "cannot be changed");
        }
        if (row.identity() != null && !viewer.scopes().contains(IDENTITY)) {
            throw Problem.FORBIDDEN.at("/identity", "needs the scope " + IDENTITY);
        }
        References.check(known, request);
    }

    private static void write(TraineeDao tx, Viewer viewer, Work work, Instant now) {
        if (!work.created.isEmpty()) {
            tx.bulk().insert(viewer, work.created, viewer.name());
        }
        if (!work.updated.isEmpty()) {
            Arrays.stream(tx.bulk().update(viewer, work.updated)).forEach(Conditional::met);
        }
        if (!work.sealed.isEmpty()) {
            work.sealed.stream().map(SealedIdentity::keyId).distinct().forEach(tx.identities()::require);
            tx.bulk().putSealed(viewer, work.departments, work.sealed);
        }
        List<Change> changes = new ArrayList<>();
        work.created.forEach(trainee -> changes.add(change(trainee, Change.Kind.CREATED, viewer, now)));
        work.updated.forEach(trainee -> changes.add(change(trainee, Change.Kind.UPDATED, viewer, now)));
        tx.logAll(changes);
    }

    private static Change change(Trainee trainee, Change.Kind kind, Viewer viewer, Instant now) {
        return Change.of("trainee", trainee.id(), trainee.version(), kind, viewer.name(), now)
                .in(trainee.department());
    }
}
