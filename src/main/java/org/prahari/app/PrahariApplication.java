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
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.glassfish.jersey.server.ServerProperties;
import org.jdbi.v3.core.Jdbi;
import org.prahari.access.Authentication;
import org.prahari.access.ClientDao;
import org.prahari.access.ClientKey;
import org.prahari.access.Clients;
import org.prahari.access.CrossOrigin;
import org.prahari.access.Door;
import org.prahari.access.Viewer;
import org.prahari.campaign.CampaignDao;
import org.prahari.campaign.CampaignResource;
import org.prahari.campaign.Desk;
import org.prahari.campaign.EditorialResource;
import org.prahari.campaign.Shelf;
import org.prahari.campaign.TermResource;
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
import org.prahari.store.Database;
import org.prahari.store.Snapshots;
import org.prahari.trainee.ConsentResource;
import org.prahari.trainee.IdentityResource;
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
        bootstrap.addCommand(new DoctorCommand());
        bootstrap.addCommand(new ImportCommand());
    }

    @Override
    public void run(PrahariConfiguration configuration, Environment environment) {
        ObjectMapper mapper = StrictJson.configure(environment.getObjectMapper());
        // As exact as the database keeps it.
        Clock clock = Clock.tick(Clock.systemUTC(), ChronoUnit.MICROS.getDuration());
        Clock businessDay = clock.withZone(ZoneId.of("Asia/Kolkata"));
        Jdbi jdbi = Database.configure(
                new JdbiFactory().build(environment, configuration.getDatabase(), "database"), mapper);
        Clients clients = new Clients(
                jdbi.onDemand(ClientDao.class), configuration.pepper(), configuration.getEnvironment(), clock);
        var snapshots = new Snapshots(jdbi, configuration.getSnapshotInterval().toJavaDuration());
        var regions = snapshots.of(RegionDao.class, RegionDao::list, "region");
        var roles = snapshots.of(RoleDao.class, dao -> new Roles(dao.list()), "role");
        var frameworks = snapshots.of(FrameworkDao.class, dao -> new Frameworks(dao.list()), "framework");
        var certifications = snapshots.of(CertificationDao.class, Catalogue::read, "certification", "role");
        Weights weights = configuration.getMatching();
        var pool = snapshots.of(MatchingDao.class, dao -> dao.pool(weights), MatchingDao.features());
        var shelf = snapshots.of(CampaignDao.class, Shelf::read, "campaign", "campaign-term", "region");
        CampaignDao campaigns = jdbi.onDemand(CampaignDao.class);

        environment.lifecycle().manage(snapshots);
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
        jersey.register(new Authentication(clients));
        jersey.register(new Door());
        jersey.register(new CrossOrigin());
        jersey.register(new AuthValueFactoryProvider.Binder<>(Viewer.class));
        jersey.register(new FreshReads(snapshots));
        jersey.register(new DocsResource(new ApiDocument()));
        jersey.register(new RegionResource(regions, jdbi.onDemand(RegionDao.class)));
        jersey.register(new RoleResource(roles, frameworks));
        jersey.register(new FrameworkResource(frameworks));
        jersey.register(new CandidateResource(pool, businessDay));
        jersey.register(new OpeningResource(pool, businessDay));
        jersey.register(new CertificationResource(certifications));
        jersey.register(new RoleCertificationResource(certifications));
        jersey.register(new CampaignResource(shelf, clock));
        jersey.register(new TermResource(shelf));
        jersey.register(new EditorialResource(campaigns, new Desk(campaigns, shelf, clock)));
        var patch = new MergePatch(mapper, environment.getValidator());
        jersey.register(new FacilityResource(jdbi.onDemand(FacilityDao.class), patch, clock));
        jersey.register(new GapResource(jdbi.onDemand(GapDao.class), patch, clock));
        TraineeDao trainees = jdbi.onDemand(TraineeDao.class);
        jersey.register(new TraineeResource(trainees, patch, clock));
        jersey.register(new ConsentResource(trainees, clock));
        jersey.register(new IdentityResource(trainees, clock));
    }
}
