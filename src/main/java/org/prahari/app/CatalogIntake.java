package org.prahari.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.prahari.access.Viewer;
import org.prahari.certification.CertificationBatch;
import org.prahari.certification.CertificationDao;
import org.prahari.certification.CertificationRequest;
import org.prahari.http.RowOutcome;
import org.prahari.http.RowReader;
import org.prahari.partner.Columns;
import org.prahari.partner.ImportDao;
import org.prahari.partner.Intake;
import org.prahari.region.RegionBatch;
import org.prahari.region.RegionDao;
import org.prahari.region.RegionRequest;
import org.prahari.role.RoleBatch;
import org.prahari.role.RoleDao;
import org.prahari.role.RoleRequest;

/** Takes in things of the catalogue, known by names that are the same for all. */
record CatalogIntake<R extends Record>(RowReader reader, Class<R> type, Function<R, String> name, Batch<R> batch)
        implements Intake<R> {
    /** Writes rows. */
    interface Batch<R> {
        List<RowOutcome> write(ImportDao tx, String actor, List<R> rows, Instant now);
    }

    static Intake<RoleRequest> roles(RowReader reader) {
        return new CatalogIntake<>(
                reader,
                RoleRequest.class,
                RoleRequest::id,
                (tx, actor, rows, now) -> RoleBatch.write(tx.getHandle().attach(RoleDao.class), actor, rows, now));
    }

    static Intake<CertificationRequest> certifications(RowReader reader) {
        return new CatalogIntake<>(
                reader,
                CertificationRequest.class,
                CertificationRequest::code,
                (tx, actor, rows, now) ->
                        CertificationBatch.write(tx.getHandle().attach(CertificationDao.class), actor, rows, now));
    }

    static Intake<RegionRequest> regions(RowReader reader) {
        return new CatalogIntake<>(
                reader,
                RegionRequest.class,
                RegionRequest::id,
                (tx, actor, rows, now) -> RegionBatch.write(tx.getHandle().attach(RegionDao.class), actor, rows, now));
    }

    @Override
    public String scope() {
        return "catalog:write";
    }

    @Override
    public Columns columns() {
        return Columns.of(type);
    }

    @Override
    public R read(ObjectNode row) {
        return reader.read(row, type, "");
    }

    @Override
    public String externalId(R row) {
        return name.apply(row);
    }

    @Override
    public List<RowOutcome> write(ImportDao tx, Viewer viewer, List<R> rows, Instant now) {
        return batch.write(tx, viewer.name(), rows, now);
    }
}
