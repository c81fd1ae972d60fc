package org.prahari.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.prahari.access.ClientDao;
import org.prahari.access.ClientKey;
import org.prahari.access.Seal;
import org.prahari.access.Standing;
import org.prahari.campaign.Desk;
import org.prahari.campaign.TranslationBatch;
import org.prahari.facility.FacilityDao;
import org.prahari.gap.GapDao;
import org.prahari.http.RowReader;
import org.prahari.partner.CatalogExportResource;
import org.prahari.partner.ExportDao;
import org.prahari.partner.ExportResource;
import org.prahari.partner.Exports;
import org.prahari.partner.FeedTokens;
import org.prahari.partner.ImportDao;
import org.prahari.partner.ImportJob;
import org.prahari.partner.ImportReportResource;
import org.prahari.partner.ImportResource;
import org.prahari.partner.ImportSettings;
import org.prahari.partner.ImportSweep;
import org.prahari.partner.Intake;
import org.prahari.partner.OpenSnapshot;
import org.prahari.partner.RecordExportResource;
import org.prahari.partner.UploadResource;
import org.prahari.partner.Uploads;
import org.prahari.store.Database;
import org.prahari.store.Jobs;
import org.prahari.trainee.IdentityCipher;
import org.prahari.trainee.KeysetFile;
import org.prahari.trainee.TraineeBatch;
import org.prahari.trainee.TraineeDao;

/** Many rows at once, in and out. */
final class Bulk {
    private Bulk() {}

    static void imports(
            PrahariConfiguration configuration, Environment environment, Jdbi jdbi, Jobs jobs, Desk desk, Clock clock) {
        ObjectMapper mapper = environment.getObjectMapper();
        ImportSettings settings = configuration.getImports();
        Database.know(jdbi, ImportDao.class, ClientDao.class, TraineeDao.class, FacilityDao.class, GapDao.class);
        ImportDao dao = jdbi.onDemand(ImportDao.class);
        var seal = new Seal(ClientKey.hmac(configuration.pepper(), "import", ""));
        var reader = new RowReader(mapper, environment.getValidator());
        var cipher = new IdentityCipher(KeysetFile.open(configuration.getKeyset()));
        Map<String, Intake<?>> intakes = Map.of(
                "trainees", new TraineeIntake(reader, new TraineeBatch(cipher)),
                "facilities", new FacilityIntake(reader),
                "gaps", new GapIntake(reader),
                "translations", new TranslationIntake(reader, new TranslationBatch(desk)),
                "certifications", CatalogIntake.certifications(reader),
                "regions", CatalogIntake.regions(reader),
                "roles", CatalogIntake.roles(reader));
        Consumer<UUID> submit = id -> jobs.submit(ImportJob.NAME, id.toString());
        var standing = new Standing(jdbi.onDemand(ClientDao.class), clock);
        var job = new ImportJob(dao, intakes, mapper, seal, standing, settings, jobs::isStopping, submit, clock);
        jobs.register(ImportJob.NAME, job::run);
        environment.lifecycle().manage(new ImportSweep(dao, submit, settings, clock));
        var uploads = new Uploads(dao, intakes, seal, settings, clock);
        environment.jersey().register(new UploadResource(dao, uploads, submit, clock));
        environment.jersey().register(new ImportResource(dao, clock));
        environment.jersey().register(new ImportReportResource(dao, mapper));
    }

    static void exports(PrahariConfiguration configuration, Environment environment, Jdbi jdbi, Clock clock) {
        var tokens = new FeedTokens(Parts.cursor(configuration));
        var exports = new Exports(
                jdbi.onDemand(ExportDao.class),
                () -> open(jdbi),
                Outflows.all(tokens),
                tokens,
                environment.getObjectMapper(),
                configuration.getImports(),
                clock);
        environment.jersey().register(new ExportResource(exports));
        environment.jersey().register(new CatalogExportResource(exports));
        environment.jersey().register(new RecordExportResource(exports));
    }

    private static OpenSnapshot open(Jdbi jdbi) {
        Handle handle = jdbi.open();
        try {
            handle.begin();
            return new OpenSnapshot(handle.attach(ExportDao.class), () -> {
                handle.rollback();
                handle.close();
            });
        } catch (RuntimeException e) {
            handle.close();
            throw e;
        }
    }
}
