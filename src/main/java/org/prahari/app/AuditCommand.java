package org.prahari.app;

import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jdbi.v3.core.Jdbi;
import org.prahari.store.AuditVerification;
import org.prahari.store.AuditVerification.Finding;

/** Looks whether the audit trail is as it was written: {@code audit verify}. Fails if anything is not. */
final class AuditCommand extends DatabaseCommand {
    private static final String CHECKPOINTS = "checkpoints";

    AuditCommand() {
        super("audit", "Verify the audit trail against its keys, the change log and the signed checkpoints");
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument("what")
                .choices("verify")
                .help("verify: reads all of the trail, which the service may go on writing");
        super.configure(parser);
        parser.addArgument("--" + CHECKPOINTS)
                .metavar("FILE")
                .help("a node's checkpoints, or a copy that is kept elsewhere; the configured file if left out");
    }

    @Override
    protected void run(
            Bootstrap<PrahariConfiguration> bootstrap,
            Namespace namespace,
            PrahariConfiguration configuration,
            Jdbi jdbi)
            throws IOException {
        String given = namespace.getString(CHECKPOINTS);
        Optional<Path> file =
                given == null ? configuration.getAudit().file().filter(Files::exists) : Optional.of(Path.of(given));
        if (file.isPresent() && !Files.isReadable(file.get())) {
            throw new IllegalArgumentException("the file " + file.get() + " cannot be read");
        }
        List<Finding> findings = AuditVerification.run(jdbi, configuration.signingKey("audit-checkpoint"), file);
        for (Finding finding : findings) {
            System.out.printf(
                    "%-12s %10d  %-27s %-27s %s%n",
                    finding.what(),
                    finding.rows(),
                    finding.from() == null ? "" : finding.from(),
                    finding.to() == null ? "" : finding.to(),
                    finding.fault() == null ? "good" : "BAD: " + finding.fault());
        }
        if (file.isEmpty()) {
            System.out.println("audit: without checkpoints; what was taken back to an earlier state cannot be seen");
        }
        long bad = findings.stream().filter(finding -> finding.fault() != null).count();
        if (bad > 0) {
            throw new IllegalStateException(bad + " of " + findings.size() + " are not as they were written");
        }
    }
}
