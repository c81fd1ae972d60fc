package org.prahari.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);
    private static final UUID HOSPITAL = new UUID(1, 1);

    /** How a roster is judged, in this order. */
    private record Worth(int empty, int moved, int steps, int days) implements Comparable<Worth> {
        Worth with(Volunteer one) {
            return new Worth(
                    empty,
                    moved + (one.moved() ? 1 : 0),
                    steps + List.of(Volunteer.Distance.values()).indexOf(one.distance()),
                    days + one.days());
        }

        Worth without() {
            return new Worth(empty + 1, moved, steps, days);
        }

        @Override
        public int compareTo(Worth other) {
            return Comparator.comparing(Worth::empty)
                    .thenComparing(Worth::moved)
                    .thenComparing(Worth::steps)
                    .thenComparing(Worth::days)
                    .compare(this, other);
        }
    }

    @Test
    void noRosterIsBetterInAnySmallWorldThoughFewAreLookedAt() {
        var random = new Random(5);
        for (int world = 0; world < 500; world++) {
            List<Volunteer> people = new ArrayList<>();
            for (int i = random.nextInt(7); i > 0; i--) {
                boolean moved = random.nextBoolean();
                people.add(new Volunteer(
                        new UUID(2, i),
                        moved,
                        moved ? new UUID(3, i) : null,
                        Volunteer.Distance.values()[random.nextInt(4)],
                        moved ? 0 : random.nextInt(3)));
            }
            List<SurgeRequest.Need> needs = new ArrayList<>();
            List<List<Volunteer>> could = new ArrayList<>();
            for (int i = 1 + random.nextInt(2); i > 0; i--) {
                needs.add(new SurgeRequest.Need("R" + i, Level.BASIC, 1 + random.nextInt(2)));
                could.add(people.stream()
                        .filter(one -> random.nextInt(3) > 0)
                        .sorted(Comparator.comparing(Volunteer::cost).thenComparing(Volunteer::trainee))
                        .toList());
            }
            var request = new SurgeRequest(needs, null, DAY, 5, true, true);
            List<List<Volunteer>> few = could.stream()
                    .map(some -> some.subList(0, Math.min(some.size(), request.seats())))
                    .toList();
            Roster roster = roster(request, few);
            Worth worth = new Worth(roster.seats() - roster.found(), 0, 0, 0);
            for (Roster.Seat seat : roster.people()) {
                worth = worth.with(people.stream()
                        .filter(one -> one.trainee().equals(seat.trainee()))
                        .findFirst()
                        .orElseThrow());
            }
            assertThat(roster.people()).extracting(Roster.Seat::trainee).doesNotHaveDuplicates();
            assertThat(roster.moved()).isEqualTo(worth.moved());
            assertThat(worth)
                    .as("world " + world)
                    .isEqualTo(best(needs, could, 0, 0, new HashSet<>(), new Worth(0, 0, 0, 0)));
        }
    }

    @Test
    void theCostsOfAllSeatsNeverOutweighOneStepOfTheOrder() {
        var furthest = new Volunteer(HOSPITAL, false, null, Volunteer.Distance.ELSEWHERE, 90);
        var moved = new Volunteer(HOSPITAL, true, HOSPITAL, Volunteer.Distance.REMOTE, 0);
        var district = new Volunteer(HOSPITAL, false, null, Volunteer.Distance.SAME_DISTRICT, 0);
        var late = new Volunteer(HOSPITAL, false, null, Volunteer.Distance.REMOTE, 90);
        assertThat(SurgeRequest.MOST_SEATS * furthest.cost()).isLessThan(moved.cost());
        assertThat(SurgeRequest.MOST_SEATS * late.cost()).isLessThan(district.cost());
    }

    private static Roster roster(SurgeRequest request, List<List<Volunteer>> could) {
        var place = new ReadinessDao.Place(HOSPITAL, "IN-KA", "H", FacilityKind.DISTRICT_HOSPITAL, null, null);
        var call = new SurgeDao.Call(HOSPITAL, "IN-KA", null, DAY, DAY.plusDays(5), true, true);
        return Roster.of(place, request, call, could);
    }

    private static Worth best(
            List<SurgeRequest.Need> needs, List<List<Volunteer>> could, int need, int seat, Set<UUID> taken, Worth so) {
        if (need == needs.size()) {
            return so;
        }
        boolean last = seat + 1 == needs.get(need).headcount();
        int nextNeed = last ? need + 1 : need;
        int nextSeat = last ? 0 : seat + 1;
        Worth best = best(needs, could, nextNeed, nextSeat, taken, so.without());
        for (Volunteer one : could.get(need)) {
            if (taken.add(one.trainee())) {
                Worth other = best(needs, could, nextNeed, nextSeat, taken, so.with(one));
                best = other.compareTo(best) < 0 ? other : best;
                taken.remove(one.trainee());
            }
        }
        return best;
    }
}
