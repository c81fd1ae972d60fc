package org.prahari.role;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.prahari.store.BadFile;
import org.prahari.store.Change;

/**
 * NIST's file of the framework: the JSON export of the Cybersecurity and Privacy Reference Tool (CPRT), wrapped in the
 * tool's answer or bare. All or nothing; a version that is there already is left alone or replaced whole.
 */
public final class NiceFile {
    private final FrameworkDao dao;
    private final Clock clock;

    public NiceFile(FrameworkDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    /** Whether a version was new, replaced another content, or was there just so. */
    public enum Outcome {
        ADDED,
        REPLACED,
        UNCHANGED
    }

    /**
     * What an import did.
     *
     * @param leftOut element types of the file that are not kept, such as NIST's sort keys
     */
    public record Result(
            Outcome outcome,
            String version,
            Map<Element.Kind, Integer> elements,
            int relations,
            Map<String, Integer> leftOut) {}

    /**
     * Imports the file.
     *
     * @throws BadFile if it is damaged or holds something else; names the line or the JSON Pointer
     */
    public Result apply(Path file) throws IOException {
        CprtExport export = CprtExport.read(file, clock.instant());
        Framework framework = export.framework();
        Outcome outcome = dao.inTransaction(tx -> put(tx, framework));
        return new Result(
                outcome,
                framework.version().version(),
                framework.counts(),
                framework.relations().size(),
                export.leftOut());
    }

    private static Outcome put(FrameworkDao tx, Framework framework) {
        Optional<Framework> stored = tx.lock(framework.version().version());
        if (stored.isEmpty()) {
            tx.insert(framework);
            tx.log(change(framework, Change.Kind.CREATED));
            return Outcome.ADDED;
        }
        if (stored.get().saysTheSameAs(framework)) {
            return Outcome.UNCHANGED;
        }
        Framework next = framework.at(stored.get().version().revision() + 1);
        tx.replace(next);
        tx.log(change(next, Change.Kind.UPDATED));
        return Outcome.REPLACED;
    }

    private static Change change(Framework framework, Change.Kind kind) {
        FrameworkVersion version = framework.version();
        return Change.of(
                "framework", "nice/" + version.version(), version.revision(), kind, "import", version.importedAt());
    }
}
