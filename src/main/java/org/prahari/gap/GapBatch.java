package org.prahari.gap;

import static java.util.stream.Collectors.toMap;

import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.ArrayList;
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

/** Writes many gaps at once: those the client has brought before are updated, if anything is new. */
public final class GapBatch {
    private GapBatch() {}

    /**
     * @param rows each with an external id of its own
     * @throws WebApplicationException 412 if one of them has changed meanwhile: then nothing may stay
     */
    public static List<RowOutcome> write(GapDao tx, Viewer viewer, List<GapUpload> rows, Instant now) {
        List<String> keys = rows.stream().map(row -> row.gap().externalId()).toList();
        List<String> named = rows.stream()
                .map(GapUpload::facilityExternalId)
                .filter(Objects::nonNull)
                .toList();
        Map<String, UUID> facilities = tx.listFacilities(viewer, viewer.name(), named).stream()
                .collect(toMap(GapDao.Place::externalId, GapDao.Place::id));
        Map<String, Gap> stored = tx.complete(viewer, tx.listOwn(viewer, viewer.name(), keys)).stream()
                .collect(toMap(Gap::externalId, gap -> gap));
        List<Change> changes = new ArrayList<>();
        List<RowOutcome> outcomes = new ArrayList<>();
        for (GapUpload row : rows) {
            outcomes.add(take(tx, viewer, row, facilities, stored.get(row.gap().externalId()), changes, now));
        }
        tx.logAll(changes);
        return outcomes;
    }

    private static RowOutcome take(
            GapDao tx,
            Viewer viewer,
            GapUpload row,
            Map<String, UUID> facilities,
            Gap before,
            List<Change> changes,
            Instant now) {
        String key = row.facilityExternalId();
        if (key != null && !facilities.containsKey(key)) {
            return RowOutcome.failed(Problem.UNKNOWN_REFERENCE.at(
                    "/facilityExternalId", "is not a facility that this client has brought in"));
        }
        GapRequest request = key == null ? row.gap() : row.gap().in(facilities.get(key));
        String department;
        try {
            department = References.check(tx, viewer, request);
        } catch (WebApplicationException e) {
            return RowOutcome.failed(e);
        }
        if (before == null) {
            Gap gap = request.create(Ids.next(), department, now);
            if (!tx.insert(viewer, gap, viewer.name())) {
                return RowOutcome.failed(References.noFacility());
            }
            changes.add(change(gap, Change.Kind.CREATED, viewer, now));
            return RowOutcome.CREATED;
        }
        return update(tx, viewer, request, department, before, changes, now);
    }

    private static RowOutcome update(
            GapDao tx,
            Viewer viewer,
            GapRequest request,
            String department,
            Gap before,
            List<Change> changes,
            Instant now) {
        if (!department.equals(before.department())) {
            return RowOutcome.failed(Problem.INVALID.at("/facility", "is not one of the same department"));
        }
        if (request.headcount() < before.filled() + before.held()) {
            return RowOutcome.failed(
                    Problem.INVALID.at("/headcount", "is less than the seats filled or held for offers"));
        }
        Gap gap = request.replace(before, now);
        if (GapRequest.of(gap).equals(GapRequest.of(before))) {
            return RowOutcome.UNCHANGED;
        }
        Conditional.met(tx.update(viewer, gap, viewer.name()));
        changes.add(change(gap, Change.Kind.UPDATED, viewer, now));
        return RowOutcome.UPDATED;
    }

    private static Change change(Gap gap, Change.Kind kind, Viewer viewer, Instant now) {
        return Change.of("gap", gap.id(), gap.version(), kind, viewer.name(), now)
                .in(gap.department());
    }
}
