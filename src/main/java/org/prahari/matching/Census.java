package org.prahari.matching;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many trainees and seats of a {@link Pool} there are by place, role and certification, as of a day; immutable. Each
 * trainee who is available and consents to matching is counted once: at home, under the role wanted most.
 *
 * <p>One that follows another counts out who and what is gone since, and counts in who and what has come: shards of the pool
 * and gaps that stand are not looked at. So what it costs to follow the pool grows with what has changed, not with the pool;
 * and counts that stand are the very same columns.
 */
public final class Census {
    /** Within so many days somebody is ready {@link Kind#SOON}. */
    public static final int SOON_DAYS = 183;

    /** So many ends of months are looked ahead to. */
    public static final int MONTHS = 12;

    private static final List<Part> PARTS = List.of(Part.values());
    private final Catalogue catalogue;
    private final LocalDate today;
    private final Openings openings;
    /** Who is counted: all of each shard but those who were gone. */
    private final IdentityHashMap<Records, BitSet> counted;

    private final Map<Place, Integer> numbers;
    private final List<Place> places;
    /** By place, then by {@link Part}. */
    private final int[][][] columns;

    /** What there are columns of. */
    public enum Part {
        ROLES,
        CERTIFICATIONS,
        QUALIFIED
    }

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
    public record Place(String department, String region, Integer district) {}

    private Census(
            Catalogue catalogue,
            LocalDate today,
            Openings openings,
            IdentityHashMap<Records, BitSet> counted,
            Census last,
            Tally since) {
        this.catalogue = catalogue;
        this.today = today;
        this.openings = openings;
        this.counted = counted;
        List<Place> more = since.places().stream()
                .filter(place -> last == null || !last.numbers.containsKey(place))
                .toList();
        List<Place> known = last == null ? List.of() : last.places;
        places = more.isEmpty()
                ? known
                : Stream.concat(known.stream(), more.stream()).toList();
        numbers = more.isEmpty() && last != null ? last.numbers : numbered(places);
        columns = Arrays.copyOf(last == null ? new int[0][][] : last.columns, places.size());
        since.places()
                .forEach(place -> columns[numbers.get(place)] = since.addedTo(columns[numbers.get(place)], place));
    }

    private static Map<Place, Integer> numbered(List<Place> places) {
        Map<Place, Integer> numbers = new HashMap<>();
        places.forEach(place -> numbers.put(place, numbers.size()));
        return numbers;
    }

    static Census of(Catalogue catalogue, List<Shard> shards, Openings openings, LocalDate today, Census last) {
        boolean follows = last != null && last.catalogue == catalogue && last.today.equals(today);
        IdentityHashMap<Records, BitSet> before = follows ? last.counted : new IdentityHashMap<>();
        Tally since = new Tally(
                catalogue,
                days(today).stream().mapToInt(day -> (int) day.toEpochDay()).toArray());
        IdentityHashMap<Records, BitSet> counted = new IdentityHashMap<>();
        for (Shard shard : shards) {
            counted.put(shard.records(), shard.gone());
            BitSet known = before.get(shard.records());
            if (known == null) {
                count(since, shard.records(), shard.gone(), 1);
            } else if (!known.equals(shard.gone())) {
                BitSet left = (BitSet) shard.gone().clone();
                left.andNot(known);
                left.stream().forEach(i -> since.trainee(shard.records(), i, -1));
            }
        }
        before.forEach((records, gone) -> {
            if (!counted.containsKey(records)) {
                count(since, records, gone, -1);
            }
        });
        openings.since(follows ? last.openings : Openings.of(Stream.empty()), (was, now) -> {
            since.opening(was, -1);
            since.opening(now, 1);
        });
        return new Census(catalogue, today, openings, counted, follows ? last : null, since);
    }

    private static void count(Tally into, Records records, BitSet gone, int sign) {
        IntStream.range(0, records.size()).filter(i -> !gone.get(i)).forEach(i -> into.trainee(records, i, sign));
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

    /** Whether nobody has been counted anew since another one, but what has changed. */
    public boolean follows(Census last) {
        return last != null && last.catalogue == catalogue && last.today.equals(today);
    }

    /** Whether the counts of a place are known to be those of the last census. */
    public boolean stands(int place, Part part, Census last) {
        int at = PARTS.indexOf(part);
        return follows(last) && place < last.columns.length && last.columns[place][at] == columns[place][at];
    }

    /** Where anything is; the other methods take the number of a place in here. One that follows another has the same ahead. */
    public List<Place> places() {
        return places;
    }

    /** @return 0 for what is not there */
    public int count(int place, String role, Kind kind) {
        return at(columns[place][0], Tally.column(catalogue.roles.of(role), kind));
    }

    /** @return 0 for what is not there */
    public int count(int place, String certification, Mark mark) {
        return at(columns[place][1], Tally.column(catalogue.certifications.of(certification), mark));
    }

    /**
     * People who seek a role at any place of their list, hold a certificate valid then that qualifies for it, and have not left.
     *
     * @param month 0 for today, 1 for the end of this month, up to {@value #MONTHS}
     * @param expected whether certificates count that they expect to have earned by then
     */
    public int qualified(int place, String role, int month, boolean expected) {
        return at(columns[place][2], Tally.column(catalogue.roles.of(role), month, expected));
    }

    private static int at(int[] column, int index) {
        return index < column.length ? column[index] : 0;
    }
}
