package org.prahari.certification;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.prahari.store.BadFile;
import org.prahari.store.Change;

/** Brings the certifications to what the file {@code certifications.yaml} says; what is so already, or was imported since, is left alone. */
public final class CertificationSeed {
    private static final String ACTOR = "seed";
    private final CertificationDao dao;
    private final Clock clock;

    public CertificationSeed(CertificationDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    /** The file. */
    public record File(String qualifiesSource, List<CertificationRequest> certifications) {
        private void check() {
            Set<String> codes = new HashSet<>();
            for (CertificationRequest entry : certifications) {
                if (!codes.add(entry.code())) {
                    throw new BadFile(entry.code(), "stands there twice");
                }
                if (!entry.verifiesFacts()) {
                    throw new BadFile(entry.code() + "/verified", "names what is no fact");
                }
            }
            // No foreign key reaches into a JSON column.
            for (CertificationRequest entry : certifications) {
                entry.named().filter(code -> !codes.contains(code)).findFirst().ifPresent(code -> {
                    throw new BadFile(entry.code(), "names " + code + ", which is not a certification known here");
                });
            }
        }
    }

    /** @return how many certifications were written */
    public int apply(File file) {
        file.check();
        return dao.inTransaction(tx -> {
            Set<String> others = tx.touchedByOthers("certification", ACTOR);
            List<Change> changes = CertificationBatch.put(
                    tx,
                    file.certifications().stream()
                            .filter(entry -> !others.contains(entry.code()))
                            .map(entry -> entry.at(1, file.qualifiesSource()))
                            .toList(),
                    ACTOR,
                    clock.instant());
            tx.logAll(changes);
            return changes.size();
        });
    }
}
