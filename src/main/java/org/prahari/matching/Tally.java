package org.prahari.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts some trainees or gaps in and out, into columns by place: one for each kind of each role, one for each mark of each certification,
 * and two for each day of each role, of who is qualified then: by what is held, and by what is expected as well.
 */
final class Tally {
    private static final List<Census.Kind> KINDS = List.of(Census.Kind.values());
    private static final List<Census.Mark> MARKS = List.of(Census.Mark.values());
    private final Catalogue catalogue;
    private final int today;
    private final int[] days;
    private final Map<Census.Place, Integer> numbers = new HashMap<>();
    private final Map<Long, Integer> packed = new HashMap<>();
    private final List<int[]> roles = new ArrayList<>();
    private final List<int[]> certifications = new ArrayList<>();
    private final List<int[]> qualified = new ArrayList<>();

    /** @param days since 1970, in order; the first is today */
    Tally(Catalogue catalogue, int... days) {
        this.catalogue = catalogue;
        this.today = days[0];
        this.days = days;
    }

    static int column(int role, Census.Kind kind) {
        return role * KINDS.size() + KINDS.indexOf(kind);
    }

    static int column(int certification, Census.Mark mark) {
        return certification * MARKS.size() + MARKS.indexOf(mark);
    }

    /** A column of who is qualified on the day of that number. */
    static int column(int role, int day, boolean expected) {
        return (role * (1 + Census.MONTHS) + day) * 2 + (expected ? 1 : 0);
    }

    /** Counts a trainee in, or out again; who does not consent to matching is not counted, nor who has left. */
    void trainee(Records records, int i, int sign) {
        int traits = records.traits(i);
        int at = records.at(i);
        int counts = records.data[at + Records.COUNTS];
        if (records.withdrawn(i) || Records.allowed(traits) == 0 || (counts & 0xff) == 0) {
            return;
        }
        int place = place(traits, records.data[at + Records.DISTRICT]);
        int first = records.sought(at);
        for (int role = first; role < first + (counts & 0xff); role++) {
            qualified(records, at, place, records.data[role] >>> 2, sign);
        }
        if (records.available(i)) {
            supply(records, at, place, sign);
        }
    }

    private void supply(Records records, int at, int place, int sign) {
        int[] data = records.data;
        int counts = data[at + Records.COUNTS];
        int role = data[records.sought(at)] >>> 2;
        role(place, role, Census.Kind.of(ready(records, at, role), today), sign);
        int next = records.certificates(at);
        for (int left = Records.held(counts); left > 0; left--, next += 3) {
            if (data[next + 1] <= today && data[next + 2] >= today) {
                certification(place, data[next], Census.Mark.HELD, sign);
            }
        }
        for (int left = Records.expected(counts); left > 0; left--, next += 2) {
            certification(place, data[next], Census.Mark.EXPECTED, sign);
        }
    }

    /** Of a role that none qualifies for, nobody is counted. */
    private void qualified(Records records, int at, int place, int role, int sign) {
        byte[] proven = catalogue.proven(role);
        if (proven.length == 0) {
            return;
        }
        int[] data = records.data;
        int counts = data[at + Records.COUNTS];
        int held = 0;
        int next = records.certificates(at);
        for (int left = Records.held(counts); left > 0; left--, next += 3) {
            held |= Catalogue.height(proven, data[next]) > 0 ? within(data[next + 1], data[next + 2]) : 0;
        }
        int expected = held;
        for (int left = Records.expected(counts); left > 0; left--, next += 2) {
            expected |= Catalogue.height(proven, data[next]) > 0 ? within(data[next + 1], Records.NEVER) : 0;
        }
        for (int bits = expected; bits != 0; bits &= bits - 1) {
            int day = Integer.numberOfTrailingZeros(bits);
            add(qualified, place, column(role, day, true), sign);
            add(qualified, place, column(role, day, false), (held >>> day & 1) * sign);
        }
    }

    /** The days from one to another, a bit each. */
    private int within(int from, int to) {
        int bits = 0;
        for (int day = 0; day < days.length; day++) {
            bits |= days[day] >= from && days[day] <= to ? 1 << day : 0;
        }
        return bits;
    }

    /** Counts a gap in, or out again; null is none. */
    void opening(Asked asked, int sign) {
        if (asked == null) {
            return;
        }
        Opening opening = asked.opening;
        int place = number(new Census.Place(opening.department(), opening.department(), opening.district()));
        int seats = sign * asked.seats();
        role(place, asked.role, Census.Kind.OPEN, seats);
        role(place, asked.role, Census.Kind.FILLED, sign * opening.filledSeats());
        opening.required().stream()
                .flatMap(List::stream)
                .distinct()
                .forEach(code -> certification(place, catalogue.certifications.of(code), Census.Mark.ASKED, seats));
    }

    /**
     * The first day, today or later, on which somebody is available and holds a certificate that qualifies for the role; any
     * will do for a role that none qualifies for.
     */
    private int ready(Records records, int at, int role) {
        int[] data = records.data;
        int from = Math.max(today, data[at + Records.AVAILABLE]);
        byte[] proven = catalogue.proven(role);
        if (proven.length == 0) {
            return from;
        }
        int counts = data[at + Records.COUNTS];
        int first = Records.NEVER;
        int next = records.certificates(at);
        for (int left = Records.held(counts); left > 0; left--, next += 3) {
            int day = Math.max(from, data[next + 1]);
            if (Catalogue.height(proven, data[next]) > 0 && data[next + 2] >= day) {
                first = Math.min(first, day);
            }
        }
        for (int left = Records.expected(counts); left > 0; left--, next += 2) {
            if (Catalogue.height(proven, data[next]) > 0) {
                first = Math.min(first, Math.max(from, data[next + 1]));
            }
        }
        return first;
    }

    Set<Census.Place> places() {
        return numbers.keySet();
    }

    /** @param last columns of that place, or null; those that stand are told as they are */
    int[][] addedTo(int[][] last, Census.Place place) {
        int number = numbers.get(place);
        int[][] since = {roles.get(number), certifications.get(number), qualified.get(number)};
        int[][] sums = new int[since.length][];
        for (int part = 0; part < sums.length; part++) {
            int[] before = last == null ? new int[0] : last[part];
            boolean stands = Arrays.stream(since[part]).allMatch(count -> count == 0);
            sums[part] = stands ? before : plus(before, since[part]);
        }
        return sums;
    }

    private static int[] plus(int[] one, int[] other) {
        int[] sum = Arrays.copyOf(one, Math.max(one.length, other.length));
        for (int i = 0; i < other.length; i++) {
            sum[i] += other[i];
        }
        return sum;
    }

    private int place(int traits, int district) {
        long key = ((long) district << 12) | (traits & 0xfff);
        Integer known = packed.get(key);
        if (known == null) {
            known = number(new Census.Place(
                    catalogue.region(traits & 0x3f),
                    catalogue.region(Records.home(traits)),
                    district == Records.NOWHERE ? null : district));
            packed.put(key, known);
        }
        return known;
    }

    private int number(Census.Place place) {
        return numbers.computeIfAbsent(place, key -> {
            roles.add(new int[0]);
            certifications.add(new int[0]);
            qualified.add(new int[0]);
            return roles.size() - 1;
        });
    }

    private void role(int place, int role, Census.Kind kind, int count) {
        add(roles, place, column(role, kind), count);
    }

    private void certification(int place, int certification, Census.Mark mark, int count) {
        add(certifications, place, column(certification, mark), count);
    }

    private static void add(List<int[]> columns, int place, int at, int count) {
        int[] column = columns.get(place);
        if (at >= column.length) {
            column = Arrays.copyOf(column, at + 1 + at / 4);
            columns.set(place, column);
        }
        column[at] += count;
    }
}
