package org.prahari.matching;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Trainees packed into one array, each in some twenty to forty whole numbers that lie together: a head of fixed layout, the
 * regions chosen (if any, two numbers), the roles sought (one each), the languages (two to a number), the certificates held
 * (three each) and expected (two each). In the order of registration, then of id. Days count from 1970; names are numbers of
 * the {@link Catalogue}.
 */
final class Records {
    static final int HEAD = 9;
    static final int NEVER = Integer.MAX_VALUE;
    static final int NOWHERE = Integer.MIN_VALUE;

    /** Offsets in the head; the id comes first. */
    static final int REGISTERED = 4;

    static final int AVAILABLE = 5;
    static final int TRAITS = 6;
    static final int COUNTS = 7;
    static final int DISTRICT = 8;

    /** Where the traits lie in their number. */
    static final int HOME = 6;

    static final int EXPERIENCE = 12;
    static final int RELOCATION = 22;
    static final int STATUS = 24;
    static final int REMOTE = 1 << 26;
    static final int MATCHING = 1 << 27;
    static final int CROSS = 1 << 28;
    static final int REGIONS = 1 << 29;

    static final List<Candidate.Relocation> RELOCATIONS = List.of(Candidate.Relocation.values());
    static final List<Candidate.Status> STATUSES = List.of(Candidate.Status.values());
    private static final int FREE = STATUSES.indexOf(Candidate.Status.AVAILABLE);
    private static final int LEFT = STATUSES.indexOf(Candidate.Status.WITHDRAWN);
    private static final List<Level> LEVELS = List.of(Level.values());

    final int[] data;
    private final int[] starts;
    private final int[] table;

    /** @param starts where each record starts, and where the last one ends */
    Records(int[] data, int[] starts) {
        this.data = data;
        this.starts = starts;
        this.table = new int[Integer.highestOneBit(Math.max(1, size() + size() / 2)) << 1];
        int mask = table.length - 1;
        for (int i = 0; i < size(); i++) {
            int slot = slot(most(i), least(i), mask);
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = i + 1;
        }
    }

    int size() {
        return starts.length - 1;
    }

    /** Where a record starts in the array. */
    int at(int i) {
        return starts[i];
    }

    int length(int i) {
        return starts[i + 1] - starts[i];
    }

    /** The number of a trainee, or -1. */
    int find(UUID id) {
        int mask = table.length - 1;
        int slot = slot(id.getMostSignificantBits(), id.getLeastSignificantBits(), mask);
        while (table[slot] != 0) {
            int i = table[slot] - 1;
            if (most(i) == id.getMostSignificantBits() && least(i) == id.getLeastSignificantBits()) {
                return i;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    UUID id(int i) {
        return new UUID(most(i), least(i));
    }

    int registered(int i) {
        return data[starts[i] + REGISTERED];
    }

    int traits(int i) {
        return data[starts[i] + TRAITS];
    }

    boolean available(int i) {
        return ((traits(i) >>> STATUS) & 3) == FREE;
    }

    boolean withdrawn(int i) {
        return ((traits(i) >>> STATUS) & 3) == LEFT;
    }

    /** By registration, then by id. */
    static int compare(int[] one, int i, int[] other, int j) {
        int order = Integer.compare(one[i + REGISTERED], other[j + REGISTERED]);
        if (order == 0) {
            order = Long.compare(pair(one, i), pair(other, j));
        }
        return order == 0 ? Long.compare(pair(one, i + 2), pair(other, j + 2)) : order;
    }

    /** The trainee as the rules see one. */
    Candidate candidate(int i, Catalogue catalogue) {
        int at = starts[i];
        int traits = data[at + TRAITS];
        int counts = data[at + COUNTS];
        int next = at + HEAD;
        Set<String> regions = new HashSet<>();
        if ((traits & REGIONS) != 0) {
            long chosen = pair(data, next);
            next += 2;
            for (; chosen != 0; chosen &= chosen - 1) {
                regions.add(catalogue.region(Long.numberOfTrailingZeros(chosen)));
            }
        }
        List<Candidate.Sought> sought = new ArrayList<>();
        for (int left = counts & 0xff; left > 0; left--, next++) {
            sought.add(new Candidate.Sought(catalogue.roles.name(data[next] >>> 2), LEVELS.get((data[next] & 3) - 1)));
        }
        Set<String> languages = new HashSet<>();
        int spoken = spoken(counts);
        for (int language = 0; language < spoken; language++) {
            languages.add(catalogue.languages.name(half(next, language)));
        }
        next += (spoken + 1) / 2;
        List<Candidate.Held> held = new ArrayList<>();
        for (int left = held(counts); left > 0; left--, next += 3) {
            held.add(new Candidate.Held(
                    catalogue.certifications.name(data[next]),
                    LocalDate.ofEpochDay(data[next + 1]),
                    data[next + 2] == NEVER ? null : LocalDate.ofEpochDay(data[next + 2])));
        }
        List<Candidate.Progress> progress = new ArrayList<>();
        for (int left = counts >>> 24; left > 0; left--, next += 2) {
            progress.add(new Candidate.Progress(
                    catalogue.certifications.name(data[next]), LocalDate.ofEpochDay(data[next + 1])));
        }
        Set<String> purposes = new HashSet<>();
        if ((traits & MATCHING) != 0) {
            purposes.add(Candidate.MATCHING);
        }
        if ((traits & CROSS) != 0) {
            purposes.add(Candidate.CROSS_DEPARTMENT);
        }
        return new Candidate(
                id(i),
                catalogue.region(traits & 0x3f),
                catalogue.region(home(traits)),
                data[at + DISTRICT] == NOWHERE ? null : data[at + DISTRICT],
                RELOCATIONS.get((traits >>> RELOCATION) & 3),
                regions,
                (traits & REMOTE) != 0,
                languages,
                months(traits),
                LocalDate.ofEpochDay(data[at + AVAILABLE]),
                STATUSES.get((traits >>> STATUS) & 3),
                LocalDate.ofEpochDay(data[at + REGISTERED]),
                purposes,
                sought,
                held,
                progress);
    }

    static int home(int traits) {
        return (traits >>> HOME) & 0x3f;
    }

    static int months(int traits) {
        return (traits >>> EXPERIENCE) & 0x3ff;
    }

    static int spoken(int counts) {
        return (counts >>> 8) & 0xff;
    }

    static int held(int counts) {
        return (counts >>> 16) & 0xff;
    }

    static int expected(int counts) {
        return counts >>> 24;
    }

    /** The regions of whose gaps consent covers, a bit each. */
    static long allowed(int traits) {
        return (traits & MATCHING) == 0 ? 0 : (traits & CROSS) != 0 ? -1L : 1L << (traits & 0x3f);
    }

    /** The regions in any place of which somebody would work, a bit each. */
    long moves(int at) {
        int traits = data[at + TRAITS];
        long home = 1L << home(traits);
        return switch (RELOCATIONS.get((traits >>> RELOCATION) & 3)) {
            case DISTRICT -> 0;
            case STATE -> home;
            case STATES -> (traits & REGIONS) == 0 ? home : home | pair(data, at + HEAD);
            case ANYWHERE -> -1L;
        };
    }

    /** Where the roles sought start. */
    int sought(int at) {
        return at + HEAD + ((data[at + TRAITS] & REGIONS) == 0 ? 0 : 2);
    }

    /** Where the certificates held start. */
    int certificates(int at) {
        int counts = data[at + COUNTS];
        return sought(at) + (counts & 0xff) + (spoken(counts) + 1) / 2;
    }

    /** The place of a role among those sought, which must be among them. */
    int rank(int at, int role) {
        int first = sought(at);
        int rank = 0;
        while (data[first + rank] >>> 2 != role) {
            rank++;
        }
        return rank;
    }

    /** One of the languages that start there. */
    int half(int languages, int index) {
        return (data[languages + (index >> 1)] >>> ((index & 1) << 4)) & 0xffff;
    }

    private long most(int i) {
        return pair(data, starts[i]);
    }

    private long least(int i) {
        return pair(data, starts[i] + 2);
    }

    private static long pair(int[] data, int at) {
        return ((long) data[at] << 32) | (data[at + 1] & 0xffffffffL);
    }

    private static int slot(long most, long least, int mask) {
        long mixed = (most ^ (least * 0x9E3779B97F4A7C15L)) * 0xBF58476D1CE4E5B9L;
        return (int) (mixed >>> 32) & mask;
    }
}
