package org.prahari.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;
import org.prahari.campaign.BundleResource;
import org.prahari.campaign.CampaignDao;
import org.prahari.campaign.Engagement;
import org.prahari.campaign.EngagementDao;
import org.prahari.campaign.EngagementResource;
import org.prahari.campaign.EngagementSweep;
import org.prahari.campaign.Ledger;
import org.prahari.campaign.ReachResource;
import org.prahari.campaign.ShelfReader;
import org.prahari.campaign.Sync;
import org.prahari.campaign.SyncResource;
import org.prahari.store.Snapshots;

/** What apps need that show campaigns without a network: the sync, bundles, and where they tell what came of it. */
final class Offline {
    private Offline() {}

    static void register(
            PrahariConfiguration configuration, Environment environment, Jdbi jdbi, Snapshots snapshots, Clock clock) {
        var ledger = snapshots.of(
                CampaignDao.class,
                new Ledger.Reader(new ShelfReader(configuration.getCampaigns()))::read,
                "campaign",
                "campaign-term",
                "region");
        ObjectMapper mapper = environment.getObjectMapper();
        var sync = new Sync(ledger, Parts.cursor(configuration), mapper, configuration.getOffline(), clock);
        environment.jersey().register(new SyncResource(sync));
        environment
                .jersey()
                .register(new BundleResource(sync, configuration.getOffline(), mapper, configuration.bundleKey()));

        EngagementDao counts = jdbi.onDemand(EngagementDao.class);
        environment.lifecycle().manage(new EngagementSweep(counts, clock));
        var engagement = new Engagement(counts, ledger, configuration.pepper(), clock);
        environment.jersey().register(new EngagementResource(engagement));
        environment.jersey().register(new ReachResource(counts, ledger, clock));
    }
}
