package org.prahari.readiness;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.prahari.assignment.Pairing;

/**
 * Who a facility should have, has, and seeks.
 *
 * @param drafts gaps that would make up for what is missing, each as {@code POST /v1/gaps} takes it; nothing is opened
 */
public record Staffing(
        UUID facility, String department, FacilityKind kind, Integer beds, List<Seats> lines, List<Draft> drafts) {
    /** From the day of asking to the start of a drafted gap, in months; our proposal, as offers and notice periods take time. */
    private static final int LEAD = 3;

    private static final int GRACE_DAYS = 30;
    private static final long EMPTY = 1_000_000;

    /**
     * One line of the standard, and how far it is met.
     *
     * @param headcount seats at a facility of this size
     * @param fte hundredths of full-time posts of a seat here
     * @param shared whether one person serves several facilities: what is missing is not drafted here, but once for all
     * @param filled by posts and by trainees who were placed
     * @param sought seats of gaps that are open or on hold
     */
    public record Seats(
            String role,
            Level level,
            Standard.WorkMode workMode,
            int priority,
            int headcount,
            int fte,
            boolean shared,
            int filled,
            int sought,
            int missing,
            Mark mark,
            String note) {}

    /** A gap that could be opened. */
    public record Draft(
            UUID facility,
            String role,
            Level level,
            int headcount,
            Standard.WorkMode workMode,
            LocalDate startsOn,
            int graceDays,
            int priority) {}

    /**
     * Everybody fills one seat at most. As many seats as can be are filled, then as many sought, the more urgent ones first,
     * nobody in a seat below them if that can be avoided.
     */
    static Staffing of(
            ReadinessDao.Place place,
            Standard standard,
            List<Hand> hands,
            List<ReadinessDao.Open> open,
            LocalDate today) {
        List<Standard.Line> lines = standard.of(place.kind()).stream()
                .sorted(Comparator.comparing(Standard.Line::priority).reversed())
                .toList();
        List<Standard.Line> seats = new ArrayList<>();
        lines.forEach(line -> seats.addAll(Collections.nCopies(line.seats(place.beds()), line)));
        List<Skill> vacancies = new ArrayList<>();
        // More seats of one gap than there are here change nothing.
        open.forEach(gap -> vacancies.addAll(
                Collections.nCopies(Math.min(gap.seats(), seats.size()), new Skill(gap.role(), gap.level()))));
        int[] taken = Pairing.cheapest(cost(seats, hands, vacancies));
        List<Seats> met = new ArrayList<>();
        List<Draft> drafts = new ArrayList<>();
        int from = 0;
        for (Standard.Line line : lines) {
            int headcount = line.seats(place.beds());
            int[] own = Arrays.copyOfRange(taken, from, from += headcount);
            int filled = (int)
                    Arrays.stream(own).filter(column -> column < hands.size()).count();
            int known = hands.size() + vacancies.size();
            int sought =
                    (int) Arrays.stream(own).filter(column -> column < known).count() - filled;
            int missing = headcount - filled - sought;
            met.add(new Seats(
                    line.role(),
                    line.level(),
                    line.workMode(),
                    line.priority(),
                    headcount,
                    line.fte() / line.headcount(),
                    line.shared(),
                    filled,
                    sought,
                    missing,
                    line.mark(),
                    line.note()));
            if (missing > 0 && !line.shared()) {
                drafts.add(draft(place.id(), line, missing, today));
            }
        }
        return new Staffing(place.id(), place.department(), place.kind(), place.beds(), met, drafts);
    }

    /** Columns: hands, seats of gaps, and for each seat that it stays empty. */
    private static long[][] cost(List<Standard.Line> seats, List<Hand> hands, List<Skill> vacancies) {
        int known = hands.size() + vacancies.size();
        long[][] cost = new long[seats.size()][known + seats.size()];
        for (int i = 0; i < seats.size(); i++) {
            Standard.Line seat = seats.get(i);
            for (int j = 0; j < cost[i].length; j++) {
                cost[i][j] = j < hands.size()
                        ? above(seat, hands.get(j).fills())
                        : j < known
                                ? above(seat, List.of(vacancies.get(j - hands.size()))) + EMPTY / 1000
                                : EMPTY * (1 + seat.priority());
            }
        }
        return cost;
    }

    /** By how many levels the best fit is above the seat's. */
    private static long above(Standard.Line seat, List<Skill> skills) {
        return skills.stream()
                .filter(skill -> skill.serves(seat.role(), seat.level()))
                .mapToLong(skill -> skill.level().compareTo(seat.level()))
                .min()
                .orElse(Pairing.NEVER);
    }

    private static Draft draft(UUID facility, Standard.Line line, int headcount, LocalDate today) {
        return new Draft(
                facility,
                line.role(),
                line.level(),
                headcount,
                line.workMode(),
                today.withDayOfMonth(1).plusMonths(LEAD + 1L),
                GRACE_DAYS,
                line.priority());
    }
}
