package org.prahari.app;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jdbi.v3.core.Jdbi;
import org.prahari.region.DistrictFile;
import org.prahari.region.RegionDao;
import org.prahari.role.FrameworkDao;
import org.prahari.role.NiceFile;
import org.prahari.store.BadFile;

/** Imports an official file: {@code import nice FILE} or {@code import districts FILE}. A bad file changes nothing. */
final class ImportCommand extends DatabaseCommand {
    private static final String WHAT = "what";
    private static final String SOURCE = "source";

    ImportCommand() {
        super("import", "Import an official file: NIST's export of the NICE Framework, or the districts of India");
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument(WHAT)
                .choices("nice", "districts")
                .help("nice: the JSON that NIST's CPRT exports; districts: the CSV of the Local Government Directory");
        parser.addArgument(SOURCE).metavar("FILE").help("the file to import");
        super.configure(parser);
    }

    @Override
    protected void run(
            Bootstrap<PrahariConfiguration> bootstrap,
            Namespace namespace,
            PrahariConfiguration configuration,
            Jdbi jdbi) {
        String name = namespace.getString(SOURCE);
        Clock clock = Clock.systemUTC();
        try {
            Path file = Path.of(name);
            System.out.println(
                    namespace.getString(WHAT).equals("nice")
                            ? say(new NiceFile(jdbi.onDemand(FrameworkDao.class), clock).apply(file))
                            : "import: districts: "
                                    + new DistrictFile(jdbi.onDemand(RegionDao.class), clock).apply(file)
                                    + " in the file");
        } catch (IOException | InvalidPathException e) {
            throw new BadFile("the file", "cannot be read");
        }
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable error) {
        if (error instanceof BadFile) {
            cli.getStdErr().println("import: " + namespace.getString(SOURCE) + ": " + error.getMessage());
        } else {
            super.onError(cli, namespace, error);
        }
    }

    private static String say(NiceFile.Result result) {
        String left = result.leftOut().isEmpty() ? "" : "; left out: " + list(result.leftOut());
        return "import: nice " + result.version() + ": " + kebab(result.outcome()) + ": " + list(result.elements())
                + ", " + result.relations() + " relations" + left;
    }

    private static String list(Map<?, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + kebab(entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String kebab(Object name) {
        return name.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
