package org.prahari.matching;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many trainees and seats of a {@link Pool} there are by place, role and certification, as of a day; immutable. Each
 * trainee who is available and consents to matching is counted once: at home, under the role wanted most.
 *
 * <p>Shards of the pool are counted once; of one that has lost trainees since, those are counted out. So what it costs to
 * follow the pool grows with what has changed, not with the pool.
 */
public final class Census {
    /** Within so many days somebody is ready {@link Kind#SOON}. */
    public static final int SOON_DAYS = 183;

    /** So many ends of months are looked ahead to. */
    public static final int MONTHS = 12;

    private final Catalogue catalogue;
    private final LocalDate today;
    private final Openings openings;
    private final Tally seats;
    private final IdentityHashMap<Records, Counted> counted;
    private final List<Place> places = new ArrayList<>();
    private final List<int[][]> columns = new ArrayList<>();

    private record Counted(Tally tally, BitSet gone) {}

    /** What is counted by role. Nothing is of two kinds. */
    public enum Kind {
        /** People available now who hold a valid certificate that qualifies for the role, if any does. */
        READY,
        /** People who will be ready within {@value Census#SOON_DAYS} days, as far as their dates tell. */
        SOON,
        /** All others. */
        LATER,
        /** Free seats of open gaps. */
        OPEN,
        /** Seats somebody has. */
        FILLED;

        static Kind of(int ready, int today) {
            return ready <= today ? READY : ready <= today + SOON_DAYS ? SOON : LATER;
        }
    }

    /** What is counted by certification. */
    public enum Mark {
        /** People who hold it, valid today. */
        HELD,
        /** People who expect to earn it. */
        EXPECTED,
        /** Free seats of open gaps one of whose required groups names it. */
        ASKED
    }

    /**
     * Where something is.
     *
     * @param department whose it is
     * @param region where it is
     * @param district LGD code, or null if unknown
     */
    public record Place(String department, String region, Integer district) {
        private String key() {
            return department + region + (district == null ? "" : "%08d".formatted(district));
        }
    }

    private Census(
            Catalogue catalogue,
            LocalDate today,
            Openings openings,
            Tally seats,
            IdentityHashMap<Records, Counted> counted) {
        this.catalogue = catalogue;
        this.today = today;
        this.openings = openings;
        this.seats = seats;
        this.counted = counted;
        Map<Place, int[][]> sums = new TreeMap<>(Comparator.comparing(Place::key));
        seats.addTo(sums);
        counted.values().forEach(each -> each.tally().addTo(sums));
        sums.forEach((place, sum) -> {
            places.add(place);
            columns.add(sum);
        });
    }

    static Census of(Catalogue catalogue, List<Shard> shards, Openings openings, LocalDate today, Census last) {
        boolean follows = last != null && last.catalogue == catalogue && last.today.equals(today);
        int[] days =
                days(today).stream().mapToInt(day -> (int) day.toEpochDay()).toArray();
        IdentityHashMap<Records, Counted> counted = new IdentityHashMap<>();
        for (Shard shard : shards) {
            Counted known = follows ? last.counted.get(shard.records()) : null;
            counted.put(shard.records(), count(catalogue, shard, days, known));
        }
        Tally seats = follows && last.openings == openings ? last.seats : null;
        if (seats == null) {
            Tally anew = new Tally(catalogue, days);
            openings.all().forEach(anew::opening);
            seats = anew;
        }
        return new Census(catalogue, today, openings, seats, counted);
    }

    private static Counted count(Catalogue catalogue, Shard shard, int[] days, Counted known) {
        Records records = shard.records();
        if (known != null && known.gone().equals(shard.gone())) {
            return known;
        }
        Tally tally = known == null ? new Tally(catalogue, days) : new Tally(known.tally());
        if (known == null) {
            IntStream.range(0, records.size()).filter(i -> !shard.gone(i)).forEach(i -> tally.trainee(records, i, 1));
        } else {
            BitSet since = (BitSet) shard.gone().clone();
            since.andNot(known.gone());
            since.stream().forEach(i -> tally.trainee(records, i, -1));
        }
        return new Counted(tally, shard.gone());
    }

    /** Today, and the last days of this month and of those after it. */
    static List<LocalDate> days(LocalDate today) {
        return Stream.concat(
                        Stream.of(today),
                        IntStream.range(0, MONTHS)
                                .mapToObj(month ->
                                        YearMonth.from(today).plusMonths(month).atEndOfMonth()))
                .toList();
    }

    public LocalDate today() {
        return today;
    }

    /** Where anything is; the other methods take the number of a place in here. */
    public List<Place> places() {
        return places;
    }

    /** @return 0 for what is not there */
    public int count(int place, String role, Kind kind) {
        return at(columns.get(place)[0], Tally.column(catalogue.roles.of(role), kind));
    }

    /** @return 0 for what is not there */
    public int count(int place, String certification, Mark mark) {
        return at(columns.get(place)[1], Tally.column(catalogue.certifications.of(certification), mark));
    }

    /**
     * People who seek a role at any place of their list, hold a certificate valid then that qualifies for it, and have not left.
     *
     * @param month 0 for today, 1 for the end of this month, up to {@value #MONTHS}
     * @param expected whether certificates count that they expect to have earned by then
     */
    public int qualified(int place, String role, int month, boolean expected) {
        return at(columns.get(place)[2], seats.column(catalogue.roles.of(role), month, expected));
    }

    private static int at(int[] column, int index) {
        return index < column.length ? column[index] : 0;
    }
}
