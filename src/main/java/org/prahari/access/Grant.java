package org.prahari.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.prahari.http.Problem;

/** What one client may give another: scopes that it has itself, for departments that it sees. */
final class Grant {
    private Grant() {}

    /**
     * Refuses a request that would give more. What the client has already may be left to it, and taken away.
     *
     * @param stored the client as it is, or null if it is to be made
     */
    static void check(ClientDao dao, Viewer viewer, Client stored, ClientRequest request) {
        for (int i = 0; i < request.scopes().size(); i++) {
            if (!Scope.ALL.contains(request.scopes().get(i))) {
                throw Problem.INVALID.at("/scopes/" + i, "is not a scope; there are " + String.join(" ", Scope.ALL));
            }
        }
        checkDepartments(dao, viewer, request.departments());
        List<String> given = new ArrayList<>(request.scopes());
        if (stored != null && covers(stored.departments(), request.departments())) {
            given.removeAll(stored.scopes());
        }
        checkScopes(viewer, given);
    }

    /** Refuses to give what the giver does not have. */
    static void checkScopes(Viewer viewer, List<String> scopes) {
        List<String> lacking = scopes.stream()
                .filter(scope -> !viewer.scopes().contains(scope))
                .distinct()
                .sorted()
                .toList();
        if (!lacking.isEmpty()) {
            throw Problem.FORBIDDEN.because(
                    "A client gives only scopes that it has; you lack " + String.join(" ", lacking));
        }
    }

    private static void checkDepartments(ClientDao dao, Viewer viewer, List<String> departments) {
        if (departments.isEmpty() && !viewer.everywhere()) {
            throw Problem.INVALID.at("/departments", "must name a department");
        }
        boolean all = departments.contains(Viewer.ALL);
        if (all && departments.size() > 1) {
            throw Problem.INVALID.at("/departments", "must be * alone or departments");
        }
        Set<String> known = dao.listDepartments(departments);
        for (int i = 0; i < departments.size(); i++) {
            String department = departments.get(i);
            if (all ? !viewer.everywhere() : !viewer.sees(department) || !known.contains(department)) {
                throw Problem.UNKNOWN_REFERENCE.at("/departments/" + i, "is not a department known here");
            }
        }
    }

    private static boolean covers(List<String> departments, List<String> wanted) {
        return departments.contains(Viewer.ALL) || departments.containsAll(wanted);
    }
}
