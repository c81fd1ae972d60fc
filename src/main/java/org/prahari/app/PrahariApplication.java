package org.prahari.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.assets.AssetsBundle;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.jdbi3.JdbiFactory;
import io.dropwizard.migrations.MigrationsBundle;
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
import org.prahari.campaign.CampaignDao;
import org.prahari.campaign.CampaignResource;
import org.prahari.campaign.CoverageResource;
import org.prahari.campaign.Desk;
import org.prahari.campaign.EditorialResource;
import org.prahari.campaign.ShelfReader;
import org.prahari.campaign.TermResource;
import org.prahari.campaign.TranslationResource;
import org.prahari.certification.Catalogue;
import org.prahari.certification.CertificationDao;
import org.prahari.certification.CertificationResource;
import org.prahari.certification.RoleCertificationResource;
import org.prahari.facility.FacilityDao;
import org.prahari.facility.FacilityResource;
import org.prahari.gap.GapDao;
import org.prahari.gap.GapResource;
import org.prahari.http.ApiDocument;
import org.prahari.http.Cursor;
import org.prahari.http.ErrorPages;
import org.prahari.http.HttpFeature;
import org.prahari.http.MergePatch;
import org.prahari.http.SecurityHeaders;
import org.prahari.http.StrictJson;
import org.prahari.matching.CandidateResource;
import org.prahari.matching.MatchingDao;
import org.prahari.matching.OpeningResource;
import org.prahari.matching.Weights;
import org.prahari.region.RegionDao;
import org.prahari.region.RegionResource;
import org.prahari.role.FrameworkDao;
import org.prahari.role.FrameworkResource;
import org.prahari.role.Frameworks;
import org.prahari.role.RoleDao;
import org.prahari.role.RoleResource;
import org.prahari.role.Roles;
import org.prahari.store.AuditKey;
import org.prahari.store.CheckpointKey;
import org.prahari.store.Database;
import org.prahari.store.Snapshots;
import org.prahari.trainee.ConsentResource;
import org.prahari.trainee.ErasureResource;
import org.prahari.trainee.Erasures;
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

/** The service. {@link #run} is its table of contents. */
public class PrahariApplication extends Application<PrahariConfiguration> {
    static final String MIGRATIONS = "migrations/all.yaml";

    public static void main(String[] arguments) throws Exception {
        new PrahariApplication().run(arguments);
    }

    @Override
    public String getName() {
        return "prahari";
    }

    @Override
    public void initialize(Bootstrap<PrahariConfiguration> bootstrap) {
        bootstrap.setConfigurationSourceProvider(new SubstitutingSourceProvider(
                bootstrap.getConfigurationSourceProvider(), new EnvironmentVariableSubstitutor(true)));
        bootstrap.addBundle(new MigrationsBundle<>() {
            @Override
            public DataSourceFactory getDataSourceFactory(PrahariConfiguration configuration) {
                return configuration.getDatabase();
            }

            @Override
            public String getMigrationsFileName() {
                return MIGRATIONS;
            }
        });
        bootstrap.addBundle(new AssetsBundle("/docs", "/docs", "index.html", "docs"));
        bootstrap.addBundle(
                new AssetsBundle("/META-INF/resources/webjars/swagger-ui/5.34.1", "/docs/ui", null, "docs-ui"));
        bootstrap.addCommand(new SeedCommand());
        bootstrap.addCommand(new PopulationCommand());
        bootstrap.addCommand(new KeyCommand());
        bootstrap.addCommand(new KeysCommand());
        bootstrap.addCommand(new DoctorCommand());
        bootstrap.addCommand(new ImportCommand());
        bootstrap.addCommand(new AuditCommand());
        bootstrap.addCommand(new RetentionCommand(clock()));
    }

    @Override
    public void run(PrahariConfiguration configuration, Environment environment) {
        ObjectMapper mapper = StrictJson.configure(environment.getObjectMapper());
        Clock clock = clock();
        Clock businessDay = clock.withZone(ZoneId.of("Asia/Kolkata"));
        Jdbi jdbi = Database.configure(
                new JdbiFactory().build(environment, configuration.getDatabase(), "database"), mapper);
        jdbi.configure(AuditKey.class, configuration::audit);
        var snapshots = new Snapshots(jdbi, configuration.getSnapshotInterval().toJavaDuration());
        var patch = new MergePatch(mapper, environment.getValidator());
        var jersey = environment.jersey();
        environment.lifecycle().manage(snapshots);

        edge(configuration, environment, mapper);
        access(configuration, environment, jdbi, snapshots, mapper, businessDay);
        audit(configuration, environment, jdbi, clock);
        jersey.register(new FreshReads(snapshots));
        jersey.register(new DocsResource(new ApiDocument()));

        var regions = snapshots.of(RegionDao.class, RegionDao::list, "region");
        jersey.register(new RegionResource(regions, jdbi.onDemand(RegionDao.class)));

        var roles = snapshots.of(RoleDao.class, dao -> new Roles(dao.list()), "role");
        var frameworks = snapshots.of(FrameworkDao.class, dao -> new Frameworks(dao.list()), "framework");
        jersey.register(new RoleResource(roles, frameworks));
        jersey.register(new FrameworkResource(frameworks));

        var certifications = snapshots.of(CertificationDao.class, Catalogue::read, "certification", "role");
        jersey.register(new CertificationResource(certifications));
        jersey.register(new RoleCertificationResource(certifications));

        var shelf = snapshots.of(
                CampaignDao.class,
                new ShelfReader(configuration.getCampaigns())::read,
                "campaign",
                "campaign-term",
                "region");
        Desk desk = new Desk(shelf, configuration.getCampaigns(), clock);
        jersey.register(new CampaignResource(shelf, clock));
        jersey.register(new TermResource(shelf));
        jersey.register(new CoverageResource(shelf, clock));
        jersey.register(new EditorialResource(jdbi.onDemand(CampaignDao.class), desk));
        jersey.register(new TranslationResource(jdbi.onDemand(CampaignDao.class), desk));

        jersey.register(new FacilityResource(jdbi.onDemand(FacilityDao.class), patch, clock));
        jersey.register(new GapResource(jdbi.onDemand(GapDao.class), patch, clock));
        trainees(configuration, environment, jdbi, snapshots, patch, clock);

        Weights weights = configuration.getMatching();
        var pool = snapshots.of(MatchingDao.class, dao -> dao.pool(weights), MatchingDao.features());
        jersey.register(new CandidateResource(pool, businessDay));
        jersey.register(new OpeningResource(pool, businessDay));
    }

    /** What every answer has in common, whoever gives it. */
    private static void edge(PrahariConfiguration configuration, Environment environment, ObjectMapper mapper) {
        var errors = new ErrorPages(mapper);
        environment.lifecycle().addServerLifecycleListener(server -> server.setErrorHandler(errors));
        environment.getApplicationContext().setErrorHandler(errors);
        environment.getAdminContext().setErrorHandler(errors);
        environment.lifecycle().addEventListener(new SecurityHeaders());
        environment.servlets().addFilter("docs", new MissingAssets()).addMappingForUrlPatterns(null, false, "/docs/*");
        var jersey = environment.jersey();
        jersey.property(ServerProperties.WADL_FEATURE_DISABLE, true);
        // The Host header is the caller's word, so the header Location stays relative.
        jersey.property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
        jersey.register(new HttpFeature(mapper, new Cursor(ClientKey.hmac(configuration.pepper(), "cursor", ""))));
    }

    /** Who gets in, how often, to what, and that a write is done once. */
    private static void access(
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
        jersey.register(new Door());
        jersey.register(new CrossOrigin());
        jersey.register(once);
        jersey.register(new AuthValueFactoryProvider.Binder<>(Viewer.class));
        jersey.register(new ClientResource(dao, clients, patch, clock));
        jersey.register(new KeyResource(dao, clients, patch, clock));
    }

    private static void trainees(
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
        jersey.register(new ExportResource(trainees, cipher, notices, clock));
        jersey.register(new ErasureResource(trainees, erasures));
        jersey.register(new ReceiptResource(trainees));
    }

    /** What reads the audit trail, signs it, and tells it who was refused; the rest is written by what it tells of. */
    private static void audit(PrahariConfiguration configuration, Environment environment, Jdbi jdbi, Clock clock) {
        CheckpointKey key = configuration.checkpointKey();
        AuditDao dao = jdbi.onDemand(AuditDao.class);
        environment.lifecycle().manage(configuration.getAudit().over(jdbi, key, clock));
        environment.jersey().register(new Refusals(dao, clock));
        environment.jersey().register(new AuditResource(dao, key));
    }

    /** As exact as the database keeps it. */
    private static Clock clock() {
        return Clock.tick(Clock.systemUTC(), ChronoUnit.MICROS.getDuration());
    }

    /** One way to erase a person, with what is kept about trainees outside of their own tables. */
    static Erasures erasures(Clock clock) {
        return new Erasures(Map.of("storedReplies", TraineeDao::forgetReplies), clock);
    }
}
