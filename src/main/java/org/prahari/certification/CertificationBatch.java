package org.prahari.certification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.prahari.http.LinkedRows;
import org.prahari.http.RowOutcome;
import org.prahari.store.Change;

/** Writes many certifications at once: those that differ from what is stored, and none that would name what is not there. */
public final class CertificationBatch {
    private CertificationBatch() {}

    /** @param rows no two of the same code; they may name one another */
    public static List<RowOutcome> write(
            CertificationDao tx, String actor, List<CertificationRequest> rows, Instant now) {
        Set<String> stored = tx.list().stream().map(Certification::code).collect(Collectors.toSet());
        Set<String> roles = tx.roleTitles().keySet();
        Map<String, RowOutcome> refused =
                LinkedRows.refused(rows, stored, CertificationRequest::code, (row, known) -> row.check(known, roles));
        List<Change> changes = put(
                tx,
                rows.stream()
                        .filter(row -> !refused.containsKey(row.code()))
                        .map(row -> row.at(1))
                        .toList(),
                actor,
                now);
        tx.logAll(changes);
        Set<String> changed = changes.stream().map(Change::id).collect(Collectors.toSet());
        return rows.stream()
                .map(row -> refused.getOrDefault(
                        row.code(), RowOutcome.of(stored.contains(row.code()), changed.contains(row.code()))))
                .toList();
    }

    /** Writes those that differ, whatever their version. */
    static List<Change> put(CertificationDao tx, List<Certification> wanted, String actor, Instant now) {
        Map<String, Certification> stored =
                tx.list().stream().collect(Collectors.toMap(Certification::code, Function.identity()));
        List<Certification> changed = new ArrayList<>();
        Set<String> created = new HashSet<>();
        for (Certification one : wanted) {
            Certification before = stored.get(one.code());
            if (before == null) {
                created.add(one.code());
                changed.add(one.at(1));
                tx.insert(one.at(1));
            } else if (!before.equals(one.at(before.version()))) {
                changed.add(one.at(before.version() + 1));
                tx.update(one.at(before.version() + 1));
            }
        }
        // Only now: certifications may renew one another.
        changed.forEach(certification -> relate(tx, certification));
        return changed.stream()
                .map(one -> Change.of(
                        "certification",
                        one.code(),
                        one.version(),
                        created.contains(one.code()) ? Change.Kind.CREATED : Change.Kind.UPDATED,
                        actor,
                        now))
                .toList();
    }

    private static void relate(CertificationDao tx, Certification certification) {
        tx.deleteRenews(certification.code());
        tx.insertRenews(certification.code(), certification.renews());
        tx.deleteQualifies(certification.code());
        tx.insertQualifies(certification.code(), certification.qualifies());
    }
}
