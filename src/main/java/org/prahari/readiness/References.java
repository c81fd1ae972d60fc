package org.prahari.readiness;

import java.time.LocalDate;
import org.prahari.access.Viewer;
import org.prahari.http.Problem;

/** Checks what an assessment refers to. */
final class References {
    private References() {}

    /** @return the department of the facility */
    static String check(AssessmentDao tx, Viewer viewer, AssessmentRequest request, LocalDate today) {
        if (request.assessedOn().isAfter(today)) {
            throw Problem.INVALID.at("/assessedOn", "is yet to come");
        }
        return tx.findDepartment(viewer, request.facility()).orElseThrow(References::noFacility);
    }

    static RuntimeException noFacility() {
        return Problem.UNKNOWN_REFERENCE.at("/facility", "is not a facility known here");
    }
}
