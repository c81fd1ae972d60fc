package org.prahari.allocation;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Which courses to take, and what comes of it.
 *
 * @param method how they were chosen
 * @param value weight of the seats filled beyond those filled without them
 * @param bound no choice of the courses considered, within the budget, gives more
 * @param gap {@code bound} less {@code value}: 0 if the choice is proven best
 * @param budget paise
 * @param cost paise
 * @param considered how many courses there were to choose from
 * @param complete whether all that could help were considered, and there was time enough to choose
 * @param unpriced certifications that would help and were left out because their cost is not known
 * @param effect what a round would find if they were taken
 */
public record TrainingAdvice(
        String method,
        long value,
        long bound,
        long gap,
        long budget,
        long cost,
        int considered,
        boolean complete,
        Collection<String> unpriced,
        List<Advised> courses,
        Effect effect) {
    static final String METHOD = "greedy by weight for money, improved by exchanges; bound by Lagrangian relaxation";

    /** What one trainee is advised to take, in order. */
    public record Advised(UUID trainee, String department, long cost, List<Step> certifications) {}

    /**
     * One certification of a course.
     *
     * @param costAssumed whether nobody knows the cost and the default is taken
     * @param hoursAssumed whether nobody knows the hours and the default is taken
     * @param admissionAssumed whether it is not known, or not wholly, what is asked of who wants to earn it
     * @param earnedOn the day on which it would be held
     */
    public record Step(
            String certification,
            long cost,
            boolean costAssumed,
            int hours,
            boolean hoursAssumed,
            boolean admissionAssumed,
            LocalDate earnedOn) {}
}
