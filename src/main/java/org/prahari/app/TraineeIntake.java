package org.prahari.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.prahari.access.Viewer;
import org.prahari.http.RowOutcome;
import org.prahari.http.RowReader;
import org.prahari.partner.Columns;
import org.prahari.partner.ImportDao;
import org.prahari.partner.Intake;
import org.prahari.trainee.Identity;
import org.prahari.trainee.TraineeBatch;
import org.prahari.trainee.TraineeDao;
import org.prahari.trainee.TraineeRequest;
import org.prahari.trainee.TraineeUpload;

/** Takes in trainees, with who they are. */
record TraineeIntake(RowReader reader, TraineeBatch batch) implements Intake<TraineeUpload> {
    private static final String IDENTITY = "identity";

    @Override
    public Columns columns() {
        return Columns.of(TraineeRequest.class).and(IDENTITY, Identity.class);
    }

    @Override
    public TraineeUpload read(ObjectNode row) {
        JsonNode identity = row.get(IDENTITY);
        TraineeRequest trainee = reader.read(row.without(IDENTITY), TraineeRequest.class, "");
        if (identity == null) {
            return new TraineeUpload(trainee, null);
        }
        row.set(IDENTITY, identity);
        return new TraineeUpload(trainee, reader.read(identity, Identity.class, "/" + IDENTITY));
    }

    @Override
    public String externalId(TraineeUpload row) {
        return row.trainee().externalId();
    }

    @Override
    public List<RowOutcome> write(ImportDao tx, Viewer viewer, List<TraineeUpload> rows, Instant now) {
        return batch.write(tx.getHandle().attach(TraineeDao.class), viewer, rows, now);
    }
}
