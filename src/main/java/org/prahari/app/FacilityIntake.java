package org.prahari.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.prahari.access.Viewer;
import org.prahari.facility.FacilityBatch;
import org.prahari.facility.FacilityDao;
import org.prahari.facility.FacilityRequest;
import org.prahari.http.RowOutcome;
import org.prahari.http.RowReader;
import org.prahari.partner.Columns;
import org.prahari.partner.ImportDao;
import org.prahari.partner.Intake;

/** Takes in facilities. */
record FacilityIntake(RowReader reader) implements Intake<FacilityRequest> {
    @Override
    public Columns columns() {
        return Columns.of(FacilityRequest.class);
    }

    @Override
    public FacilityRequest read(ObjectNode row) {
        return reader.read(row, FacilityRequest.class, "");
    }

    @Override
    public String externalId(FacilityRequest row) {
        return row.externalId();
    }

    @Override
    public List<RowOutcome> write(ImportDao tx, Viewer viewer, List<FacilityRequest> rows, Instant now) {
        return FacilityBatch.write(tx.getHandle().attach(FacilityDao.class), viewer, rows, now);
    }
}
