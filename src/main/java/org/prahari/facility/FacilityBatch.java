package org.prahari.facility;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Problem;
import org.prahari.http.RowOutcome;
import org.prahari.store.Change;
import org.prahari.store.Ids;

/** Writes many facilities at once: those the client has brought before are updated, if anything is new. */
public final class FacilityBatch {
    private FacilityBatch() {}

    /**
     * @param rows each with an external id of its own
     * @throws jakarta.ws.rs.WebApplicationException 412 if one of them has changed meanwhile: then nothing may stay
     */
    public static List<RowOutcome> write(FacilityDao tx, Viewer viewer, List<FacilityRequest> rows, Instant now) {
        List<String> keys = rows.stream().map(FacilityRequest::externalId).toList();
        Map<String, Facility> stored =
                tx.listOwn(viewer, viewer.name(), keys).stream().collect(toMap(Facility::externalId, one -> one));
        List<Change> changes = new ArrayList<>();
        List<RowOutcome> outcomes = rows.stream()
                .map(row -> take(tx, viewer, row, stored.get(row.externalId()), changes, now))
                .toList();
        tx.logAll(changes);
        return outcomes;
    }

    private static RowOutcome take(
            FacilityDao tx, Viewer viewer, FacilityRequest row, Facility before, List<Change> changes, Instant now) {
        if (!tx.allowsDistrict(row.department(), row.district())) {
            return RowOutcome.failed(
                    Problem.UNKNOWN_REFERENCE.at("/district", "is not a district of the department's region"));
        }
        if (before == null) {
            Facility facility = row.create(Ids.next(), now);
            if (tx.insert(viewer, facility, viewer.name()) == 0) {
                return RowOutcome.failed(Problem.UNKNOWN_REFERENCE.at("/department", "is not a department known here"));
            }
            changes.add(change(facility, Change.Kind.CREATED, viewer, now));
            return RowOutcome.CREATED;
        }
        if (!row.department().equals(before.department())) {
            return RowOutcome.failed(Problem.INVALID.at("/department", "cannot be changed"));
        }
        if (row.equals(FacilityRequest.of(before))) {
            return RowOutcome.UNCHANGED;
        }
        Facility facility = row.replace(before, now);
        Conditional.met(tx.update(viewer, facility, viewer.name()));
        changes.add(change(facility, Change.Kind.UPDATED, viewer, now));
        return RowOutcome.UPDATED;
    }

    private static Change change(Facility facility, Change.Kind kind, Viewer viewer, Instant now) {
        return Change.of("facility", facility.id(), facility.version(), kind, viewer.name(), now)
                .in(facility.department());
    }
}
