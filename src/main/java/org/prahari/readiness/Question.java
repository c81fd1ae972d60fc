package org.prahari.readiness;

import java.util.List;

/**
 * One question of an assessment.
 *
 * @param text to be answered with yes, partly, no or not applicable
 * @param partly what counts half
 * @param weight 1..3
 * @param evidence what to look at before saying yes
 * @param validMonths how long an answer counts
 * @param roles the work roles whose task it is
 * @param controls where published standards ask for the like
 */
public record Question(
        String id,
        Safeguard safeguard,
        String text,
        String partly,
        int weight,
        String evidence,
        int validMonths,
        List<String> roles,
        List<String> controls) {
    public Question {
        roles = List.copyOf(roles);
        controls = List.copyOf(controls);
    }
}
