package org.prahari.facility;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Problem;
import org.prahari.http.RowOutcome;
import org.prahari.store.Change;
import org.prahari.store.Ids;

/** Writes many facilities at once: those the client has brought before are updated, if anything is new. */
public final class FacilityBatch {
    private FacilityBatch() {}

    /** What there is of what the rows name, and what is to be done, collected. */
    private record Work(
            Set<String> departments,
            Set<FacilityDao.District> districts,
            List<Facility> created,
            List<Facility> updated,
            List<Change> changes) {
        static Work of(FacilityDao tx, Viewer viewer, List<FacilityRequest> rows) {
            return new Work(
                    tx.listDepartments(
                            viewer,
                            rows.stream().map(FacilityRequest::department).collect(toSet())),
                    tx.listDistricts(rows.stream()
                            .map(FacilityRequest::district)
                            .filter(Objects::nonNull)
                            .collect(toSet())),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
        }

        boolean allows(FacilityRequest row) {
            return row.district() == null
                    || districts.contains(new FacilityDao.District(row.district(), row.department()));
        }
    }

    /**
     * @param rows each with an external id of its own
     * @throws jakarta.ws.rs.WebApplicationException 412 if one of them has changed meanwhile: then nothing may stay
     */
    public static List<RowOutcome> write(FacilityDao tx, Viewer viewer, List<FacilityRequest> rows, Instant now) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> keys = rows.stream().map(FacilityRequest::externalId).toList();
        Map<String, Facility> stored =
                tx.listOwn(viewer, viewer.name(), keys).stream().collect(toMap(Facility::externalId, one -> one));
        Work work = Work.of(tx, viewer, rows);
        List<RowOutcome> outcomes = rows.stream()
                .map(row -> take(viewer, row, stored.get(row.externalId()), work, now))
                .toList();
        tx.insertAll(viewer, work.created, viewer.name());
        Arrays.stream(tx.updateAll(viewer, work.updated)).forEach(Conditional::met);
        tx.logAll(work.changes);
        return outcomes;
    }

    private static RowOutcome take(Viewer viewer, FacilityRequest row, Facility before, Work work, Instant now) {
        if (!work.allows(row)) {
            return RowOutcome.failed(
                    Problem.UNKNOWN_REFERENCE.at("/district", "is not a district of the department's region"));
        }
        if (before == null) {
            if (!work.departments.contains(row.department())) {
                return RowOutcome.failed(Problem.UNKNOWN_REFERENCE.at("/department", "is not a department known here"));
            }
            Facility facility = row.create(Ids.next(), now);
            work.created.add(facility);
            work.changes.add(change(facility, Change.Kind.CREATED, viewer, now));
            return RowOutcome.CREATED;
        }
        if (!row.department().equals(before.department())) {
            return RowOutcome.failed(Problem.INVALID.at("/department", "cannot be changed"));
        }
        if (row.equals(FacilityRequest.of(before))) {
            return RowOutcome.UNCHANGED;
        }
        Facility facility = row.replace(before, now);
        work.updated.add(facility);
        work.changes.add(change(facility, Change.Kind.UPDATED, viewer, now));
        return RowOutcome.UPDATED;
    }

    private static Change change(Facility facility, Change.Kind kind, Viewer viewer, Instant now) {
        return Change.of("facility", facility.id(), facility.version(), kind, viewer.name(), now)
                .in(facility.department());
    }
}
