package org.prahari.partner;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.UUID;
import org.prahari.access.Scopes;
import org.prahari.access.Viewer;
import org.prahari.http.Page;
import org.prahari.http.Paging;
import org.prahari.http.Problem;

/** Which rows of an import were refused, and why. */
@Path("/v1/imports/{id}/errors")
public final class ImportReportResource {
    private static final int PAGE = 1_000;
    private static final Columns COLUMNS = Columns.of(ImportFault.class);
    private final ImportDao dao;
    private final ObjectMapper mapper;

    public ImportReportResource(ImportDao dao, ObjectMapper mapper) {
        this.dao = dao;
        this.mapper = mapper;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Scopes("imports:write")
    public Page<ImportFault> list(@Auth Viewer viewer, @PathParam("id") UUID id, @BeanParam Paging paging) {
        find(viewer, id);
        List<String> after = paging.after();
        var rows = after.isEmpty()
                ? dao.listFaults(id, 0, -1, paging.limit() + 1)
                : dao.listFaults(id, Long.parseLong(after.get(0)), Integer.parseInt(after.get(1)), paging.limit() + 1);
        return Page.of(
                rows, paging.limit(), fault -> List.of(Long.toString(fault.line()), Integer.toString(fault.number())));
    }

    @GET
    @Produces(Uploads.NDJSON + ";qs=0.5")
    @Scopes("imports:write")
    public StreamingOutput lines(@Auth Viewer viewer, @PathParam("id") UUID id, @BeanParam Paging paging) {
        return stream(viewer, id, TableWriter.Format.NDJSON);
    }

    @GET
    @Produces(Uploads.CSV + ";qs=0.5")
    @Scopes("imports:write")
    public StreamingOutput table(@Auth Viewer viewer, @PathParam("id") UUID id, @BeanParam Paging paging) {
        return stream(viewer, id, TableWriter.Format.CSV);
    }

    private StreamingOutput stream(Viewer viewer, UUID id, TableWriter.Format format) {
        find(viewer, id);
        return out -> {
            var table = new TableWriter(out, format, COLUMNS, mapper);
            long line = 0;
            int number = -1;
            for (var rows = dao.listFaults(id, line, number, PAGE);
                    !rows.isEmpty();
                    rows = dao.listFaults(id, line, number, PAGE)) {
                for (ImportFault fault : rows) {
                    table.write(mapper.valueToTree(fault));
                }
                line = rows.get(rows.size() - 1).line();
                number = rows.get(rows.size() - 1).number();
            }
            table.flush();
        };
    }

    private void find(Viewer viewer, UUID id) {
        if (dao.find(viewer.name(), id).isEmpty()) {
            throw Problem.NOT_FOUND.because(null);
        }
    }
}
