package org.prahari.campaign;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A run of a campaign, from one week to another, both among it: {@code 2026-W40/2026-W44}. */
record Wave(Week first, Week last) {
    private static final int MOST = 1000;

    static Optional<Wave> parse(String text) {
        String[] sides = text.split("/", -1);
        if (sides.length != 2) {
            return Optional.empty();
        }
        Optional<Week> first = Week.parse(sides[0]);
        Optional<Week> last = Week.parse(sides[1]);
        return first.isEmpty() || last.isEmpty() || first.get().compareTo(last.get()) > 0
                ? Optional.empty()
                : Optional.of(new Wave(first.get(), last.get()));
    }

    /** The waves of what recurs: each from the week of one time to the one before the next time's. */
    static List<Wave> of(Recurrence recurrence, Week from, Week last) {
        LocalDate sunday = last.monday().plusDays(6);
        var starts = new TreeSet<Week>();
        for (Recurrence.Occurrence occurrence : recurrence.next(from.monday(), sunday, MOST)) {
            Week week = Week.of(occurrence.starts().toLocalDate());
            starts.add(week.compareTo(from) < 0 ? from : week);
        }
        List<Wave> waves = new ArrayList<>();
        for (Week start : starts) {
            Week next = starts.higher(start);
            waves.add(new Wave(start, next == null ? last : next.before()));
        }
        return waves;
    }

    boolean holds(Week week) {
        return first.compareTo(week) <= 0 && last.compareTo(week) >= 0;
    }

    @Override
    @JsonValue
    public String toString() {
        return first + "/" + last;
    }
}
