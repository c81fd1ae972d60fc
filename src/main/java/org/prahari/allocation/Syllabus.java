package org.prahari.allocation;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.json.Json;
import org.prahari.certification.Certification;
import org.prahari.matching.Candidate;

/**
 * What it takes to earn a certification, as far as the catalogue knows.
 *
 * @param offered whether it can still be earned
 * @param routes the ways to be admitted, one of which is enough; null if unknown
 */
public record Syllabus(
        String code,
        boolean offered,
        @Json List<Certification.Route> routes,
        @Json Certification.Fee fee,
        Integer courseHours,
        Integer validityMonths) {
    /** The certificate earned on a day; for ever, where it is not known how long it is valid. */
    Candidate.Held earnedOn(LocalDate day) {
        return new Candidate.Held(
                code,
                day,
                validityMonths == null ? null : day.plusMonths(validityMonths).minusDays(1));
    }
}
