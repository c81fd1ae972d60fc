package org.prahari.gap;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;

/** Finds the first thing a gap refers to that does not exist. (A foreign key would, but says neither which nor where.) */
final class References {
    private References() {}

    /** @return the department of the facility */
    static String check(GapDao tx, Viewer viewer, GapRequest gap) {
        String department = tx.findDepartment(viewer, gap.facility()).orElseThrow(References::noFacility);
        // Compared here once more: to a column's collation, blanks at the end are no difference.
        if (!tx.findRole(gap.role()).filter(gap.role()::equals).isPresent()) {
            throw Problem.UNKNOWN_REFERENCE.at("/role", "is not a role known here");
        }
        Set<String> codes = new TreeSet<>(gap.preferredCertifications());
        gap.requiredCertifications().forEach(codes::addAll);
        Set<String> known = tx.listCertifications(codes);
        check(known, gap.preferredCertifications(), "/preferredCertifications/");
        for (int i = 0; i < gap.requiredCertifications().size(); i++) {
            check(known, gap.requiredCertifications().get(i), "/requiredCertifications/" + i + "/");
        }
        return department;
    }

    static RuntimeException noFacility() {
        return Problem.UNKNOWN_REFERENCE.at("/facility", "is not a facility known here");
    }

    private static void check(Set<String> known, List<String> codes, String pointer) {
        for (int i = 0; i < codes.size(); i++) {
            if (!known.contains(codes.get(i))) {
                throw Problem.UNKNOWN_REFERENCE.at(pointer + i, "is not a certification known here");
            }
        }
    }
}
