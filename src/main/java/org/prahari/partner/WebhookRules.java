package org.prahari.partner;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;

/** What a webhook may be: an address in public, features and departments that its maker may read. */
public final class WebhookRules {
    private final boolean loopback;

    public WebhookRules(WebhookSettings settings) {
        this.loopback = settings.loopback();
    }

    Webhook find(WebhookDao dao, Viewer viewer, UUID id) {
        return dao.find(viewer, id).orElseThrow(() -> Problem.NOT_FOUND.because(null));
    }

    void check(WebhookDao dao, Viewer viewer, WebhookRequest request) {
        String fault = Target.fault(request.url(), loopback);
        if (fault != null) {
            throw Problem.INVALID.at("/url", fault);
        }
        Followed.check(viewer, request.features());
        List<String> departments = request.departments();
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
}
