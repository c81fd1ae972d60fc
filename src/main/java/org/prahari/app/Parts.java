package org.prahari.app;

import com.codahale.metrics.Timer;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.server.ServerProperties;
import org.jdbi.v3.core.Jdbi;
import org.prahari.access.Addresses;
import org.prahari.access.AuditDao;
import org.prahari.access.AuditResource;
import org.prahari.access.Authentication;
import org.prahari.access.ClientDao;
import org.prahari.access.ClientKey;
import org.prahari.access.ClientResource;
import org.prahari.access.Clients;
import org.prahari.access.CrossOrigin;
import org.prahari.access.Door;
import org.prahari.access.Idempotency;
import org.prahari.access.KeyResource;
import org.prahari.access.KnownKey;
import org.prahari.access.Limits;
import org.prahari.access.OnceDao;
import org.prahari.access.RateLimit;
import org.prahari.access.Refusals;
import org.prahari.access.Tokens;
import org.prahari.access.Viewer;
import org.prahari.allocation.Markets;
import org.prahari.allocation.PlanningResource;
import org.prahari.allocation.ResultDao;
import org.prahari.allocation.ResultResource;
import org.prahari.allocation.RoundDao;
import org.prahari.allocation.RoundJob;
import org.prahari.allocation.RoundResource;
import org.prahari.allocation.RoundSweep;
import org.prahari.allocation.ScenarioDao;
import org.prahari.campaign.HotReads;
import org.prahari.campaign.OnAir;
import org.prahari.campaign.Shelf;
import org.prahari.campaign.Shortcut;
import org.prahari.http.Cursor;
import org.prahari.http.Edge;
import org.prahari.http.ErrorPages;
import org.prahari.http.HttpFeature;
import org.prahari.http.MergePatch;
import org.prahari.http.SecurityHeaders;
import org.prahari.matching.Pool;
import org.prahari.offer.OfferDao;
import org.prahari.offer.Offers;
import org.prahari.partner.ImportDao;
import org.prahari.store.CheckpointKey;
import org.prahari.store.Jobs;
import org.prahari.store.Snapshot;
import org.prahari.store.Snapshots;
import org.prahari.trainee.BadgeIssuer;
import org.prahari.trainee.Badges;
import org.prahari.trainee.ConsentResource;
import org.prahari.trainee.ErasureResource;
import org.prahari.trainee.Erasures;
import org.prahari.trainee.EvidenceResource;
import org.prahari.trainee.ExportResource;
import org.prahari.trainee.IdentityCipher;
import org.prahari.trainee.IdentityDao;
import org.prahari.trainee.IdentityResource;
import org.prahari.trainee.KeysetFile;
import org.prahari.trainee.LookupResource;
import org.prahari.trainee.NoticeDao;
import org.prahari.trainee.NoticeResource;
import org.prahari.trainee.ReceiptResource;
import org.prahari.trainee.Resealing;
import org.prahari.trainee.TraineeDao;
import org.prahari.trainee.TraineeResource;

/** How the parts of the house are put together, each by itself; {@link PrahariApplication#run} tells in which order. */
final class Parts {
    private Parts() {}

    /** What every answer has in common, whoever gives it. */
    static void edge(PrahariConfiguration configuration, Environment environment, ObjectMapper mapper) {
        var errors = new ErrorPages(mapper);
        environment.lifecycle().addServerLifecycleListener(server -> server.setErrorHandler(errors));
        environment.getApplicationContext().setErrorHandler(errors);
        environment.getAdminContext().setErrorHandler(errors);
        environment.lifecycle().addEventListener(new SecurityHeaders());
        int threads = ((DefaultServerFactory) configuration.getServerFactory()).getMaxThreads();
        environment.lifecycle().addEventListener(new Edge(threads, environment.metrics()));
        var leaving = new Leaving(configuration.drain().toJavaDuration());
        environment.lifecycle().addEventListener(leaving);
        environment.healthChecks().register("leaving", leaving);
        environment.servlets().addFilter("docs", new MissingAssets()).addMappingForUrlPatterns(null, false, "/docs/*");
        var jersey = environment.jersey();
        jersey.property(ServerProperties.WADL_FEATURE_DISABLE, true);
        // The Host header is the caller's word, so the header Location stays relative.
        jersey.property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
        jersey.register(new HttpFeature(mapper, cursor(configuration)));
    }

    static Cursor cursor(PrahariConfiguration configuration) {
        return new Cursor(ClientKey.hmac(configuration.pepper(), "cursor", ""));
    }

    /** Rounds, and the jobs that solve them. */
    static void allocations(
            PrahariConfiguration configuration,
            Environment environment,
            Jdbi jdbi,
            Jobs jobs,
            Snapshot<Pool> pool,
            Clock clock) {
        RoundDao rounds = jdbi.onDemand(RoundDao.class);
        var markets = new Markets(pool::value, configuration.getAllocations().weights(), clock);
        var job = new RoundJob(
                rounds,
                pool::value,
                markets,
                environment.getObjectMapper(),
                jobs::isStopping,
                configuration.getAllocations().timeLimit().toJavaDuration(),
                clock);
        Timer timer = environment.metrics().timer("prahari.allocation.job");
        jobs.register(RoundJob.NAME, id -> timer.time(() -> job.run(id)));
        environment.lifecycle().manage(jobs);
        environment.lifecycle().manage(new RoundSweep(rounds, id -> jobs.submit(RoundJob.NAME, id.toString())));
        environment
                .jersey()
                .register(new RoundResource(rounds, id -> jobs.submit(RoundJob.NAME, id.toString()), clock));
        environment.jersey().register(new ResultResource(rounds, jdbi.onDemand(ResultDao.class)));
        environment.jersey().register(new PlanningResource(rounds, jdbi.onDemand(ScenarioDao.class), markets));
    }

    /** What is on the air, and the answers about it that are ready. */
    static OnAir delivery(
            PrahariConfiguration configuration,
            Environment environment,
            Snapshot<Shelf> shelf,
            Limits limits,
            Clock clock) {
        var onAir = new OnAir(shelf, clock);
        var addresses = new Addresses(configuration.trustedProxies());
        if (configuration.getDelivery().hot()) {
            var shortcut = new Shortcut(environment.getObjectMapper(), cursor(configuration));
            var hot = new HotReads(
                    onAir, limits, addresses, configuration.getDelivery(), shortcut, environment.metrics());
            environment.lifecycle().addEventListener(hot.placement());
        }
        return onAir;
    }

    /** Who gets in, how often, to what, and that a write is done once. Gives what counts how often. */
    static Limits access(
            PrahariConfiguration configuration,
            Environment environment,
            Jdbi jdbi,
            Snapshots snapshots,
            ObjectMapper mapper,
            Clock clock) {
        ClientDao dao = jdbi.onDemand(ClientDao.class);
        var keys = snapshots.of(ClientDao.class, KnownKey::read, "client");
        var clients = new Clients(dao, keys, configuration.pepper(), configuration.getEnvironment(), clock);
        var tokens = new Tokens(configuration.getOpenid(), configuration.pepper(), clock);
        var once = new Idempotency(jdbi.onDemand(OnceDao.class), mapper, configuration.pepper(), clock);
        environment.lifecycle().manage(clients);
        environment.lifecycle().manage(tokens);
        environment.lifecycle().manage(once);
        var limits = new Limits(configuration.getLimits(), System::nanoTime);
        var patch = new MergePatch(mapper, environment.getValidator());
        var jersey = environment.jersey();
        jersey.register(new Authentication(List.of(clients, tokens)));
        jersey.register(new RateLimit(limits, new Addresses(configuration.trustedProxies())));
        jersey.register(new Door(configuration.getEngagement().free()));
        jersey.register(new CrossOrigin());
        jersey.register(once);
        jersey.register(new AuthValueFactoryProvider.Binder<>(Viewer.class));
        jersey.register(new ClientResource(dao, clients, patch, clock));
        jersey.register(new KeyResource(dao, clients, patch, clock));
        return limits;
    }

    static void trainees(
            PrahariConfiguration configuration,
            Environment environment,
            Jdbi jdbi,
            Snapshots snapshots,
            MergePatch patch,
            Clock clock) {
        var cipher = new IdentityCipher(KeysetFile.open(configuration.getKeyset()));
        environment.lifecycle().manage(new Resealing(jdbi.onDemand(IdentityDao.class), cipher, Duration.ofSeconds(10)));
        var notices = snapshots.of(NoticeDao.class, NoticeDao::list, "notice");
        TraineeDao trainees = jdbi.onDemand(TraineeDao.class);
        Erasures erasures = erasures(clock);
        var jersey = environment.jersey();
        jersey.register(new TraineeResource(trainees, patch, erasures, clock));
        jersey.register(new IdentityResource(trainees, cipher, clock));
        jersey.register(new LookupResource(trainees, cipher, clock));
        jersey.register(new NoticeResource(notices, jdbi.onDemand(NoticeDao.class), clock));
        jersey.register(new ConsentResource(trainees, clock));
        jersey.register(new ExportResource(trainees, cipher, notices, new Placements(), clock));
        var badges = new Badges(BadgeIssuer.read(configuration.getBadges()), clock);
        environment.lifecycle().manage(badges);
        jersey.register(new EvidenceResource(trainees, cipher, badges, clock));
        jersey.register(new ErasureResource(trainees, erasures));
        jersey.register(new ReceiptResource(trainees));
        Placements.register(environment, jdbi, cipher, clock.withZone(ZoneId.of("Asia/Kolkata")));
    }

    /** What reads the audit trail, signs it, and tells it who was refused; the rest is written by what it tells of. */
    static void audit(PrahariConfiguration configuration, Environment environment, Jdbi jdbi, Clock clock) {
        CheckpointKey key = configuration.signingKey("audit-checkpoint");
        AuditDao dao = jdbi.onDemand(AuditDao.class);
        environment.lifecycle().manage(configuration.getAudit().over(jdbi, key, clock));
        environment.jersey().register(new Refusals(dao, clock));
        environment.jersey().register(new AuditResource(dao, key));
    }

    /** As exact as the database keeps it. */
    static Clock clock() {
        return Clock.tick(Clock.systemUTC(), ChronoUnit.MICROS.getDuration());
    }

    /** One way to erase a person, with what is kept about trainees outside of their own tables. */
    static Erasures erasures(Clock clock) {
        return new Erasures(
                Map.of(
                        "storedReplies",
                        TraineeDao::forgetReplies,
                        "waitingUploads",
                        (tx, id) -> tx.getHandle().attach(ImportDao.class).bar(Viewer.system("erasure"), id),
                        "allocations",
                        (tx, id) -> tx.getHandle().attach(RoundDao.class).forget(id),
                        "offers",
                        (tx, id) -> new Offers(new Placements(), clock)
                                .forget(tx.getHandle().attach(OfferDao.class), id)),
                clock);
    }
}
