package org.prahari.app;

import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import org.prahari.certification.CertificationDao;
import org.prahari.insight.Ahead;
import org.prahari.insight.Atlas;
import org.prahari.insight.AtlasDao;
import org.prahari.insight.CareerResource;
import org.prahari.insight.Chronicle;
import org.prahari.insight.ChronicleDao;
import org.prahari.insight.Figures;
import org.prahari.insight.ForecastResource;
import org.prahari.insight.InsightResource;
import org.prahari.insight.TrendResource;
import org.prahari.matching.Pool;
import org.prahari.role.Frameworks;
import org.prahari.store.Snapshot;
import org.prahari.store.Snapshots;

/** What all together tell. */
final class Insight {
    private Insight() {}

    static void register(
            Environment environment,
            Snapshots snapshots,
            Snapshot<Pool> pool,
            Snapshot<Frameworks> frameworks,
            Clock businessDay) {
        var atlas = snapshots.of(AtlasDao.class, Atlas::read, "region", "district", "role", "certification");
        var chronicle = snapshots.of(ChronicleDao.class, Chronicle::read, Chronicle::next, "gap", "offer", "trainee");
        var figures = new Figures(pool::value, atlas::value, chronicle::value, businessDay);
        environment.lifecycle().manage(new Ahead(figures));
        environment.jersey().register(new InsightResource(figures));
        environment.jersey().register(new TrendResource(figures));
        environment.jersey().register(new ForecastResource(figures));
        var certifications = snapshots.of(CertificationDao.class, CertificationDao::list, "certification", "role");
        environment.jersey().register(new CareerResource(atlas::value, frameworks::value, certifications::value));
    }
}
