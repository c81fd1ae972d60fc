package org.prahari.partner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.prahari.access.Viewer;
import org.prahari.http.RowOutcome;

/**
 * How rows of one feature are taken in; each feature has its own, and the application hands them in.
 *
 * @param <R> a row that has been read
 */
public interface Intake<R> {
    /** The columns of its rows in CSV. */
    Columns columns();

    /** @throws jakarta.ws.rs.WebApplicationException with the row's faults, if it is not valid by itself */
    R read(ObjectNode row);

    /** The client's own key of a row. */
    String externalId(R row);

    /**
     * Writes rows, no two of which have the same key, and logs it.
     *
     * @return what became of each
     */
    List<RowOutcome> write(ImportDao tx, Viewer viewer, List<R> rows, Instant now);
}
