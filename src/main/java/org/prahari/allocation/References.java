package org.prahari.allocation;

import java.util.List;
import java.util.TreeSet;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;

/** What a round refers to must be there, and a department the viewer's: another's and an unknown one get the same answer. */
final class References {
    private References() {}

    static List<String> departments(RoundDao tx, Viewer viewer, List<String> asked) {
        if (asked == null) {
            List<String> own = viewer.everywhere()
                    ? tx.listRegions()
                    : viewer.departments().stream().sorted().toList();
            if (own.isEmpty()) {
                throw Problem.INVALID.at("/departments", "is missing, and the key is for none");
            }
            return own;
        }
        List<String> known = tx.listRegions(asked);
        for (int i = 0; i < asked.size(); i++) {
            if (!viewer.sees(asked.get(i)) || !known.contains(asked.get(i))) {
                throw Problem.UNKNOWN_REFERENCE.at("/departments/" + i, "is not a department known here");
            }
        }
        return known;
    }

    static List<String> roles(RoundDao tx, List<String> asked) {
        List<String> known = asked == null ? List.of() : tx.listRoles();
        for (int i = 0; asked != null && i < asked.size(); i++) {
            if (!known.contains(asked.get(i))) {
                throw Problem.UNKNOWN_REFERENCE.at("/roles/" + i, "is not a role known here");
            }
        }
        return asked == null ? null : List.copyOf(new TreeSet<>(asked));
    }
}
