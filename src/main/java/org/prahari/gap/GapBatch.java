package org.prahari.gap;

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

/** Writes many gaps at once: those the client has brought before are updated, if anything is new. */
public final class GapBatch {
    private GapBatch() {}

    /** What there is of what the rows name, and what is to be done, collected. */
    private record Work(
            Map<String, UUID> facilities,
            References references,
            List<Gap> created,
            List<Gap> updated,
            List<Change> changes) {
        static Work of(GapDao tx, Viewer viewer, List<GapUpload> rows) {
            List<String> named = rows.stream()
                    .map(GapUpload::facilityExternalId)
                    .filter(Objects::nonNull)
                    .toList();
            Map<String, UUID> facilities = tx.bulk().listFacilities(viewer, viewer.name(), named).stream()
                    .collect(toMap(BulkDao.Place::externalId, BulkDao.Place::id));
            List<GapRequest> placed =
                    rows.stream().map(row -> placed(row, facilities)).toList();
            return new Work(
                    facilities,
                    References.of(tx, viewer, placed),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
        }
    }

    /** With the facility that is named by the client's own key, if there is one. */
    private static GapRequest placed(GapUpload row, Map<String, UUID> facilities) {
        UUID facility = row.facilityExternalId() == null ? null : facilities.get(row.facilityExternalId());
        return facility == null ? row.gap() : row.gap().in(facility);
    }

    /**
     * @param rows each with an external id of its own
     * @throws WebApplicationException 412 if one of them has changed meanwhile: then nothing may stay
     */
    public static List<RowOutcome> write(GapDao tx, Viewer viewer, List<GapUpload> rows, Instant now) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> keys = rows.stream().map(row -> row.gap().externalId()).toList();
        Map<String, Gap> stored = tx.complete(viewer, tx.listOwn(viewer, viewer.name(), keys)).stream()
                .collect(toMap(Gap::externalId, gap -> gap));
        Work work = Work.of(tx, viewer, rows);
        List<RowOutcome> outcomes = rows.stream()
                .map(row -> take(viewer, row, stored.get(row.gap().externalId()), work, now))
                .toList();
        tx.bulk().insert(viewer, work.created, viewer.name());
        if (!work.updated.isEmpty()) {
            Arrays.stream(tx.bulk().update(viewer, work.updated)).forEach(Conditional::met);
        }
        tx.logAll(work.changes);
        return outcomes;
    }

    private static RowOutcome take(Viewer viewer, GapUpload row, Gap before, Work work, Instant now) {
        String key = row.facilityExternalId();
        if (key != null && !work.facilities.containsKey(key)) {
            return RowOutcome.failed(Problem.UNKNOWN_REFERENCE.at(
                    "/facilityExternalId", "is not a facility that this client has brought in"));
        }
        GapRequest request = placed(row, work.facilities);
        String department;
        try {
            department = work.references.check(request);
        } catch (WebApplicationException e) {
            return RowOutcome.failed(e);
        }
        if (before == null) {
            Gap gap = request.create(Ids.next(), department, now);
            work.created.add(gap);
            work.changes.add(change(gap, Change.Kind.CREATED, viewer, now));
            return RowOutcome.CREATED;
        }
        return update(viewer, request, department, before, work, now);
    }

    private static RowOutcome update(
            Viewer viewer, GapRequest request, String department, Gap before, Work work, Instant now) {
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
        work.updated.add(gap);
        work.changes.add(change(gap, Change.Kind.UPDATED, viewer, now));
        return RowOutcome.UPDATED;
    }

    private static Change change(Gap gap, Change.Kind kind, Viewer viewer, Instant now) {
        return Change.of("gap", gap.id(), gap.version(), kind, viewer.name(), now)
                .in(gap.department());
    }
}
