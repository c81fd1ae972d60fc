package org.prahari.app;

import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.util.Set;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jdbi.v3.core.Jdbi;
import org.prahari.trainee.IdentityCipher;
import org.prahari.trainee.KeysetFile;

/** Writes the synthetic population, where nobody could mistake it for a real one. */
final class PopulationCommand extends DatabaseCommand {
    private static final Set<String> PLACES = Set.of("demo", "test");

    PopulationCommand() {
        super("demo", "Write a synthetic population of facilities, gaps, trainees and assessments");
    }

    @Override
    protected void run(
            Bootstrap<PrahariConfiguration> bootstrap,
            Namespace namespace,
            PrahariConfiguration configuration,
            Jdbi jdbi)
            throws IOException {
        if (!PLACES.contains(configuration.getEnvironment())) {
            throw new IllegalStateException("refused in the environment " + configuration.getEnvironment()
                    + ": synthetic trainees belong only in " + PLACES);
        }
        Population.File file = new SeedCommand().read("population.yaml", Population.File.class);
        var cipher = new IdentityCipher(KeysetFile.open(configuration.getKeyset()));
        int written = new Population(file, cipher).apply(jdbi);
        System.out.println("demo: facilities, gaps, trainees and assessments: " + written + " written");
    }
}
