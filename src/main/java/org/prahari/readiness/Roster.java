package org.prahari.readiness;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.prahari.assignment.Pairing;

/**
 * Who could help a facility at once. As many are found as can be; of all ways to do so this one moves the fewest from where
 * they work, then brings the nearest, then the soonest.
 */
public record Roster(
        UUID facility,
        String department,
        LocalDate from,
        LocalDate until,
        int seats,
        int found,
        int moved,
        List<Seat> people,
        List<Unfilled> unfilled) {
    /** Above what the costs of all seats can add up to. */
    private static final long EMPTY = 1L << 40;

    /**
     * Somebody in a seat.
     *
     * @param movedFrom the facility they work at now, absent if at none
     * @param comesOn the first day
     */
    public record Seat(
            String role, Level level, UUID trainee, Volunteer.Distance distance, LocalDate comesOn, UUID movedFrom) {}

    /** Seats for which nobody is left. */
    public record Unfilled(String role, Level level, int seats) {}

    /**
     * Exact, although only as many of the cheapest are looked at for each need as there are seats in all: the other seats
     * can take no more than all but one of them, so whoever comes after them is never needed.
     *
     * @param could by need, the cheapest first
     */
    static Roster of(ReadinessDao.Place place, SurgeRequest request, SurgeDao.Call call, List<List<Volunteer>> could) {
        Map<UUID, Integer> columns = new LinkedHashMap<>();
        could.forEach(some -> some.forEach(one -> columns.putIfAbsent(one.trainee(), columns.size())));
        int seats = request.seats();
        long[][] cost = new long[seats][columns.size() + seats];
        int[] needOf = new int[seats];
        int row = 0;
        for (int need = 0; need < could.size(); need++) {
            for (int i = 0; i < request.needs().get(need).headcount(); i++, row++) {
                needOf[row] = need;
                java.util.Arrays.fill(cost[row], 0, columns.size(), Pairing.NEVER);
                java.util.Arrays.fill(cost[row], columns.size(), cost[row].length, EMPTY);
                for (Volunteer one : could.get(need)) {
                    cost[row][columns.get(one.trainee())] = one.cost();
                }
            }
        }
        int[] taken = Pairing.cheapest(cost);
        List<UUID> trainees = List.copyOf(columns.keySet());
        List<Seat> people = new ArrayList<>();
        int[] left = new int[could.size()];
        for (int i = 0; i < seats; i++) {
            int need = needOf[i];
            if (taken[i] >= trainees.size()) {
                left[need]++;
                continue;
            }
            UUID trainee = trainees.get(taken[i]);
            Volunteer one = could.get(need).stream()
                    .filter(each -> each.trainee().equals(trainee))
                    .findFirst()
                    .orElseThrow();
            SurgeRequest.Need asked = request.needs().get(need);
            people.add(new Seat(
                    asked.role(),
                    asked.level(),
                    trainee,
                    one.distance(),
                    call.from().plusDays(one.days()),
                    one.movedFrom()));
        }
        people.sort(Comparator.comparing(Seat::role).thenComparing(Seat::level).thenComparing(Seat::trainee));
        List<Unfilled> unfilled = new ArrayList<>();
        for (int need = 0; need < left.length; need++) {
            if (left[need] > 0) {
                SurgeRequest.Need asked = request.needs().get(need);
                unfilled.add(new Unfilled(asked.role(), asked.level(), left[need]));
            }
        }
        return new Roster(
                place.id(),
                place.department(),
                call.from(),
                call.until(),
                seats,
                people.size(),
                (int) people.stream().filter(one -> one.movedFrom() != null).count(),
                people,
                unfilled);
    }
}
