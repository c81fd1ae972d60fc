package org.prahari.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.dropwizard.assets.AssetsBundle;
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
import org.jdbi.v3.core.Jdbi;
import org.prahari.access.Limits;
import org.prahari.campaign.CampaignDao;
import org.prahari.campaign.CampaignResource;
import org.prahari.campaign.CoverageResource;
import org.prahari.campaign.Desk;
import org.prahari.campaign.EditorialResource;
import org.prahari.campaign.OnAir;
import org.prahari.campaign.OutletResource;
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
import org.prahari.http.MergePatch;
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
import org.prahari.store.Database;
import org.prahari.store.Jobs;
import org.prahari.store.Pulse;
import org.prahari.store.Snapshots;

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
        // Or a number would stand for true.
        bootstrap
                .getObjectMapper()
                .coercionConfigFor(LogicalType.Boolean)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
        bootstrap.setConfigurationSourceProvider(new SubstitutingSourceProvider(
                new KnownVariables(
                        bootstrap.getConfigurationSourceProvider(),
                        System.getenv().keySet()),
                new EnvironmentVariableSubstitutor(true)));
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
        bootstrap.addBundle(new Pages());
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
        bootstrap.addCommand(new ContractCommand());
        bootstrap.addCommand(new RetentionCommand(Parts.clock()));
    }

    @Override
    public void run(PrahariConfiguration configuration, Environment environment) {
        ObjectMapper mapper = StrictJson.configure(environment.getObjectMapper());
        Clock clock = Parts.clock();
        Clock businessDay = clock.withZone(ZoneId.of("Asia/Kolkata"));
        var source = new Pulse(configuration.getDatabase(), environment.metrics());
        Jdbi jdbi = Database.configure(
                new JdbiFactory().build(environment, configuration.getDatabase(), source, "database"), mapper);
        jdbi.configure(AuditKey.class, configuration::audit);
        var snapshots = new Snapshots(jdbi, configuration.getSnapshotInterval().toJavaDuration());
        var patch = new MergePatch(mapper, environment.getValidator());
        var jersey = environment.jersey();
        environment.lifecycle().manage(snapshots);

        Parts.edge(configuration, environment, mapper);
        Limits limits = Parts.access(configuration, environment, jdbi, snapshots, mapper, businessDay);
        Parts.audit(configuration, environment, jdbi, clock);
        jersey.register(new FreshReads(snapshots));
        String version = Documentation.register(environment);

        var regions = snapshots.of(RegionDao.class, RegionDao::list, "region");
        jersey.register(new RegionResource(regions, jdbi.onDemand(RegionDao.class)));

        var roles = snapshots.of(RoleDao.class, dao -> new Roles(dao.list()), "role");
        var frameworks = snapshots.of(FrameworkDao.class, dao -> new Frameworks(dao.list()), "framework");
        jersey.register(new RoleResource(roles, frameworks));
        jersey.register(new FrameworkResource(frameworks));

        var certifications = snapshots.of(CertificationDao.class, Catalogue::read, "certification", "role");
        jersey.register(new CertificationResource(certifications));
        jersey.register(new RoleCertificationResource(certifications));

        var reader = new ShelfReader(configuration.getCampaigns());
        var shelf = snapshots.of(CampaignDao.class, reader::read, reader::next, "campaign", "campaign-term", "region");
        OnAir onAir = Parts.delivery(configuration, environment, shelf, limits, clock);
        Desk desk = new Desk(shelf, configuration.getCampaigns(), clock);
        jersey.register(new CampaignResource(onAir));
        jersey.register(new OutletResource(onAir));
        jersey.register(new TermResource(shelf));
        Offline.register(configuration, environment, jdbi, snapshots, clock);
        jersey.register(new CoverageResource(onAir));
        jersey.register(new EditorialResource(jdbi.onDemand(CampaignDao.class), desk));
        jersey.register(new TranslationResource(jdbi.onDemand(CampaignDao.class), desk));

        jersey.register(new FacilityResource(jdbi.onDemand(FacilityDao.class), patch, clock));
        jersey.register(new GapResource(jdbi.onDemand(GapDao.class), patch, clock));
        Readying.register(configuration, environment, jdbi, patch, businessDay);
        Parts.trainees(configuration, environment, jdbi, snapshots, patch, clock);

        Weights weights = configuration.getMatching();
        var pool = snapshots.of(MatchingDao.class, dao -> dao.pool(weights), MatchingDao::next, MatchingDao.features());
        jersey.register(new CandidateResource(pool, businessDay));
        jersey.register(new OpeningResource(pool, businessDay));
        Insight.register(environment, snapshots, pool, frameworks, businessDay);
        Exchange.register(environment, jdbi, roles, certifications);
        Hooks.register(configuration, environment, jdbi, patch, clock);
        var jobs = new Jobs(source, clock);
        Bulk.imports(configuration, environment, jdbi, jobs, desk, clock);
        Bulk.exports(configuration, environment, jdbi, clock);
        Parts.allocations(configuration, environment, jdbi, jobs, pool, businessDay);
        Observation.register(environment, jdbi, snapshots);
        jersey.register(new StatusResource(version, source, snapshots, clock));
    }
}
