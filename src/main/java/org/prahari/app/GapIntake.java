package org.prahari.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.prahari.access.Viewer;
import org.prahari.gap.GapBatch;
import org.prahari.gap.GapDao;
import org.prahari.gap.GapRequest;
import org.prahari.gap.GapUpload;
import org.prahari.http.Problem;
import org.prahari.http.RowOutcome;
import org.prahari.http.RowReader;
import org.prahari.partner.Columns;
import org.prahari.partner.ImportDao;
import org.prahari.partner.Intake;

/** Takes in gaps, whose facility may be named by the client's own key of it. */
record GapIntake(RowReader reader) implements Intake<GapUpload> {
    private static final String KEY = "facilityExternalId";

    @Override
    public Columns columns() {
        return Columns.of(GapRequest.class).and(KEY, String.class);
    }

    @Override
    public GapUpload read(ObjectNode row) {
        JsonNode key = row.get(KEY);
        if (key == null) {
            return new GapUpload(reader.read(row, GapRequest.class, ""), null);
        }
        String facility = reader.read(key, String.class, "/" + KEY);
        if (facility == null || row.has("facility")) {
            throw Problem.INVALID.at("/" + KEY, "names the facility in place of the field facility, or is left out");
        }
        ObjectNode request = row.deepCopy().without(KEY);
        request.put("facility", GapUpload.BY_KEY.toString());
        return new GapUpload(reader.read(request, GapRequest.class, ""), facility);
    }

    @Override
    public String externalId(GapUpload row) {
        return row.gap().externalId();
    }

    @Override
    public List<RowOutcome> write(ImportDao tx, Viewer viewer, List<GapUpload> rows, Instant now) {
        return GapBatch.write(tx.getHandle().attach(GapDao.class), viewer, rows, now);
    }
}
