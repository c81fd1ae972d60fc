package org.prahari.gap;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;

/**
 * What there is of what gaps refer to, read at once for all of them. It finds the first thing that does not exist. (A foreign
 * key would, but says neither which nor where.)
 *
 * @param departments of the facilities
 */
record References(Map<UUID, String> departments, Set<String> roles, Set<String> certifications) {
    private static final Set<String> NOTHING = Set.of("");

    static References of(GapDao tx, Viewer viewer, Collection<GapRequest> gaps) {
        Set<UUID> facilities = new TreeSet<>();
        Set<String> roles = new TreeSet<>(NOTHING);
        Set<String> certifications = new TreeSet<>();
        for (GapRequest gap : gaps) {
            facilities.add(gap.facility());
            roles.add(gap.role());
            certifications.addAll(gap.preferredCertifications());
            gap.requiredCertifications().forEach(certifications::addAll);
        }
        return new References(
                tx.listSites(viewer, facilities).stream().collect(toMap(GapDao.Site::id, GapDao.Site::department)),
                tx.listRoles(roles),
                tx.listCertifications(certifications));
    }

    /** @return the department of the facility */
    static String check(GapDao tx, Viewer viewer, GapRequest gap) {
        return of(tx, viewer, List.of(gap)).check(gap);
    }

    /**
     * Compared here once more: to a column's collation, blanks at the end are no difference.
     *
     * @return the department of the facility
     */
    String check(GapRequest gap) {
        String department = departments.get(gap.facility());
        if (department == null) {
            throw noFacility();
        }
        if (!roles.contains(gap.role())) {
            throw Problem.UNKNOWN_REFERENCE.at("/role", "is not a role known here");
        }
        check(gap.preferredCertifications(), "/preferredCertifications/");
        for (int i = 0; i < gap.requiredCertifications().size(); i++) {
            check(gap.requiredCertifications().get(i), "/requiredCertifications/" + i + "/");
        }
        return department;
    }

    static RuntimeException noFacility() {
        return Problem.UNKNOWN_REFERENCE.at("/facility", "is not a facility known here");
    }

    private void check(List<String> codes, String pointer) {
        for (int i = 0; i < codes.size(); i++) {
            if (!certifications.contains(codes.get(i))) {
                throw Problem.UNKNOWN_REFERENCE.at(pointer + i, "is not a certification known here");
            }
        }
    }
}
