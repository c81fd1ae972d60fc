package org.prahari.app;

import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;
import org.prahari.http.MergePatch;
import org.prahari.readiness.AssessmentDao;
import org.prahari.readiness.AssessmentResource;
import org.prahari.readiness.OverviewResource;
import org.prahari.readiness.Questions;
import org.prahari.readiness.ReadinessDao;
import org.prahari.readiness.ReadinessResource;
import org.prahari.readiness.StaffDao;
import org.prahari.readiness.StaffResource;
import org.prahari.readiness.Standard;
import org.prahari.readiness.SurgeDao;
import org.prahari.readiness.SurgeResource;

/** How ready facilities are, and what follows. */
final class Readying {
    private Readying() {}

    /** @param clock tells the business day, in its zone */
    static void register(
            PrahariConfiguration configuration, Environment environment, Jdbi jdbi, MergePatch patch, Clock clock) {
        Questions questions = questions();
        Standard standard = standard(configuration.staffingStandard());
        ReadinessDao readiness = jdbi.onDemand(ReadinessDao.class);
        var jersey = environment.jersey();
        jersey.register(new OverviewResource(readiness, questions, standard, clock));
        jersey.register(new AssessmentResource(jdbi.onDemand(AssessmentDao.class), questions, patch, clock));
        jersey.register(new StaffResource(jdbi.onDemand(StaffDao.class), clock));
        jersey.register(new ReadinessResource(readiness, questions, standard, clock));
        jersey.register(new SurgeResource(jdbi.onDemand(SurgeDao.class), clock));
    }

    static Questions questions() {
        try {
            return new Questions(new SeedCommand().read("readiness.yaml", Questions.File.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param file that is read in place of what ships with the service; none if empty */
    static Standard standard(String file) {
        try {
            var seed = new SeedCommand();
            return file.isBlank()
                    ? seed.read("staffing.yaml", Standard.class)
                    : seed.read(Path.of(file), Standard.class);
        } catch (IOException e) {
            throw new UncheckedIOException("staffingStandard: " + (file.isBlank() ? "staffing.yaml" : file), e);
        }
    }
}
