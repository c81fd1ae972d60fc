package org.prahari.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jdbi.v3.core.Jdbi;
import org.prahari.campaign.CampaignDao;
import org.prahari.campaign.CampaignSeed;
import org.prahari.certification.CertificationDao;
import org.prahari.certification.CertificationSeed;
import org.prahari.http.StrictJson;
import org.prahari.region.RegionDao;
import org.prahari.region.RegionSeed;
import org.prahari.role.RoleDao;
import org.prahari.role.RoleSeed;
import org.prahari.trainee.NoticeDao;
import org.prahari.trainee.NoticeSeed;

/** Brings the reference data in the database to what ships with the service; may be run again at any time. */
final class SeedCommand extends DatabaseCommand {
    private final ObjectMapper yaml = StrictJson.configure(
            YAMLMapper.builder().addModule(new JavaTimeModule()).build());

    SeedCommand() {
        super("seed", "Write the reference data that ship with the service");
    }

    @Override
    protected void run(
            Bootstrap<PrahariConfiguration> bootstrap,
            Namespace namespace,
            PrahariConfiguration configuration,
            Jdbi jdbi)
            throws IOException {
        Clock clock = Clock.systemUTC();
        say(
                "regions",
                new RegionSeed(jdbi.onDemand(RegionDao.class), clock)
                        .apply(read("regions.yaml", RegionSeed.File.class)));
        say("roles", new RoleSeed(jdbi.onDemand(RoleDao.class), clock).apply(read("roles.yaml", RoleSeed.File.class)));
        say(
                "certifications",
                new CertificationSeed(jdbi.onDemand(CertificationDao.class), clock)
                        .apply(read("certifications.yaml", CertificationSeed.File.class)));
        say(
                "notices",
                new NoticeSeed(jdbi.onDemand(NoticeDao.class), clock)
                        .apply(read("notices.yaml", NoticeSeed.File.class)));
        var campaigns = new CampaignSeed(jdbi.onDemand(CampaignDao.class), clock);
        say("vocabulary", campaigns.apply(read("vocabulary.yaml", CampaignSeed.Vocabulary.class)));
        List<CampaignSeed.File> files = new ArrayList<>();
        for (String slug : read("campaigns.yaml", CampaignSeed.Index.class).campaigns()) {
            files.add(read("campaigns/" + slug + ".yaml", CampaignSeed.File.class));
        }
        say("campaigns", campaigns.apply(files));
    }

    private static void say(String what, int written) {
        System.out.println("seed: " + what + ": " + written + " written");
    }

    <T> T read(Path file, Class<T> type) throws IOException {
        return yaml.readValue(Files.readString(file), type);
    }

    <T> T read(String name, Class<T> type) throws IOException {
        try (InputStream in = SeedCommand.class.getResourceAsStream("/seed/" + name)) {
            return yaml.readValue(in, type);
        }
    }
}
