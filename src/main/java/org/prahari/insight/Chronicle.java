package org.prahari.insight;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
    private final Map<UUID, Seats> opened;
    private final Map<UUID, Seats> filled;
    private final Map<Happening, Integer> people;

    /** What can happen, in the order it is told. */
    enum Event {
        OPENED,
        FILLED,
        REGISTERED,
        ERASED
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

    private Chronicle(long sequence, Map<UUID, Seats> opened, Map<UUID, Seats> filled, Map<Happening, Integer> people) {
        this.sequence = sequence;
        this.opened = opened;
        this.filled = filled;
        this.people = people;
    }

    public static Chronicle read(ChronicleDao dao) {
        return read(dao, new Chronicle(0, Map.of(), Map.of(), Map.of()));
    }

    public static Chronicle next(ChronicleDao dao, Chronicle last, Supplier<List<Touched>> touched) {
        Set<String> ids = touched.get().stream()
                .filter(one -> !one.feature().equals("trainee"))
                .map(Touched::id)
                .collect(Collectors.toSet());
        if (ids.size() > FEW || !ids.stream().allMatch(Chronicle::isId)) {
            return read(dao, last);
        }
        List<UUID> few = ids.stream().map(UUID::fromString).toList();
        return few.isEmpty()
                ? last.with(dao, last.opened, last.filled)
                : last.with(
                        dao,
                        with(last.opened, few, dao.listOpened(ALL, few)),
                        with(last.filled, few, dao.listFilled(ALL, few)));
    }

    /** Seats anew, and people who have come and gone since. */
    private static Chronicle read(ChronicleDao dao, Chronicle last) {
        return last.with(
                dao,
                with(Map.of(), List.of(), dao.listOpened(ALL, List.of())),
                with(Map.of(), List.of(), dao.listFilled(ALL, List.of())));
    }

    private Chronicle with(ChronicleDao dao, Map<UUID, Seats> nowOpened, Map<UUID, Seats> nowFilled) {
        long now = dao.head();
        Map<Happening, Integer> arrived = new HashMap<>(people);
        dao.listArrivals(ALL, sequence, now)
                .forEach(one -> arrived.merge(
                        new Happening(
                                one.department(),
                                null,
                                one.day(),
                                one.kind().equals("created") ? Event.REGISTERED : Event.ERASED),
                        one.count(),
                        Integer::sum));
        return new Chronicle(now, nowOpened, nowFilled, arrived);
    }

    private static boolean isId(String text) {
        return text.length() == UUID_LENGTH;
    }

    /** @param touched gaps or offers that are now as told, or gone */
    private static Map<UUID, Seats> with(Map<UUID, Seats> last, List<UUID> touched, List<Seats> now) {
        Set<UUID> gone = Set.copyOf(touched);
        Map<UUID, Seats> next = new HashMap<>(last);
        next.values().removeIf(one -> gone.contains(one.id()) || gone.contains(one.gap()));
        now.forEach(one -> next.put(one.id(), one));
        return next;
    }

    /** All of it, small or not. */
    Map<Happening, Integer> counts() {
        Map<Happening, Integer> counts = new HashMap<>(people);
        opened.values().forEach(one -> counts.merge(one.as(Event.OPENED), one.seats(), Integer::sum));
        filled.values().forEach(one -> counts.merge(one.as(Event.FILLED), one.seats(), Integer::sum));
        return counts;
    }
}
