package org.prahari.insight;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.prahari.access.Viewer;
import org.prahari.store.ChangeLog.Touched;

/**
 * What has happened on which day, as of one number of the change log: seats asked for and filled, people come and gone.
 * Immutable. It follows the log: of seats it reads what was touched, of people it counts what was logged since.
 */
public final class Chronicle {
    private static final Viewer ALL = Viewer.system("insight");
    /** If more was touched, all is read anew. */
    private static final int FEW = 1000;

    private static final int UUID_LENGTH = 36;

    private final long sequence;
    /** By gap. */
    private final Kept<Seats> opened;
    /** By offer. */
    private final Kept<Seats> filled;
    /** By gap those that fill its seats. */
    private final Kept<Set<UUID>> offers;

    private final Chart chart;

    /** What can happen, in the order it is told. */
    enum Event {
        OPENED,
        FILLED,
        REGISTERED,
        ERASED;

        static final List<Event> ALL = List.of(values());

        /** Where its count is among those of all. */
        int column() {
            return ALL.indexOf(this);
        }
    }

    /**
     * Where and when something happened.
     *
     * @param role null of people
     */
    record Happening(String department, String role, LocalDate day, Event event) {}

    /**
     * Seats opened by a gap or filled by an offer.
     *
     * @param gap whose seats they are
     */
    public record Seats(UUID id, UUID gap, String department, String role, int seats, LocalDate day) {
        Happening as(Event event) {
            return new Happening(department, role, day, event);
        }
    }

    private Chronicle(long sequence, Kept<Seats> opened, Kept<Seats> filled, Kept<Set<UUID>> offers, Chart chart) {
        this.sequence = sequence;
        this.opened = opened;
        this.filled = filled;
        this.offers = offers;
        this.chart = chart;
    }

    public static Chronicle read(ChronicleDao dao) {
        return new Chronicle(0, Kept.none(), Kept.none(), Kept.none(), Chart.EMPTY).all(dao);
    }

    public static Chronicle next(ChronicleDao dao, Chronicle last, Supplier<List<Touched>> touched) {
        Set<String> ids = touched.get().stream()
                .filter(one -> !one.feature().equals("trainee"))
                .map(Touched::id)
                .collect(Collectors.toSet());
        if (ids.size() > FEW || !ids.stream().allMatch(Chronicle::isId)) {
            return last.all(dao);
        }
        Set<UUID> few = ids.stream().map(UUID::fromString).collect(Collectors.toSet());
        List<UUID> listed = List.copyOf(few);
        return few.isEmpty()
                ? last.with(dao, few, List.of(), List.of())
                : last.with(dao, few, dao.listOpened(ALL, listed), dao.listFilled(ALL, listed));
    }

    /** Seats anew, and people who have come and gone since. */
    private Chronicle all(ChronicleDao dao) {
        Set<UUID> known =
                Stream.concat(opened.all(), filled.all()).map(Seats::id).collect(Collectors.toSet());
        return with(dao, known, dao.listOpened(ALL, List.of()), dao.listFilled(ALL, List.of()));
    }

    /** @param touched gaps or offers that are now as told, or gone */
    private Chronicle with(ChronicleDao dao, Set<UUID> touched, List<Seats> nowOpened, List<Seats> nowFilled) {
        long now = dao.head();
        Map<Happening, Integer> more = new HashMap<>();
        Map<UUID, Seats> gaps = new HashMap<>();
        Map<UUID, Seats> taken = new HashMap<>();
        Map<UUID, Set<UUID>> ofGaps = new HashMap<>();
        for (UUID id : touched) {
            gaps.put(id, null);
            taken.put(id, null);
            offersOf(id, ofGaps).forEach(offer -> taken.put(offer, null));
        }
        gaps.keySet().forEach(id -> add(more, opened.get(id), Event.OPENED, -1));
        for (UUID id : taken.keySet()) {
            Seats was = filled.get(id);
            add(more, was, Event.FILLED, -1);
            if (was != null) {
                offersOf(was.gap(), ofGaps).remove(id);
            }
        }
        for (Seats seats : nowOpened) {
            gaps.put(seats.id(), seats);
            add(more, seats, Event.OPENED, 1);
        }
        for (Seats seats : nowFilled) {
            taken.put(seats.id(), seats);
            offersOf(seats.gap(), ofGaps).add(seats.id());
            add(more, seats, Event.FILLED, 1);
        }
        for (ChronicleDao.Arrivals one : dao.listArrivals(ALL, sequence, now)) {
            Event event = one.kind().equals("created") ? Event.REGISTERED : Event.ERASED;
            more.merge(new Happening(one.department(), null, one.day(), event), one.count(), Integer::sum);
        }
        ofGaps.replaceAll((gap, ids) -> ids.isEmpty() ? null : ids);
        return new Chronicle(now, opened.with(gaps), filled.with(taken), offers.with(ofGaps), chart.plus(more));
    }

    private Set<UUID> offersOf(UUID gap, Map<UUID, Set<UUID>> changed) {
        return changed.computeIfAbsent(gap, id -> {
            Set<UUID> known = offers.get(id);
            return known == null ? new HashSet<>() : new HashSet<>(known);
        });
    }

    private static void add(Map<Happening, Integer> more, Seats seats, Event event, int sign) {
        if (seats != null) {
            more.merge(seats.as(event), sign * seats.seats(), Integer::sum);
        }
    }

    private static boolean isId(String text) {
        return text.length() == UUID_LENGTH;
    }

    /** All of it, small or not. */
    Chart chart() {
        return chart;
    }
}
