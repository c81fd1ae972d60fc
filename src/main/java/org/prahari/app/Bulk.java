package org.prahari.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.prahari.access.ClientKey;
import org.prahari.access.Seal;
import org.prahari.facility.Facility;
import org.prahari.facility.FacilityDao;
import org.prahari.gap.Gap;
import org.prahari.gap.GapDao;
import org.prahari.http.RowReader;
import org.prahari.offer.Offer;
import org.prahari.offer.OfferDao;
import org.prahari.partner.Columns;
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
import org.prahari.partner.Outflow;
import org.prahari.partner.Uploads;
import org.prahari.store.Jobs;
import org.prahari.trainee.IdentityCipher;
import org.prahari.trainee.KeysetFile;
import org.prahari.trainee.Trainee;
import org.prahari.trainee.TraineeBatch;
import org.prahari.trainee.TraineeDao;

/** Many rows at once, in and out. */
final class Bulk {
    private static final List<String> ALL = List.of();

    private Bulk() {}

    static void imports(
            PrahariConfiguration configuration, Environment environment, Jdbi jdbi, Jobs jobs, Clock clock) {
        ObjectMapper mapper = environment.getObjectMapper();
        ImportSettings settings = configuration.getImports();
        ImportDao dao = jdbi.onDemand(ImportDao.class);
        var seal = new Seal(ClientKey.hmac(configuration.pepper(), "import", ""));
        var reader = new RowReader(mapper, environment.getValidator());
        var cipher = new IdentityCipher(KeysetFile.open(configuration.getKeyset()));
        Map<String, Intake<?>> intakes = Map.of(
                "trainees", new TraineeIntake(reader, new TraineeBatch(cipher)),
                "facilities", new FacilityIntake(reader),
                "gaps", new GapIntake(reader));
        Consumer<UUID> submit = id -> jobs.submit(ImportJob.NAME, id.toString());
        var job = new ImportJob(dao, intakes, mapper, seal, settings, jobs::isStopping, submit, clock);
        jobs.register(ImportJob.NAME, job::run);
        environment.lifecycle().manage(new ImportSweep(dao, submit, settings, clock));
        var uploads = new Uploads(dao, intakes, seal, settings, clock);
        environment.jersey().register(new ImportResource(dao, uploads, submit, clock));
        environment.jersey().register(new ImportReportResource(dao, mapper));
    }

    static void exports(PrahariConfiguration configuration, Environment environment, Jdbi jdbi, Clock clock) {
        Map<String, Outflow<?>> outflows = Map.of(
                "trainees",
                new Outflow<>(
                        "trainee",
                        Columns.of(Trainee.class),
                        (tx, viewer, after, limit) ->
                                of(tx, TraineeDao.class).list(viewer, ALL, List.of(), ALL, after, limit),
                        (tx, viewer, id) -> of(tx, TraineeDao.class).find(viewer, id),
                        Trainee::id),
                "facilities",
                new Outflow<>(
                        "facility",
                        Columns.of(Facility.class),
                        (tx, viewer, after, limit) ->
                                of(tx, FacilityDao.class).list(viewer, List.of(), List.of(), ALL, after, limit),
                        (tx, viewer, id) -> of(tx, FacilityDao.class).find(viewer, id),
                        Facility::id),
                "gaps",
                new Outflow<>(
                        "gap",
                        Columns.of(Gap.class),
                        (tx, viewer, after, limit) -> of(tx, GapDao.class)
                                .list(viewer, List.of(), ALL, List.of(), List.of(), ALL, after, limit),
                        (tx, viewer, id) -> of(tx, GapDao.class).find(viewer, id),
                        Gap::id),
                "offers",
                new Outflow<>(
                        "offer",
                        Columns.of(Offer.class),
                        (tx, viewer, after, limit) -> of(tx, OfferDao.class)
                                .list(viewer, List.of(), List.of(), List.of(), List.of(), after, limit),
                        (tx, viewer, id) -> of(tx, OfferDao.class).find(viewer, id),
                        Offer::id));
        var exports = new Exports(
                jdbi.onDemand(ExportDao.class),
                () -> open(jdbi),
                outflows,
                new FeedTokens(Parts.cursor(configuration)),
                environment.getObjectMapper(),
                configuration.getImports(),
                clock);
        environment.jersey().register(new ExportResource(exports));
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

    private static <D> D of(ExportDao tx, Class<D> dao) {
        return tx.getHandle().attach(dao);
    }
}
