package org.prahari.readiness;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * How ready a facility is on a day.
 *
 * @param score 0..10000, absent if nothing is answered
 * @param lapsing the answers that lapse within 90 days
 * @param history the score on the first of each month past, and on the day
 */
public record Readiness(
        UUID facility,
        String department,
        String name,
        FacilityKind kind,
        LocalDate asOf,
        Integer score,
        List<Part> safeguards,
        List<Due> due,
        List<Answer> lapsing,
        List<Point> history) {
    static final int SOON = 90;

    /**
     * One safeguard.
     *
     * @param score 0..10000, absent if nothing is answered
     * @param answered how many of the questions have an answer that counts
     * @param lapsed how many had one and have it no more
     */
    public record Part(Safeguard safeguard, Integer score, int answered, int lapsed, int questions) {}

    /**
     * When the next assessment of a kind is due.
     *
     * @param lastOn absent if there was none yet: then it is due at once
     */
    public record Due(
            Assessment.Kind kind, LocalDate lastOn, LocalDate dueOn, boolean overdue, int everyMonths, Mark mark) {}

    /** The score as it was on a day, and of the safeguards in their order; what was not answered is absent. */
    public record Point(LocalDate on, Integer score, List<Part> safeguards) {}

    /**
     * @param assessments of the facility, in any order
     * @param months how many months of history, 0 or more
     */
    static Readiness of(
            ReadinessDao.Place place, Questions questions, List<Assessment> assessments, LocalDate today, int months) {
        var now = new Score(questions, assessments, today);
        List<Point> history = new ArrayList<>();
        for (int back = months - 1; back >= 0; back--) {
            LocalDate first = today.withDayOfMonth(1).minusMonths(back);
            if (first.isBefore(today)) {
                history.add(point(new Score(questions, assessments, first), first));
            }
        }
        if (months > 0) {
            history.add(point(now, today));
        }
        return new Readiness(
                place.id(),
                place.department(),
                place.name(),
                place.kind(),
                today,
                now.whole(),
                now.parts(),
                questions.cycles().stream()
                        .map(cycle -> due(cycle, assessments, today))
                        .toList(),
                now.lapsing(SOON),
                history);
    }

    private static Point point(Score score, LocalDate on) {
        return new Point(on, score.whole(), score.parts());
    }

    private static Due due(Cycle cycle, List<Assessment> assessments, LocalDate today) {
        LocalDate last = assessments.stream()
                .filter(one -> one.kind() == cycle.kind())
                .map(Assessment::assessedOn)
                .max(Comparator.naturalOrder())
                .orElse(null);
        LocalDate due = last == null ? today : last.plusMonths(cycle.everyMonths());
        return new Due(cycle.kind(), last, due, last == null || due.isBefore(today), cycle.everyMonths(), cycle.mark());
    }
}
